"""Ordering fresh documents for courses that show something which was renamed, replaced or withdrawn elsewhere."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from courses.enums import AuthorState
from courses.models import Course, CourseDocument, FrozenNode, LessonDocument
from kit import jobs


def refresh_courses(course_ids: Iterable[int]) -> None:
    """Order a rebuild of each course; it happens after the current transaction."""
    for course_id in sorted(set(course_ids)):
        jobs.enqueue("courses.refresh_documents", one_at_a_time=f"courses.refresh:{course_id}", course_id=course_id)


def refresh_dependents(course: Course) -> None:
    """Courses that name `course` as one to take first show its title and address, while it is published."""
    naming = FrozenNode.objects.filter(
        parent_page_id=None,
        submission__in=Course.objects.exclude(published_submission=None).values("published_submission"),
        content__content__prerequisites__contains=[str(course.public_id)],
    )
    refresh_courses(naming.values_list("submission__course_id", flat=True))


def refresh_terms(**shown: Any) -> None:
    """Courses whose live document has these columns: `category=…`, `level=…`."""
    refresh_courses(CourseDocument.objects.live().filter(**shown).values_list("course_id", flat=True))


def refresh_person(person_id: int) -> None:
    """Courses that show the person's name as owner or co-author; who has left one is not shown by it any more."""
    writes = Q(course__authors__person=person_id, course__authors__state=AuthorState.ACCEPTED)
    shown = CourseDocument.objects.live().filter(Q(course__owner=person_id) | writes)
    refresh_courses(shown.values_list("course_id", flat=True))


def order_refresh_after_media(public_id: UUID) -> None:
    """Order a look at which documents show the medium; it reads many, so it is done in the background."""
    jobs.enqueue("courses.refresh_after_media", public_id=str(public_id))


def refresh_after_media(public_id: str) -> None:
    """The job: rebuild every course that shows the medium, wherever in it."""
    for documents in (CourseDocument, LessonDocument):
        showing = documents.objects.live().filter(body__contains=public_id)
        refresh_courses(showing.values_list("course_id", flat=True).distinct())
