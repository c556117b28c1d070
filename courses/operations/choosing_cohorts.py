"""Which cohort a learner is in: chosen by them, or by those who write the course (ADR 0061)."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.enums import OPEN_STATES
from courses.errors import CohortClosed, CohortFull, CohortHasStarted, LearnsWithoutCohort, NoCohortToJoin, NotEnrolled
from courses.models import Cohort, Course, Enrolment
from courses.operations import cohort_notices
from courses.operations.cohorts import held_for_authors
from courses.operations.enrolment import places_in_cohorts
from courses.operations.revalidation import revalidate_seats
from kit import audit
from kit.errors import NotFound
from kit.failpoints import failpoint


@transaction.atomic
def choose_cohort(course: Course, learner: User, cohort: UUID) -> Enrolment:
    """Put the learner into a cohort that can be joined; before theirs starts they may change to another.

    Choosing the same again changes nothing. Raises NotEnrolled, NotFound, CohortClosed, CohortFull, CohortHasStarted
    of the one they are in, LearnsWithoutCohort of who joined before there were any, or NoCohortToJoin where every
    place is needed for others who have yet to choose.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    seat, wanted = _seat(course, learner.pk), _cohort(course, cohort)
    if seat.cohort_id == wanted.pk:
        return seat
    if seat.cohort is None and not seat.must_choose:
        raise LearnsWithoutCohort(title=course.public_title)
    if seat.cohort is not None and seat.cohort.has_started:
        raise CohortHasStarted(name=seat.cohort.name)
    if not wanted.takes_learners:
        raise CohortClosed(name=wanted.name)
    if wanted.is_full:
        raise CohortFull(name=wanted.name)
    # Who leaves one that is closed already takes a place and gives none for it.
    if seat.cohort is not None and not seat.cohort.takes_learners and places_in_cohorts(course) == 0:
        raise NoCohortToJoin(title=course.public_title)
    return _put(course, seat, wanted)


@transaction.atomic
def move_learner(course: Course, seat: Enrolment, cohort: UUID, *, actor: Any) -> Enrolment:
    """Put a learner into any cohort that has a seat, whether it has started or is closed. They are told.

    Raises NotFound for courses of others, NotEnrolled, CohortClosed of a cancelled one, CohortFull.
    """
    course = held_for_authors(course, actor)
    seat, wanted = _seat(course, seat.learner_id), _cohort(course, cohort)
    if seat.cohort_id == wanted.pk:
        return seat
    if wanted.cancelled_at is not None:
        raise CohortClosed(name=wanted.name)
    if wanted.is_full:
        raise CohortFull(name=wanted.name)
    moved = _put(course, seat, wanted)
    audit.record(course, "courses.move_learner", actor, seat=str(seat.public_id), cohort=str(wanted.public_id))
    cohort_notices.moved(wanted, course, moved)
    return moved


def _put(course: Course, seat: Enrolment, cohort: Cohort) -> Enrolment:
    failpoint("courses.cohort_seats_counted")
    seat.cohort, seat.must_choose = cohort, False
    seat.save(update_fields=["cohort", "must_choose"])
    revalidate_seats(course)
    return seat


def _seat(course: Course, learner: int) -> Enrolment:
    seat = Enrolment.objects.select_for_update(no_key=True).filter(course=course, learner=learner).first()
    if seat is None or seat.state not in OPEN_STATES:
        raise NotEnrolled(title=course.public_title)
    return seat


def _cohort(course: Course, public_id: UUID) -> Cohort:
    cohort = course.cohorts.filter(public_id=public_id).first()
    if cohort is None:
        raise NotFound
    return cohort
