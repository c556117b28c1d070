"""A sheet to draw on: colours of the house, soft light, curves. `pictures` draws the motifs with it."""

import io
import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Colour = tuple[int, int, int]

NAVY: Colour = (26, 26, 46)
DEEP: Colour = (15, 15, 26)
SLATE: Colour = (52, 52, 79)
CORAL: Colour = (255, 107, 107)
BLUSH: Colour = (255, 178, 166)
IVORY: Colour = (248, 244, 236)
PLUM: Colour = (58, 28, 62)
TEAL: Colour = (18, 52, 66)

WIDTH, HEIGHT = 1600, 1000
ASPECT = WIDTH / HEIGHT
# Drawn larger and made smaller, so that every edge is smooth.
SCALE = 1.5
GRAIN = 0.035


class Canvas:
    """Coordinates are fractions of the width and of the height; thicknesses are fractions of the width."""

    def __init__(self, top: Colour, bottom: Colour, random: Random) -> None:
        self.random = random
        self._size = (int(WIDTH * SCALE), int(HEIGHT * SCALE))
        ramp = Image.linear_gradient("L").resize((1, self._size[1]), Image.Resampling.BILINEAR)
        column = Image.composite(Image.new("RGB", ramp.size, bottom), Image.new("RGB", ramp.size, top), ramp)
        self._image = column.resize(self._size, Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def _at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self._size[0], y * self._size[1]) for x, y in points]

    def shape(self, points: Iterable[Point], colour: Colour, opacity: float = 1.0) -> None:
        self._draw.polygon(self._at(points), fill=(*colour, round(255 * opacity)))

    def line(self, points: Iterable[Point], colour: Colour, thickness: float, opacity: float = 1.0) -> None:
        width = max(1, round(thickness * self._size[0]))
        self._draw.line(self._at(points), fill=(*colour, round(255 * opacity)), width=width, joint="curve")

    def circle(self, centre: Point, radius: float, colour: Colour, opacity: float = 1.0) -> None:
        """A filled circle; `radius` is a fraction of the width."""
        self._draw.ellipse(self._box(centre, radius), fill=(*colour, round(255 * opacity)))

    def ring(self, centre: Point, radius: float, colour: Colour, thickness: float, opacity: float = 1.0) -> None:
        width = max(1, round(thickness * self._size[0]))
        self._draw.ellipse(self._box(centre, radius), outline=(*colour, round(255 * opacity)), width=width)

    def box(
        self, corner: Point, opposite: Point, colour: Colour, *, thickness: float = 0.0, opacity: float = 1.0
    ) -> None:
        """A rectangle with slightly rounded corners, filled unless it has a thickness."""
        (left, top), (right, bottom) = self._at([corner, opposite])
        ink = (*colour, round(255 * opacity))
        radius = 0.006 * self._size[0]
        if thickness:
            width = max(1, round(thickness * self._size[0]))
            self._draw.rounded_rectangle((left, top, right, bottom), radius, outline=ink, width=width)
        else:
            self._draw.rounded_rectangle((left, top, right, bottom), radius, fill=ink)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float) -> None:
        """Light that fades with the distance from `centre`."""
        side = int(2 * radius * self._size[0])
        light = ImageChops.invert(Image.radial_gradient("L")).resize((side, side), Image.Resampling.BILINEAR)
        mask = light.point([round(max(0, value - 74) / 181 * 255 * strength) for value in range(256)])
        x, y = self._at([centre])[0]
        left, top = int(x - side / 2), int(y - side / 2)
        self._image.paste(colour, (left, top, left + side, top + side), mask)

    def jpeg(self) -> bytes:
        """The finished picture, with the fine grain of paper."""
        finished = self._image.resize((WIDTH, HEIGHT), Image.Resampling.HAMMING)
        grain = Image.frombytes("L", (WIDTH, HEIGHT), self.random.randbytes(WIDTH * HEIGHT)).convert("RGB")
        finished = Image.blend(finished, ImageChops.soft_light(finished, grain), GRAIN * 8)
        written = io.BytesIO()
        finished.save(written, "JPEG", quality=84)
        return written.getvalue()

    def _box(self, centre: Point, radius: float) -> tuple[float, float, float, float]:
        (x, y), reach = self._at([centre])[0], radius * self._size[0]
        return (x - reach, y - reach, x + reach, y + reach)


def arc(start: Point, end: Point, rise: float, steps: int = 90) -> list[Point]:
    """A curve between two points that leaves the straight way by `rise`."""
    (x0, y0), (x1, y1) = start, end
    points = []
    for step in range(steps + 1):
        part = step / steps
        lift = math.sin(math.pi * part) * rise
        points.append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part - lift))
    return points


def wave(level: float, height: float, length: float, phase: float, steps: int = 160) -> list[Point]:
    """A line across the sheet that swells and sinks."""
    return [
        (
            step / steps * 1.04 - 0.02,
            level
            + height
            * math.sin(2 * math.pi * (step / steps / length + phase))
            * (0.55 + 0.45 * math.sin(math.pi * step / steps)),
        )
        for step in range(steps + 1)
    ]


def ribbon(middle: Sequence[Point], thickness: float) -> list[Point]:
    """The outline of a band along `middle` that is thickest half way."""
    last = len(middle) - 1
    upper, lower = [], []
    for number, (x, y) in enumerate(middle):
        half = thickness / 2 * math.sin(math.pi * number / last)
        upper.append((x, y - half))
        lower.append((x, y + half))
    return upper + lower[::-1]


def oval(centre: Point, wide: float, high: float) -> list[Point]:
    """The outline of an ellipse, half as wide and half as high as its axes."""
    return [
        (centre[0] + wide * math.cos(math.tau * step / 72), centre[1] + high * math.sin(math.tau * step / 72))
        for step in range(72)
    ]


def round_point(centre: Point, part: float, reach: float) -> Point:
    """A point at `part` of the upper half circle around `centre`, both axes alike to the eye."""
    angle = math.pi * (1.08 - 1.16 * part)
    return (centre[0] + reach * math.cos(angle), centre[1] - reach * ASPECT * math.sin(angle))


def wedge(centre: Point, start: float, end: float, near: float, far: float) -> list[Point]:
    """A piece of the half ring around `centre`, from part `start` to part `end`."""
    parts = [start + (end - start) * step / 8 for step in range(9)]
    return [round_point(centre, part, far) for part in parts] + [
        round_point(centre, part, near) for part in reversed(parts)
    ]


def turned(points: Iterable[Point], centre: Point, angle: float) -> list[Point]:
    """The points turned around `centre` by an angle in radians, without being squeezed by the form of the sheet."""
    cosine, sine = math.cos(angle), math.sin(angle)
    moved = [((x - centre[0]) * ASPECT, y - centre[1]) for x, y in points]
    return [(centre[0] + (x * cosine - y * sine) / ASPECT, centre[1] + x * sine + y * cosine) for x, y in moved]
