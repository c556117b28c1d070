"""What a film or a sound is: its length and measures, as ffprobe reads them."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.gateways.ffmpeg.process import ONLY_FILES, FileFailed, run

PROBE_SECONDS = 30
LONGEST_SECONDS = 12 * 3600
# The largest picture is that of cinemas, 8K; anything beyond was made to hurt.
MOST_PIXELS = 8192 * 4320
SIDEWAYS = {90, 270}
# The demuxer is chosen by the ending, which was held against the content when the file came: no other one is tried.
DEMUXERS = {
    "mp4": "mov",
    "m4v": "mov",
    "mov": "mov",
    "webm": "matroska",
    "mp3": "mp3",
    "m4a": "mov",
    "aac": "aac",
    "ogg": "ogg",
    "oga": "ogg",
    "opus": "ogg",
    "wav": "wav",
    "flac": "flac",
}


@dataclass(frozen=True, slots=True)
class Measures:
    """A film as it is seen: `width` and `height` are those on the screen, turned and with square pixels."""

    duration_ms: int
    width: int
    height: int
    frame_rate: Fraction
    has_sound: bool


@dataclass(frozen=True, slots=True)
class SoundMeasures:
    """A sound as its file tells of itself. `duration_ms` may be a guess: some files do not say how long they are."""

    duration_ms: int
    channels: int


def reading(file: Path) -> list[str]:
    """The words by which both programs open the file, and nothing that it names."""
    return ["-f", DEMUXERS[file.suffix.lstrip(".")], *ONLY_FILES, "-i", str(file)]


def probe_sound(sound: Path) -> SoundMeasures:
    """What a sound says of itself. Raises FileFailed: `unreadable`, `no_sound`, `too_long`, `too_slow`."""
    told, streams = told_of(sound)
    sounds = [one for one in streams if one.get("codec_type") == "audio"]
    if not sounds:
        raise FileFailed("no_sound")
    channels = int(sounds[0].get("channels", 0))
    if channels < 1:
        raise FileFailed("unreadable")
    seconds = number(told.get("duration")) or number(sounds[0].get("duration"))
    if seconds > LONGEST_SECONDS:
        raise FileFailed("too_long")
    return SoundMeasures(duration_ms=round(seconds * 1000), channels=channels)


def told_of(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What ffprobe says of the container, and of each stream in it. Raises FileFailed."""
    words = ["-of", "json", "-show_format", "-show_streams", *reading(file)]
    told = json.loads(run("ffprobe", words, folder=file.parent, seconds=PROBE_SECONDS) or "{}")
    return told.get("format", {}), told.get("streams", [])


def probe(film: Path) -> Measures:
    """The measures of a film. Raises FileFailed: `unreadable`, `no_picture`, `too_large`, `too_long`, `too_slow`."""
    told, streams = told_of(film)
    pictures = [one for one in streams if one.get("codec_type") == "video" and not is_cover(one)]
    if not pictures:
        raise FileFailed("no_picture")
    picture = pictures[0]
    width, height = int(picture.get("width", 0)), int(picture.get("height", 0))
    if width * height > MOST_PIXELS:
        raise FileFailed("too_large")
    seconds = number(told.get("duration")) or number(picture.get("duration"))
    if width < 2 or height < 2 or seconds <= 0:
        raise FileFailed("unreadable")
    if seconds > LONGEST_SECONDS:
        raise FileFailed("too_long")
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
