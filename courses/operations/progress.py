"""Progress from any number of devices: events come late, twice and in any order, and always make the same rows.

Each event is a small row of its own (`Trace`) whose columns only ever grow or shrink; rows are joined column by column,
first here for the events of one request, then by the database with what it holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from accounts.models import User
from courses.enums import OPEN_STATES, Availability, EnrolmentState
from courses.operations.completion import completed
from courses.operations.practised import is_same_quarter, practised
from kit import clock
from kit.failpoints import failpoint


class EventKind(StrEnum):
    START = "start"
    POSITION = "position"
    COMPLETE = "complete"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """Something the learner did in a lesson, at the client's time `at`; `sequence` counts up on the client."""

    lesson: UUID
    kind: EventKind
    at: datetime
    sequence: int = 0
    position_seconds: int | None = None


Mark = tuple[datetime, int, bool]
Position = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True)
class Trace:
    """What one or more events leave behind in a lesson. Joining is commutative, associative and idempotent."""

    first: datetime
    last: datetime
    mark: Mark | None = None
    completed: datetime | None = None
    position: Position | None = None

    def joined(self, other: "Trace") -> "Trace":
        return Trace(
            min(self.first, other.first),
            max(self.last, other.last),
            _latest(self.mark, other.mark),
            min(filter(None, (self.completed, other.completed)), default=None),
            _latest(self.position, other.position),
        )


def _latest(one: Any, other: Any) -> Any:
    return max(filter(None, (one, other)), default=None)


def trace_of(event: ProgressEvent, *, not_before: datetime, not_after: datetime) -> Trace:
    """The event's trace, its time held between enrolment and receipt."""
    at = min(max(event.at, not_before), not_after)
    mark = None
    if event.kind in {EventKind.COMPLETE, EventKind.UNDO}:
        mark = (at, event.sequence, event.kind == EventKind.COMPLETE)
    position = None if event.position_seconds is None else (at, event.sequence, event.position_seconds)
    return Trace(at, at, mark, at if event.kind == EventKind.COMPLETE else None, position)


@dataclass(frozen=True, slots=True)
class LessonState:
    """How a lesson stands after the events."""

    lesson: UUID
    is_completed: bool
    first_access_at: datetime
    last_access_at: datetime
    completed_at: datetime | None
    position_seconds: int | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The lessons that were touched, and the positions of events whose lesson is not open to the learner."""

    lessons: list[LessonState]
    refused: list[int]


@transaction.atomic(savepoint=False)
def record_progress(learner: User, events: Sequence[ProgressEvent]) -> Recorded:
    """Take what the learner's devices tell. Events of lessons that are not open to them are named, not taken.

    So is completing a lesson while a quiz that has to be passed is not, or work that has to be accepted.

    It refuses nothing once it has begun to write, so it needs no savepoint in its caller's transaction.
    """
    received_at = clock.now()
    seats = _lock_seats(learner, {event.lesson for event in events}, received_at)
    traces: dict[int, Trace] = {}
    moments: set[datetime] = set()
    refused = []
    for place, event in enumerate(events):
        seat = seats.get(event.lesson)
        if seat is None or (seat.is_held_back and event.kind == EventKind.COMPLETE):
            refused.append(place)
            continue
        trace = trace_of(event, not_before=min(seat.enrolled_at, received_at), not_after=received_at)
        if not is_same_quarter(trace.first, seat.last_access_at):
            moments.add(trace.first)
        held = traces.get(seat.lesson_id)
        traces[seat.lesson_id] = held.joined(trace) if held else trace
    if not traces:
        return Recorded([], refused)
    touched = [seat for seat in seats.values() if seat.lesson_id in traces]
    failpoint("courses.progress_read")
    lessons, finished = _join_into_rows(learner, touched, traces, received_at)
    failpoint("courses.progress_written")
    completed(learner.pk, finished)
    if moments:
        practised(learner.pk, moments)
    return Recorded(lessons, refused)


@dataclass(frozen=True, slots=True)
class _Seat:
    lesson: UUID
    lesson_id: int
    course_id: int
    enrolment_id: int
    enrolled_at: datetime
    last_access_at: datetime | None
    is_held_back: bool


def _any_of(states: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


# The seat is locked, so that two devices finishing the last two lessons at once see each other's lesson.
_SEATS = f"""
SELECT lesson.public_id, lesson.id, lesson.course_id, enrolment.id, enrolment.enrolled_at,
    enrolment.last_access_at,
    EXISTS (SELECT FROM courses_lessondocument AS document CROSS JOIN unnest(document.required_quizzes) AS quiz
        WHERE document.lesson_id = lesson.id AND document.is_live
            AND NOT EXISTS (SELECT FROM assessments_attempt AS attempt WHERE attempt.learner_id = %(learner)s
                AND attempt.quiz_id = quiz AND attempt.is_passed))
    OR EXISTS (SELECT FROM courses_lessondocument AS document
        CROSS JOIN unnest(document.required_assignments) AS assignment
        WHERE document.lesson_id = lesson.id AND document.is_live
            AND NOT EXISTS (SELECT FROM assessments_handin AS work WHERE work.learner_id = %(learner)s
                AND work.assignment_id = assignment AND work.state = 'accepted'))
FROM courses_lesson AS lesson
JOIN courses_course AS course ON course.id = lesson.course_id
    AND course.availability IN ({_any_of([Availability.PUBLISHED, Availability.ARCHIVED])})
JOIN courses_enrolment AS enrolment
    ON enrolment.course_id = lesson.course_id AND enrolment.learner_id = %(learner)s
    AND enrolment.state IN ({_any_of(OPEN_STATES)})
WHERE lesson.public_id = ANY(%(lessons)s)
    AND EXISTS (SELECT FROM courses_lessondocument AS document
                WHERE document.lesson_id = lesson.id AND document.is_live)
    AND NOT EXISTS (SELECT FROM courses_opening(lesson.id, enrolment.id, %(now)s))
ORDER BY enrolment.id
FOR NO KEY UPDATE OF enrolment
"""  # noqa: S608 - put together from our own states

# One statement, after the lock: the traces are joined into what is held, each seat's last lesson moves on, and a
# course of which no live lesson is left but optional ones is complete. A statement does not see its own rows, so what
# it has just joined stands before what is held. Live lessons are asked from the last: most people learn in order, and
# miss that one.
_JOIN = f"""
WITH trace AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(traces)s::jsonb) AS trace (enrolment_id bigint, lesson_id bigint,
        course_id bigint, first timestamptz, last timestamptz, is_completed bool, marked timestamptz,
        marked_sequence bigint, completed timestamptz, seconds int, position timestamptz, position_sequence bigint)
    -- Hides the number from the planner, which then expects ten rows and keeps one plan for requests of all sizes.
    LIMIT (SELECT %(number)s::bigint)
), joined AS (
    INSERT INTO courses_lessonprogress AS held (learner_id, lesson_id, course_id, first_access_at, last_access_at,
        is_completed, marked_at, marked_sequence, completed_at, position_seconds, position_at, position_sequence)
    SELECT %(learner)s, lesson_id, course_id, first, last, is_completed, marked, marked_sequence, completed, seconds,
        position, position_sequence FROM trace
    ON CONFLICT (learner_id, lesson_id) DO UPDATE SET
        first_access_at = LEAST(held.first_access_at, excluded.first_access_at),
        last_access_at = GREATEST(held.last_access_at, excluded.last_access_at),
        completed_at = LEAST(held.completed_at, excluded.completed_at),
        (is_completed, marked_at, marked_sequence) = (
            SELECT mark.* FROM (VALUES (held.is_completed, held.marked_at, held.marked_sequence),
                (excluded.is_completed, excluded.marked_at, excluded.marked_sequence)) AS mark (done, at, number)
            ORDER BY at DESC NULLS LAST, number DESC, done DESC LIMIT 1),
        (position_seconds, position_at, position_sequence) = (
            SELECT place.* FROM (VALUES (held.position_seconds, held.position_at, held.position_sequence),
                (excluded.position_seconds, excluded.position_at, excluded.position_sequence))
                AS place (seconds, at, number)
            ORDER BY at DESC NULLS LAST, number DESC, seconds DESC LIMIT 1)
    RETURNING lesson_id, is_completed, first_access_at, last_access_at, completed_at, position_seconds
), touched AS (
    SELECT DISTINCT ON (enrolment_id) enrolment_id, lesson_id, last AS at,
        bool_or(marked IS NOT NULL) OVER (PARTITION BY enrolment_id) AS has_mark
    FROM trace ORDER BY enrolment_id, last DESC, lesson_id DESC
), followed AS (
    UPDATE courses_enrolment AS enrolment SET
        last_lesson_id = CASE WHEN enrolment.last_access_at > touched.at THEN enrolment.last_lesson_id
            ELSE touched.lesson_id END,
        last_access_at = GREATEST(enrolment.last_access_at, touched.at),
        (state, completed_at) = (
            SELECT CASE WHEN is_whole AND enrolment.state = '{EnrolmentState.ACTIVE.value}'
                    THEN '{EnrolmentState.COMPLETED.value}' ELSE enrolment.state END,
                CASE WHEN is_whole THEN %(now)s ELSE enrolment.completed_at END
            FROM (SELECT touched.has_mark AND enrolment.completed_at IS NULL AND (
                SELECT document.id FROM courses_lessondocument AS document
                WHERE document.course_id = enrolment.course_id AND document.is_live AND NOT document.is_optional
                    AND NOT coalesce(
                    (SELECT joined.is_completed FROM joined WHERE joined.lesson_id = document.lesson_id),
                    (SELECT progress.is_completed FROM courses_lessonprogress AS progress
                        WHERE progress.lesson_id = document.lesson_id AND progress.learner_id = %(learner)s),
                    false)
                ORDER BY document.position DESC LIMIT 1) IS NULL AS is_whole OFFSET 0) AS course)
    FROM touched WHERE enrolment.id = touched.enrolment_id
    RETURNING enrolment.course_id, enrolment.completed_at
)
SELECT joined.*, ARRAY(SELECT course_id FROM followed WHERE completed_at = %(now)s ORDER BY course_id) FROM joined
"""  # noqa: S608 - put together from our own states


def _lock_seats(learner: User, lessons: Iterable[UUID], now: datetime) -> dict[UUID, _Seat]:
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, {"learner": learner.pk, "lessons": list(lessons), "now": now})
        return {row[0]: _Seat(*row) for row in cursor.fetchall()}


def _join_into_rows(
    learner: User, touched: Iterable[_Seat], traces: dict[int, Trace], now: datetime
) -> tuple[list[LessonState], list[int]]:
    """How the lessons stand now, and the courses that this finished, by primary key."""
    # In one order for everybody, so that two requests never wait for each other.
    seats = sorted(touched, key=lambda seat: seat.lesson_id)
    rows = [_row(seat, traces[seat.lesson_id]) for seat in seats]
    with connection.cursor() as cursor:
        cursor.execute(
            _JOIN,
            {"learner": learner.pk, "now": now, "number": len(rows), "traces": orjson.dumps(rows).decode()},
        )
        names = {seat.lesson_id: seat.lesson for seat in seats}
        found = cursor.fetchall()
    return [LessonState(names[row[0]], *row[1:-1]) for row in found], found[0][-1]


def _row(seat: _Seat, trace: Trace) -> dict[str, Any]:
    marked, marked_sequence, is_completed = trace.mark or (None, 0, False)
    position, position_sequence, seconds = trace.position or (None, 0, None)
    return {
        "enrolment_id": seat.enrolment_id,
        "lesson_id": seat.lesson_id,
        "course_id": seat.course_id,
        "first": trace.first,
        "last": trace.last,
        "is_completed": is_completed,
        "marked": marked,
        "marked_sequence": marked_sequence,
        "completed": trace.completed,
        "seconds": seconds,
        "position": position,
        "position_sequence": position_sequence,
    }
