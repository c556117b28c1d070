"""Places on a picture, in percent of its width and height: how they are written, and what lies within them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Point = tuple[float, float]

RECTANGLE, ELLIPSE, POLYGON = "rectangle", "ellipse", "polygon"
FEWEST_CORNERS, MOST_CORNERS = 3, 40
_PAIR = re.compile(r"(\d{1,3}(?:\.\d{1,2})?),(\d{1,3}(?:\.\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle or an ellipse between two opposite corners, or a polygon."""

    shape: str
    corners: tuple[Point, ...]

    def __contains__(self, point: Point) -> bool:
        if self.shape == POLYGON:
            return _is_in_polygon(point, self.corners)
        (left, top), (right, bottom) = self._box
        x, y = point
        if self.shape == RECTANGLE:
            return left <= x <= right and top <= y <= bottom
        across, down = (right - left) / 2, (bottom - top) / 2
        if not across or not down:
            return False
        return ((x - left - across) / across) ** 2 + ((y - top - down) / down) ** 2 <= 1

    @property
    def is_flat(self) -> bool:
        """Whether nothing can lie within it."""
        if self.shape == POLYGON:
            return abs(_twice_the_size(self.corners)) < 1
        (left, top), (right, bottom) = self._box
        return right - left < 1 or bottom - top < 1

    @property
    def inside(self) -> Point:
        """A point within it, the middle where that is one."""
        if self.shape != POLYGON:
            (left, top), (right, bottom) = self._box
            return round((left + right) / 2, 2), round((top + bottom) / 2, 2)
        count = len(self.corners)
        middle = sum(x for x, _y in self.corners) / count, sum(y for _x, y in self.corners) / count
        candidates = [middle, *_middles_of_slices(self.corners), *self.corners]
        return next(
            (near for point in candidates if (near := (round(point[0], 2), round(point[1], 2))) in self), (0, 0)
        )

    @property
    def _box(self) -> tuple[Point, Point]:
        across, down = [x for x, _y in self.corners], [y for _x, y in self.corners]
        return (min(across), min(down)), (max(across), max(down))


def read_area(shape: Any, written: Any) -> Area | None:
    """The area of corners written as `10,20 40,60.5`; None where that is none."""
    corners = read_corners(written)
    if corners is None or shape not in {RECTANGLE, ELLIPSE, POLYGON}:
        return None
    fits = FEWEST_CORNERS <= len(corners) <= MOST_CORNERS if shape == POLYGON else len(corners) == 2
    return Area(shape, corners) if fits else None


def read_corners(written: Any) -> tuple[Point, ...] | None:
    found = []
    for pair in written.split() if isinstance(written, str) else ():
        if (match := _PAIR.fullmatch(pair)) is None:
            return None
        x, y = float(match[1]), float(match[2])
        if x > 100 or y > 100:
            return None
        found.append((x, y))
    return tuple(found) or None


def found_by(points: Sequence[Point], areas: Sequence[Area]) -> dict[int, int]:
    """Which point found which area, both by their places: as many as can be, each point one area at most."""
    finder: dict[int, int] = {}

    def settle(area: int, tried: set[int]) -> bool:
        for number, point in enumerate(points):
            if number in tried or point not in areas[area]:
                continue
            tried.add(number)
            if number not in finder or settle(finder[number], tried):
                finder[number] = area
                return True
        return False

    for area in range(len(areas)):
        settle(area, set())
    return finder


def _is_in_polygon(point: Point, corners: Sequence[Point]) -> bool:
    x, y = point
    is_in = False
    for (x1, y1), (x2, y2) in _sides(corners):
        across = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if across == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_in = not is_in
    return is_in


def _twice_the_size(corners: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(corners))


def _middles_of_slices(corners: Sequence[Point]) -> list[Point]:
    """Points halfway through the polygon at each height halfway between two of its corners."""
    heights = sorted({y for _x, y in corners})
    found = []
    for low, high in pairwise(heights):
        y = (low + high) / 2
        cuts = sorted(
            (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in _sides(corners) if (y1 > y) != (y2 > y)
        )
        found += [((one + other) / 2, y) for one, other in zip(cuts[::2], cuts[1::2], strict=False)]
    return found


def _sides(corners: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(corners, [*corners[1:], *corners[:1]], strict=True))
