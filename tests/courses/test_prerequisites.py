"""Courses that have to be finished first: nobody joins or buys without them (ADR 0057)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from commerce.gates import sellable
from courses.enums import Availability, EnrolmentSource
from courses.errors import CourseNotReady, PrerequisitesMissing
from courses.models import Course, Enrolment
from courses.operations.enrolment import SELLABLE_KIND, enrol_learner
from courses.operations.publication.availability import withdraw_course
from courses.operations.submissions import submit_course
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.pace import publish, say_of, tell
from tests.factories.published import learner_of
from tests.factories.submissions import published_course, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


def course_after(first, *, is_required=True, price_minor=0):
    tree = ready_course(first.tree.owner, title="Salsa for two", price_minor=price_minor)
    say_of(tree.page, requires_prerequisites=is_required)
    tree.page.prerequisites.set([first.course])
    return publish(tree)


def join(course, learner, *, source=EnrolmentSource.FREE):
    return enrol_learner(course, learner, source=source, actor=learner if source == EnrolmentSource.FREE else None)


def test_nobody_joins_before_they_have_finished_it():
    first = published_course()
    second = course_after(first)
    learner = learner_of(first.course)
    tell(learner, *first.tree.lessons[:4])
    with pytest.raises(PrerequisitesMissing) as refused:
        join(second.course, learner)
    assert str(refused.value) == "Before “Salsa for two” you have to finish “Salsa from the first step”."
    assert not Enrolment.objects.filter(course=second.course).exists()
    assert Course.objects.get(pk=second.course.pk).seats_taken == 0
    tell(learner, first.tree.lessons[4])
    assert join(second.course, learner).state == "active"


def test_nobody_buys_before_either_but_what_is_paid_for_given_or_granted_is_theirs():
    first = published_course()
    second = course_after(first, price_minor=4900)
    learner = UserFactory()
    kind = sellable(SELLABLE_KIND)
    with pytest.raises(PrerequisitesMissing):
        kind.quote(second.course.public_id, learner)
    assert kind.quote(second.course.public_id, AnonymousUser()).price.minor == 4900, "of a visitor nothing is known"
    for source in (EnrolmentSource.BOUGHT, EnrolmentSource.GIFT, EnrolmentSource.GRANTED):
        assert join(second.course, UserFactory(), source=source).source == source
    learner_of(first.course, learner, state="completed", completed_at=clock.now())
    assert kind.quote(second.course.public_id, learner).price.minor == 4900


def test_a_plan_opens_it_no_sooner():
    first = published_course()
    second = course_after(first)
    with pytest.raises(PrerequisitesMissing):
        join(second.course, UserFactory(), source=EnrolmentSource.PLAN)


def test_advice_holds_nobody_back_and_who_is_in_stays():
    first = published_course()
    second = course_after(first, is_required=False)
    learner = UserFactory()
    join(second.course, learner)
    say_of(second.tree.page, requires_prerequisites=True)
    publish(second.tree)
    assert Enrolment.objects.open().filter(course=second.course, learner=learner).exists()
    assert join(second.course, learner).learner == learner
    with pytest.raises(PrerequisitesMissing):
        join(second.course, UserFactory())


def test_what_nobody_can_take_any_more_holds_nobody_back():
    first = published_course()
    second = course_after(first)
    withdraw_course(first.course, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    assert Course.objects.get(pk=first.course.pk).availability == Availability.WITHDRAWN
    join(second.course, UserFactory())


def test_courses_that_would_wait_for_each_other_are_not_handed_in():
    first = published_course()
    second = course_after(first)
    third = course_after(second)
    say_of(first.tree.page, requires_prerequisites=True)
    first.tree.page.prerequisites.set([third.course])
    with pytest.raises(CourseNotReady) as refused:
        submit_course(first.course, actor=first.tree.owner)
    (problem,) = refused.value.problems
    assert "nobody could begin either of them" in problem.message
    say_of(first.tree.page, requires_prerequisites=False)
    submit_course(first.course, actor=first.tree.owner)


def test_it_is_required_once_that_was_reviewed():
    first = published_course()
    second = course_after(first, is_required=False)
    say_of(second.tree.page, requires_prerequisites=True)
    submit_course(second.course, actor=second.tree.owner)
    assert join(second.course, UserFactory()).state == "active"
