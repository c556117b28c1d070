"""What follows from saving and deleting media, whoever does it."""

from datetime import timedelta
from typing import Any

from django.db.models.signals import post_delete, post_save

from kit import clock, jobs
from media.access.signing import PUBLIC_LIFETIME
from media.models import Document, Image, SoundRendition, StampedCopy, Stream, Video
from media.models.making import Making
from media.operations import making, scans, sounds, streams

# Longer than an address of the file is good for: who plays or fetches it goes on, then asks for the new one.
REPLACED_STAYS_FOR = timedelta(hours=1)
REPLACED_PUBLIC_STAYS_FOR = timedelta(seconds=PUBLIC_LIFETIME)


def follow_file(sender: Any, instance: Any, raw: bool = False, **_extra: Any) -> None:
    """A new file is looked at by the virus scanner."""
    if not raw:
        scans.order_scan(instance.file.name)


def forget_file(sender: Any, instance: Any, **_extra: Any) -> None:
    scans.forget_scan(instance.file.name)


def follow_film(sender: Any, instance: Video, raw: bool = False, **_extra: Any) -> None:
    """A new file is made into a stream."""
    if not raw:
        streams.order_stream(instance)


def forget_replaced_file(sender: Any, instance: Video | Document, raw: bool = False, **_extra: Any) -> None:
    """The earlier file goes once the new one is saved for certain, and some time after that."""
    earlier = "" if raw else instance.replaced_file
    if earlier and not sender._default_manager.filter(file=earlier).exists():
        stays_for = REPLACED_PUBLIC_STAYS_FOR if instance.is_public else REPLACED_STAYS_FOR
        jobs.enqueue(making.REMOVE, after=clock.now() + stays_for, place=earlier)


def forget_film(sender: Any, instance: Video, **_extra: Any) -> None:
    """The file goes with the film, once that is certain."""
    if instance.file and not Video.objects.filter(file=instance.file.name).exists():
        jobs.enqueue(making.REMOVE, place=instance.file.name)


def follow_sound(sender: Any, instance: Document, raw: bool = False, **_extra: Any) -> None:
    """A new file, or another loudness of it, is made ready to be listened to."""
    if not raw:
        sounds.order_sound(instance)


def forget_made(sender: Any, instance: Making, **_extra: Any) -> None:
    """The files of all tries go with the row."""
    jobs.enqueue(making.REMOVE, place=f"{instance.kept_below}/{instance.public_id}")


def forget_copy(sender: Any, instance: StampedCopy, **_extra: Any) -> None:
    """The file goes with the copy."""
    jobs.enqueue(making.REMOVE, place=instance.file)


def connect() -> None:
    for medium in (Image, Document, Video):
        post_save.connect(follow_file, medium)
        post_delete.connect(forget_file, medium)
    post_save.connect(follow_film, Video)
    post_save.connect(forget_replaced_file, Video)
    post_save.connect(forget_replaced_file, Document)
    post_delete.connect(forget_film, Video)
    post_save.connect(follow_sound, Document)
    for model in (Stream, SoundRendition):
        post_delete.connect(forget_made, model)
    post_delete.connect(forget_copy, StampedCopy)
