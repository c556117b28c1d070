from collections import Counter

import pytest
from django.db import IntegrityError

from accounts.enums import Role
from commerce.enums import PriceState
from commerce.models import Price
from courses.enums import Availability, EnrolmentSource, EnrolmentState
from courses.errors import CourseFull, CourseHasAPrice, CourseNotOpen, NotEnrolled, OwnCourse, SeatWasNotFree
from courses.models import Course, CourseFigures, Enrolment
from courses.operations import enrolment
from courses.operations.enrolment import enrol_learner, leave_course
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from kit import clock
from kit.errors import NotAllowed
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

FREE = EnrolmentSource.FREE


def join(course, person):
    return enrol_learner(course, person, source=FREE, actor=person)


def seats(course):
    course = Course.objects.get(pk=course.pk)
    figures = CourseFigures.objects.get(course=course)
    rows = Enrolment.objects.open().filter(course=course).count()
    assert course.seats_taken == figures.learner_count == rows
    return rows


@pytest.mark.django_db
@pytest.mark.covers("req-C4")
def test_a_free_course_is_joined_once_however_often_asked():
    course, person = live_course().course, UserFactory()
    first, second = join(course, person), join(course, person)
    assert first == second
    assert (first.state, first.source) == (EnrolmentState.ACTIVE, FREE)
    assert seats(course) == 1


@pytest.mark.django_db
def test_a_course_with_a_price_is_not_joined_by_the_free_door():
    person = UserFactory()
    by_figures, by_price = live_course(price_minor=100).course, live_course().course
    Price.objects.create(
        sellable_kind="course", sellable_id=by_price.public_id, currency="USD", amount_minor=1, state=PriceState.ACTIVE
    )
    for course in (by_figures, by_price):
        with pytest.raises(CourseHasAPrice):
            join(course, person)
        assert seats(course) == 0
    enrol_learner(by_price, person, source=EnrolmentSource.BOUGHT, actor=None)
    assert seats(by_price) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("availability", [Availability.UNPUBLISHED, Availability.WITHDRAWN, Availability.ARCHIVED])
def test_nobody_joins_what_is_not_published(availability):
    course = live_course(availability=availability).course
    with pytest.raises(CourseNotOpen):
        join(course, UserFactory())
    assert seats(course) == 0


@pytest.mark.django_db
def test_authors_do_not_learn_from_themselves():
    made = live_course()
    with pytest.raises(OwnCourse):
        join(made.course, made.owner)


@pytest.mark.django_db
def test_a_seat_is_given_by_its_learner_an_administrator_or_the_system():
    course, person, other = live_course().course, UserFactory(), UserFactory()
    for source, actor in ((FREE, other), (EnrolmentSource.GRANTED, person), (EnrolmentSource.BOUGHT, person)):
        with pytest.raises(NotAllowed):
            enrol_learner(course, person, source=source, actor=actor)
    enrol_learner(course, person, source=EnrolmentSource.GRANTED, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    assert seats(course) == 1


@pytest.mark.django_db
def test_the_last_seat_is_given_once():
    course = live_course(seat_limit=1).course
    winner = UserFactory()
    join(course, winner)
    with pytest.raises(CourseFull):
        join(course, UserFactory())
    assert [held.learner for held in course.enrolments.all()] == [winner]
    leave_course(course, winner, actor=winner)
    join(course, UserFactory())
    with pytest.raises(CourseFull):
        join(course, winner)
    assert seats(course) == 1


@pytest.mark.django_db
def test_who_leaves_and_returns_finds_their_progress():
    made, person = live_course(lessons=2), UserFactory()
    held = join(made.course, person)
    record_progress(person, [ProgressEvent(made.lessons[0].public_id, EventKind.COMPLETE, clock.now())])
    leave_course(made.course, person, actor=person)
    assert leave_course(made.course, person, actor=person).state == EnrolmentState.LEFT
    assert seats(made.course) == 0
    again = join(made.course, person)
    assert (again.pk, again.state, again.ended_at) == (held.pk, EnrolmentState.ACTIVE, None)
    assert made.lessons[0].progress.get().is_completed
    assert seats(made.course) == 1


@pytest.mark.django_db
def test_only_a_free_seat_is_simply_left():
    course, person = live_course(price_minor=100).course, UserFactory()
    with pytest.raises(NotEnrolled):
        leave_course(course, person, actor=person)
    enrol_learner(course, person, source=EnrolmentSource.BOUGHT, actor=None)
    with pytest.raises(SeatWasNotFree):
        leave_course(course, person, actor=person)
    with pytest.raises(NotAllowed):
        leave_course(course, person, actor=UserFactory())
    assert seats(course) == 1


def rush(course, people, *, queues=True):
    """What each of `people` gets; the first stands between its read and its write while the others come."""
    with hold("courses.seats_counted") as held:
        first = Runner(lambda: join(course, people[0]))
        held.wait_until_reached()
        others = [Runner(lambda person=person: join(course, person)) for person in people[1:]]
        if queues:
            wait_for_a_lock_queue(*others)
        else:
            for each in others:
                each.outcome()
    return [type(each.outcome()) for each in (first, *others)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-C1")
def test_seats_are_never_oversold_in_a_rush():
    course = live_course(seat_limit=2).course
    outcomes = rush(course, [UserFactory() for _ in range(6)])
    assert outcomes[0] is Enrolment
    assert Counter(outcomes) == {Enrolment: 2, CourseFull: 4}
    assert seats(course) == 2


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_constraint_is_hit(monkeypatch):
    """Shows that the rush above is a race: without the lock the refusal comes from the constraint, not the rule."""
    monkeypatch.setattr(type(Course.objects.all()), "select_for_update", lambda self, *args, **kwargs: self)
    course = live_course(seat_limit=1).course
    outcomes = rush(course, [UserFactory() for _ in range(2)], queues=False)
    assert outcomes == [IntegrityError, Enrolment]
    assert enrolment.Enrolment.objects.count() == 1
