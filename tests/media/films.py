"""Real films, made by ffmpeg: some seconds of a moving test picture with a tone."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

PLACE = "+48.8584+002.2945/"
MARKS = (b"SECRET", b"48.8584", b"\xa9xyz", b"loci", b"ISO6709", b"gpmd")
WORDS = ("-metadata", f"location={PLACE}", "-metadata", "comment=SECRET words", "-metadata", "title=SECRET waltz")
PHONE = (
    *("-metadata", f"com.apple.quicktime.location.ISO6709={PLACE}"),
    *("-metadata", "com.apple.quicktime.model=SECRET telephone", "-movflags", "use_metadata_tags"),
)
TELLING = {
    "camera.mov": WORDS,
    "telephone.mov": (*WORDS, *PHONE),
    "camera.mp4": WORDS,
    "head_first.mp4": (*WORDS, "-movflags", "+faststart"),
    "in_pieces.mp4": (*WORDS, "-movflags", "frag_keyframe+empty_moov"),
}


def ffmpeg(*words, folder=None):
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, cwd=folder)


@cache
def film(*words, size="320x180", seconds=3, rate=25, sound=True, ending="mp4"):
    """The bytes of a film; `words` are further ones for its making."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{ending}"
        picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
        tone = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"] if sound else []
        codecs = ["-c:v", "libvpx", "-c:a", "libvorbis"] if ending == "webm" else ["-c:v", "libx264", "-c:a", "aac"]
        quick = [] if ending == "webm" else ["-preset", "ultrafast", "-pix_fmt", "yuv420p"]
        ffmpeg(*picture, *tone, *codecs, *quick, *words, path)
        return path.read_bytes()


@cache
def turned_film():
    """A film that was taken with the telephone upright."""
    with TemporaryDirectory() as folder:
        Path(folder, "lying.mp4").write_bytes(film(seconds=1))
        ffmpeg("-i", "lying.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "upright.mp4", folder=folder)
        return Path(folder, "upright.mp4").read_bytes()


@cache
def sound_alone(seconds=2):
    """An MP4 that has no picture."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sound.mp4"
        ffmpeg("-f", "lavfi", "-i", f"sine=duration={seconds}", "-c:a", "aac", path)
        return path.read_bytes()


def telling_film(name):
    """One that says where and with what it was taken, as programs and telephones write it."""
    return film(*TELLING[name], ending=name.rpartition(".")[2], seconds=2)


def told_by(content):
    """What of that stands in the bytes."""
    return [mark for mark in MARKS if mark in content]
