"""Making the rungs of a film: one file each that plays by ranges, and the list of those ranges."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from media.gateways.ffmpeg import thumbnails
from media.gateways.ffmpeg.ladder import FASTEST, SOUND, Rung
from media.gateways.ffmpeg.loudness import Loudness, measure_loudness, mixed
from media.gateways.ffmpeg.probing import Measures, reading
from media.gateways.ffmpeg.process import FileFailed, run

# A whole picture each second: loops begin where they are told to, and slow motion need not wait for the one before.
SECONDS_BETWEEN_KEYFRAMES = 1
SEGMENT_SECONDS = 4
SOUND_BITS = 128_000
SOUND_TOO = ("a:0",)
# Every rung has the same, whatever the film had.
CHANNELS = 2
# Time for a film: so long whatever it is, and so often its own length.
PATIENCE_SECONDS, PATIENCE_TIMES = 300, 20
STILL_SECONDS = 60
WIDEST_STILL = 1920
RANGE = re.compile(r"#EXTINF:([\d.]+),\s*#EXT-X-BYTERANGE:(\d+)@(\d+)")
# Where a picture's codec stands in the head of a file, and the three bytes that are its name.
CODEC_BOX = re.compile(rb"avcC.(...)", re.DOTALL)
HEAD = re.compile(r'#EXT-X-MAP:URI="[^"]*",BYTERANGE="(\d+)@0"')
SOUND_CODEC = "mp4a.40.2"


@dataclass(frozen=True, slots=True)
class MadeRung:
    """A rung that lies on disk: its file, its list of ranges, and the bits a second it needs at most and on average.

    `codecs` are those of RFC 6381, as lists of rungs name them.
    """

    name: str
    width: int
    height: int
    codecs: str
    file: Path
    playlist: str
    peak_bits: int
    average_bits: int


def encode(
    film: Path,
    measures: Measures,
    rungs: Sequence[Rung],
    *,
    folder: Path,
    on_progress: Callable[[float], None],
    gain: float = 0.0,
) -> list[MadeRung]:
    """Make all rungs at once, and one of the sound alone where there is sound, into `folder`; and the thumbnails.

    The sound is made `gain` decibels louder. `on_progress` is told the part that is done, from 0 to 1. Raises
    FileFailed, and what `on_progress` raises.
    """

    def on_line(line: str) -> None:
        name, _, told = line.strip().partition("=")
        if name == "out_time_us" and told.isdigit():
            on_progress(min(1.0, int(told) / 1000 / measures.duration_ms))

    words = [*reading(film), "-progress", "pipe:1", "-nostdin", "-y", *pictures(measures, rungs)]
    words += [*(sound(gain) if measures.has_sound else []), *lists(rungs, has_sound=measures.has_sound)]
    words += thumbnails.output()
    run("ffmpeg", words, folder=folder, seconds=patience_for(measures), on_line=on_line)
    made = [read_rung(folder, rung.name, rung.width, rung.height, has_sound=measures.has_sound) for rung in rungs]
    return [*made, read_rung(folder, SOUND, 0, 0, has_sound=True)] if measures.has_sound else made


def patience_for(film: Measures) -> float:
    """For how many seconds one program may work on a film."""
    return PATIENCE_SECONDS + PATIENCE_TIMES * film.duration_ms / 1000


def film_loudness(film: Path, measures: Measures, *, folder: Path, on_second: Callable[[float], None]) -> Loudness:
    """How loud a film that has sound is in its rungs. Raises FileFailed, and what `on_second` raises."""
    return measure_loudness(film, channels=CHANNELS, folder=folder, seconds=patience_for(measures), on_second=on_second)


def pictures(measures: Measures, rungs: Sequence[Rung]) -> list[str]:
    """One decoding for all sizes and the sheet of thumbnails."""
    faster = f"fps={FASTEST}," if measures.frame_rate > FASTEST else ""
    names = [f"v{place}" for place in range(len(rungs))]
    split = f"[0:v:0]{faster}split={len(rungs) + 1}" + "".join(f"[{name}in]" for name in names) + "[sheetin]"
    scaled = [
        f"[{name}in]scale={rung.width}:{rung.height}:flags=bicubic,setsar=1[{name}]"
        for name, rung in zip(names, rungs, strict=True)
    ]
    sheet = thumbnails.drawing(thumbnails.layout_of(measures), "sheetin")
    words = ["-filter_complex", ";".join([split, *scaled, sheet])]
    for place, (name, rung) in enumerate(zip(names, rungs, strict=True)):
        words += ["-map", f"[{name}]", f"-maxrate:v:{place}", str(rung.bits), f"-bufsize:v:{place}", str(2 * rung.bits)]
    words += ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "21"]
    # Without pictures that look ahead the first is shown at nought, with the sound: neither runs before the other.
    words += ["-bf", "0", "-pix_fmt", "yuv420p"]
    return [*words, "-force_key_frames", f"expr:gte(t,n_forced*{SECONDS_BETWEEN_KEYFRAMES})"]


def sound(gain: float) -> list[str]:
    louder = f"{mixed(CHANNELS)},volume={gain:.2f}dB"
    return ["-map", "0:a:0", "-af", louder, "-c:a", "aac", "-b:a", str(SOUND_BITS), "-ar", "48000"]


def lists(rungs: Sequence[Rung], *, has_sound: bool) -> list[str]:
    """The files: all of them take the same sound, which is encoded once; one is of the sound alone.

    They hold nothing that the film says of itself: who made it, where, with what.
    """
    pictured = [list_of(rung.name, [f"v:{place}", *SOUND_TOO[:has_sound]]) for place, rung in enumerate(rungs)]
    heard = [list_of(SOUND, SOUND_TOO)] if has_sound else []
    # What comes out of one encoder for several files keeps its head apart from the pictures.
    words = ["-map_metadata", "-1", "-map_chapters", "-1", "-flags", "+global_header"]
    return [*words, "-f", "tee", "|".join([*pictured, *heard])]


def list_of(name: str, streams: Sequence[str]) -> str:
    """A file of those streams and the list of its ranges, as the tee muxer is told of them."""
    options = [
        rf"select=\'{','.join(streams)}\'",
        f"onfail=abort:f=hls:hls_time={SEGMENT_SECONDS}:hls_playlist_type=vod:hls_segment_type=fmp4",
        f"hls_flags=single_file+independent_segments:hls_segment_filename={name}.mp4",
    ]
    return f"[{':'.join(options)}]{name}.m3u8"


def read_rung(folder: Path, name: str, width: int, height: int, *, has_sound: bool) -> MadeRung:
    """What ffmpeg left of a rung. Raises FileFailed for a film of which nothing came."""
    file = folder / f"{name}.mp4"
    try:
        playlist = (folder / f"{name}.m3u8").read_text()
    except FileNotFoundError:
        raise FileFailed("unreadable") from None
    parts = [(float(seconds), int(size)) for seconds, size, _ in RANGE.findall(playlist)]
    length = sum(seconds for seconds, _ in parts)
    if not length:
        raise FileFailed("unreadable")
    # The last segment may be a moment long, which says nothing about what a line has to carry.
    peak = max(8 * size / max(seconds, 1) for seconds, size in parts)
    average = 8 * sum(size for _, size in parts) / length
    codecs = ",".join([*picture_codec(file, playlist), *([SOUND_CODEC] if has_sound else [])])
    return MadeRung(name, width, height, codecs, file, playlist, round(peak), round(average))


def picture_codec(file: Path, playlist: str) -> list[str]:
    """The name of the picture's codec, which its own head tells; none for sound."""
    head = HEAD.search(playlist)
    with file.open("rb") as opened:
        box = CODEC_BOX.search(opened.read(int(head[1]) if head else 0))
    return [f"avc1.{box[1].hex()}"] if box else []


def take_still(film: Path, measures: Measures, *, folder: Path) -> Path:
    """A picture of the film, a tenth into it. Raises FileFailed."""
    at = measures.duration_ms / 10_000
    scale = f"scale='min({WIDEST_STILL},iw)':-2,setsar=1"
    words = ["-ss", f"{at:.3f}", *reading(film), "-nostdin", "-y", "-frames:v", "1", "-vf", scale, "-q:v", "3"]
    still = folder / "still.jpg"
    run("ffmpeg", [*words, "-f", "image2", "-update", "1", str(still)], folder=folder, seconds=STILL_SECONDS)
    if not still.exists():
        raise FileFailed("unreadable")
    return still
