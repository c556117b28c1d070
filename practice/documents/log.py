"""What a person wrote down of their practising, with the titles that courses are published under."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import CourseDocument
from practice.models import PracticeEntry


def log_of(person: Any) -> QuerySet[PracticeEntry]:
    """Their entries, each with its `course_title`."""
    published = CourseDocument.objects.filter(course=OuterRef("course")).order_by("-is_live", "pk")
    title = Coalesce(Subquery(published.values("title")[:1]), F("course__title"))
    return PracticeEntry.objects.filter(person=person).select_related("course", "lesson").annotate(course_title=title)
