"""Learners and their progress as CSV, row by row, so that a large course needs no more memory than a small one."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from courses.models import Course, LessonProgress
from desk.documents.contents import LiveLesson, needed
from desk.documents.learners import Group, percent_of, seats_of
from kit.csv_cells import written

AT_ONCE = 2000


def write_learners(course: Course, group: Group, order: str) -> Iterator[str]:
    """A row for each learner of the group. Their addresses are not in it (ADR 0059)."""
    seats, lessons = seats_of(course, group, order)
    return written(_learners(seats, lessons))


def _learners(seats: Any, lessons: list[LiveLesson]) -> Iterator[Iterable[Any]]:
    yield (
        "id", "name", "state", "source", "joined", "last_visit", "last_lesson", "lessons_done", "lessons", "percent",
        "finished", "cohort", "cohort_starts",
    )  # fmt: skip
    titles = {one.key: one.title for one in lessons}
    for seat in seats.iterator(chunk_size=AT_ONCE):
        yield (
            str(seat.public_id),
            seat.learner.display_name,
            seat.state,
            seat.source,
            _moment(seat.enrolled_at),
            _moment(seat.last_access_at),
            titles.get(seat.last_lesson_id, ""),
            seat.lessons_done,
            len(needed(lessons)),
            percent_of(seat.lessons_done, lessons),
            _moment(seat.completed_at),
            seat.cohort.name if seat.cohort else "",
            _moment(seat.cohort and seat.cohort.starts_at),
        )


def write_progress(course: Course, group: Group, order: str) -> Iterator[str]:
    """A row for each lesson that a learner of the group has opened."""
    seats, lessons = seats_of(course, group, order)
    return written(_progress(course, seats, lessons))


def _progress(course: Course, seats: Any, lessons: list[LiveLesson]) -> Iterator[Iterable[Any]]:
    yield "id", "name", "number", "lesson", "first_opened", "last_opened", "is_completed", "completed"
    places = {one.key: (one.number, one.title) for one in lessons}
    opened = LessonProgress.objects.filter(course=course, lesson__in=places)
    people: list[Any] = []
    for seat in seats.iterator(chunk_size=AT_ONCE):
        people.append(seat)
        if len(people) == AT_ONCE:
            yield from _opened_by(people, opened, places)
            people = []
    yield from _opened_by(people, opened, places)


def _opened_by(people: list[Any], opened: Any, places: dict[int, tuple[str, str]]) -> Iterator[Iterable[Any]]:
    order = {key: place for place, key in enumerate(places)}
    of_each: dict[int, list[LessonProgress]] = {}
    for one in opened.filter(learner__in=[seat.learner_id for seat in people]):
        of_each.setdefault(one.learner_id, []).append(one)
    for seat in people:
        for one in sorted(of_each.get(seat.learner_id, []), key=lambda one: order[one.lesson_id]):
            yield (
                str(seat.public_id),
                seat.learner.display_name,
                *places[one.lesson_id],
                _moment(one.first_access_at),
                _moment(one.last_access_at),
                "yes" if one.is_completed else "no",
                _moment(one.completed_at),
            )


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
