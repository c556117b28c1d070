"""Seats: taken, left, taken again. Progress stays whatever happens to the seat."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import User
from commerce.enums import OrderState
from commerce.models import OrderLine, PlanGrant, Price
from courses.access import can_edit_course
from courses.enums import OPEN_STATES, Availability, EnrolmentSource, EnrolmentState
from courses.errors import (
    AlreadyLearning,
    CourseFull,
    CourseHasAPrice,
    CourseNotOpen,
    CoursePaused,
    NoCohortToJoin,
    NotEnrolled,
    OwnCourse,
    SeatWasNotFree,
)
from courses.models import Course, CourseFigures, Enrolment, SeatHold
from courses.models.places import PlacesInCohorts
from courses.operations.completion import completed
from courses.operations.prerequisites import missing_courses, refuse_with_missing
from courses.operations.revalidation import revalidate_seats
from kit import clock
from kit.errors import NotAllowed
from kit.failpoints import failpoint

SELLABLE_KIND = "course"
# Seats that learners take by themselves; the others were promised before, by a payment or by a person.
TAKEN_BY_ONESELF = frozenset({EnrolmentSource.FREE, EnrolmentSource.PLAN})
# Seats that somebody has paid for, and that end when the money goes back.
PAID_FOR = frozenset({EnrolmentSource.BOUGHT, EnrolmentSource.GIFT})


@transaction.atomic
def enrol_learner(course: Course, learner: User, *, source: EnrolmentSource, actor: User | None) -> Enrolment:
    """Give `learner` a seat. Asking again returns the seat held; who left comes back to their old progress.

    `actor` is None for the system (a purchase, a plan). Of a course joined in cohorts the lessons wait until one is
    chosen; that there is a place in some is asked of those who take a seat by themselves.
    """
    _refuse_unless_may_enrol(learner, source, actor)
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    held = Enrolment.objects.filter(course=course, learner=learner).first()
    if held is not None and held.state in OPEN_STATES:
        return _come_by_for_good(held, source)
    _refuse_unless_open(course, source, is_author=can_edit_course(learner, course))
    if source in TAKEN_BY_ONESELF:
        _refuse_without_place(course, places_in_cohorts(course))
    if held is None and source in TAKEN_BY_ONESELF and actor in {None, learner}:
        refuse_with_missing(missing_courses(course, learner), course.public_title)
    failpoint("courses.seats_counted")
    _count_seat(course)
    if held is None:
        return Enrolment.objects.create(
            course=course, learner=learner, source=source, must_choose=course.joins_by_cohort
        )
    held.state = EnrolmentState.COMPLETED if held.completed_at else EnrolmentState.ACTIVE
    held.source, held.ended_at, held.returned_at = source, None, clock.now()
    held.must_choose = course.joins_by_cohort
    held.save(update_fields=["state", "source", "ended_at", "returned_at", "must_choose"])
    if held.completed_at:
        # What counts courses that are held counts this one again.
        completed(learner.pk, [course.pk])
    return held


@transaction.atomic
def leave_course(course: Course, learner: User, *, actor: User) -> Enrolment:
    """Give a free seat back. Progress is kept for a return. Leaving twice changes nothing."""
    if actor.pk != learner.pk and not actor.is_administrator:
        raise NotAllowed
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    held = Enrolment.objects.select_for_update().filter(course=course, learner=learner).first()
    if held is None:
        raise NotEnrolled(title=course.public_title)
    if held.state not in OPEN_STATES:
        return held
    if held.source != EnrolmentSource.FREE:
        raise SeatWasNotFree(title=course.public_title)
    _give_back_seat(course, held, EnrolmentState.LEFT)
    return held


@transaction.atomic
def end_bought_seat(course: Course, learner: User) -> None:
    """Take the seat back from who got the money back; their plan may keep it open. Progress stays.

    Ending it twice changes nothing.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    held = Enrolment.objects.select_for_update().filter(course=course, learner=learner).first()
    if held is None or held.state not in OPEN_STATES or held.source not in PAID_FOR:
        return
    if is_open_by_plan(course, learner):
        held.source = EnrolmentSource.PLAN
        held.save(update_fields=["source"])
        return
    _give_back_seat(course, held, EnrolmentState.REFUNDED)


@transaction.atomic
def end_plan_seat(course: Course, learner: User) -> None:
    """Close the seat that a plan opened; one come by in another way stays. Progress stays. Repeats change nothing.

    Who is just paying to keep it finds it kept.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    held = Enrolment.objects.select_for_update().filter(course=course, learner=learner).first()
    if held is None or held.state not in OPEN_STATES or held.source != EnrolmentSource.PLAN:
        return
    paying = _order_without_hold(course, learner)
    failpoint("courses.seat_by_plan_ends")
    if paying is None:
        _give_back_seat(course, held, EnrolmentState.ENDED)
        return
    _close_seat(held, EnrolmentState.ENDED)
    SeatHold.objects.create(course=course, reference=paying)


@transaction.atomic
def hold_seat(course: Course, reference: UUID, *, learner: User | None) -> None:
    """Keep a seat for what is being paid for. Keeping it twice keeps one. Raises CourseFull.

    `learner` is whom it is for, None while nobody knows. Where seats are not limited there is nothing to keep, nor for
    who sits there already: they have the seat by their plan, and pay to keep it. Of a course joined in cohorts it keeps
    a place in one that is to be chosen. Raises NoCohortToJoin where there is none.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not _is_limited(course) or SeatHold.objects.filter(reference=reference).exists():
        return
    if learner is not None and Enrolment.objects.open().filter(course=course, learner=learner).exists():
        failpoint("courses.seat_by_plan_seen")
        return
    if course.is_full:
        raise CourseFull(title=course.public_title)
    _refuse_without_place(course, places_in_cohorts(course))
    failpoint("courses.seats_counted_before_holding")
    SeatHold.objects.create(course=course, reference=reference)
    _count_seat(course)


@transaction.atomic
def release_seat(course: Course, reference: UUID) -> None:
    """Let go of a seat that was kept. Letting go twice changes nothing."""
    # Held before looking: a plan that ends just now may keep a seat for this order.
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    gone, _by_model = SeatHold.objects.filter(course=course, reference=reference).delete()
    if gone:
        _uncount_seat(course)


def refuse_unless_for_sale(
    course: Course, learner: Any, *, has_seat: bool, is_in_by_plan: bool, is_author: bool, places: int | None
) -> None:
    """Raise what forbids `learner` to buy a seat now: held already, not open, paused, one's own, full, no cohort.

    `has_seat` says that they hold one which no plan opened, `is_in_by_plan` one which a plan opened: that one they may
    keep, however full the course is. Of a visitor none of it is known. `places` is what `PlacesInCohorts` says.
    """
    if learner.is_authenticated and not learner.is_active:
        raise NotAllowed
    if has_seat:
        raise AlreadyLearning(title=course.public_title)
    if course.is_paused:
        raise CoursePaused(title=course.public_title)
    _refuse_unless_open(course, EnrolmentSource.BOUGHT, is_author=is_author, needs_seat=not is_in_by_plan)
    if not is_in_by_plan:
        _refuse_without_place(course, places)


def places_in_cohorts(course: Course) -> int | None:
    """How many more may join by its cohorts; None where these do not limit it."""
    if not course.joins_by_cohort:
        return None
    found = Course.objects.filter(pk=course.pk).annotate(places=PlacesInCohorts(F("pk")))
    return found.values_list("places", flat=True).get()


def has_a_price(course: Course) -> bool:
    """Whether the course costs something in any currency."""
    if CourseFigures.objects.filter(course=course, price_minor__gt=0).exists():
        return True
    return Price.objects.of(SELLABLE_KIND, course.public_id).active().filter(amount_minor__gt=0).exists()


def is_open_by_plan(course: Course, learner: User) -> bool:
    """Whether a plan of the learner's opens the course now."""
    opened = PlanGrant.objects.filter(sellable_kind=SELLABLE_KIND, sellable_id=course.public_id, ended_at=None)
    return opened.filter(subscription__subscriber=learner).exists()


def _come_by_for_good(held: Enrolment, source: EnrolmentSource) -> Enrolment:
    """What a plan opened and somebody then bought or was given no longer ends with the plan."""
    if held.source == EnrolmentSource.PLAN and source not in TAKEN_BY_ONESELF:
        held.source = source
        held.save(update_fields=["source"])
    return held


def _order_without_hold(course: Course, learner: User) -> UUID | None:
    """What the learner is just paying for although no seat is kept for it, since they sat there; the course is held."""
    if not _is_limited(course):
        return None
    lines = OrderLine.objects.filter(
        buyer=learner,
        sellable_kind=SELLABLE_KIND,
        sellable_id=course.public_id,
        is_gift=False,
        order__state=OrderState.PENDING,
    )
    kept = SeatHold.objects.filter(course=course).values("reference")
    return lines.exclude(public_id__in=kept).order_by("pk").values_list("public_id", flat=True).first()


def _give_back_seat(course: Course, held: Enrolment, state: EnrolmentState) -> None:
    """Close the seat for somebody else to take; the caller holds course and seat."""
    _close_seat(held, state)
    _uncount_seat(course)


def _close_seat(held: Enrolment, state: EnrolmentState) -> None:
    """Whatever cohort it was in has a seat more."""
    held.state, held.ended_at, held.cohort, held.must_choose = state, clock.now(), None, False
    held.save(update_fields=["state", "ended_at", "cohort", "must_choose"])


def _is_limited(course: Course) -> bool:
    return course.seat_limit is not None or course.joins_by_cohort


def _count_seat(course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(seats_taken=F("seats_taken") + 1)
    if course.joins_by_cohort or course.seat_limit == course.seats_taken + 1:
        revalidate_seats(course)


def _uncount_seat(course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(seats_taken=F("seats_taken") - 1)
    if course.joins_by_cohort or course.is_full:
        revalidate_seats(course)


def _refuse_unless_may_enrol(learner: User, source: EnrolmentSource, actor: User | None) -> None:
    if not learner.is_active:
        raise NotAllowed
    if actor is None or actor.is_administrator:
        return
    if actor.pk != learner.pk or source != EnrolmentSource.FREE:
        raise NotAllowed


def _refuse_unless_open(course: Course, source: EnrolmentSource, *, is_author: bool, needs_seat: bool = True) -> None:
    if course.availability != Availability.PUBLISHED:
        raise CourseNotOpen(title=course.public_title)
    if is_author:
        raise OwnCourse(title=course.public_title)
    if course.is_paused and source in TAKEN_BY_ONESELF:
        raise CoursePaused(title=course.public_title)
    if source == EnrolmentSource.FREE and has_a_price(course):
        raise CourseHasAPrice(title=course.public_title)
    if needs_seat and course.is_full:
        raise CourseFull(title=course.public_title)


def _refuse_without_place(course: Course, places: int | None) -> None:
    if places is not None and places <= 0:
        raise NoCohortToJoin(title=course.public_title)
