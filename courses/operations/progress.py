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

from django.db import connection, transaction

from accounts.models import User
from courses.enums import OPEN_STATES, Availability, EnrolmentState
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


@transaction.atomic
def record_progress(learner: User, events: Sequence[ProgressEvent]) -> Recorded:
    """Take what the learner's devices tell. Events of lessons that are not open to them are named, not taken."""
    received_at = clock.now()
    seats = _lock_seats(learner, {event.lesson for event in events})
    traces: dict[int, Trace] = {}
    refused = []
    for place, event in enumerate(events):
        seat = seats.get(event.lesson)
        if seat is None:
            refused.append(place)
            continue
        trace = trace_of(event, not_before=min(seat.enrolled_at, received_at), not_after=received_at)
        held = traces.get(seat.lesson_id)
        traces[seat.lesson_id] = held.joined(trace) if held else trace
    if not traces:
        return Recorded([], refused)
    touched = [seat for seat in seats.values() if seat.lesson_id in traces]
    failpoint("courses.progress_read")
    lessons = _join_into_rows(learner, touched, traces)
    _follow_in_enrolments(touched, traces, received_at)
    return Recorded(lessons, refused)


@dataclass(frozen=True, slots=True)
class _Seat:
    lesson: UUID
    lesson_id: int
    course_id: int
    enrolment_id: int
    enrolled_at: datetime


# The seat is locked, so that two devices finishing the last two lessons at once see each other's lesson.
_SEATS = """
SELECT lesson.public_id, lesson.id, lesson.course_id, enrolment.id, enrolment.enrolled_at
FROM courses_lesson AS lesson
JOIN courses_course AS course ON course.id = lesson.course_id AND course.availability = ANY(%(availabilities)s)
JOIN courses_enrolment AS enrolment
    ON enrolment.course_id = lesson.course_id AND enrolment.learner_id = %(learner)s
    AND enrolment.state = ANY(%(states)s)
WHERE lesson.public_id = ANY(%(lessons)s)
    AND EXISTS (SELECT FROM courses_lessondocument AS document
                WHERE document.lesson_id = lesson.id AND document.is_live)
ORDER BY enrolment.id
FOR NO KEY UPDATE OF enrolment
"""

_JOIN = """
INSERT INTO courses_lessonprogress AS held (learner_id, lesson_id, course_id, first_access_at, last_access_at,
    is_completed, marked_at, marked_sequence, completed_at, position_seconds, position_at, position_sequence)
SELECT %(learner)s, * FROM unnest(%(lesson)s::bigint[], %(course)s::bigint[], %(first)s::timestamptz[],
    %(last)s::timestamptz[], %(is_completed)s::bool[], %(marked)s::timestamptz[], %(marked_sequence)s::bigint[],
    %(completed)s::timestamptz[], %(seconds)s::int[], %(position)s::timestamptz[], %(position_sequence)s::bigint[])
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
"""

_FOLLOW = """
UPDATE courses_enrolment AS enrolment SET
    last_lesson_id = CASE WHEN enrolment.last_access_at > touched.at THEN enrolment.last_lesson_id
        ELSE touched.lesson_id END,
    last_access_at = GREATEST(enrolment.last_access_at, touched.at),
    (state, completed_at) = (
        SELECT CASE WHEN whole.done AND enrolment.state = %(active)s THEN %(completed)s ELSE enrolment.state END,
            CASE WHEN whole.done THEN coalesce(enrolment.completed_at, %(now)s) ELSE enrolment.completed_at END
        FROM (SELECT touched.has_mark AND enrolment.completed_at IS NULL AND NOT EXISTS (
            SELECT FROM courses_lessondocument AS document
            WHERE document.course_id = enrolment.course_id AND document.is_live AND NOT EXISTS (
                SELECT FROM courses_lessonprogress AS progress
                WHERE progress.lesson_id = document.lesson_id AND progress.learner_id = enrolment.learner_id
                    AND progress.is_completed)) AS done) AS whole)
FROM unnest(%(enrolment)s::bigint[], %(lesson)s::bigint[], %(at)s::timestamptz[], %(has_mark)s::bool[])
    AS touched (enrolment_id, lesson_id, at, has_mark)
WHERE enrolment.id = touched.enrolment_id
"""


def _lock_seats(learner: User, lessons: Iterable[UUID]) -> dict[UUID, _Seat]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SEATS,
            {
                "learner": learner.pk,
                "lessons": list(lessons),
                "states": [state.value for state in OPEN_STATES],
                "availabilities": [Availability.PUBLISHED.value, Availability.ARCHIVED.value],
            },
        )
        return {row[0]: _Seat(*row) for row in cursor.fetchall()}


def _join_into_rows(learner: User, touched: Iterable[_Seat], traces: dict[int, Trace]) -> list[LessonState]:
    # In one order for everybody, so that two requests never wait for each other.
    seats = sorted(touched, key=lambda seat: seat.lesson_id)
    rows = [traces[seat.lesson_id] for seat in seats]
    with connection.cursor() as cursor:
        cursor.execute(
            _JOIN,
            {
                "learner": learner.pk,
                "lesson": [seat.lesson_id for seat in seats],
                "course": [seat.course_id for seat in seats],
                "first": [row.first for row in rows],
                "last": [row.last for row in rows],
                "is_completed": [row.mark is not None and row.mark[2] for row in rows],
                "marked": [row.mark and row.mark[0] for row in rows],
                "marked_sequence": [row.mark[1] if row.mark else 0 for row in rows],
                "completed": [row.completed for row in rows],
                "seconds": [row.position and row.position[2] for row in rows],
                "position": [row.position and row.position[0] for row in rows],
                "position_sequence": [row.position[1] if row.position else 0 for row in rows],
            },
        )
        names = {seat.lesson_id: seat.lesson for seat in seats}
        return [LessonState(names[row[0]], *row[1:]) for row in cursor.fetchall()]


def _follow_in_enrolments(touched: Iterable[_Seat], traces: dict[int, Trace], now: datetime) -> None:
    """Move each seat's last lesson on, and complete the course when no lesson that is live now is left."""
    latest: dict[int, tuple[datetime, int]] = {}
    marked: set[int] = set()
    for seat in touched:
        trace = traces[seat.lesson_id]
        latest[seat.enrolment_id] = max(latest.get(seat.enrolment_id, (trace.last, 0)), (trace.last, seat.lesson_id))
        if trace.mark is not None:
            marked.add(seat.enrolment_id)
    with connection.cursor() as cursor:
        cursor.execute(
            _FOLLOW,
            {
                "enrolment": list(latest),
                "lesson": [lesson_id for _, lesson_id in latest.values()],
                "at": [at for at, _ in latest.values()],
                "has_mark": [enrolment_id in marked for enrolment_id in latest],
                "active": EnrolmentState.ACTIVE.value,
                "completed": EnrolmentState.COMPLETED.value,
                "now": now,
            },
        )
