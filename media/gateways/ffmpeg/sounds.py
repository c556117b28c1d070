"""Sounds for the web: AAC that every browser plays, as loud as it shall be, and its outline to draw."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media.gateways.ffmpeg.loudness import Loudness, mixed
from media.gateways.ffmpeg.peaks import PeakMeter, samples_per_peak
from media.gateways.ffmpeg.probing import SoundMeasures, reading
from media.gateways.ffmpeg.process import FileFailed, run
from media.models.sounds import SAMPLE_RATE

BITS_PER_CHANNEL = 96_000
MOST_CHANNELS = 2
# Time for a sound: so long whatever it is, and so often its own length.
PATIENCE_SECONDS, PATIENCE_TIMES = 120, 2
RENDITION = "sound.m4a"


@dataclass(frozen=True, slots=True)
class MadeSound:
    """A rendition that lies on disk, and its outline: `peaks` are pairs of signed bytes, one for so many samples."""

    file: Path
    gain: float
    duration_ms: int
    peaks: bytes
    samples_per_peak: int


def patience(seconds: float) -> float:
    """For how many seconds one program may work on a sound of that length."""
    return PATIENCE_SECONDS + PATIENCE_TIMES * seconds


def make_sound(
    sound: Path,
    measures: SoundMeasures,
    loudness: Loudness,
    *,
    gain: float,
    folder: Path,
    on_second: Callable[[float], None],
) -> MadeSound:
    """Make the rendition of a sound into `folder`, `gain` decibels louder, without what the file says of itself.

    Raises FileFailed, and what `on_second` raises, which is told how far it is.
    """
    channels = min(measures.channels, MOST_CHANNELS)
    meter = PeakMeter(step=samples_per_peak(loudness.seconds), channels=channels)

    def on_bytes(piece: bytes) -> None:
        meter.take(piece)
        on_second(meter.seconds)

    split = f"[0:a:0]{mixed(measures.channels)},aresample={SAMPLE_RATE},volume={gain:.2f}dB,asplit[heard][drawn]"
    words = [*reading(sound), "-nostdin", "-y", "-filter_complex", split]
    words += ["-map", "[heard]", "-map_metadata", "-1", "-map_chapters", "-1", "-c:a", "aac"]
    words += ["-b:a", str(channels * BITS_PER_CHANNEL), "-movflags", "+faststart", "-f", "ipod", RENDITION]
    words += ["-map", "[drawn]", "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1"]
    run("ffmpeg", words, folder=folder, seconds=patience(loudness.seconds), on_bytes=on_bytes)
    made = folder / RENDITION
    if not made.exists() or not meter.taken:
        raise FileFailed("unreadable")
    peaks = meter.pairs_so_far()
    return MadeSound(made, gain, max(1, round(meter.seconds * 1000)), peaks, meter.step // channels)
