"""Points for work: by the levels of a rubric, or by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.blocks.question import items_with_ids, points_of
from content.blocks.published import fields_of, text_of
from content.blocks.stream import stored_stream


@dataclass(frozen=True, slots=True)
class Level:
    id: str
    name: str
    description: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    title: str
    levels: list[Level]

    @property
    def most_points(self) -> Decimal:
        return max((level.points for level in self.levels), default=Decimal(0))

    def level(self, name: object) -> Level | None:
        return next((level for level in self.levels if level.id == name), None)


def rubric_of(stored: Any) -> list[Criterion]:
    """The criteria of a stored rubric; what is half-written counts as empty."""
    return [
        Criterion(str(block.get("id") or place), text_of(value.get("title")), _levels(value.get("levels")))
        for place, block in enumerate(stored_stream(stored))
        if (value := fields_of(block.get("value"))) is not None
    ]


def most_points_of(content: Mapping[str, Any]) -> Decimal:
    """What can be reached: by the rubric where there is one."""
    rubric = rubric_of(content["rubric"])
    return sum((criterion.most_points for criterion in rubric), Decimal(0)) if rubric else Decimal(content["points"])


def points_for(rubric: list[Criterion], marks: Mapping[str, str]) -> Decimal | None:
    """The sum of the levels that were chosen; None while one is missing or unknown."""
    levels = [criterion.level(marks.get(criterion.id)) for criterion in rubric]
    return sum((level.points for level in levels if level), Decimal(0)) if all(levels) else None


def _levels(stored: Any) -> list[Level]:
    return [
        Level(name, text_of(fields.get("name")), text_of(fields.get("description")), points_of(fields))
        for name, value in items_with_ids(stored)
        for fields in [fields_of(value)]
    ]
