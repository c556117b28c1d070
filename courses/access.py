"""Who may read and edit what of a course. Each question has a queryset twin on the models; a test holds them equal.

Authors, reviewers and administrators read everything of a course. A withdrawn course is taken down: nobody else reads
it, learners neither. An archived one stays for the learners who are in it, and takes nobody new. Lessons may open to
learners later than their seat: the database judges that, by one rule (ADR 0057).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courses.enums import OPEN_STATES, AuthorState, Availability, LessonAccess
from courses.models import Course, Enrolment, Lesson
from courses.models.course import reads_everything
from kit import clock

_OPENING = f"""
SELECT opening.opens_at, needed.public_id, coalesce(document.title, ''), opening.needs_cohort
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
    """What a lesson waits for: a moment, a lesson to be done first, a cohort to be chosen, or several of them."""

    opens_at: datetime | None
    waits_for: UUID | None
    waits_for_title: str = ""
    needs_cohort: bool = False


def can_edit_course(person: Any, course: Course) -> bool:
    """Whether the person owns the course or accepted to write it too."""
    if not (person.is_authenticated and person.is_active):
        return False
    if person.pk == course.owner_id:
        return True
    return course.authors.filter(person=person, state=AuthorState.ACCEPTED).exists()


def can_read_course(person: Any, course: Course) -> bool:
    """Whether the person may read the course's public page."""
    if _is_suspended(person):
        return False
    if course.availability == Availability.PUBLISHED:
        return True
    if reads_everything(person) or can_edit_course(person, course):
        return True
    return course.availability == Availability.ARCHIVED and is_learning(person, course)


def can_read_lesson(person: Any, lesson: Lesson) -> bool:
    """Whether the person may read the lesson and the files in it: the one question that everything else asks."""
    if _is_suspended(person):
        return False
    course = lesson.course
    if reads_everything(person) or can_edit_course(person, course):
        return True
    live = set(lesson.documents.filter(is_live=True).values_list("access", flat=True))
    if LessonAccess.PREVIEW in live and course.availability == Availability.PUBLISHED:
        return True
    if not live or course.availability not in {Availability.PUBLISHED, Availability.ARCHIVED}:
        return False
    return is_learning(person, course) and opening_of(person, lesson.public_id) is None


def is_learning(person: Any, course: Course) -> bool:
    """Whether the person has an open seat in the course."""
    if not (person.is_authenticated and person.is_active):
        return False
    return course.enrolments.filter(learner=person, state__in=OPEN_STATES).exists()


def open_courses(person: Any) -> dict[int, datetime]:
    """The courses, not taken down, in which the person has an open seat, with from when days count there."""
    seats = Enrolment.objects.open().filter(
        learner=person, course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    return {seat.course_id: seat.begins_at for seat in seats.select_related("cohort")}


def opening_of(person: Any, lesson: UUID) -> Opening | None:
    """What keeps the lesson closed to the person's seat; None where it is open, or there is no seat."""
    with connection.cursor() as cursor:
        cursor.execute(_OPENING, {"learner": person.pk, "lesson": lesson, "now": clock.now()})
        row = cursor.fetchone()
    return Opening(*row) if row else None


def _is_suspended(person: Any) -> bool:
    return bool(person.is_authenticated and not person.is_active)
