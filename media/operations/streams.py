"""Films made into streams, in the background: rungs to choose from while they play, and a still (ADR 0042).

Until a stream is taken over, and where its making fails, the film plays as it was uploaded.
"""

from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from kit import audit, clock, jobs
from kit.failpoints import failpoint
from media.access.scanning import is_held_back
from media.enums import Loudness, MakingState
from media.gateways import ffmpeg
from media.gateways.ffmpeg import MadeRung, Measures, Thumbnails
from media.models import Image, Stream, StreamRung, Video
from media.operations.films import clean_film
from media.operations.making import (
    Overtaken,
    begin,
    enqueue_lost,
    local_file,
    mine,
    one_try,
    place_of,
    reset_failed,
    store,
    teller,
)
from media.operations.storing import store_image

MAKE = "media.make_stream"

log = structlog.get_logger("media.streams")


def order_stream(film: Video) -> Stream | None:
    """Have a stream made of the film's present file, once. None where that is switched off or there is no file."""
    if not settings.MEDIA_STREAMS or not film.file:
        return None
    stream, is_new = Stream.objects.get_or_create(film=film, source=film.file.name, loudness=film.loudness)
    if is_new and not is_held_back(stream.source):
        enqueue(stream)
    return stream


@transaction.atomic
def retry_stream(stream: Stream, *, actor: Any) -> None:
    """Begin anew what failed. Asking again while it is under way, or once it is there, does nothing."""
    if reset_failed(stream):
        audit.record(stream.film, "media.retry_stream", actor)
        enqueue(stream)


def sweep_streams() -> int:
    """Order what nobody works on: films from before there were streams, and jobs that were lost. Returns how many."""
    if not settings.MEDIA_STREAMS:
        return 0
    made = Stream.objects.filter(film=OuterRef("pk"), source=OuterRef("file"), loudness=OuterRef("loudness"))
    for film in Video.objects.exclude(file="").filter(~Exists(made)):
        order_stream(film)
    return enqueue_lost(Stream, MAKE, enqueue)


def enqueue(stream: Stream) -> None:
    lane = stream.pk % settings.MEDIA_STREAMS_AT_ONCE
    jobs.enqueue(MAKE, one_at_a_time=f"media.streams:{lane}", stream_id=stream.pk)


def enqueue_waiting(source: str) -> None:
    """Go on with the stream of a file that the virus scanner has let through."""
    for stream in Stream.objects.filter(source=source, state=MakingState.WAITING):
        enqueue(stream)


def make_stream(stream_id: int) -> None:
    """The job: make it, unless it is made, has failed, or is of a file that the film no longer has.

    Of a file that the virus scanner has not let through it waits, and is enqueued anew.
    """
    if not ffmpeg.is_installed():
        log.warning("ffmpeg_is_missing", next_step="Install ffmpeg where the worker runs; films wait until then.")
        return
    stream = begin(Stream, stream_id)
    if stream is None:
        return
    with one_try(stream) as folder:
        film = local_file(stream, folder)
        clean_film(film, stream.source)
        measures = ffmpeg.probe(film)
        still = ffmpeg.take_still(film, measures, folder=folder)
        failpoint("media.still_is_taken")
        tell = teller(stream)
        gain = 0.0
        if measures.has_sound and stream.loudness == Loudness.EVEN:
            # It takes a moment beside the pictures: to tell of it is only to ask whether anybody still wants it.
            loudness = ffmpeg.film_loudness(film, measures, folder=folder, on_second=lambda at: tell(0))
            gain = ffmpeg.gain_for(loudness)
        rungs = ffmpeg.ladder_for(measures)
        made = ffmpeg.encode(film, measures, rungs, folder=folder, on_progress=tell, gain=gain)
        failpoint("media.rungs_are_made")
        sheet = ffmpeg.sheet_in(folder)
        for file in [*(rung.file for rung in made), *([sheet] if sheet else [])]:
            store(file, stream)
            failpoint("media.rung_is_stored")
        take_over(stream, measures, made, still, sheet, gain=gain)
        failpoint("media.stream_is_taken_over")


@transaction.atomic
def take_over(
    stream: Stream, measures: Measures, made: list[MadeRung], still: Path, sheet: Path | None, *, gain: float
) -> None:
    """Let the film play from what was made. Raises Overtaken."""
    held = mine(stream).select_for_update(no_key=True).first()
    wanted = {"pk": stream.film_id, "file": stream.source, "loudness": stream.loudness}
    film = Video.objects.select_for_update(no_key=True).filter(**wanted).first()
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
    held.state, held.percent, held.ended_at = MakingState.READY, 100, clock.now()
    held.duration_ms, held.frame_rate = measures.duration_ms, float(measures.frame_rate)
    held.width, held.height, held.has_sound = measures.width, measures.height, measures.has_sound
    held.gain_db = gain if measures.has_sound else None
    if sheet is not None:
        lay_out(held, ffmpeg.layout_of(measures), place_of(sheet, stream))
    held.save()
    film.duration_seconds = max(1, round(measures.duration_ms / 1000))
    film.save(update_fields=["poster", "duration_seconds"])
    for stream_of_before in earlier:
        stream_of_before.delete()
    failpoint("media.stream_is_written")


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
