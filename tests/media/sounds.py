"""Real sounds, made by ffmpeg: tones of a known loudness and outline."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.media.films import ffmpeg

CODECS = {"wav": "pcm_s16le", "flac": "flac", "mp3": "libmp3lame", "m4a": "aac", "ogg": "libvorbis", "opus": "libopus"}


@cache
def sound(expression, *words, seconds=3, channels=2, ending="wav"):
    """The bytes of a sound; `expression` is its wave, from -1 to 1, of the time `t`."""
    wave = "|".join([expression] * channels)
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"sound.{ending}"
        source = f"aevalsrc=exprs='{wave}':channel_layout={layout}:sample_rate=44100:duration={seconds}"
        ffmpeg("-f", "lavfi", "-i", source, "-c:a", CODECS[ending], *words, path)
        return path.read_bytes()


def tone(lufs, *words, **options):
    """A tone of a thousand hertz on both sides, which is as many LUFS as it is decibels below full scale."""
    return sound(f"{10 ** (lufs / 20):.6f}*sin(2*PI*1000*t)", *words, **options)


def steps(*levels, **options):
    """A tone whose loudness changes each second, to each of `levels` of full scale."""
    level = "+".join(f"{level}*between(t,{second},{second + 1})" for second, level in enumerate(levels))
    return sound(f"({level})*sin(2*PI*440*t)", seconds=len(levels), **options)
