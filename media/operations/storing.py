"""Storing files that come from elsewhere than a form: imports, demos, commands."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from media.models import Document, Image, Video
from media.models.file_types import check_file
from media.models.stored_file import without_metadata


@transaction.atomic
def store_image(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Image:
    """A new picture of the owner's. Raises ValidationError when it is none, or not what its name says."""
    file = ContentFile(content, name=name)
    check_file(file, Image.allowed_types)
    without_metadata(file, name)
    return Image.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)


@transaction.atomic
def store_document(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Document:
    """A new document or sound of the owner's. Raises ValidationError when it is not what its name says."""
    file = ContentFile(content, name=name)
    return Document.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)


@transaction.atomic
def store_video(content: bytes, *, name: str, title: str, owner: Any, is_public: bool = False) -> Video:
    """A new film of the owner's. Raises ValidationError when it is not what its name says."""
    file = ContentFile(content, name=name)
    return Video.objects.create(title=title[:255], file=file, uploaded_by_user=owner, is_public=is_public)
