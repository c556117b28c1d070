"""Readers fetch the files that published documents show them: a course's own for all who read its page, a lesson's for
all who may read the lesson."""

from typing import Any

from django.db.models import Q

from courses.access import can_read_course, can_read_lesson
from courses.blocks.context import MEDIA_ADDRESS
from courses.models import Course, CourseDocument, LessonDocument
from media import gates


@gates.register
def readers_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a live document that the person may read names the file."""
    # What stands in a course was brought in by somebody who writes it.
    uploader = medium.uploaded_by_user_id
    courses = (
        Course.objects.filter(Q(owner=uploader) | Q(authors__person=uploader)) if uploader else Course.objects.all()
    )
    named = f"{MEDIA_ADDRESS}{medium.public_id}"
    pages = CourseDocument.objects.live().filter(course__in=courses, body__contains=named).select_related("course")
    if any(can_read_course(person, document.course) for document in pages):
        return True
    lessons = LessonDocument.objects.live().filter(course__in=courses, body__contains=named)
    return any(can_read_lesson(person, document.lesson) for document in lessons.select_related("lesson__course"))
