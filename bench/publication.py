"""How long a large course takes from approval to the public, on a database of its own."""

import time
from typing import Any

from django.core.management import call_command

from bench.templates import add_lessons, make_cast, make_courses
from courses.models import Course, LessonPage
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course

LESSONS = 2_000
CHANGED = 10


def measure_publication() -> dict[str, float]:
    """Seconds for approving and for publishing a course of 2,000 lessons, new and with ten lessons changed."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    course = make_courses(cast, lessons=1, only=1)[0]
    page = course.pages.get()
    add_lessons(page, LESSONS - 1, actor=cast.owner)
    seconds = {}
    seconds["approve"], seconds["publish a new course"] = approve_and_publish(course, cast)
    for lesson in LessonPage.objects.filter(lesson__course=course).order_by("path")[:CHANGED]:
        draft = lesson.get_latest_revision_as_object()
        draft.summary = "Now with a summary."
        draft.save_revision(user=cast.owner)
    _, seconds["publish ten changed lessons"] = approve_and_publish(course, cast)
    return seconds


def approve_and_publish(course: Course, cast: Any) -> tuple[float, float]:
    submission = submit_course(course, actor=cast.owner)
    started = time.monotonic()
    approve(submission, actor=cast.reviewer)
    approved = time.monotonic()
    publish_submission(submission.pk)
    return approved - started, time.monotonic() - approved
