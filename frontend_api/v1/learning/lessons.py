"""Lessons as learners name them in addresses."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from courses.models import Lesson
from frontend_api.authentication import me


def lesson_to_read(request: Request, lesson_id: UUID) -> Lesson:
    """The lesson, with its course. Raises Http404 for one that is not there or that the person may not read."""
    return get_object_or_404(Lesson.objects.readable_by(me(request)).select_related("course"), public_id=lesson_id)
