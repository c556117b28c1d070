"""What keeps a lesson closed to a learner who has a seat; the database judges it, by one rule (ADR 0057)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courses.enums import OPEN_STATES
from kit import clock

_OPENING = f"""
SELECT opening.opens_at, needed.public_id, coalesce(document.title, '')
FROM courses_lesson lesson
JOIN courses_enrolment seat ON seat.course_id = lesson.course_id AND seat.learner_id = %(learner)s
    AND seat.state IN ({", ".join(f"'{state.value}'" for state in OPEN_STATES)})
CROSS JOIN LATERAL courses_opening(lesson.id, seat.id, %(now)s) opening
LEFT JOIN courses_lesson needed ON needed.id = opening.waits_for
LEFT JOIN courses_lessondocument document ON document.lesson_id = needed.id AND document.is_live
WHERE lesson.public_id = %(lesson)s
ORDER BY document.id
LIMIT 1
"""  # noqa: S608 - put together from our own states


@dataclass(frozen=True, slots=True)
class Opening:
    """What a lesson waits for: a moment, a lesson to be done first, or both."""

    opens_at: datetime | None
    waits_for: UUID | None
    waits_for_title: str = ""


def opening_of(person: Any, lesson: UUID) -> Opening | None:
    """What keeps the lesson closed to the person's seat; None where it is open, or there is no seat."""
    with connection.cursor() as cursor:
        cursor.execute(_OPENING, {"learner": person.pk, "lesson": lesson, "now": clock.now()})
        row = cursor.fetchone()
    return Opening(*row) if row else None
