"""Whether the virus scanner lets a stored file be served, to anybody at all (ADR 0043). Every door asks here."""

from typing import Any
from uuid import UUID

from django.conf import settings

from media.models import Rendition, Scan, SoundRendition, StampedCopy, Stream


def is_held_back(name: str) -> bool:
    """Whether the stored file `name`, or what it was made of, has not passed the scanner.

    What nobody has looked at is held back like what is infected. Asks the database once, and nothing at all where no
    scanner is named.
    """
    return bool(settings.CLAMD_ADDRESS) and not Scan.objects.passed().filter(file__in=sources_of(name)).exists()


def sources_of(name: str) -> Any:
    """The uploaded file that a stored one was made of: of a rendition its picture, of a stream's piece its film, of a
    sound made ready its recording, of a stamped copy its document."""
    match name.split("/"):
        case ["streams", public_id, *_rest] if (stream_id := as_uuid(public_id)) is not None:
            return Stream.objects.filter(public_id=stream_id).values("source")
        case ["sounds", public_id, *_rest] if (rendition_id := as_uuid(public_id)) is not None:
            return SoundRendition.objects.filter(public_id=rendition_id).values("source")
        case [StampedCopy.FOLDER, *_rest]:
            return StampedCopy.objects.filter(file=name).values("source")
        case ["images", *_rest]:
            return Rendition.objects.filter(file=name).values("image__file")
    return [name]


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
