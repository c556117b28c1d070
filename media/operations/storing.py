"""Storing files that come from elsewhere than a form of the editor: portraits, imports, demos, commands."""

from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from media.models import Document, Image, Video
from media.models.file_types import LISTENED_TO, PORTRAITS, SOUNDS, check_file
from media.models.stored_file import refuse_moving, refuse_moving_png, without_metadata
from media.operations.uploads import refuse_beyond_quota


@transaction.atomic
def store_image(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Image:
    """A new picture of the owner's. Raises ValidationError when it is none, or not what its name says."""
    file = ContentFile(content, name=name)
    check_file(file, Image.allowed_types)
    without_metadata(file, name)
    refuse_moving_png(file)
    return Image.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)


@transaction.atomic
def store_portrait(file: File, *, title: str, owner: Any) -> Image:
    """A picture of the owner, who need have no library. Raises ValidationError when it is none, and QuotaSpent.

    Two at once may be counted without each other; as one takes the other's place, that is one too many at the most.
    """
    check_file(file, PORTRAITS)
    still = without_metadata(file, file.name or "")
    refuse_moving(still)
    refuse_beyond_quota(owner, still.size)
    return Image.objects.create(title=title, file=still, uploaded_by_user=owner, is_public=True, is_portrait=True)


@transaction.atomic
def store_document(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Document:
    """A new document or sound of the owner's. Raises ValidationError when it is not what its name says."""
    file = ContentFile(content, name=name)
    return Document.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)


@transaction.atomic
def store_handed_in_sound(file: File, *, title: str, owner: Any) -> Document:
    """A recording that goes with work that was handed in: in nobody's library, and counted. The owner is held.

    Raises ValidationError when it is no sound, and QuotaSpent.
    """
    check_file(file, {ending: SOUNDS[ending] for ending in LISTENED_TO})
    refuse_beyond_quota(owner, file.size)
    return Document.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_handed_in=True)


@transaction.atomic
def store_video(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Video:
    """A new film of the owner's. Raises ValidationError when it is not what its name says."""
    file = ContentFile(content, name=name)
    return Video.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)
