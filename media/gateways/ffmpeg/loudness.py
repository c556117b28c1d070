"""How loud a sound is, and by how much it has to be made louder or softer to be as loud as others.

Measured as EBU R 128 says (integrated loudness and true peak of ITU-R BS.1770, gates of EBU Tech 3341). One voice comes
out of both loudspeakers, so a single channel is measured as two.

The gain is one for the whole sound: quiet and loud parts keep their distance, and nothing is squeezed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media.gateways.ffmpeg.probing import LONGEST_SECONDS, reading
from media.gateways.ffmpeg.process import FileFailed, run

# AES TD1004 asks of streams no more than -16 LUFS and -1 dBTP; what AAC adds to a peak takes the other half decibel.
TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
# Below the absolute gate of R 128 there is nothing to measure: silence, or less of it than is measured at once.
GATE_LUFS = -70.0
# Whatever is softer is mostly the hiss of its microphone.
MOST_GAIN_DB = 30.0
SOFTEST_PEAK = 10 ** (GATE_LUFS / 20)
STEP_SECONDS = 0.1
MEASURING = "ebur128=metadata=1:peak=true:dualmono=true:framelog=verbose,ametadata=mode=print:file=-"


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was measured of a whole sound, and how long it really is."""

    lufs: float
    peak_dbtp: float
    seconds: float


def mixed(channels: int) -> str:
    """The filter that makes of so many channels what is listened to: one, as mixing it up would soften it, or two."""
    return f"aformat=channel_layouts={'mono' if channels == 1 else 'stereo'}"


def measure_loudness(
    file: Path, *, channels: int, folder: Path, seconds: float, on_second: Callable[[float], None]
) -> Loudness:
    """Listen to the whole of the first sound in `file`; `on_second` is told how far it is.

    Raises FileFailed: `too_slow` after `seconds`, `unreadable`; and what `on_second` raises.
    """
    told = {"I": GATE_LUFS, "true_peak": 0.0}
    heard = 0.0

    def on_line(line: str) -> None:
        nonlocal heard
        if line.startswith("frame:"):
            heard = decimal(line.rpartition("pts_time:")[2], heard)
            on_second(heard)
        elif line.startswith("lavfi.r128."):
            name, _, value = line.removeprefix("lavfi.r128.").partition("=")
            if name in told:
                told[name] = decimal(value, told[name])

    words = [*reading(file), "-nostdin", "-map", "0:a:0", "-af", f"{mixed(channels)},{MEASURING}"]
    words += ["-t", str(LONGEST_SECONDS), "-f", "null", "-"]
    run("ffmpeg", words, folder=folder, seconds=seconds, on_line=on_line)
    if not heard and not told["true_peak"] and told["I"] == GATE_LUFS:
        raise FileFailed("unreadable")
    peak = 20 * math.log10(max(told["true_peak"], SOFTEST_PEAK))
    return Loudness(lufs=told["I"], peak_dbtp=peak, seconds=heard + STEP_SECONDS)


def gain_for(loudness: Loudness) -> float:
    """The decibels that bring a sound to the target; fewer where its peaks would pass the ceiling, none for silence."""
    if loudness.lufs <= GATE_LUFS:
        return 0.0
    return round(min(TARGET_LUFS - loudness.lufs, CEILING_DBTP - loudness.peak_dbtp, MOST_GAIN_DB), 2)


def decimal(text: str, otherwise: float) -> float:
    """A number as ffmpeg prints it; `otherwise` for one that is none, such as the loudness of silence."""
    try:
        read = float(text)
    except ValueError:
        return otherwise
    return read if math.isfinite(read) else otherwise
