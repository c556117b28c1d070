"""What an offer depends on is asked by one statement, which says what the questions it stands for say."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from courses.access import can_edit_course
from courses.enums import OPEN_STATES, AuthorState, EnrolmentSource, EnrolmentState
from courses.models import CourseAuthor, Enrolment
from courses.operations.rights import agree_to_split, propose_split, shares_of
from courses.operations.wanting import course_wanted
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def course():
    return live_course(price_minor=1000, owner=UserFactory(roles=[Role.PRODUCER])).course


def author(course, state):
    return CourseAuthor.objects.create(course=course, person=UserFactory(roles=[Role.PRODUCER]), state=state).person


def test_who_writes_the_course_is_who_may_edit_it(course):
    other = live_course(price_minor=1000).course
    people = [
        course.owner,
        author(course, AuthorState.ACCEPTED),
        author(course, AuthorState.INVITED),
        author(other, AuthorState.ACCEPTED),
        UserFactory(),
        AnonymousUser(),
    ]
    found = [course_wanted(course.public_id, person).is_author for person in people]
    assert found == [can_edit_course(person, course) for person in people] == [True, True, *[False] * 4]


@pytest.mark.parametrize("state", EnrolmentState)
@pytest.mark.parametrize("source", EnrolmentSource)
def test_a_seat_is_held_while_it_is_open_and_no_plan_opened_it(course, state, source):
    learner = UserFactory()
    times = {"completed_at": clock.now(), "ended_at": None if state in OPEN_STATES else clock.now()}
    Enrolment.objects.create(course=course, learner=learner, source=source, state=state, **times)
    is_for_good = state in {EnrolmentState.ACTIVE, EnrolmentState.COMPLETED} and source != EnrolmentSource.PLAN
    wanted, of_nobody = course_wanted(course.public_id, learner), course_wanted(course.public_id, UserFactory())
    assert wanted.has_seat is is_for_good
    assert wanted.is_in_by_plan is (state in OPEN_STATES and source == EnrolmentSource.PLAN)
    assert (of_nobody.has_seat, of_nobody.is_in_by_plan) == (False, False)


def test_its_title_is_the_published_one_and_its_owner_comes_with_it(course, django_assert_num_queries):
    published = course.title
    course.title = "As the draft calls it"
    course.save(update_fields=["title"])
    learner, owner = UserFactory(), course.owner
    with django_assert_num_queries(1):
        wanted = course_wanted(course.public_id, learner)
        assert (wanted.title, wanted.course, wanted.course.owner.email) == (published, course, owner.email)
        assert wanted.shares == {owner: 10_000}
    course.documents.update(is_live=False)
    assert course_wanted(course.public_id, AnonymousUser()).title == "As the draft calls it"
    assert course_wanted(uuid.uuid4(), AnonymousUser()) is None


def test_shares_are_those_agreed_on_in_their_order(course):
    first, second = author(course, AuthorState.ACCEPTED), author(course, AuthorState.ACCEPTED)
    split = propose_split(course, {second: 2500, course.owner: 0, first: 7500}, actor=course.owner)
    agree_to_split(split, actor=first)
    assert course_wanted(course.public_id, AnonymousUser()).shares == {course.owner: 10_000}
    agree_to_split(split, actor=second)
    found = course_wanted(course.public_id, AnonymousUser()).shares
    assert list(found.items()) == list(shares_of(course).items())
    assert {person.email for person in found} == {first.email, second.email}
