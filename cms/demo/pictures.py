"""Posters and illustrations of the demo's courses, drawn by our own code. The same name gives the same picture.

A name says what is drawn: `cover-arcs` is the cover with the motif of arcs, `arcs-weight` an illustration with it.
"""

import math
from collections.abc import Callable
from random import Random

from cms.demo import props
from cms.demo.canvas import (
    ASPECT,
    BLUSH,
    CORAL,
    DEEP,
    IVORY,
    NAVY,
    PLUM,
    SLATE,
    TEAL,
    Canvas,
    Point,
    arc,
    oval,
    ribbon,
    round_point,
    wave,
    wedge,
)


def draw_picture(name: str) -> bytes:
    """The JPEG of that name. Raises KeyError when no motif is called so."""
    first, _, rest = name.partition("-")
    motif = rest if first == "cover" else first
    ground, draw = MOTIFS[motif]
    random = Random(name)  # noqa: S311 - a drawing, not a secret
    canvas = Canvas(*ground, random)
    draw(canvas, random, first == "cover")
    return canvas.jpeg()


def _arcs(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.32, 0.2), 0.6, PLUM, 0.9)
    for number in range(26 if is_cover else 14):
        start = (random.uniform(-0.1, 0.25), random.uniform(0.75, 1.05))
        end = (random.uniform(0.7, 1.1), random.uniform(0.15, 0.9))
        line = arc(start, end, random.uniform(0.25, 0.75))
        canvas.line(line, IVORY if number % 3 else BLUSH, 0.0012, random.uniform(0.12, 0.5))
    foot, hand, rise = (0.06, 0.98), (0.86, 0.34), 0.42
    if not is_cover:
        foot, hand = (random.uniform(0.1, 0.3), 0.96), (random.uniform(0.72, 0.92), random.uniform(0.2, 0.5))
        rise = random.uniform(0.15, 0.5)
    canvas.shape(ribbon(arc(foot, hand, rise), 0.07), CORAL, 0.94)
    canvas.shape(ribbon(arc((foot[0] + 0.06, 1.02), (hand[0] + 0.11, hand[1] + 0.28), rise + 0.24), 0.035), IVORY, 0.92)
    if is_cover:
        canvas.shape(ribbon(arc((0.0, 0.86), (0.6, 0.9), 0.5), 0.018), BLUSH, 0.8)
    canvas.circle(hand, 0.012, IVORY)


def _arches(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.5, 0.9), 0.6, PLUM, 0.9)
    canvas.line([(0, 0.78), (1, 0.78)], SLATE, 0.003)
    for number in range(8):
        left = 0.06 + number * 0.11
        rise = 0.42 + (random.uniform(-0.02, 0.02) if is_cover else 0.0)
        canvas.shape(ribbon(arc((left, 0.78), (left + 0.11, 0.78), rise), 0.03), CORAL if number % 2 else IVORY, 0.95)
        canvas.circle((left, 0.78), 0.006, BLUSH)


def _beams(canvas: Canvas, random: Random, is_cover: bool) -> None:
    floor = 0.8
    canvas.shape([(0, floor), (1, floor), (1, 1), (0, 1)], DEEP, 0.75)
    lights = [0.12, 0.3, 0.52, 0.74, 0.92] if is_cover else [0.2, 0.5, 0.84]
    for number, top in enumerate(lights):
        foot = random.uniform(0.1, 0.9)
        spread = random.uniform(0.07, 0.16)
        colour = (CORAL, BLUSH, IVORY)[number % 3]
        for layer in range(4):
            width = spread * (1 - layer * 0.2)
            canvas.shape(
                [
                    (top - 0.004, -0.02),
                    (top + 0.004, -0.02),
                    (foot + width, floor + 0.08),
                    (foot - width, floor + 0.08),
                ],
                colour,
                0.11 + 0.05 * layer,
            )
        canvas.shape(oval((foot, floor + 0.08), spread * 0.98, 0.045), colour, 0.4)
    for number in range(1, 12):
        canvas.line([(0.5 + (number - 6) * 0.07, floor), (0.5 + (number - 6) * 0.2, 1.02)], SLATE, 0.001, 0.6)
    canvas.line([(0, floor), (1, floor)], BLUSH, 0.0015, 0.5)


def _strings(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.62, 0.5), 0.55, TEAL, 0.95)
    rows = [0.17 + 0.132 * number for number in range(6)]
    for fret in (0.08, 0.27, 0.45, 0.62, 0.78, 0.93):
        canvas.line([(fret, 0.1), (fret, 0.9)], SLATE, 0.0035, 0.9)
    for number, level in enumerate(rows):
        swing = 0.018 if number in {2, 4} else 0.006
        for echo in range(5):
            line = wave(level, swing * (1 - echo * 0.4), 0.9, random.random(), 200)
            canvas.line(line, IVORY, 0.0008 + 0.0004 * number, 0.16)
        canvas.line([(-0.02, level), (1.02, level)], IVORY, 0.001 + 0.0005 * number, 0.75)
    touched: list[Point] = [(0.355, rows[1]), (0.535, rows[3]), (0.7, rows[2]), (0.18, rows[4])]
    if not is_cover:
        touched = [(0.08 + 0.12 * number, rows[(number * 2 + 1) % 6]) for number in range(8)]
    for place in touched:
        canvas.glow(place, 0.06, CORAL, 0.6)
        canvas.circle(place, 0.026 if is_cover else 0.016, CORAL)
        canvas.ring(place, 0.034 if is_cover else 0.022, BLUSH, 0.0012, 0.8)


def _keys(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.5, 1.0), 0.75, PLUM, 0.9)
    centre, count = (0.5, 1.22), 15
    lit = {3, 6, 8, 11} if is_cover else {2, 5, 7, 10, 12}
    for number in range(count):
        colour = CORAL if number in lit else IVORY
        canvas.shape(wedge(centre, number / count, (number + 0.93) / count, 0.34, 0.7), colour, 0.97)
    for number in range(count - 1):
        if number % 7 in {2, 6}:
            continue
        middle = (number + 0.965) / count
        canvas.shape(wedge(centre, middle - 0.02, middle + 0.02, 0.47, 0.7), NAVY)
        canvas.shape(wedge(centre, middle - 0.012, middle + 0.012, 0.482, 0.69), SLATE, 0.6)
    for _ in range(60):
        angle, reach = random.uniform(0.05, 0.95), random.uniform(0.74, 0.98)
        canvas.circle(round_point(centre, angle, reach), random.uniform(0.0008, 0.003), BLUSH, random.uniform(0.2, 0.8))


def _octave(canvas: Canvas, _random: Random, _is_cover: bool) -> None:
    left, wide, top = 0.06, 0.88 / 7, 0.15
    for number in range(7):
        start, end = left + number * wide + 0.002, left + (number + 1) * wide - 0.002
        canvas.shape([(start, top), (end, top), (end, 0.9), (start, 0.9)], IVORY)
    for number in (1, 2, 4, 5, 6):
        start, end = left + number * wide - 0.035, left + number * wide + 0.035
        canvas.shape([(start, top), (end, top), (end, 0.58), (start, 0.58)], DEEP)


def _waves(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.75, 0.25), 0.5, PLUM, 0.9)
    canvas.circle((0.74, 0.3), 0.085, CORAL)
    for number in range(9):
        level = 0.42 + number * 0.068
        line = wave(level, 0.11 - number * 0.006, random.uniform(0.7, 1.1), random.random())
        colour = (IVORY, BLUSH, CORAL)[number % 3]
        canvas.shape([*line, (1.05, 1.05), (-0.05, 1.05)], NAVY if number % 2 else TEAL, 0.5)
        canvas.line(line, colour, 0.0016 if is_cover else 0.0024, 0.85)
    for number in range(44):
        height = abs(math.sin(number * 0.35)) * random.uniform(0.02, 0.07)
        x = 0.06 + number * 0.0205
        canvas.line([(x, 0.2 - height), (x, 0.2 + height)], IVORY, 0.002, 0.0 if is_cover else 0.7)


def _spotlight(canvas: Canvas, random: Random, is_cover: bool) -> None:
    for layer in range(7):
        reach = 0.34 - layer * 0.035
        canvas.shape([(0.49, -0.02), (0.51, -0.02), (0.5 + reach, 0.8), (0.5 - reach, 0.8)], CORAL, 0.075)
    canvas.shape(oval((0.5, 0.8), 0.34, 0.1), BLUSH, 0.35)
    canvas.shape(oval((0.5, 0.8), 0.24, 0.066), IVORY, 0.55)
    for number in range(16):
        side = number / 15
        for x in (side * 0.17, 1 - side * 0.17):
            canvas.shape([(x - 0.01, 0), (x + 0.006, 0), (x + 0.012, 0.95), (x - 0.016, 0.95)], PLUM, 0.34)
            canvas.line([(x, 0), (x + 0.004, 0.95)], DEEP, 0.002, 0.6)
    canvas.line([(0.5, 0.58), (0.5, 0.79)], DEEP, 0.003)
    canvas.shape(oval((0.5, 0.79), 0.026, 0.01), DEEP)
    canvas.circle((0.5, 0.575), 0.011, DEEP)
    for _ in range(90):
        place = (random.gauss(0.5, 0.11), random.uniform(0.05, 0.75))
        canvas.circle(place, random.uniform(0.0006, 0.002), IVORY, random.uniform(0.15, 0.6))


def _circles(canvas: Canvas, random: Random, is_cover: bool) -> None:
    left, right, reach = (0.4, 0.5), (0.6, 0.5), 0.2
    canvas.glow((0.5, 0.5), 0.6, PLUM, 0.9)
    if not is_cover:
        for number, size in enumerate((0.28, 0.19, 0.1)):
            canvas.ring((0.5, 0.5), size, (SLATE, BLUSH, CORAL)[number], 0.004)
        canvas.circle((0.46, 0.5), 0.018, IVORY)
        canvas.circle((0.55, 0.5), 0.018, CORAL)
        return
    canvas.circle(left, reach, IVORY, 0.9)
    canvas.circle(right, reach, BLUSH, 0.55)
    canvas.shape(_lens(left, right, reach), CORAL)
    for number in range(1, 9):
        for centre in (left, right):
            canvas.ring(centre, reach + number * 0.022, IVORY, 0.0009, 0.34 - number * 0.035)
    for _ in range(40):
        place = (random.uniform(0, 1), random.uniform(0, 1))
        canvas.circle(place, random.uniform(0.0006, 0.0016), IVORY, random.uniform(0.1, 0.5))


def _frames(canvas: Canvas, random: Random, is_cover: bool) -> None:
    canvas.glow((0.56, 0.46), 0.45, PLUM, 0.9)
    centre = (0.49, 0.44) if is_cover else (0.5, 0.5)
    for number in range(5):
        reach = (0.38 if is_cover else 0.42) * (0.62**number)
        shift = 0.0 if not is_cover else (4 - number) * 0.014
        x, y = centre[0] + shift, centre[1] + shift
        corners = ((x - reach, y - reach), (x + reach, y + reach))
        if number == 4:
            canvas.box(*corners, CORAL)
            canvas.circle((x, y), reach * 0.36, IVORY)
        else:
            canvas.box(*corners, (SLATE, NAVY, SLATE, DEEP)[number], opacity=0.72)
            canvas.box(*corners, (BLUSH, IVORY, BLUSH, IVORY)[number], thickness=0.0022, opacity=0.8)
    for number in range(14):
        y = 0.035 + number * 0.072
        canvas.box((0.018, y), (0.04, y + 0.035), IVORY, opacity=0.25 + 0.02 * random.random())


def _avatar(canvas: Canvas, random: Random, _is_cover: bool) -> None:
    """Head and shoulders of nobody in particular, in the middle, where a round frame shows them."""
    light, dark = random.sample([CORAL, IVORY, BLUSH], 2)
    canvas.glow((0.5, 0.5), 0.5, random.choice([PLUM, TEAL, SLATE]), 1.0)
    for number in range(7):
        canvas.ring((0.5 + random.uniform(-0.03, 0.03), 0.5), 0.22 + 0.022 * number, light, 0.0016, 0.5 - 0.06 * number)
    canvas.shape(oval((0.5, 1.02), random.uniform(0.19, 0.24), 0.4), dark)
    canvas.circle((0.5, 0.42), random.uniform(0.085, 0.1), light)


def _house(canvas: Canvas, random: Random, _is_cover: bool) -> None:
    """A stage as the last row sees it: light, a line through the air, and heads."""
    floor = 0.74
    canvas.glow((0.62, 0.5), 0.5, PLUM, 1.0)
    canvas.shape([(0, floor), (1, floor), (1, 1), (0, 1)], DEEP, 0.8)
    for top, foot, colour in ((0.2, 0.5, BLUSH), (0.55, 0.66, IVORY), (0.88, 0.74, CORAL)):
        for layer in range(4):
            wide = 0.16 * (1 - layer * 0.2)
            lit = [(top - 0.004, -0.02), (top + 0.004, -0.02), (foot + wide, floor + 0.05), (foot - wide, floor + 0.05)]
            canvas.shape(lit, colour, 0.07 + 0.03 * layer)
    canvas.shape(oval((0.64, floor + 0.05), 0.26, 0.05), IVORY, 0.4)
    canvas.shape(ribbon(arc((0.5, floor + 0.03), (0.84, 0.3), 0.24), 0.05), CORAL, 0.96)
    canvas.shape(ribbon(arc((0.53, floor + 0.05), (0.92, 0.52), 0.36), 0.024), IVORY, 0.92)
    canvas.circle((0.84, 0.3), 0.011, IVORY)
    for _ in range(80):
        canvas.circle((random.gauss(0.64, 0.13), random.uniform(0.06, 0.7)), random.uniform(0.0006, 0.002), IVORY, 0.4)
    for row, (level, size, colour) in enumerate(((0.9, 0.021, SLATE), (0.97, 0.027, NAVY), (1.05, 0.034, DEEP))):
        for seat in range(22):
            x = (seat + 0.5 * (row % 2)) / 20 - 0.02 + random.uniform(-0.006, 0.006)
            canvas.circle((x, level - random.uniform(0, 0.012)), size, colour)
            canvas.shape(oval((x, level + size * 2.5), size * 1.7, size * 1.9), colour)


def _lens(left: Point, right: Point, reach: float) -> list[Point]:
    """What two circles of the same size share."""
    half = math.acos((right[0] - left[0]) / 2 / reach)
    steps = [-half + 2 * half * step / 40 for step in range(41)]
    facing_right = [(left[0] + reach * math.cos(a), left[1] + reach * ASPECT * math.sin(a)) for a in steps]
    facing_left = [(right[0] - reach * math.cos(a), right[1] - reach * ASPECT * math.sin(a)) for a in steps]
    return facing_right + facing_left


MOTIFS: dict[str, tuple[tuple[tuple[int, int, int], tuple[int, int, int]], Callable[[Canvas, Random, bool], None]]] = {
    "arcs": ((NAVY, DEEP), _arcs),
    "avatar": ((SLATE, NAVY), _avatar),
    "arches": ((NAVY, DEEP), _arches),
    "beams": ((DEEP, NAVY), _beams),
    "strings": ((NAVY, DEEP), _strings),
    "keys": ((DEEP, PLUM), _keys),
    "octave": ((DEEP, NAVY), _octave),
    "waves": ((NAVY, TEAL), _waves),
    "spotlight": ((DEEP, NAVY), _spotlight),
    "circles": ((DEEP, NAVY), _circles),
    "frames": ((SLATE, NAVY), _frames),
    "house": ((NAVY, DEEP), _house),
    "fan": ((PLUM, DEEP), props.fan),
    "steps": ((DEEP, TEAL), props.steps),
    "choir": ((NAVY, PLUM), props.choir),
    "record": ((SLATE, DEEP), props.record),
    "cello": ((TEAL, DEEP), props.cello),
    "contour": ((NAVY, TEAL), props.contour),
    "mask": ((DEEP, PLUM), props.mask),
    "pages": ((TEAL, NAVY), props.pages),
}
