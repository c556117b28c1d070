"""Lessons as learners name them in addresses."""

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from courses.access import open_courses
from courses.models import Lesson
from frontend_api.authentication import me


def lesson_of_mine(request: Request, lesson_id: UUID) -> Lesson:
    """The lesson for what the person did in it, also once it left a course of theirs. Raises Http404."""
    person = me(request)
    open_to_them = Q(pk__in=Lesson.objects.readable_by(person).values("pk")) | Q(course__in=open_courses(person))
    return get_object_or_404(Lesson.objects.filter(open_to_them).select_related("course"), public_id=lesson_id)


def lesson_to_read(request: Request, lesson_id: UUID) -> Lesson:
    """The lesson, with its course. Raises Http404 for one that is not there or that the person may not read."""
    return get_object_or_404(Lesson.objects.readable_by(me(request)).select_related("course"), public_id=lesson_id)
