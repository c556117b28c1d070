"""The demo's two short films, drawn and sounded by our own code. What it makes lies beside it in `films/`, so that the
demo needs no ffmpeg; after a change here run `python -m cms.demo.film_making`.
"""

import array
import math
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from PIL import Image, ImageDraw, ImageFont

from cms.demo.books import FILMS
from cms.demo.canvas import BLUSH, CORAL, DEEP, IVORY, NAVY, SLATE

WIDTH, HEIGHT, FINER = 640, 360, 2
FRAMES_A_SECOND = 25
RATE = 24_000

Point = tuple[float, float]
Draw = Callable[["Sheet", float], None]

# The port de bras, one arm: where elbow and hand are, from the shoulder, in parts of the arm's length.
BRAS_BAS = ((0.30, 0.46), (0.10, 0.92))
FIRST = ((0.42, 0.22), (0.12, 0.40))
SECOND = ((0.50, 0.10), (0.98, 0.16))
FIFTH = ((0.34, -0.42), (0.10, -0.88))
EIGHT_COUNTS = [BRAS_BAS, FIRST, FIFTH, FIFTH, SECOND, SECOND, SECOND, BRAS_BAS]
REST = [BRAS_BAS] * 8


class Sheet:
    """One frame. Coordinates are those of the film."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), NAVY)
        self._draw = ImageDraw.Draw(self.image)

    def line(self, points: list[Point], colour: tuple[int, int, int], thickness: float) -> None:
        scaled = [(x * FINER, y * FINER) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(thickness * FINER), joint="curve")
        for end in points:
            self.disc(end, thickness / 2, colour)

    def disc(self, centre: Point, radius: float, colour: tuple[int, int, int]) -> None:
        x, y = centre
        box = [(x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER]
        self._draw.ellipse(box, fill=colour)

    def shape(self, points: list[Point], colour: tuple[int, int, int]) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def words(self, at: Point, text: str, size: float, colour: tuple[int, int, int]) -> None:
        font = ImageFont.load_default(size * FINER)
        self._draw.text((at[0] * FINER, at[1] * FINER), text, fill=colour, font=font, anchor="mm")


def port_de_bras(sheet: Sheet, seconds: float) -> None:
    """A figure carries both arms through eight counts, then the right alone, then the left, then both."""
    sheet.shape([(0, 318), (WIDTH, 318), (WIDTH, HEIGHT), (0, HEIGHT)], DEEP)
    part, count = int(seconds // 8) % 4, seconds % 8
    sway = 3 * math.sin(math.tau * count / 8)
    head, neck, hip = (320 + sway, 92), (320 + sway * 0.8, 116), (320, 208)
    sheet.line([neck, hip], IVORY, 9)
    for side in (-1, 1):
        sheet.line([hip, (320 + side * 12, 262), (320 + side * 26, 314)], IVORY, 8)
    sheet.disc(head, 17, IVORY)
    for side, moves in ((-1, part != 2), (1, part != 1)):
        shoulder = (neck[0] + side * 19, neck[1] + 8)
        elbow, hand = _arm(EIGHT_COUNTS if moves else REST, count)
        points = [(shoulder[0] + side * x * 104, shoulder[1] + y * 104) for x, y in (elbow, hand)]
        sheet.line([neck, shoulder, *points], IVORY, 7)
        # Seen from the front: the figure's right hand is on the left, and marked, so that a mirror image is noticed.
        sheet.disc(points[-1], 9, CORAL if side < 0 else BLUSH)
    _count(sheet, seconds, beats=8)
    sheet.words((96, 40), ("both arms", "the right arm", "the left arm", "both arms")[part], 19, BLUSH)


def _arm(places: list[tuple[Point, Point]], count: float) -> tuple[Point, Point]:
    beat, part = int(count) % 8, count % 1
    eased = (1 - math.cos(math.pi * part)) / 2
    before, after = places[beat], places[(beat + 1) % 8]
    elbow, hand = (
        (one[0] + (other[0] - one[0]) * eased, one[1] + (other[1] - one[1]) * eased)
        for one, other in zip(before, after, strict=True)
    )
    return elbow, hand


def pendulum(sheet: Sheet, seconds: float) -> None:
    """A metronome's arm, over once a beat at eighty a minute."""
    beat = seconds * 80 / 60
    angle = math.radians(34) * math.cos(math.pi * beat)
    sheet.shape([(250, 330), (390, 330), (352, 120), (288, 120)], SLATE)
    foot = (320.0, 308.0)
    tip = (foot[0] + 236 * math.sin(angle), foot[1] - 236 * math.cos(angle))
    weight = (foot[0] + 150 * math.sin(angle), foot[1] - 150 * math.cos(angle))
    sheet.line([foot, tip], IVORY, 4)
    sheet.disc(weight, 15, CORAL)
    sheet.disc(foot, 8, IVORY)
    _count(sheet, beat, beats=4)
    sheet.words((84, 40), "80 a minute", 19, BLUSH)


def _count(sheet: Sheet, beat: float, *, beats: int) -> None:
    fresh = max(0.0, 1 - 4 * (beat % 1))
    sheet.disc((570, 66), 38 + 6 * fresh, CORAL if int(beat) % beats == 0 else SLATE)
    sheet.words((570, 66), str(int(beat) % beats + 1), 40, NAVY if int(beat) % beats == 0 else IVORY)


def _sound(seconds: float, beats_a_minute: float, beats_a_bar: int, tones: list[float]) -> bytes:
    samples = array.array("h", bytes(2 * round(seconds * RATE)))
    between = 60 / beats_a_minute
    for beat in range(int(seconds / between)):
        pitch = tones[beat % len(tones)]
        loudness = 9_000 if beat % beats_a_bar == 0 else 6_000
        start, length = round(beat * between * RATE), round(min(between, 0.7) * RATE)
        for number in range(min(length, len(samples) - start)):
            time = number / RATE
            fade = min(1, time * 200) * math.exp(-5 * time)
            samples[start + number] = round(loudness * fade * math.sin(math.tau * pitch * time))
    return samples.tobytes()


def _make(name: str, draw: Draw, seconds: int, sound: bytes) -> None:
    with TemporaryDirectory() as folder:
        heard = Path(folder, "heard.wav")
        with wave.open(str(heard), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(sound)
        command = [
            *("ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}"),
            *("-r", str(FRAMES_A_SECOND), "-i", "-", "-i", str(heard)),
            *("-c:v", "libx264", "-preset", "veryslow", "-crf", "27", "-pix_fmt", "yuv420p", "-g", "50"),
            *("-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", "-map_metadata", "-1"),
            str(FILMS / f"{name}.mp4"),
        ]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:  # noqa: S603 - our own words alone
            pictures = cast(IO[bytes], ffmpeg.stdin)
            for number in range(seconds * FRAMES_A_SECOND):
                sheet = Sheet()
                draw(sheet, number / FRAMES_A_SECOND)
                pictures.write(sheet.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).tobytes())
        if ffmpeg.returncode:
            sys.exit(f"ffmpeg could not make {name}.")


def main() -> None:
    """Make both films anew."""
    scale = [293.66, 329.63, 369.99, 440.0, 369.99, 329.63, 293.66, 220.0]
    _make("port-de-bras", port_de_bras, 32, _sound(32, 60, 8, scale))
    _make("pendulum", pendulum, 24, _sound(24, 80, 4, [880.0, 659.26, 659.26, 659.26]))


if __name__ == "__main__":
    main()
