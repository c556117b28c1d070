"""Click tracks and drones to practise with, made by our own code. The same name gives the same sound.

`click-96-3` beats 96 a minute in bars of three; `drone-D3` holds the D below middle C.
"""

from __future__ import annotations

import array
import io
import math
import re
import wave

RATE = 16_000
SECONDS = 30
SEMITONES = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}
CLICK_SECONDS = 0.035


def make_sound(name: str) -> bytes:
    """The WAV of that name, thirty seconds long. Raises ValueError for a name that says no sound."""
    if found := re.fullmatch(r"click-(\d{2,3})-([2-6])", name):
        return _wav(_clicks(int(found[1]), int(found[2])))
    if found := re.fullmatch(r"drone-([A-G])([2-5])", name):
        return _wav(_drone(440 * 2 ** (SEMITONES[found[1]] / 12 + int(found[2]) - 4)))
    raise ValueError(f"“{name}” is neither a click track nor a drone.")


def _clicks(beats_a_minute: int, beats_a_bar: int) -> array.array[int]:
    samples = array.array("h", bytes(2 * RATE * SECONDS))
    heavy, light = _click(1_320.0, 15_000), _click(880.0, 10_000)
    between = 60 * RATE / beats_a_minute
    for beat in range(int(SECONDS * RATE / between)):
        start = round(beat * between)
        click = light if beat % beats_a_bar else heavy
        end = min(start + len(click), len(samples))
        samples[start:end] = click[: end - start]
    return samples


def _click(frequency: float, loudness: int) -> array.array[int]:
    length = round(CLICK_SECONDS * RATE)
    return array.array(
        "h",
        (
            round(loudness * math.exp(-7 * number / length) * math.sin(math.tau * frequency * number / RATE))
            for number in range(length)
        ),
    )


def _drone(frequency: float) -> array.array[int]:
    # One second holds whole periods when the pitch is rounded to whole hertz, so it can be repeated without a seam.
    pitch = round(frequency)
    partials = ((1, 0.5), (2, 0.24), (3, 0.15), (4, 0.07), (5, 0.04))
    second = array.array(
        "h",
        (
            round(9_000 * sum(part * math.sin(math.tau * pitch * over * n / RATE) for over, part in partials))
            for n in range(RATE)
        ),
    )
    samples = second * SECONDS
    for number in range(RATE):
        samples[number] = samples[number] * number // RATE
        samples[-1 - number] = samples[-1 - number] * number // RATE
    return samples


def _wav(samples: array.array[int]) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return written.getvalue()
