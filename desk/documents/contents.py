"""The lessons of a course as learners have them now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from courses.models import Course

_LESSONS = """
SELECT lesson.id, lesson.public_id, coalesce(nullif(document.body, '')::json ->> 'number', ''), document.title,
    ARRAY(SELECT paper.quiz_id FROM assessments_paper paper WHERE paper.id = ANY(document.papers)),
    document.required_quizzes, document.is_optional
FROM courses_lessondocument document
JOIN courses_lesson lesson ON lesson.id = document.lesson_id
WHERE document.course_id = %s AND document.is_live
    AND document.language = (SELECT first.language FROM courses_coursedocument first
        WHERE first.course_id = document.course_id AND first.is_live ORDER BY first.id LIMIT 1)
ORDER BY document.position
"""


@dataclass(frozen=True, slots=True)
class LiveLesson:
    """A lesson in its place. Quizzes are primary keys; the required ones have to be passed."""

    key: int
    public_id: UUID
    number: str
    title: str
    quizzes: list[int]
    required_quizzes: list[int]
    is_optional: bool


def needed(lessons: Iterable[LiveLesson]) -> list[LiveLesson]:
    """Those without which the course is not finished (ADR 0057)."""
    return [one for one in lessons if not one.is_optional]


def contents_of(course: Course) -> list[LiveLesson]:
    """The live lessons in order, in the language in which progress counts; none of a course that is taken down.

    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LESSONS, [course.pk])
        return [LiveLesson(*row) for row in cursor.fetchall()]
