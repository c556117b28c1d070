"""What a film is: its length and measures, as ffprobe reads them."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.gateways.ffmpeg.process import ONLY_FILES, FilmFailed, run

PROBE_SECONDS = 30
LONGEST_SECONDS = 12 * 3600
# The largest picture is that of cinemas, 8K; anything beyond was made to hurt.
MOST_PIXELS = 8192 * 4320
SIDEWAYS = {90, 270}
# The demuxer is chosen by the ending, which was held against the content when the file came: no other one is tried.
DEMUXERS = {"mp4": "mov", "m4v": "mov", "mov": "mov", "webm": "matroska"}


@dataclass(frozen=True, slots=True)
class Measures:
    """A film as it is seen: `width` and `height` are those on the screen, turned and with square pixels."""

    duration_ms: int
    width: int
    height: int
    frame_rate: Fraction
    has_sound: bool


def reading(film: Path) -> list[str]:
    """The words by which both programs open the film, and nothing that it names."""
    return ["-f", DEMUXERS[film.suffix.lstrip(".")], *ONLY_FILES, "-i", str(film)]


def probe(film: Path) -> Measures:
    """The measures of a film. Raises FilmFailed: `unreadable`, `no_picture`, `too_large`, `too_long`, `too_slow`."""
    words = ["-of", "json", "-show_format", "-show_streams", *reading(film)]
    told = json.loads(run("ffprobe", words, folder=film.parent, seconds=PROBE_SECONDS) or "{}")
    streams: list[dict[str, Any]] = told.get("streams", [])
    pictures = [one for one in streams if one.get("codec_type") == "video" and not is_cover(one)]
    if not pictures:
        raise FilmFailed("no_picture")
    picture = pictures[0]
    width, height = int(picture.get("width", 0)), int(picture.get("height", 0))
    if width * height > MOST_PIXELS:
        raise FilmFailed("too_large")
    seconds = number(told.get("format", {}).get("duration")) or number(picture.get("duration"))
    if width < 2 or height < 2 or seconds <= 0:
        raise FilmFailed("unreadable")
    if seconds > LONGEST_SECONDS:
        raise FilmFailed("too_long")
    shape = number(str(picture.get("sample_aspect_ratio", "1:1")).replace(":", "/"))
    shown = round(width * shape) if shape > 0 else width
    width, height = (height, shown) if rotation_of(picture) in SIDEWAYS else (shown, height)
    return Measures(
        duration_ms=round(seconds * 1000),
        width=width,
        height=height,
        frame_rate=number(picture.get("avg_frame_rate")) or Fraction(25),
        has_sound=any(one.get("codec_type") == "audio" for one in streams),
    )


def is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def rotation_of(stream: dict[str, Any]) -> int:
    turned = [side["rotation"] for side in stream.get("side_data_list", []) if "rotation" in side]
    return round(float(turned[0])) % 360 if turned else 0


def number(told: object) -> Fraction:
    """A number as ffprobe writes it, "25/1" or "6.04"; nothing for what is none."""
    try:
        return Fraction(str(told))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
