"""What the job that makes a film's stream takes, beside plain ffmpeg making the same ladder of the same film."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from accounts.models import User
from bench.cpu import backend_pid, spent, spent_by_programs
from bench.templates import make_cast
from media.enums import MakingState
from media.gateways.ffmpeg import Rung, ladder_for, probe
from media.models import Stream
from media.operations.storing import store_video
from media.operations.streams import make_stream

FILM_SECONDS = 20
ROUNDS = 3
# What plain ffmpeg is told of each picture, of the sound, and of the files it makes.
PICTURE = "-c:v libx264 -preset veryfast -profile:v high -pix_fmt yuv420p -bf 0 -crf 21"
KEYFRAMES = "-force_key_frames expr:gte(t,n_forced)"
SOUND = "-map 0:a -c:a aac -b:a 128k -ac 2 -ar 48000"
LISTED = "-f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags single_file"


def measure_transcoding() -> dict[str, Any]:
    """The rounds of `take_rounds` on a film of 1080p30, with a database that has no tables yet."""
    call_command("migrate", verbosity=0)
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.VAR_DIR) as name:
        folder = Path(name)
        film = make_film(folder / "film.mp4", seconds=FILM_SECONDS)
        return take_rounds(film, make_cast().owner, rounds=ROUNDS, folder=folder)


def make_film(path: Path, *, seconds: int, size: str = "1920x1080", rate: int = 30) -> Path:
    """A film of a picture that moves under grain, with noise to hear; the same one whenever it is asked for."""
    picture = f"testsrc2=size={size}:rate={rate}:duration={seconds},noise=alls=6:allf=t"
    sound = f"anoisesrc=color=pink:seed=1:amplitude=0.3:duration={seconds}"
    words = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    # About as many bits a second as telephones write.
    words += ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-b:v", "16M", "-c:a", "aac"]
    run_ffmpeg([*words, path.name], folder=path.parent)
    return path


def take_rounds(film: Path, owner: User, *, rounds: int, folder: Path) -> dict[str, Any]:
    """What the job and plain ffmpeg took for the film in each round, in seconds of CPU and of the clock.

    Who goes first takes turns. What either makes is left under `folder`. Raises RuntimeError where the job fails.
    """
    measures = probe(film)
    rungs = ladder_for(measures)
    taken = []
    for number in range(rounds):
        works = {
            "job": lambda place: taken_by_job(film, owner, folder=place),
            "plain": lambda place: taken_by_plain_ffmpeg(film, rungs, folder=place),
        }
        order = sorted(works, reverse=bool(number % 2))
        taken.append({name: works[name](folder / f"{name}-{number}") for name in order})
    return {
        "film": f"{rungs[0].name}{round(measures.frame_rate)}",
        "film_seconds": measures.duration_ms / 1000,
        "rungs": [rung.name for rung in rungs],
        "cores": len(os.sched_getaffinity(0)),
        "rounds": taken,
    }


def taken_by_job(film: Path, owner: User, *, folder: Path) -> dict[str, float]:
    """The job from its first line to its last, for the film as it was uploaded."""
    # Whoever runs the bench may have a bucket and a virus scanner.
    with override_settings(
        STORAGES={**settings.STORAGES, "default": {"BACKEND": "media.access.storage.SignedFiles"}},
        MEDIA_ROOT=folder,
        MEDIA_WORK_DIR=folder / "work",
        MEDIA_STREAMS=True,
        CLAMD_ADDRESS="",
    ):
        uploaded = store_video(film.read_bytes(), name=film.name, title="A film of the bench", owner=owner)
        stream = Stream.objects.get(film=uploaded)
        taken = measured(lambda: make_stream(stream.pk))
        stream.refresh_from_db()
    if stream.state != MakingState.READY:
        raise RuntimeError(f"The film could not be made into a stream: {stream.failure or stream.state}.")
    return taken


def taken_by_plain_ffmpeg(film: Path, rungs: Sequence[Rung], *, folder: Path) -> dict[str, float]:
    """The ladder alone, in one command: nothing is limited, told, drawn, stored or written down."""
    folder.mkdir()
    return measured(lambda: run_ffmpeg(plain_ladder(film, rungs), folder=folder))


def plain_ladder(film: Path, rungs: Sequence[Rung]) -> list[str]:
    """ffmpeg's words for the ladder of a film with sound, as one would write them by hand.

    They are not taken from the product, which would be measured against itself; a test holds that both make the same.
    """
    branches = "".join(f"[in{place}]" for place in range(len(rungs)))
    scaled = [f"[in{place}]scale={rung.width}:{rung.height},setsar=1[v{place}]" for place, rung in enumerate(rungs)]
    outputs = [
        f"-map [v{place}] {PICTURE} -maxrate {rung.bits} -bufsize {2 * rung.bits} {KEYFRAMES}"
        f" {SOUND} {LISTED} {rung.name}.m3u8"
        for place, rung in enumerate(rungs)
    ]
    graph = ["-filter_complex", ";".join([f"[0:v]split={len(rungs)}{branches}", *scaled])]
    return ["-i", str(film), *graph, *" ".join([*outputs, f"{SOUND} -vn {LISTED} sound.m3u8"]).split()]


def run_ffmpeg(words: Sequence[str], *, folder: Path) -> None:
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *words]
    subprocess.run(command, cwd=folder, check=True)


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Seconds that `work` takes: `cpu`, of this process, its database and the programs it runs, and `clock`."""
    backend = backend_pid()
    began, before = time.monotonic(), spent(backend).total + spent_by_programs()
    work()
    return {"cpu": spent(backend).total + spent_by_programs() - before, "clock": time.monotonic() - began}
