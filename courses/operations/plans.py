"""Courses in all-access plans: joined by those who have one, closed when it ends."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from commerce.gates import Thing
from commerce.operations.plan_access import has_plan, open_by_plan
from courses.enums import EnrolmentSource
from courses.errors import CohortNotChosen
from courses.models import Course, Enrolment
from courses.operations.choosing_cohorts import choose_cohort
from courses.operations.enrolment import SELLABLE_KIND, enrol_learner, has_a_price


@transaction.atomic
def join_course(course: Course, person: User, cohort: UUID | None = None) -> Enrolment:
    """Take a seat in a free course, or in one that the person's plan opens. Joining twice changes nothing.

    `cohort` is of a course that is joined in cohorts, where it has to be said: CohortNotChosen.
    """
    held = Enrolment.objects.open().filter(course=course, learner=person).exists()
    if course.joins_by_cohort and cohort is None and not held:
        raise CohortNotChosen(title=course.public_title)
    seat = _take_seat(course, person)
    return choose_cohort(course, person, cohort) if cohort is not None and seat.must_choose else seat


def _take_seat(course: Course, person: User) -> Enrolment:
    if course.in_plans and has_a_price(course) and has_plan(person):
        open_by_plan(person, Thing(SELLABLE_KIND, course.public_id))
        return Enrolment.objects.get(course=course, learner=person)
    return enrol_learner(course, person, source=EnrolmentSource.FREE, actor=person)


def is_in_plan_of(person: User, slug: str) -> bool:
    """Whether the person's plan opens the course of this address."""
    return has_plan(person) and Course.objects.published().filter(slug=slug, in_plans=True).exists()
