"""Cohorts of a course: set up, changed and called off by those who write it (ADR 0061)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.errors import CohortClosed, CohortHasStarted
from courses.models import Cohort, Course, Enrolment
from courses.models.cohorts import LONGEST_NAME
from courses.operations import cohort_notices
from courses.operations.course_settings import MOST_SEATS
from courses.operations.revalidation import revalidate_seats
from kit import audit, clock
from kit.errors import InvalidInput, NotFound

MOST_COHORTS = 100


@dataclass(frozen=True, slots=True)
class CohortTerms:
    """`seat_limit` None is no limit; `closes_at` None is until it starts."""

    name: str
    starts_at: datetime
    closes_at: datetime | None = None
    seat_limit: int | None = None


@transaction.atomic
def create_cohort(course: Course, terms: CohortTerms, *, actor: Any) -> Cohort:
    """Raises NotFound for courses of others, and InvalidInput."""
    course = held_for_authors(course, actor)
    wrong = _wrong(terms, is_new_start=True)
    if not wrong and course.cohorts.count() >= MOST_COHORTS:
        wrong = {"name": [_("At most %(most)d cohorts, please.") % {"most": MOST_COHORTS}]}
    if wrong:
        raise InvalidInput(wrong)
    cohort = Cohort.objects.create(
        course=course,
        name=terms.name.strip(),
        starts_at=terms.starts_at,
        closes_at=terms.closes_at,
        seat_limit=terms.seat_limit,
    )
    audit.record(course, "courses.create_cohort", actor, cohort=str(cohort.public_id), name=cohort.name)
    revalidate_seats(course)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, terms: CohortTerms, *, actor: Any) -> Cohort:
    """Its learners are told of another start. One that has started keeps its start; a cancelled one is not changed."""
    course, cohort = _held(cohort, actor)
    if cohort.cancelled_at is not None:
        raise CohortClosed(name=cohort.name)
    moves = terms.starts_at != cohort.starts_at
    if moves and cohort.has_started:
        raise CohortHasStarted(name=cohort.name)
    wrong = _wrong(terms, is_new_start=moves)
    if terms.seat_limit is not None and terms.seat_limit < cohort.seats_taken:
        wrong["seat_limit"] = [_("At least as many as are taken: %(taken)d.") % {"taken": cohort.seats_taken}]
    if wrong:
        raise InvalidInput(wrong)
    cohort.name, cohort.starts_at = terms.name.strip(), terms.starts_at
    cohort.closes_at, cohort.seat_limit = terms.closes_at, terms.seat_limit
    cohort.save(update_fields=["name", "starts_at", "closes_at", "seat_limit"])
    audit.record(course, "courses.change_cohort", actor, cohort=str(cohort.public_id), name=cohort.name)
    if moves:
        cohort_notices.start_moved(cohort, course, _seats(cohort))
    revalidate_seats(course)
    return cohort


@transaction.atomic
def cancel_cohort(cohort: Cohort, *, actor: Any) -> None:
    """Its learners keep their seats in the course and choose another cohort. One that has started is not cancelled.

    Cancelling twice changes nothing.
    """
    course, cohort = _held(cohort, actor)
    if cohort.cancelled_at is not None:
        return
    if cohort.has_started:
        raise CohortHasStarted(name=cohort.name)
    seats = _seats(cohort)
    Enrolment.objects.filter(cohort=cohort).update(cohort=None, must_choose=course.joins_by_cohort)
    Cohort.objects.filter(pk=cohort.pk).update(cancelled_at=clock.now())
    audit.record(course, "courses.cancel_cohort", actor, cohort=str(cohort.public_id), name=cohort.name)
    cohort_notices.cancelled(cohort, course, seats)
    revalidate_seats(course)


def held_for_authors(course: Course, actor: Any) -> Course:
    """The course, held: whatever changes its cohorts, and who is in them, comes by it first."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    is_administrator = bool(actor.is_active and actor.is_administrator)
    if not is_administrator and not Course.objects.editable_by(actor).filter(pk=course.pk).exists():
        raise NotFound
    return course


def _held(cohort: Cohort, actor: Any) -> tuple[Course, Cohort]:
    course = held_for_authors(Course(pk=cohort.course_id), actor)
    return course, Cohort.objects.get(pk=cohort.pk)


def _seats(cohort: Cohort) -> list[Enrolment]:
    return list(Enrolment.objects.filter(cohort=cohort).select_related("learner__profile").order_by("pk"))


def _wrong(terms: CohortTerms, *, is_new_start: bool) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if not terms.name.strip():
        wrong["name"] = [_("Give it a name.")]
    elif len(terms.name.strip()) > LONGEST_NAME:
        wrong["name"] = [_("At most %(most)d characters, please.") % {"most": LONGEST_NAME}]
    if is_new_start and terms.starts_at <= clock.now():
        wrong["starts_at"] = [_("Choose a moment to come.")]
    if terms.seat_limit is not None and not 1 <= terms.seat_limit <= MOST_SEATS:
        wrong["seat_limit"] = [_("Between 1 and %(most)d, or empty for no limit.") % {"most": MOST_SEATS}]
    return wrong
