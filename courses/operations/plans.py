"""Courses in all-access plans: joined by those who have one, closed when it ends."""

from accounts.models import User
from commerce.gates import Thing
from commerce.operations.plan_access import has_plan, open_by_plan
from courses.enums import EnrolmentSource
from courses.models import Course, Enrolment
from courses.operations.enrolment import SELLABLE_KIND, enrol_learner, has_a_price


def join_course(course: Course, person: User) -> Enrolment:
    """Take a seat in a free course, or in one that the person's plan opens. Joining twice changes nothing."""
    if course.in_plans and has_a_price(course) and has_plan(person):
        open_by_plan(person, Thing(SELLABLE_KIND, course.public_id))
        return Enrolment.objects.get(course=course, learner=person)
    return enrol_learner(course, person, source=EnrolmentSource.FREE, actor=person)


def is_in_plan_of(person: User, slug: str) -> bool:
    """Whether the person's plan opens the course of this address."""
    return has_plan(person) and Course.objects.published().filter(slug=slug, in_plans=True).exists()
