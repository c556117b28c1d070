"""Readers fetch the files that published documents show them: a course's own for all who read its page, a lesson's for
all who may read the lesson."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commerce.enums import OrderState
from commerce.models import OrderLine
from content.blocks.context import MEDIA_ADDRESS
from courses.access import can_read_course, can_read_lesson
from courses.enums import AuthorState
from courses.models import Course, CourseAuthor, CourseDocument, LessonDocument
from courses.operations.enrolment import SELLABLE_KIND
from media import gates
from media.access.copies import register_purchase


@gates.register
def readers_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a live document that the person may read names the file."""
    courses = courses_brought_to(medium)
    named = f"{MEDIA_ADDRESS}{medium.public_id}"
    pages = CourseDocument.objects.live().filter(course__in=courses, body__contains=named).select_related("course")
    if any(can_read_course(person, document.course) for document in pages):
        return True
    lessons = LessonDocument.objects.live().filter(course__in=courses, body__contains=named)
    return any(can_read_lesson(person, document.lesson) for document in lessons.select_related("lesson__course"))


@register_purchase
def bought_with_a_course(person: Any, medium: Any) -> str | None:
    """The number of the order by which the person has a course that shows the file; the latest where several do."""
    named = f"{MEDIA_ADDRESS}{medium.public_id}"
    lessons = LessonDocument.objects.live().filter(course__in=courses_brought_to(medium), body__contains=named)
    lines = OrderLine.objects.filter(
        buyer=person,
        sellable_kind=SELLABLE_KIND,
        sellable_id__in=lessons.values("course__public_id"),
        order__state=OrderState.PAID,
        is_gift=False,
        granted_at__isnull=False,
        revoked_at=None,
    )
    return lines.order_by("-order__paid_at").values_list("order__number", flat=True).first()


def courses_brought_to(medium: Any) -> QuerySet[Course]:
    """Courses whose texts may show the file: somebody who writes them brought it, or did while they wrote them."""
    uploader = medium.uploaded_by_user_id
    if not uploader:
        return Course.objects.all()
    theirs = CourseAuthor.objects.filter(course=OuterRef("pk"), person=uploader)
    counts = Q(state=AuthorState.ACCEPTED) | Q(state=AuthorState.LEFT, left_at__gte=medium.created_at)
    return Course.objects.filter(Q(owner=uploader) | Exists(theirs.filter(counts)))
