"""Films made into streams, in the background: rungs to choose from while they play, and a still (ADR 0042).

A try that ends at any line is begun anew, in a folder of its own. Only the try that counts last is taken over, in one
commit; until then, and where it fails, the film plays as it was uploaded.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef

from kit import audit, clock, jobs
from kit.failpoints import failpoint
from media.access.scanning import is_held_back
from media.enums import StreamFailure, StreamState
from media.gateways import ffmpeg
from media.gateways.ffmpeg import FilmFailed, MadeRung, Measures, Thumbnails
from media.models import Image, Stream, StreamRung, Video
from media.operations.films import clean_film
from media.operations.storing import store_image

MAKE, REMOVE = "media.make_stream", "media.remove_files"
MOST_TRIES = 3
TELL_EVERY_SECONDS = 2
# What is left of a hundred when the rungs are made: they have to be stored.
MADE_PERCENT = 95
UNDER_WAY = (StreamState.WAITING, StreamState.RUNNING)

log = structlog.get_logger("media.streams")


class Overtaken(Exception):
    """Somebody else makes this stream by now, or nobody wants it any more."""


def order_stream(film: Video) -> Stream | None:
    """Have a stream made of the film's present file, once. None where that is switched off or there is no file."""
    if not settings.MEDIA_STREAMS or not film.file:
        return None
    stream, is_new = Stream.objects.get_or_create(film=film, source=film.file.name)
    if is_new and not is_held_back(stream.source):
        enqueue(stream)
    return stream


@transaction.atomic
def retry_stream(stream: Stream, *, actor: Any) -> None:
    """Begin anew what failed. Asking again while it is under way, or once it is there, does nothing."""
    stream = Stream.objects.select_for_update(no_key=True).get(pk=stream.pk)
    if stream.state == StreamState.FAILED:
        stream.state, stream.failure, stream.percent, stream.ended_at = StreamState.WAITING, "", 0, None
        stream.tries = 0
        # A try of before may still hold on to its folder: none may write to the same place.
        stream.public_id = Stream._meta.get_field("public_id").get_default()
        stream.save()
        audit.record(stream.film, "media.retry_stream", actor)
        enqueue(stream)


def sweep_streams() -> int:
    """Order what nobody works on: films from before there were streams, and jobs that were lost. Returns how many."""
    if not settings.MEDIA_STREAMS:
        return 0
    made = Stream.objects.filter(film=OuterRef("pk"), source=OuterRef("file"))
    for film in Video.objects.exclude(file="").filter(~Exists(made)):
        order_stream(film)
    lost = [
        stream
        for stream in Stream.objects.filter(state__in=UNDER_WAY)
        if not is_held_back(stream.source) and not jobs.is_under_way(MAKE, stream_id=stream.pk)
    ]
    for stream in lost:
        enqueue(stream)
    return len(lost)


def enqueue(stream: Stream) -> None:
    lane = stream.pk % settings.MEDIA_STREAMS_AT_ONCE
    jobs.enqueue(MAKE, one_at_a_time=f"media.streams:{lane}", stream_id=stream.pk)


def enqueue_waiting(source: str) -> None:
    """Go on with the stream of a file that the virus scanner has let through."""
    for stream in Stream.objects.filter(source=source, state=StreamState.WAITING):
        enqueue(stream)


def make_stream(stream_id: int) -> None:
    """The job: make it, unless it is made, has failed, or is of a file that the film no longer has.

    Of a file that the virus scanner has not let through it waits, and is enqueued anew.
    """
    if not ffmpeg.is_installed():
        log.warning("ffmpeg_is_missing", next_step="Install ffmpeg where the worker runs; films wait until then.")
        return
    stream = begin(stream_id)
    if stream is None:
        return
    try:
        with work_folder() as folder, local_file(stream, folder) as film:
            measures = ffmpeg.probe(film)
            still = ffmpeg.take_still(film, measures, folder=folder)
            made = ffmpeg.encode(film, measures, ffmpeg.ladder_for(measures), folder=folder, on_progress=teller(stream))
            failpoint("media.rungs_are_made")
            sheet = ffmpeg.sheet_in(folder)
            for file in [*(rung.file for rung in made), *([sheet] if sheet else [])]:
                store(file, stream)
                failpoint("media.rung_is_stored")
            take_over(stream, measures, made, still, sheet)
    except Overtaken:
        remove_files(stream.folder)
    except FilmFailed as failed:
        remove_files(stream.folder)
        fail(stream, failed.reason)
    except BaseException:
        with suppress(OSError):
            remove_files(stream.folder)
        raise


@transaction.atomic
def begin(stream_id: int) -> Stream | None:
    """Count this try. None where there is nothing to make."""
    stream = Stream.objects.select_for_update(no_key=True).select_related("film").filter(pk=stream_id).first()
    if stream is None or stream.state not in UNDER_WAY or is_held_back(stream.source):
        return None
    if stream.film.file.name != stream.source:
        stream.delete()
        return None
    if stream.tries:
        jobs.enqueue(REMOVE, place=stream.folder)
    if stream.tries == MOST_TRIES:
        end(stream, StreamFailure.GAVE_UP)
        return None
    stream.tries += 1
    stream.state, stream.percent, stream.began_at = StreamState.RUNNING, 0, clock.now()
    stream.save(update_fields=["tries", "state", "percent", "began_at"])
    return stream


@contextmanager
def work_folder() -> Iterator[Path]:
    settings.MEDIA_WORK_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.MEDIA_WORK_DIR) as folder:
        yield Path(folder)


@contextmanager
def local_file(stream: Stream, folder: Path) -> Iterator[Path]:
    """The film on a disk of ours: where it lies, or brought from the bucket in pieces. Raises FilmFailed, `gone`."""
    try:
        path = Path(default_storage.path(stream.source))
    except NotImplementedError:
        path = folder / f"film{PurePosixPath(stream.source).suffix}"
        try:
            with default_storage.open(stream.source, "rb") as there, path.open("xb") as here:
                shutil.copyfileobj(there, here, 1024 * 1024)
        except FileNotFoundError:
            raise FilmFailed("gone") from None
    if not path.exists():
        raise FilmFailed("gone")
    clean_film(path, stream.source)
    yield path


def teller(stream: Stream) -> Callable[[float], None]:
    """What writes down how far it is, every few seconds. It raises Overtaken when nobody wants to know any more."""
    last = time.monotonic()

    def tell(part: float) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_EVERY_SECONDS:
            last = time.monotonic()
            if not mine(stream).update(percent=int(part * MADE_PERCENT)):
                raise Overtaken

    return tell


def store(made: Path, stream: Stream) -> None:
    with made.open("rb") as file:
        default_storage.save(place_of(made, stream), File(file))


def place_of(made: Path, stream: Stream) -> str:
    return f"{stream.folder}/{made.name}"


@transaction.atomic
def take_over(stream: Stream, measures: Measures, made: list[MadeRung], still: Path, sheet: Path | None) -> None:
    """Let the film play from what was made. Raises Overtaken."""
    held = mine(stream).select_for_update(no_key=True).first()
    film = Video.objects.select_for_update(no_key=True).filter(pk=stream.film_id, file=stream.source).first()
    if held is None or film is None:
        raise Overtaken
    StreamRung.objects.bulk_create(
        StreamRung(
            stream=held,
            name=rung.name,
            width=rung.width,
            height=rung.height,
            codecs=rung.codecs,
            peak_bits=rung.peak_bits,
            average_bits=rung.average_bits,
            file=place_of(rung.file, stream),
            size=rung.file.stat().st_size,
            playlist=rung.playlist,
        )
        for rung in made
    )
    earlier = film.streams.exclude(pk=held.pk)
    if film.poster_id is None or earlier.filter(still=film.poster_id).exists():
        film.poster = held.still = store_still(still, film)
    held.state, held.percent, held.ended_at = StreamState.READY, 100, clock.now()
    held.duration_ms, held.frame_rate = measures.duration_ms, float(measures.frame_rate)
    held.width, held.height, held.has_sound = measures.width, measures.height, measures.has_sound
    if sheet is not None:
        lay_out(held, ffmpeg.layout_of(measures), place_of(sheet, stream))
    held.save()
    film.duration_seconds = max(1, round(measures.duration_ms / 1000))
    film.save(update_fields=["poster", "duration_seconds"])
    for stream_of_before in earlier:
        stream_of_before.delete()


def lay_out(held: Stream, layout: Thumbnails, place: str) -> None:
    held.thumbnails, held.thumbnail_every_ms = place, layout.every_ms
    held.thumbnail_width, held.thumbnail_height = layout.width, layout.height
    held.thumbnail_count = layout.count


def store_still(still: Path, film: Video) -> Image:
    return store_image(
        still.read_bytes(),
        name="still.jpg",
        title=film.title,
        owner=film.uploaded_by_user,
        is_public=film.is_public,
    )


@transaction.atomic
def fail(stream: Stream, reason: str) -> None:
    held = mine(stream).select_for_update(no_key=True).first()
    if held is not None:
        end(held, StreamFailure(reason))


def end(stream: Stream, failure: StreamFailure) -> None:
    log.info("stream_failed", film=str(stream.film.public_id), reason=failure.value)
    stream.state, stream.failure, stream.ended_at = StreamState.FAILED, failure, clock.now()
    stream.save(update_fields=["state", "failure", "ended_at"])


def mine(stream: Stream) -> Any:
    """The stream, while the try that `stream` was read in is the one that counts."""
    return Stream.objects.filter(
        pk=stream.pk, public_id=stream.public_id, tries=stream.tries, state=StreamState.RUNNING
    )


def remove_files(place: str) -> None:
    """Remove a file, or a folder with all that is in it, from the storage. What is not there is no mistake."""
    try:
        folders, files = default_storage.listdir(place)
    except NotADirectoryError:
        default_storage.delete(place)
        return
    except FileNotFoundError:
        return
    for below in [*folders, *files]:
        remove_files(f"{place}/{below}")
    default_storage.delete(place)
