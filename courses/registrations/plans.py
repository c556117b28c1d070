"""Courses take part in all-access plans: what commerce may do with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from commerce.gates import Payee, Used, register_in_plans
from commerce.models import PlanGrant
from courses.enums import EnrolmentSource
from courses.models import Course, Enrolment, LessonProgress
from courses.operations.enrolment import SELLABLE_KIND, end_plan_seat, enrol_learner
from courses.operations.rights import shares_of
from kit.errors import NotFound


class CoursesInPlans:
    def include(self, sellable_id: UUID, subscriber: Any) -> None:
        course = Course.objects.filter(public_id=sellable_id, in_plans=True).first()
        if course is None:
            raise NotFound
        enrol_learner(course, subscriber, source=EnrolmentSource.PLAN, actor=None)

    def include_again(self, sellable_id: UUID, subscriber: Any) -> None:
        enrol_learner(Course.objects.get(public_id=sellable_id), subscriber, source=EnrolmentSource.PLAN, actor=None)

    def exclude(self, sellable_id: UUID, subscriber: Any) -> None:
        end_plan_seat(Course.objects.get(public_id=sellable_id), subscriber)

    def used(self, subscriber: Any, since: datetime, until: datetime) -> Sequence[Used]:
        """Lessons that were finished in this time, of courses that only a plan opened."""
        opened = PlanGrant.objects.filter(subscription__subscriber=subscriber, sellable_kind=SELLABLE_KIND)
        by_plan = Enrolment.objects.filter(learner=subscriber, source=EnrolmentSource.PLAN).values("course")
        finished = LessonProgress.objects.filter(
            learner=subscriber,
            completed_at__gte=since,
            completed_at__lt=until,
            course__in=by_plan,
            course__public_id__in=opened.values("sellable_id"),
        )
        amounts = dict(finished.order_by().values_list("course").annotate(amount=Count("pk")))
        courses = Course.objects.filter(pk__in=amounts).select_related("owner").order_by("pk")
        return [
            Used(
                sellable_id=course.public_id,
                amount=amounts[course.pk],
                payees=[Payee(person, weight) for person, weight in shares_of(course).items()],
            )
            for course in courses
        ]


register_in_plans(SELLABLE_KIND, CoursesInPlans())
