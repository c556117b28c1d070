"""Courses are sold: what commerce may ask of them and do with them."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery

from commerce.gates import Offer, Payee, Shown, register_sellable
from commerce.operations.offers import offered_prices, price_in
from courses.access import can_read_course
from courses.enums import Availability, EnrolmentSource
from courses.models import Course, CourseDocument, Enrolment, LessonDocument, LessonProgress
from courses.operations.enrolment import (
    SELLABLE_KIND,
    end_bought_seat,
    enrol_learner,
    hold_seat,
    refuse_unless_for_sale,
    release_seat,
)
from courses.operations.prerequisites import refuse_with_missing
from courses.operations.wanting import course_wanted
from kit.errors import NotFound
from kit.money import Money


class SellableCourse:
    def quote(self, sellable_id: UUID, buyer: Any, currency: str | None = None) -> Offer:
        wanted = course_wanted(sellable_id, buyer)
        # Asked of the one course: the queryset's twin of the question is made for lists, and costs five times as much.
        if wanted is None or not can_read_course(buyer, wanted.course):
            raise NotFound
        refuse_unless_for_sale(
            wanted.course,
            buyer,
            has_seat=wanted.has_seat,
            is_in_by_plan=wanted.is_in_by_plan,
            is_author=wanted.is_author,
            places=wanted.places,
        )
        if not wanted.is_in_by_plan:
            refuse_with_missing(wanted.missing, wanted.title)
        prices = offered_prices(SELLABLE_KIND, sellable_id)
        if not prices:
            raise NotFound
        price = price_in(prices, currency, title=wanted.title)
        return Offer(
            title=wanted.title,
            price=Money(price.amount_minor, price.currency),
            seller=wanted.course.owner,
            payees=[Payee(person, weight) for person, weight in wanted.shares.items()],
            is_limited=wanted.course.seat_limit is not None or wanted.course.joins_by_cohort,
            currencies=[each.currency for each in prices],
            bounds=price.bounds,
            before=wanted.before(price) if price.ends_at is not None else None,
        )

    def show(self, sellable_id: UUID, reader: Any) -> Shown | None:
        return next(iter(_shown(Course.objects.readable_by(reader).filter(public_id=sellable_id)).values()), None)

    def reserve(self, sellable_id: UUID, reference: UUID, holder: Any) -> None:
        hold_seat(Course.objects.get(public_id=sellable_id), reference, learner=holder)

    def release(self, sellable_id: UUID, reference: UUID) -> None:
        release_seat(Course.objects.get(public_id=sellable_id), reference)

    @transaction.atomic
    def grant(self, sellable_id: UUID, holder: Any, reference: UUID, *, is_gift: bool = False) -> None:
        course = Course.objects.get(public_id=sellable_id)
        release_seat(course, reference)
        source = EnrolmentSource.GIFT if is_gift else EnrolmentSource.BOUGHT
        enrol_learner(course, holder, source=source, actor=None)

    def revoke(self, sellable_id: UUID, holder: Any) -> None:
        end_bought_seat(Course.objects.get(public_id=sellable_id), holder)

    def is_held_by(self, sellable_id: UUID, person: Any) -> bool:
        seats = Enrolment.objects.open().filter(course__public_id=sellable_id, learner=person)
        return seats.exclude(source=EnrolmentSource.PLAN).exists()

    def progress(self, sellable_id: UUID, holder: Any) -> int:
        """How many of the lessons were opened; a started percent counts."""
        course = Course.objects.get(public_id=sellable_id)
        total = CourseDocument.objects.filter(course=course).aggregate(most=Max("lesson_count"))["most"] or 0
        opened = LessonProgress.objects.filter(course=course, learner=holder).count()
        return min(100, -(-100 * opened // total)) if total else 0

    def access_log(self, sellable_id: UUID, holder: Any) -> list[str]:
        opened = LessonProgress.objects.filter(course__public_id=sellable_id, learner=holder)
        live = LessonDocument.objects.filter(course__public_id=sellable_id, is_live=True)
        titles = dict(live.values_list("lesson", "title"))
        return [
            f"{each.first_access_at:%Y-%m-%d %H:%M} UTC to {each.last_access_at:%Y-%m-%d %H:%M} UTC:"
            f" {titles.get(each.lesson_id, 'a lesson')}{' (completed)' if each.is_completed else ''}"
            for each in opened.order_by("first_access_at")
        ]

    def sold_by(self, seller: Any) -> Mapping[UUID, str]:
        courses = Course.objects.published() if seller is None else Course.objects.published().filter(owner=seller)
        return dict(courses.order_by("title", "pk").values_list("public_id", "title"))

    def shown(self, sellable_ids: Collection[UUID]) -> dict[UUID, Shown]:
        return _shown(Course.objects.filter(public_id__in=sellable_ids))


def _shown(courses: QuerySet[Course]) -> dict[UUID, Shown]:
    """How the courses are published, by public id. One query."""
    live = CourseDocument.objects.live().filter(course=OuterRef("pk")).order_by("pk")
    found: Iterable[Any] = courses.annotate(card=Subquery(live.values("card")[:1]))
    return {course.public_id: _as_card(course, json.loads(course.card or "{}")) for course in found}


def _as_card(course: Course, card: Mapping[str, Any]) -> Shown:
    is_up = course.availability in {Availability.PUBLISHED, Availability.ARCHIVED}
    return Shown(
        title=card.get("title", course.title),
        path=f"/courses/{course.slug}",
        # Of what was taken down nobody may fetch the files.
        picture=card.get("thumbnail") if is_up else None,
        by=[card["producer"]["name"]] if card else [],
    )


register_sellable(SELLABLE_KIND, SellableCourse(), for_sale=Course.objects.for_sale)
