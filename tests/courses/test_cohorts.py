"""Learners who take a course together: which cohort, since when, with how many (ADR 0061)."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4 as new_id

import pytest
from django.db import IntegrityError, connection, transaction

from courses.enums import EnrolmentSource, EnrolmentState
from courses.errors import (
    CohortClosed,
    CohortFull,
    CohortHasStarted,
    CohortNotChosen,
    LearnsWithoutCohort,
    NoCohortToJoin,
    NotEnrolled,
)
from courses.models import Cohort, Course, Enrolment, SeatHold
from courses.operations.choosing_cohorts import choose_cohort, move_learner
from courses.operations.cohorts import CohortTerms, cancel_cohort, change_cohort, create_cohort
from courses.operations.course_settings import CourseSettings, change_settings
from courses.operations.enrolment import enrol_learner, hold_seat, leave_course, places_in_cohorts
from courses.operations.plans import join_course
from kit import clock
from kit.errors import InvalidInput, NotFound
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import cohort_of
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-C15")


def taken(cohort):
    found = Cohort.objects.get(pk=cohort.pk).seats_taken
    assert found == Enrolment.objects.open().filter(cohort=cohort).count()
    return found


def bought(course, learner):
    return enrol_learner(course, learner, source=EnrolmentSource.BOUGHT, actor=None)


def join(course, cohort, learner=None):
    return join_course(course, learner or UserFactory(), cohort.public_id if cohort else None)


@pytest.mark.django_db
def test_who_joins_says_with_which_cohort_and_takes_one_of_its_seats():
    course, learner = live_course().course, UserFactory()
    cohort = cohort_of(course, seat_limit=2)
    with pytest.raises(CohortNotChosen):
        join(course, None, learner)
    assert not Enrolment.objects.exists()
    seat = join(course, cohort, learner)
    assert (seat.cohort, seat.must_choose) == (cohort, False)
    assert join(course, None, learner).cohort == cohort
    assert taken(cohort) == 1


@pytest.mark.django_db
def test_a_full_closed_started_or_cancelled_cohort_takes_nobody():
    course = live_course().course
    full = cohort_of(course, seat_limit=1)
    join(course, full)
    closed = cohort_of(course, closes_at=clock.now())
    started = cohort_of(course, days=-1)
    cancelled = cohort_of(course, cancelled_at=clock.now())
    late = cohort_of(course, days=-1, closes_at=clock.now() + timedelta(days=1))
    elsewhere = cohort_of(live_course().course)
    for cohort, refusal in [
        (full, CohortFull),
        (closed, CohortClosed),
        (started, CohortClosed),
        (cancelled, CohortClosed),
        (elsewhere, NotFound),
    ]:
        with pytest.raises(refusal):
            join(course, cohort)
    assert Enrolment.objects.count() == 1
    assert join(course, late).cohort == late


@pytest.mark.django_db
def test_without_a_cohort_to_join_nobody_joins_or_buys():
    course = live_course().course
    cohort = cohort_of(course, seat_limit=1)
    assert Course.objects.for_sale().filter(pk=course.pk).exists()
    join(course, cohort)
    assert not Course.objects.for_sale().filter(pk=course.pk).exists()
    with pytest.raises(NoCohortToJoin):
        join(course, cohort)
    with pytest.raises(NoCohortToJoin):
        hold_seat(course, new_id(), learner=None)
    Cohort.objects.filter(pk=cohort.pk).update(seat_limit=None)
    assert places_in_cohorts(course) is None
    assert Course.objects.for_sale().filter(pk=course.pk).exists()


@pytest.mark.django_db
def test_who_pays_or_has_paid_finds_a_place_in_some_cohort():
    course = live_course().course
    first, second = cohort_of(course, seat_limit=1), cohort_of(course, days=30, seat_limit=2)
    assert places_in_cohorts(course) == 3
    hold_seat(course, new_id(), learner=None)
    buyer = UserFactory()
    seat = bought(course, buyer)
    assert (seat.cohort, seat.must_choose, places_in_cohorts(course)) == (None, True, 1)
    join(course, first)
    with pytest.raises(NoCohortToJoin):
        join(course, second)
    assert choose_cohort(course, buyer, second.public_id).cohort == second
    assert (places_in_cohorts(course), taken(second), SeatHold.objects.count()) == (0, 1, 1)


@pytest.mark.django_db
def test_what_was_paid_is_given_though_every_cohort_has_closed_since():
    course, buyer = live_course().course, UserFactory()
    cohort_of(course, days=-1)
    assert places_in_cohorts(course) == 0
    assert bought(course, buyer).must_choose
    later = cohort_of(course, days=30)
    assert choose_cohort(course, buyer, later.public_id).cohort == later


@pytest.mark.django_db
def test_a_learner_changes_before_the_start_and_not_after_it():
    course, learner = live_course().course, UserFactory()
    first, second = cohort_of(course, seat_limit=1), cohort_of(course, days=30, seat_limit=1)
    join(course, first, learner)
    assert choose_cohort(course, learner, second.public_id).cohort == second
    assert (taken(first), taken(second)) == (0, 1)
    with clock.held_at(second.starts_at), pytest.raises(CohortHasStarted):
        choose_cohort(course, learner, cohort_of(course, days=60).public_id)
    with pytest.raises(NotEnrolled):
        choose_cohort(course, UserFactory(), first.public_id)
    assert (taken(first), taken(second)) == (0, 1)


@pytest.mark.django_db
def test_who_leaves_a_closed_cohort_does_not_take_the_place_of_who_has_paid():
    course, learner = live_course().course, UserFactory()
    closing, other = cohort_of(course, seat_limit=1), cohort_of(course, days=30, seat_limit=1)
    join(course, closing, learner)
    bought(course, UserFactory())
    assert choose_cohort(course, learner, other.public_id).cohort == other
    choose_cohort(course, learner, closing.public_id)
    Cohort.objects.filter(pk=closing.pk).update(closes_at=clock.now())
    with pytest.raises(NoCohortToJoin):
        choose_cohort(course, learner, other.public_id)
    assert (taken(closing), taken(other)) == (1, 0)


@pytest.mark.django_db
def test_who_joined_before_there_were_cohorts_does_not_wait_for_one():
    course, learner = live_course().course, UserFactory()
    seat = join(course, None, learner)
    cohort = cohort_of(course)
    with pytest.raises(LearnsWithoutCohort):
        choose_cohort(course, learner, cohort.public_id)
    seat.refresh_from_db()
    assert (seat.cohort, seat.must_choose) == (None, False)


@pytest.mark.django_db
def test_who_leaves_gives_the_cohorts_seat_back_and_chooses_anew_on_return():
    course, learner = live_course().course, UserFactory()
    cohort = cohort_of(course, seat_limit=1)
    join(course, cohort, learner)
    left = leave_course(course, learner, actor=learner)
    assert (left.state, left.cohort, taken(cohort)) == (EnrolmentState.LEFT, None, 0)
    with pytest.raises(CohortNotChosen):
        join(course, None, learner)
    assert join(course, cohort, learner).pk == left.pk
    assert taken(cohort) == 1


@pytest.mark.django_db
def test_a_cancelled_cohort_keeps_nobody_and_its_learners_choose_again():
    made, learner = live_course(), UserFactory()
    cohort = cohort_of(made.course)
    join(made.course, cohort, learner)
    cancel_cohort(cohort, actor=made.owner)
    cancel_cohort(cohort, actor=made.owner)
    seat = Enrolment.objects.get(learner=learner)
    assert (seat.state, seat.cohort, seat.must_choose, taken(cohort)) == (EnrolmentState.ACTIVE, None, True, 0)
    told = Notice.objects.get(person=learner, kind="learning.cohort_cancelled")
    assert told.title == "The cohort “January” of “Salsa from the first step” was cancelled"
    assert told.body == "Your seat in the course stays yours: choose another cohort on its page."
    started = cohort_of(made.course, days=-1)
    with pytest.raises(CohortHasStarted):
        cancel_cohort(started, actor=made.owner)


@pytest.mark.django_db
def test_giving_cohorts_up_frees_who_has_yet_to_choose():
    made = live_course()
    cohort = cohort_of(made.course)
    waiting, together = bought(made.course, UserFactory()), join(made.course, cohort)
    change_settings(made.course, CourseSettings(seat_limit=None, joins_by_cohort=False), actor=made.owner)
    waiting.refresh_from_db()
    together.refresh_from_db()
    assert (waiting.must_choose, together.cohort) == (False, cohort)
    cancel_cohort(cohort, actor=made.owner)
    together.refresh_from_db()
    assert (together.must_choose, together.cohort) == (False, None)
    assert Notice.objects.get(person=together.learner).body.endswith("its lessons are open to you.")


@pytest.mark.django_db
def test_those_who_write_the_course_set_its_cohorts_up():
    made = live_course()
    starts_at = clock.now().replace(microsecond=0) + timedelta(days=3)
    cohort = create_cohort(made.course, CohortTerms("  Spring ", starts_at, seat_limit=20), actor=made.owner)
    assert (cohort.name, cohort.seat_limit) == ("Spring", 20)
    learner = join(cohort_of(made.course).course, cohort).learner
    later = starts_at + timedelta(days=1)
    change_cohort(cohort, CohortTerms("Spring", later, seat_limit=5), actor=made.owner)
    assert Notice.objects.get(person=learner).title == "“Salsa from the first step” starts at another time"
    wrong = [
        (CohortTerms(" ", later), "name"),
        (CohortTerms("x" * 81, later), "name"),
        (CohortTerms("Spring", later, seat_limit=0), "seat_limit"),
        (CohortTerms("Spring", clock.now()), "starts_at"),
    ]
    for terms, field in wrong:
        for attempt in (
            lambda terms=terms: create_cohort(made.course, terms, actor=made.owner),
            lambda terms=terms: change_cohort(cohort, terms, actor=made.owner),
        ):
            with pytest.raises(InvalidInput) as refused:
                attempt()
            assert list(refused.value.fields) == [field]
    join(made.course, cohort)
    with pytest.raises(InvalidInput):
        change_cohort(cohort, CohortTerms("Spring", later, seat_limit=1), actor=made.owner)
    with clock.held_at(later):
        with pytest.raises(CohortHasStarted):
            change_cohort(cohort, CohortTerms("Spring", later + timedelta(days=9)), actor=made.owner)
        change_cohort(cohort, CohortTerms("Spring term", later, seat_limit=6), actor=made.owner)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.starts_at, cohort.seat_limit, cohort.seats_taken) == ("Spring term", later, 6, 2)


@pytest.mark.django_db
def test_nobody_else_touches_them():
    made, stranger = live_course(), UserFactory()
    cohort = cohort_of(made.course)
    seat = join(made.course, cohort)
    terms = CohortTerms("Mine", clock.now() + timedelta(days=1))
    for attempt in (
        lambda: create_cohort(made.course, terms, actor=stranger),
        lambda: change_cohort(cohort, terms, actor=stranger),
        lambda: cancel_cohort(cohort, actor=stranger),
        lambda: move_learner(made.course, seat, cohort.public_id, actor=stranger),
    ):
        with pytest.raises(NotFound):
            attempt()
    cohort.refresh_from_db()
    assert (Cohort.objects.count(), cohort.name, cohort.cancelled_at, cohort.seats_taken) == (1, "January", None, 1)


@pytest.mark.django_db
def test_a_teacher_moves_a_learner_wherever_there_is_a_seat_and_tells_them():
    made = live_course()
    first, started = cohort_of(made.course), cohort_of(made.course, days=-1, seat_limit=1)
    seat = join(made.course, first)
    moved = move_learner(made.course, seat, started.public_id, actor=made.owner)
    assert (moved.cohort, taken(first), taken(started)) == (started, 0, 1)
    told = Notice.objects.get(person=seat.learner, kind="learning.cohort_moved")
    assert told.title == "You are in the cohort “January” of “Salsa from the first step” now"
    assert move_learner(made.course, seat, started.public_id, actor=made.owner).cohort == started
    assert Notice.objects.count() == 1
    with pytest.raises(CohortFull):
        move_learner(made.course, join(made.course, first), started.public_id, actor=made.owner)
    cancelled = cohort_of(made.course, cancelled_at=clock.now())
    with pytest.raises(CohortClosed):
        move_learner(made.course, seat, cancelled.public_id, actor=made.owner)
    assert taken(started) == 1


def rush(course, cohort, people, *, queues=True):
    """What each of `people` gets; the first stands between its read and its write while the others come."""
    with hold("courses.cohort_seats_counted") as held:
        first = Runner(lambda: choose_cohort(course, people[0], cohort.public_id))
        held.wait_until_reached()
        others = [
            Runner(lambda person=person: choose_cohort(course, person, cohort.public_id)) for person in people[1:]
        ]
        if queues:
            wait_for_a_lock_queue(*others)
        else:
            for each in others:
                each.outcome()
    return [type(each.outcome()) for each in (first, *others)]


@pytest.mark.django_db(transaction=True)
def test_the_last_seats_of_a_cohort_are_taken_once_in_a_rush():
    course = live_course().course
    cohort = cohort_of(course, seat_limit=2)
    outcomes = rush(course, cohort, [bought(course, UserFactory()).learner for _ in range(5)])
    assert outcomes[0] is Enrolment
    assert Counter(outcomes) == {Enrolment: 2, CohortFull: 3}
    assert taken(cohort) == 2


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_constraint_is_hit(monkeypatch):
    monkeypatch.setattr(type(Course.objects.all()), "select_for_update", lambda self, *args, **kwargs: self)
    course = live_course().course
    cohort = cohort_of(course, seat_limit=1)
    people = [bought(course, UserFactory()).learner for _ in range(2)]
    assert rush(course, cohort, people, queues=False) == [IntegrityError, Enrolment]
    assert taken(cohort) == 1


@pytest.mark.django_db
def test_the_database_keeps_a_seat_in_a_cohort_of_its_own_course():
    course, elsewhere = live_course().course, cohort_of(live_course().course)
    cohort_of(course)
    seat = bought(course, UserFactory())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    into_another = {"cohort": elsewhere, "must_choose": False}
    with pytest.raises(IntegrityError, match="seat_is_in_a_cohort_of_its_course"), transaction.atomic():
        Enrolment.objects.filter(pk=seat.pk).update(**into_another)
    for broken in ({"must_choose": True, "cohort": elsewhere}, {"state": "left"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.filter(pk=seat.pk).update(**broken)
