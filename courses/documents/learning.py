"""What a learner is in the middle of: courses with how far they are, lessons as they stand (REQUIREMENTS C5)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from courses.models import CourseDocument
from kit import clock

# Lessons count while they are live: what was taken off counts no more, what is new is still to do.
_COURSES = """
SELECT seat.public_id, seat.state, seat.source, seat.enrolled_at, seat.completed_at, seat.id, course.availability,
    document.card, document.lesson_count, document.needed_count, coalesce(done.completed, 0), coalesce(done.needed, 0),
    done.last_access_at, done.last_lesson, seat.must_choose, cohort.public_id, cohort.name, cohort.starts_at
FROM courses_enrolment seat
LEFT JOIN courses_cohort cohort ON cohort.id = seat.cohort_id
JOIN courses_course course ON course.id = seat.course_id AND course.availability IN ('published', 'archived')
JOIN LATERAL (SELECT card, lesson_count, coalesce(needed_count, lesson_count) AS needed_count, language
    FROM courses_coursedocument document
    WHERE document.course_id = course.id AND document.is_live ORDER BY document.id LIMIT 1) document ON TRUE
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE progress.is_completed) AS completed,
        count(*) FILTER (WHERE progress.is_completed AND NOT live.is_optional) AS needed,
        max(progress.last_access_at) AS last_access_at,
        (array_agg(lesson.public_id ORDER BY progress.last_access_at DESC))[1] AS last_lesson
    FROM courses_lessonprogress progress
    JOIN courses_lesson lesson ON lesson.id = progress.lesson_id
    JOIN courses_lessondocument live ON live.lesson_id = progress.lesson_id AND live.is_live
        AND live.language = document.language
    WHERE progress.learner_id = seat.learner_id AND progress.course_id = seat.course_id
) done ON TRUE
WHERE seat.learner_id = %(learner)s AND seat.state IN ('active', 'completed')
    AND (%(course)s::varchar IS NULL OR course.slug = %(course)s)
    AND (%(finished)s::boolean IS NULL
        OR %(finished)s = (seat.state = 'completed' AND coalesce(done.needed, 0) >= document.needed_count))
    AND (%(after_at)s::timestamptz IS NULL OR (seat.enrolled_at, seat.id) < (%(after_at)s::timestamptz, %(after_id)s))
ORDER BY seat.enrolled_at DESC, seat.id DESC
LIMIT %(size)s
"""

_LESSONS = """
SELECT course.slug, lesson.public_id, document.title, document.position, progress.is_completed,
    progress.first_access_at, progress.last_access_at, progress.completed_at, progress.position_seconds,
    progress.id IS NULL AND lesson.first_published_at > seat.enrolled_at, document.is_optional,
    opening.lesson IS NULL, opening.opens_at, opening.waits_for, coalesce(opening.needs_cohort, FALSE)
FROM courses_enrolment seat
JOIN courses_course course ON course.id = seat.course_id
JOIN courses_lessondocument document ON document.course_id = course.id AND document.is_live
JOIN courses_lesson lesson ON lesson.id = document.lesson_id
LEFT JOIN courses_lessonprogress progress ON progress.lesson_id = lesson.id AND progress.learner_id = seat.learner_id
LEFT JOIN LATERAL (SELECT lesson.id AS lesson, closed.opens_at, needed.public_id AS waits_for,
        closed.needs_cohort
    FROM courses_opening(lesson.id, seat.id, %(now)s) closed
    LEFT JOIN courses_lesson needed ON needed.id = closed.waits_for) opening ON TRUE
WHERE seat.learner_id = %(learner)s AND seat.state IN ('active', 'completed') AND course.slug = ANY(%(courses)s)
    AND document.language = (SELECT first.language FROM courses_coursedocument first
        WHERE first.course_id = course.id AND first.is_live ORDER BY first.id LIMIT 1)
ORDER BY course.id, document.position
"""


@dataclass(frozen=True, slots=True)
class CourseInHand:
    """A course that a learner has a seat in. `percent` is of the lessons that are live now and not optional."""

    enrolment: UUID
    state: str
    source: str
    enrolled_at: datetime
    completed_at: datetime | None
    key: int
    availability: str
    card: str
    lesson_count: int
    needed_count: int
    lessons_completed: int
    needed_completed: int
    last_access_at: datetime | None
    last_lesson: UUID | None
    must_choose: bool
    cohort: UUID | None
    cohort_name: str | None
    cohort_starts_at: datetime | None

    @property
    def percent(self) -> int:
        return self.needed_completed * 100 // self.needed_count if self.needed_count else 0


@dataclass(frozen=True, slots=True)
class LessonInHand:
    """A live lesson and where the learner stands in it; times are None where it was never opened.

    One that is not open waits for the moment `opens_at`, for the lesson `waits_for` to be done, for a cohort to be
    chosen (`needs_cohort`), or for several of them.
    """

    lesson: UUID
    title: str
    position: int
    is_completed: bool | None
    first_access_at: datetime | None
    last_access_at: datetime | None
    completed_at: datetime | None
    position_seconds: int | None
    is_new: bool
    is_optional: bool
    is_open: bool
    opens_at: datetime | None
    waits_for: UUID | None
    needs_cohort: bool

    @property
    def state(self) -> str:
        if self.is_completed:
            return "completed"
        return "in_progress" if self.first_access_at else "not_started"


def courses_in_hand(
    learner: Any, *, size: int, finished: bool | None = None, course: str | None = None, after: Sequence[Any] = ()
) -> list[CourseInHand]:
    """The learner's courses, last joined first; `finished` keeps one half, `after` is (enrolled_at, key). One query."""
    after_at, after_id = after or (None, None)
    values = {
        "learner": learner.pk,
        "size": size,
        "finished": finished,
        "course": course,
        "after_at": after_at,
        "after_id": after_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COURSES, values)
        return [CourseInHand(*row) for row in cursor.fetchall()]


def lessons_in_hand(learner: Any, course: str) -> list[LessonInHand]:
    """Every live lesson of a course the learner is in, in order. One query."""
    return lessons_of_each(learner, [course]).get(course, [])


def lessons_of_each(learner: Any, courses: Collection[str]) -> dict[str, list[LessonInHand]]:
    """The same of several courses, by their slugs. One query."""
    found: dict[str, list[LessonInHand]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LESSONS, {"learner": learner.pk, "courses": list(courses), "now": clock.now()})
        for slug, *lesson in cursor.fetchall():
            found.setdefault(slug, []).append(LessonInHand(*lesson))
    return found


def titles_of(courses: Iterable[int]) -> dict[int, str]:
    """What learners know these courses by, as `Course.public_title`, of those that are live. One query."""
    live = CourseDocument.objects.live().filter(course__in=set(courses))
    return dict(live.order_by("course", "pk").distinct("course").values_list("course", "title"))


def where_to_go_on(lessons: Sequence[LessonInHand]) -> LessonInHand | None:
    """The lesson to go on with: the last one opened if it is not finished, else the first unfinished one after it.

    Of the lessons that are open; where none is, the one that comes first.
    """
    lessons = [lesson for lesson in lessons if lesson.is_open] or lessons[:1]
    opened = [lesson for lesson in lessons if lesson.last_access_at]
    if not lessons:
        return None
    if not opened:
        return lessons[0]
    last = max(opened, key=lambda lesson: (lesson.last_access_at, lesson.position))
    if not last.is_completed:
        return last
    behind = [lesson for lesson in lessons if lesson.position > last.position and not lesson.is_completed]
    before = [lesson for lesson in lessons if lesson.position < last.position and not lesson.is_completed]
    return (behind or before or [last])[0]
