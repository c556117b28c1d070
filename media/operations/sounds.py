"""Sounds made ready to be listened to, in the background: as loud as one another, with an outline to draw (ADR 0046).

Until a rendition is taken over, and where its making fails, the sound is heard as it was uploaded. That file is never
changed, and is what a download brings.
"""

from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kit import audit, clock, jobs
from kit.failpoints import failpoint
from media.access.scanning import is_held_back
from media.enums import Loudness, MakingState
from media.gateways import ffmpeg
from media.models import Document, SoundRendition
from media.models.file_types import LISTENED_TO
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

MAKE = "media.make_sound"
# Of the time that a sound takes, what passes while it is measured.
MEASURED_PART = 0.4

log = structlog.get_logger("media.sounds")


def order_sound(sound: Document) -> SoundRendition | None:
    """Have the sound's present file made ready, once. None for other documents, and where that is switched off."""
    if not settings.MEDIA_STREAMS or not sound.is_sound:
        return None
    rendition, is_new = SoundRendition.objects.get_or_create(
        sound=sound, source=sound.file.name, loudness=sound.loudness
    )
    if is_new and not is_held_back(rendition.source):
        enqueue(rendition)
    return rendition


@transaction.atomic
def retry_sound(rendition: SoundRendition, *, actor: Any) -> None:
    """Begin anew what failed. Asking again while it is under way, or once it is there, does nothing."""
    if reset_failed(rendition):
        audit.record(rendition.sound, "media.retry_sound", actor)
        enqueue(rendition)


def sweep_sounds() -> int:
    """Order what nobody works on: sounds of before, and jobs that were lost. Returns how many were lost."""
    if not settings.MEDIA_STREAMS:
        return 0
    made = SoundRendition.objects.filter(sound=OuterRef("pk"), source=OuterRef("file"), loudness=OuterRef("loudness"))
    listened_to = Q()
    for ending in sorted(LISTENED_TO):
        listened_to |= Q(file__endswith=f".{ending}")
    for sound in Document.objects.filter(listened_to).filter(~Exists(made)):
        order_sound(sound)
    return enqueue_lost(SoundRendition, MAKE, enqueue)


def enqueue(rendition: SoundRendition) -> None:
    # A lane of their own: a sound takes seconds and need not wait for a film.
    lane = rendition.pk % settings.MEDIA_STREAMS_AT_ONCE
    jobs.enqueue(MAKE, one_at_a_time=f"media.sounds:{lane}", soundrendition_id=rendition.pk)


def enqueue_waiting(source: str) -> None:
    """Go on with the sound of a file that the virus scanner has let through."""
    for rendition in SoundRendition.objects.filter(source=source, state=MakingState.WAITING):
        enqueue(rendition)


def make_sound(rendition_id: int) -> None:
    """The job: make it, unless it is made, has failed, or is of a file or a loudness that the sound no longer has.

    Of a file that the virus scanner has not let through it waits, and is enqueued anew.
    """
    if not ffmpeg.is_installed():
        log.warning("ffmpeg_is_missing", next_step="Install ffmpeg where the worker runs; sounds wait until then.")
        return
    rendition = begin(SoundRendition, rendition_id)
    if rendition is None:
        return
    with one_try(rendition) as folder:
        file = local_file(rendition, folder)
        measures = ffmpeg.probe_sound(file)
        tell = teller(rendition)
        loudness = ffmpeg.measure_loudness(
            file,
            channels=measures.channels,
            folder=folder,
            seconds=ffmpeg.patience(measures.duration_ms / 1000),
            on_second=lambda at: tell(MEASURED_PART * part_of(at, measures.duration_ms / 1000)),
        )
        made = ffmpeg.make_sound(
            file,
            measures,
            loudness,
            gain=ffmpeg.gain_for(loudness) if rendition.loudness == Loudness.EVEN else 0.0,
            folder=folder,
            on_second=lambda at: tell(MEASURED_PART + (1 - MEASURED_PART) * part_of(at, loudness.seconds)),
        )
        failpoint("media.sound_is_made")
        store(made.file, rendition)
        failpoint("media.sound_is_stored")
        take_over(rendition, loudness, made)


def part_of(at: float, whole: float) -> float:
    return min(1.0, at / whole) if whole > 0 else 0.0


@transaction.atomic
def take_over(rendition: SoundRendition, loudness: ffmpeg.Loudness, made: ffmpeg.MadeSound) -> None:
    """Let the sound be heard from what was made. Raises Overtaken."""
    held = mine(rendition).select_for_update(no_key=True).first()
    wanted = Document.objects.select_for_update(no_key=True).filter(
        pk=rendition.sound_id, file=rendition.source, loudness=rendition.loudness
    )
    sound = wanted.first()
    if held is None or sound is None:
        raise Overtaken
    held.state, held.percent, held.ended_at = MakingState.READY, 100, clock.now()
    held.file, held.size = place_of(made.file, rendition), made.file.stat().st_size
    held.duration_ms, held.peaks, held.samples_per_peak = made.duration_ms, made.peaks, made.samples_per_peak
    held.measured_lufs, held.measured_peak_dbtp = loudness.lufs, loudness.peak_dbtp
    held.gain_db = made.gain
    held.save()
    for rendition_of_before in sound.sound_renditions.exclude(pk=held.pk):
        rendition_of_before.delete()
    # Whoever shows the sound hears that there is more to show.
    sound.save(update_fields=["loudness"])
