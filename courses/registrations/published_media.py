"""Readers fetch the files that published documents show them: a course's own for all who read its page, a lesson's for
all who may read the lesson."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.access import can_read_course, can_read_lesson
from courses.blocks.context import MEDIA_ADDRESS
from courses.enums import AuthorState
from courses.models import Course, CourseAuthor, CourseDocument, LessonDocument
from media import gates


@gates.register
def readers_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a live document that the person may read names the file."""
    courses = _courses_brought_to(medium)
    named = f"{MEDIA_ADDRESS}{medium.public_id}"
    pages = CourseDocument.objects.live().filter(course__in=courses, body__contains=named).select_related("course")
    if any(can_read_course(person, document.course) for document in pages):
        return True
    lessons = LessonDocument.objects.live().filter(course__in=courses, body__contains=named)
    return any(can_read_lesson(person, document.lesson) for document in lessons.select_related("lesson__course"))


def _courses_brought_to(medium: Any) -> QuerySet[Course]:
    """Courses whose texts may show the file: somebody who writes them brought it, or did while they wrote them."""
    uploader = medium.uploaded_by_user_id
    if not uploader:
        return Course.objects.all()
    theirs = CourseAuthor.objects.filter(course=OuterRef("pk"), person=uploader)
    counts = Q(state=AuthorState.ACCEPTED) | Q(state=AuthorState.LEFT, left_at__gte=medium.created_at)
    return Course.objects.filter(Q(owner=uploader) | Exists(theirs.filter(counts)))
