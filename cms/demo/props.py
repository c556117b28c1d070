"""Motifs that show a thing one holds, hears or leaves behind. `pictures` knows them by name."""

import math
from itertools import pairwise
from random import Random

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
    Colour,
    Point,
    arc,
    oval,
    ribbon,
    round_point,
    turned,
    wedge,
)

# The heavy beats among the twelve of a soleá, counted from nought.
ACCENTS = {2, 5, 7, 9, 11}
# Half the width of a cello's body at parts of its length.
BODY = (
    *((0.0, 0.0), (0.012, 0.075), (0.06, 0.13), (0.16, 0.16), (0.27, 0.138), (0.34, 0.118), (0.44, 0.098)),
    *((0.54, 0.118), (0.6, 0.155), (0.74, 0.203), (0.88, 0.185), (0.965, 0.12), (0.99, 0.06), (1.0, 0.0)),
)
# A tune: how high each note stands, and for how many eighths.
TUNE = (
    *((0, 2), (2, 1), (4, 1), (7, 2), (6, 1), (4, 1), (5, 2), (4, 1), (3, 1), (1, 2)),
    *((0, 2), (2, 1), (4, 1), (7, 2), (8, 1), (9, 1), (8, 2), (6, 2), (7, 4)),
)


def fan(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """Twelve leaves around one pivot."""
    pivot, far = ((0.5, 1.06), 0.62) if is_cover else ((0.5, 1.0), 0.52)
    canvas.glow((0.5, 0.75), 0.55, PLUM, 1.0)
    first, last = (0.1, 0.9) if is_cover else (random.uniform(0.1, 0.2), random.uniform(0.8, 0.9))
    step = (last - first) / 12
    for number in range(12):
        start, middle, end = (first + step * (number + part) for part in (0.0, 0.5, 1.0))
        is_lit = is_cover or number in ACCENTS
        canvas.shape(wedge(pivot, start, end, 0.27, far), CORAL if is_lit else SLATE)
        canvas.shape(wedge(pivot, middle, end, 0.27, far), DEEP, 0.22)
        canvas.shape(wedge(pivot, middle - 0.006, middle + 0.006, 0.03, 0.3), IVORY, 0.9)
        canvas.circle(round_point(pivot, middle, far + 0.012), 0.011, IVORY if is_lit else SLATE, 0.95)
        if is_cover:
            for row, reach in enumerate((0.33, 0.42, 0.52)):
                canvas.circle(
                    round_point(pivot, start + step * (0.25 + 0.5 * (row % 2)), reach), 0.007 + 0.004 * row, IVORY
                )
    canvas.shape(wedge(pivot, first, last, 0.265, 0.272), IVORY, 0.9)
    canvas.circle(pivot, 0.03, IVORY)


def steps(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """Footprints: on a spiral, or side by side."""
    canvas.glow((0.52, 0.5), 0.6, TEAL, 1.0)
    if is_cover:
        for number in range(19):
            turn = 0.35 + number * 0.62
            reach = 0.05 + 0.0235 * number
            centre = (0.52 + reach * math.cos(turn), 0.52 + reach * ASPECT * math.sin(turn) * 0.82)
            colour = CORAL if number % 2 else IVORY
            _footprint(
                canvas, centre, turn + math.pi, 0.044 + 0.0016 * number, (colour, min(1.0, 0.3 + 0.045 * number))
            )
        return
    for number in range(6):
        for side, colour in ((-1, IVORY), (1, CORAL)):
            lean = side * (0.5 if number % 2 else -0.12) + random.uniform(-0.04, 0.04)
            _footprint(canvas, (0.14 + 0.145 * number, 0.5 + 0.15 * side), lean, 0.068, (colour, 0.45 + 0.11 * number))


def _footprint(canvas: Canvas, centre: Point, angle: float, size: float, ink: tuple[Colour, float]) -> None:
    x, y = centre
    sole = oval((x, y - size * 0.62), size * 0.36, size * 0.95)
    heel = oval((x, y + size * 1.0), size * 0.27, size * 0.5)
    for part in (sole, heel):
        canvas.shape(turned(part, centre, angle), *ink)


def choir(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """Voices in half circles, as the conductor sees them; otherwise mouths in rows, all alike."""
    if not is_cover:
        canvas.glow((0.5, 0.5), 0.55, PLUM, 1.0)
        for row in range(3):
            for seat in range(9):
                place = (0.14 + 0.09 * seat, 0.24 + 0.26 * row)
                canvas.shape(oval(place, 0.03, 0.09), CORAL if (row, seat) == (1, 4) else IVORY, 0.92)
                canvas.shape(oval(place, 0.018, 0.062), DEEP)
        return
    desk, soloist = (0.5, 1.02), (2, 5)
    canvas.glow((0.5, 0.95), 0.6, CORAL, 0.45)
    for row in range(5):
        seats = 9 + 3 * row
        for seat in range(seats):
            place = round_point(desk, 0.09 + 0.82 * seat / (seats - 1), 0.17 + 0.088 * row)
            if (row, seat) == soloist:
                canvas.glow(place, 0.14, CORAL, 0.8)
                for number in range(1, 6):
                    canvas.ring(place, 0.016 + 0.02 * number, BLUSH, 0.0016, 0.7 - 0.12 * number)
            colour = CORAL if (row, seat) == soloist else IVORY if random.random() < 0.8 else BLUSH
            size = 0.015 + 0.0016 * row
            canvas.shape(oval((place[0], place[1] + size * 2.1), size * 1.45, size * 1.3), colour, 0.55)
            canvas.circle(place, size, colour, 0.96)
    canvas.box((0.47, 0.93), (0.53, 1.1), IVORY)


def record(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """A record and its arm; otherwise grooves that crowd and draw apart."""
    centre, edge = ((0.63, 0.56), 0.44) if is_cover else ((0.5, 2.3), 1.42)
    canvas.glow(centre if is_cover else (0.5, 0.6), 0.6, PLUM, 1.0)
    canvas.circle(centre, edge, DEEP)
    reach = edge - 0.012
    while reach > (0.15 if is_cover else edge - 0.62):
        canvas.ring(centre, reach, IVORY, 0.0009, random.uniform(0.1, 0.34))
        reach -= 0.0065 if is_cover else 0.003 + 0.012 * (1 + math.sin(reach * 55)) / 2
    if not is_cover:
        for number in range(9):
            canvas.circle(
                (0.1 + number * 0.1, 0.52 - 0.02 * math.sin(number * 1.9)), 0.009, CORAL if number % 3 else IVORY
            )
        return
    for start in (0.62, 3.76):
        for layer in range(3):
            half = 0.17 - 0.045 * layer
            rim = [start - half + half * number / 5 for number in range(11)]
            shine = [
                (centre[0] + (edge - 0.012) * math.cos(a), centre[1] + (edge - 0.012) * ASPECT * math.sin(a))
                for a in rim
            ]
            canvas.shape([centre, *shine], IVORY, 0.07)
    canvas.circle(centre, 0.14, CORAL)
    canvas.ring(centre, 0.115, BLUSH, 0.002, 0.9)
    canvas.circle(centre, 0.012, NAVY)
    canvas.line([(0.1, -0.02), (0.16, 0.4), (0.33, 0.66)], IVORY, 0.011)
    canvas.shape(turned([(0.315, 0.62), (0.345, 0.62), (0.345, 0.72), (0.315, 0.72)], (0.33, 0.66), -0.72), IVORY)


def _body(middle: float, top: float, length: float, size: float) -> list[Point]:
    """The outline of a cello's body, its corners rounded."""
    widths = [0.0] * 12
    for (low, narrow), (high, wide) in pairwise(BODY):
        count = round((high - low) * 200)
        widths += [narrow + (wide - narrow) * number / count for number in range(count)]
    widths += [0.0] * 12
    even = [sum(widths[number - 4 : number + 5]) / 9 for number in range(8, len(widths) - 8)]
    right = [(middle + size * wide, top + length * number / len(even)) for number, wide in enumerate(even)]
    return right + [(2 * middle - x, y) for x, y in reversed(right)]


def cello(canvas: Canvas, _random: Random, is_cover: bool) -> None:
    """A body with strings and a bow; otherwise its outline on the four points it rests on."""
    canvas.glow((0.45, 0.55), 0.55, TEAL, 1.0)
    if not is_cover:
        outline = _body(0.5, 0.2, 0.62, 0.8)
        canvas.line([*outline, outline[0]], IVORY, 0.004, 0.9)
        canvas.line([(0.5, 0.82), (0.5, 0.95)], IVORY, 0.004, 0.9)
        canvas.line([(0.5, 0.03), (0.5, 0.2)], IVORY, 0.012, 0.9)
        for place in ((0.5, 0.95), (0.5, 0.235), (0.355, 0.6), (0.645, 0.6)):
            canvas.glow(place, 0.09, CORAL, 0.7)
            canvas.circle(place, 0.016, CORAL)
        return
    middle = 0.46
    canvas.shape(_body(middle, 0.12, 1.06, 1.26), CORAL)
    inner = _body(middle, 0.15, 1.0, 1.17)
    canvas.line([*inner, inner[0]], DEEP, 0.0018, 0.5)
    for side in (-1, 1):
        x = middle + side * 0.088
        bend = [
            (x + side * 0.018 * math.sin(number / 20 * math.tau), 0.55 + 0.26 * number / 20) for number in range(21)
        ]
        canvas.line(bend, DEEP, 0.007, 0.9)
        canvas.circle((x - side * 0.008, 0.548), 0.008, DEEP)
        canvas.circle((x + side * 0.008, 0.812), 0.01, DEEP)
    canvas.shape(
        [(middle - 0.024, -0.02), (middle + 0.024, -0.02), (middle + 0.036, 0.52), (middle - 0.036, 0.52)], DEEP
    )
    canvas.shape([(middle - 0.05, 0.72), (middle + 0.05, 0.72), (middle + 0.058, 0.75), (middle - 0.058, 0.75)], NAVY)
    canvas.shape([(middle - 0.038, 0.88), (middle + 0.038, 0.88), (middle + 0.02, 1.02), (middle - 0.02, 1.02)], DEEP)
    for number in range(4):
        offset = (number - 1.5) / 1.5
        canvas.line(
            [(middle + 0.016 * offset, -0.02), (middle + 0.044 * offset, 0.72), (middle + 0.028 * offset, 0.9)],
            IVORY,
            0.0014 + 0.0006 * number,
        )
    canvas.line([(0.04, 0.73), (0.97, 0.56)], IVORY, 0.0022, 0.9)
    canvas.line(arc((0.03, 0.69), (0.985, 0.515), -0.012), BLUSH, 0.0085)
    canvas.shape([(0.05, 0.683), (0.1, 0.674), (0.1, 0.727), (0.05, 0.737)], IVORY)


def contour(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """A tune as bars that step, leap and come home."""
    canvas.glow((0.6, 0.3), 0.6, TEAL, 1.0)
    wide = 1.0 / (sum(length for _, length in TUNE) if is_cover else 16)
    for number in range(9):
        x = number * (8 if is_cover else 4) * wide
        canvas.line([(x, 0.0), (x, 1.0)], SLATE, 0.0012, 0.8)
    x, shift = 0.0, 0 if is_cover else random.randint(0, 8)
    for height, length in TUNE[shift:] if not is_cover else TUNE:
        top = 0.8 - 0.066 * height
        is_home = height in {0, 7}
        for echo in range(3, 0, -1):
            lower = 0.045 * echo
            canvas.box(
                (x + 0.003, top + lower),
                (x + length * wide - 0.003, top + lower + 0.046),
                BLUSH,
                opacity=0.05 + 0.03 * (3 - echo),
            )
        canvas.box(
            (x + 0.003, top), (x + length * wide - 0.003, top + 0.046), CORAL if is_home else IVORY, opacity=0.96
        )
        x += length * wide


def mask(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """A face that says nothing yet; otherwise one that looks at a small hanging disc."""
    x, y, size = (0.5, 0.5, 1.0) if is_cover else (0.33, 0.52, 0.72)
    canvas.glow((x, y), 0.5, PLUM, 1.0)
    for number in range(9 if is_cover else 4):
        canvas.ring((x, y), (0.24 + 0.034 * number) * size, CORAL, 0.0016, 0.75 - 0.07 * number)
    outline = _face(x, y, size)
    canvas.shape(outline, IVORY)
    canvas.shape([point for point in outline if point[0] >= x], SLATE, 0.34)
    for side in (-1, 1):
        eye = x + side * 0.062 * size
        canvas.shape(
            ribbon(
                arc((eye - 0.036 * size, y - 0.07 * size), (eye + 0.036 * size, y - 0.07 * size), 0.008), 0.062 * size
            ),
            DEEP,
        )
        canvas.line(
            arc((eye - 0.042 * size, y - 0.135 * size), (eye + 0.042 * size, y - 0.135 * size), 0.03 * size),
            SLATE,
            0.004 * size,
            0.75,
        )
    canvas.shape([(x, y - 0.08 * size), (x + 0.026 * size, y + 0.1 * size), (x, y + 0.115 * size)], SLATE, 0.5)
    canvas.shape(
        ribbon(arc((x - 0.045 * size, y + 0.2 * size), (x + 0.045 * size, y + 0.2 * size), -0.004), 0.02 * size),
        DEEP,
        0.85,
    )
    if not is_cover:
        hang = random.uniform(0.68, 0.74)
        canvas.line([(hang, -0.02), (hang, 0.42)], IVORY, 0.0016, 0.8)
        canvas.glow((hang, 0.46), 0.14, CORAL, 0.7)
        canvas.circle((hang, 0.46), 0.034, CORAL)


def _face(x: float, y: float, size: float) -> list[Point]:
    """Wider at the brow than at the chin."""
    face = []
    for number in range(121):
        angle = math.tau * number / 120 - math.pi / 2
        down = math.sin(angle)
        face.append((x + 0.158 * size * math.cos(angle) * (1 - 0.2 * max(0.0, down) ** 2), y + 0.38 * size * down))
    return face


def pages(canvas: Canvas, random: Random, is_cover: bool) -> None:
    """Sheets of a scene lying loose, with what matters marked."""
    canvas.glow((0.5, 0.45), 0.6, SLATE, 0.9)
    lying = ((0.28, 0.5, -0.42), (0.72, 0.55, 0.4), (0.4, 0.47, -0.17), (0.6, 0.5, 0.16), (0.5, 0.52, -0.03))
    for number, (x, y, angle) in enumerate(lying if is_cover else lying[2:4]):
        wide, high = 0.15, 0.36
        sheet = [(x - wide, y - high), (x + wide, y - high), (x + wide, y + high), (x - wide, y + high)]
        canvas.shape(turned([(a + 0.008, b + 0.016) for a, b in sheet], (x, y), angle), DEEP, 0.5)
        canvas.shape(turned(sheet, (x, y), angle), BLUSH if is_cover and number == 1 else IVORY)
        marked = {7} if is_cover else {3, 9}
        for row in range(13):
            level = y - high + 0.085 + 0.046 * row
            start = x - wide + (0.09 if row % 4 == 0 else 0.03)
            end = x + (0.0 if row % 4 == 0 else random.uniform(0.03, wide - 0.03))
            if (number == len(lying) - 1 or not is_cover) and row in marked:
                marker = [
                    (x - wide + 0.02, level - 0.016),
                    (x + wide - 0.03, level - 0.016),
                    (x + wide - 0.03, level + 0.016),
                    (x - wide + 0.02, level + 0.016),
                ]
                canvas.shape(turned(marker, (x, y), angle), CORAL)
            canvas.line(turned([(start, level), (end, level)], (x, y), angle), SLATE, 0.0032, 0.85)
