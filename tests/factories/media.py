"""Media with real small files."""

from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory
from PIL import Image as Picture

from assessments.models import Assignment
from kit import clock
from media.enums import MakingState
from media.models import Document, Image, SoundRendition, Stream, StreamRung, Video
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import asks, new_quiz


def picture_bytes(width: int = 64, height: int = 36, colour: str = "#ff6b6b") -> bytes:
    """A PNG of one colour."""
    out = BytesIO()
    Picture.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


HEADS = {
    "pdf": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
    "mp3": b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(64),
    "mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64),
    "vtt": b"WEBVTT\n\n00:00.000 --> 00:02.000\nAnd one.\n",
}


def file_bytes(name: str) -> bytes:
    """A file whose content is what its ending says."""
    return HEADS.get(name.rpartition(".")[2], b"Words.\n")


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
    file = factory.LazyAttribute(lambda made: ContentFile(file_bytes(made.name), name=made.name))


class VideoFactory(DjangoModelFactory[Video]):
    class Meta:
        model = Video

    title = factory.Sequence("Film {}".format)
    content_type = "video/mp4"
    duration_seconds = 90
    file = factory.LazyFunction(lambda: ContentFile(file_bytes("film.mp4"), name="film.mp4"))


def streamed_film(**fields: Any) -> Video:
    """A film whose stream is ready, in one size of a few bytes."""
    film = VideoFactory(**fields)
    now = clock.now()
    stream = Stream.objects.create(
        film=film,
        source=film.file.name,
        loudness=film.loudness,
        state=MakingState.READY,
        percent=100,
        tries=1,
        duration_ms=2000,
        width=426,
        height=240,
        frame_rate=25,
        created_at=now,
        ended_at=now,
        thumbnail_every_ms=2000,
        thumbnail_width=160,
        thumbnail_height=90,
        thumbnail_count=1,
    )
    sheet = ContentFile(picture_bytes(1600, 900))
    stream.thumbnails = default_storage.save(f"{stream.folder}/thumbnails.jpg", sheet)
    stream.save(update_fields=["thumbnails"])
    content = ContentFile(file_bytes("240p.mp4"))
    ranges = '#EXTM3U\n#EXT-X-MAP:URI="240p.mp4",BYTERANGE="24@0"\n#EXT-X-ENDLIST\n'
    StreamRung.objects.create(
        stream=stream,
        name="240p",
        width=426,
        height=240,
        codecs="avc1.640015",
        peak_bits=400_000,
        average_bits=300_000,
        file=default_storage.save(f"{stream.folder}/240p.mp4", content),
        size=content.size,
        playlist=ranges,
    )
    return film


def ready_sound(**fields: Any) -> Document:
    """A sound that is ready to be listened to, in a rendition of a few bytes with two pairs of peaks."""
    sound = DocumentFactory(name="vowels.mp3", content_type="audio/mpeg", **fields)
    now = clock.now()
    rendition = SoundRendition.objects.create(
        sound=sound,
        source=sound.file.name,
        loudness=sound.loudness,
        state=MakingState.READY,
        percent=100,
        tries=1,
        file="to be stored",
        size=64,
        duration_ms=2000,
        measured_lufs=-30,
        measured_peak_dbtp=-20,
        gain_db=14,
        peaks=bytes([192, 64, 246, 10]),
        samples_per_peak=48_000,
        created_at=now,
        ended_at=now,
    )
    rendition.file = default_storage.save(f"{rendition.folder}/sound.m4a", ContentFile(file_bytes("sound.mp4")))
    rendition.save(update_fields=["file"])
    return sound


def media_of_each_kind(**owner: Any) -> dict[str, int]:
    """Primary keys of one medium of each kind, a quiz and an assignment, as `content.blocks.stored` wants them."""
    return {
        "image": ImageFactory(**owner).pk,
        "sound": DocumentFactory(title="Vowels", name="vowels.mp3", **owner).pk,
        "captions": DocumentFactory(title="Captions", name="film.vtt", **owner).pk,
        "paper": DocumentFactory(title="Plan", name="plan.pdf", **owner).pk,
        "film": VideoFactory(**owner).pk,
        "back": VideoFactory(title="From the back", **owner).pk,
        "quiz": new_quiz(owner.get("uploaded_by_user")).pk,
        "assignment": Assignment.objects.create(
            owner=owner.get("uploaded_by_user") or UserFactory(), title="Eight bars", brief=asks("Write them down.")
        ).pk,
    }
