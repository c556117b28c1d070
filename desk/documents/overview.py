"""The courses of a desk, with their figures beside them."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import Enrolment
from desk.access import taught_by
from desk.documents.learners import USUAL_DAYS, stuck
from kit import clock

RECENT = timedelta(days=7)


def _count(seats: QuerySet[Enrolment]) -> Any:
    found = seats.filter(course=OuterRef("pk")).order_by().values("course")
    return Coalesce(Subquery(found.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)


def courses_on_desk(person: Any) -> QuerySet[Any]:
    """Courses that somebody has joined or may join, by their titles, with `learners`, `joined` lately and `stuck`."""
    seats = Enrolment.objects.open()
    return (
        taught_by(person)
        .filter(first_published_at__isnull=False)
        .annotate(
            learners=_count(seats),
            joined=_count(seats.filter(enrolled_at__gte=clock.now() - RECENT)),
            stuck=_count(stuck(seats, USUAL_DAYS)),
        )
        .order_by("title", "pk")
    )


def joined_lately(person: Any) -> QuerySet[Enrolment]:
    """Seats that were taken lately in the person's courses, the last first."""
    seats = Enrolment.objects.open().filter(course__in=taught_by(person).values("pk"))
    lately = seats.filter(enrolled_at__gte=clock.now() - RECENT)
    return lately.select_related("learner", "course").order_by("-enrolled_at", "-pk")
