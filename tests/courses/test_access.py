"""The rule and its queryset twin say the same, for everybody about everything."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from accounts.models import User
from courses.access import can_edit_course, can_read_course, can_read_lesson
from courses.enums import AuthorState, Availability, EnrolmentState
from courses.models import Course, CourseAuthor, Lesson
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A course in each availability, each with a preview, a closed and a removed lesson, and everybody around them."""
    owner, co_author, invited = UserFactory(), UserFactory(), UserFactory()
    learner, left, refunded, suspended = UserFactory(), UserFactory(), UserFactory(), UserFactory()
    finished = UserFactory()
    lessons = {}
    for availability in Availability:
        made = live_course(lessons=3, previews=1, owner=owner, availability=availability)
        CourseAuthor.objects.create(course=made.course, person=co_author, state=AuthorState.ACCEPTED)
        CourseAuthor.objects.create(course=made.course, person=invited)
        preview, closed, removed = made.lessons
        made.take_off(removed)
        lessons[availability] = {"preview": preview, "closed": closed, "removed": removed}
        learner_of(made.course, learner)
        learner_of(made.course, suspended)
        learner_of(made.course, finished, state=EnrolmentState.COMPLETED, completed_at=clock.now())
        learner_of(made.course, left, state=EnrolmentState.LEFT)
        learner_of(made.course, refunded, state=EnrolmentState.REFUNDED)
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    suspended.refresh_from_db()
    people = {
        "visitor": AnonymousUser(),
        "stranger": UserFactory(),
        "producer": UserFactory(roles=[Role.PRODUCER]),
        "learner": learner,
        "finished": finished,
        "left": left,
        "refunded": refunded,
        "suspended": suspended,
        "owner": owner,
        "co_author": co_author,
        "invited": invited,
        "reviewer": UserFactory(roles=[Role.REVIEWER]),
        "administrator": UserFactory(roles=[Role.ADMINISTRATOR]),
    }
    return people, lessons


PREVIEW_ONLY = {("published", "preview")}
WHOLE = {(availability, "preview") for availability in ("published", "archived")} | {
    (availability, "closed") for availability in ("published", "archived")
}
EVERYTHING = {(availability.value, kind) for availability in Availability for kind in ("preview", "closed", "removed")}
EXPECTED = {
    "visitor": PREVIEW_ONLY,
    "stranger": PREVIEW_ONLY,
    "producer": PREVIEW_ONLY,
    "learner": WHOLE,
    "finished": WHOLE,
    "left": PREVIEW_ONLY,
    "refunded": PREVIEW_ONLY,
    "suspended": set(),
    "owner": EVERYTHING,
    "co_author": EVERYTHING,
    "invited": PREVIEW_ONLY,
    "reviewer": EVERYTHING,
    "administrator": EVERYTHING,
}


@pytest.mark.covers("req-A9")
def test_lessons_by_rule_and_by_queryset(world):
    people, lessons = world
    places = {
        lesson.pk: (availability.value, kind)
        for availability, kinds in lessons.items()
        for kind, lesson in kinds.items()
    }
    for name, person in people.items():
        by_rule = {places[lesson.pk] for lesson in Lesson.objects.all() if can_read_lesson(person, lesson)}
        by_queryset = [places[lesson.pk] for lesson in Lesson.objects.readable_by(person)]
        assert by_rule == EXPECTED[name], name
        assert sorted(by_queryset) == sorted(by_rule), name


@pytest.mark.covers("req-A9")
def test_courses_by_rule_and_by_queryset(world):
    people, _ = world
    everything = {availability.value for availability in Availability}
    expected = {name: {"published"} for name in people}
    expected |= dict.fromkeys(("owner", "co_author", "reviewer", "administrator"), everything)
    expected |= {name: {"published", "archived"} for name in ("learner", "finished")}
    expected["suspended"] = set()
    for name, person in people.items():
        by_rule = {course.availability for course in Course.objects.all() if can_read_course(person, course)}
        assert by_rule == expected[name], name
        assert sorted(course.availability for course in Course.objects.readable_by(person)) == sorted(by_rule), name


def test_editing_by_rule_and_by_queryset(world):
    people, _ = world
    for name, person in people.items():
        by_rule = {course.pk for course in Course.objects.all() if can_edit_course(person, course)}
        assert bool(by_rule) == (name in {"owner", "co_author"})
        assert {course.pk for course in Course.objects.editable_by(person)} == by_rule
