"""Media with real small files."""

from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image as Picture

from media.models import Document, Image, Video


def picture_bytes(width: int = 64, height: int = 36, colour: str = "#ff6b6b") -> bytes:
    """A PNG of one colour."""
    out = BytesIO()
    Picture.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


class ImageFactory(DjangoModelFactory[Image]):
    class Meta:
        model = Image

    title = factory.Sequence("Picture {}".format)
    content_type = "image/png"
    width, height = 64, 36
    file = factory.LazyFunction(lambda: ContentFile(picture_bytes(), name="picture.png"))


class DocumentFactory(DjangoModelFactory[Document]):
    """A document; `name` is its file's."""

    class Meta:
        model = Document
        exclude = ("name",)

    name = "paper.pdf"
    title = factory.Sequence("Document {}".format)
    content_type = "application/pdf"
    file = factory.LazyAttribute(lambda made: ContentFile(b"%PDF-1.4 nothing", name=made.name))


class VideoFactory(DjangoModelFactory[Video]):
    class Meta:
        model = Video

    title = factory.Sequence("Film {}".format)
    content_type = "video/mp4"
    duration_seconds = 90
    file = factory.LazyFunction(lambda: ContentFile(b"not really a film", name="film.mp4"))


def media_of_each_kind(**owner: Any) -> dict[str, int]:
    """Primary keys of one medium of each kind, as `tests.courses.blocks.stored` wants them."""
    return {
        "image": ImageFactory(**owner).pk,
        "sound": DocumentFactory(title="Vowels", name="vowels.mp3", **owner).pk,
        "captions": DocumentFactory(title="Captions", name="film.vtt", **owner).pk,
        "paper": DocumentFactory(title="Plan", name="plan.pdf", **owner).pk,
        "film": VideoFactory(**owner).pk,
    }
