"""When the lessons of an outline open to learners, worked out from what was said of them and of the chapters above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from courses.documents.outline import Entry, Outline
from courses.enums import Opens


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """What a lesson waits for, all of it: a moment, days of the seat, lessons to be done by their primary keys."""

    opens_at: datetime | None = None
    after_days: int | None = None
    after: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.opens_at or self.after_days or self.after)


def opening_rule(entry: Entry, outline: Outline) -> OpeningRule:
    """Of a lesson: its own and those of all chapters above, the latest of each kind."""
    moments: list[datetime] = []
    days: list[int] = []
    after: list[int] = []
    for place in _upwards(entry):
        kind = place.page.content.get("opens") or ""
        if kind == Opens.ON_DATE and (moment := parse_datetime(place.page.content.get("opens_at") or "")):
            moments.append(moment)
        if kind == Opens.AFTER_DAYS and (count := place.page.content.get("opens_after_days")):
            days.append(int(count))
        if kind == Opens.AFTER_PREVIOUS or (place is entry and outline.is_in_order):
            after += [lesson.page.lesson_id for lesson in _before(place, outline) if lesson.page.lesson_id]
    return OpeningRule(max(moments, default=None), max(days, default=None), tuple(dict.fromkeys(after)))


def told_opening(entry: Entry, outline: Outline) -> dict[str, Any]:
    """What the contents say of it to everybody, as members to add; none where it opens at once."""
    told: dict[str, Any] = {}
    if entry.is_optional:
        told["is_optional"] = True
    if rule := opening_rule(entry, outline):
        told["opens"] = {
            "at": rule.opens_at.isoformat() if rule.opens_at else None,
            "after_days": rule.after_days,
            "after_others": bool(rule.after),
        }
    return told


def _upwards(entry: Entry) -> Iterator[Entry]:
    place: Entry | None = entry
    while place is not None:
        yield place
        place = place.parent


def _before(place: Entry, outline: Outline) -> list[Entry]:
    """The lessons to be done before `place`: of a lesson the one before, of a chapter those of what stands before it.

    Lessons that are optional hold nobody back.
    """
    if place.is_lesson:
        lesson = place.previous
        while lesson is not None and lesson.is_optional:
            lesson = lesson.previous
        return [lesson] if lesson else []
    for level in _upwards(place):
        siblings = level.parent.children if level.parent else outline.entries
        for sibling in reversed(siblings[: _position(siblings, level)]):
            if needed := [lesson for lesson in sibling.lessons() if not lesson.is_optional]:
                return needed
    return []


def _position(siblings: list[Entry], entry: Entry) -> int:
    return next(place for place, each in enumerate(siblings) if each is entry)
