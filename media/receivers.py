"""What follows from saving and deleting media, whoever does it."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from kit import jobs
from media.models import Document, Image, Stream, Video
from media.operations import scans, streams


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


def forget_film(sender: Any, instance: Video, **_extra: Any) -> None:
    """The file goes with the film, once that is certain."""
    if instance.file and not Video.objects.filter(file=instance.file.name).exists():
        jobs.enqueue(streams.REMOVE, place=instance.file.name)


def forget_stream(sender: Any, instance: Stream, **_extra: Any) -> None:
    """What was made goes with the stream."""
    jobs.enqueue(streams.REMOVE, place=f"streams/{instance.public_id}")


def connect() -> None:
    for medium in (Image, Document, Video):
        post_save.connect(follow_file, medium)
        post_delete.connect(forget_file, medium)
    post_save.connect(follow_film, Video)
    post_delete.connect(forget_film, Video)
    post_delete.connect(forget_stream, Stream)
