"""What a block needs to know of the world when it is published: the media and the lessons it refers to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from media.documents import LOOK, look_of
from media.gateways.ffmpeg import COLUMNS
from media.models import Document, Image, Stream, Video, length_of_rendition

MEDIA_ADDRESS = "/api/v1/media/"
LESSON_ADDRESS = "/lessons/"
_FILE = ("file", "file_size", "is_stamped")
_POSTER = [f"poster__{name}" for name in ("public_id", "title", "content_type", *LOOK)]


@dataclass
class References:
    """Primary keys that content refers to, by kind."""

    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    videos: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    quizzes: set[int] = field(default_factory=set)
    assignments: set[int] = field(default_factory=set)


def _key(value: object) -> int | None:
    """A primary key as it may stand in stored JSON; anything else is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else None


def note(keys: set[int], value: object) -> None:
    """Add the primary key that stands in a stored value, if one does."""
    if (key := _key(value)) is not None:
        keys.add(key)


class MediaLookup:
    """Media of a whole course in their published shape, read with one query per kind."""

    def __init__(self, references: References | None = None) -> None:
        wanted = references or References()
        self._images = {pk: self._image(values) for pk, values in _read(Image, wanted.images, *LOOK)}
        documents = _read(Document, wanted.documents, *_FILE, rendition_ms=length_of_rendition())
        self._documents = {pk: self._document(values) for pk, values in documents}
        self._renditions = {pk: _rendition(values) for pk, values in documents if values["rendition_ms"]}
        columns = ("duration_seconds", "file_size", *_POSTER)
        streams = _streams(wanted.videos)
        self._videos = {
            pk: {**self._video(values), **_played(values, streams.get(pk))}
            for pk, values in _read(Video, wanted.videos, *columns)
        }

    def image(self, key: object) -> dict[str, Any] | None:
        return self._images.get(_key(key) or 0)

    def document(self, key: object) -> dict[str, Any] | None:
        return self._documents.get(_key(key) or 0)

    def sound_rendition(self, key: object) -> dict[str, Any] | None:
        """How the document of that key is listened to, where it is a sound that was made ready."""
        return self._renditions.get(_key(key) or 0)

    def video(self, key: object) -> dict[str, Any] | None:
        return self._videos.get(_key(key) or 0)

    def document_address(self, key: int) -> str | None:
        document = self._documents.get(key)
        return document["url"] if document else None

    @staticmethod
    def _medium(values: dict[str, Any]) -> dict[str, Any]:
        public_id = str(values["public_id"])
        return {
            "id": public_id,
            "url": f"{MEDIA_ADDRESS}{public_id}",
            "title": values["title"],
            "content_type": values["content_type"],
        }

    @classmethod
    def _image(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {**cls._medium(values), **look_of(values)}

    @classmethod
    def _document(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {
            **cls._medium(values),
            "file_name": PurePosixPath(values["file"]).name,
            "file_size": values["file_size"],
            "is_stamped": values["is_stamped"],
        }

    @classmethod
    def _video(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {
            **cls._medium(values),
            "duration_seconds": values["duration_seconds"],
            "file_size": values["file_size"],
            "poster": cls._image(below(values, "poster__")) if values["poster__public_id"] else None,
        }


def below(values: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The columns of what a row leads to, called as in its own table."""
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def _rendition(values: dict[str, Any]) -> dict[str, Any]:
    address = f"{MEDIA_ADDRESS}{values['public_id']}/sound"
    return {"url": f"{address}.m4a", "peaks_url": f"{address}/peaks.json", "duration_ms": values["rendition_ms"]}


def _streams(films: set[int]) -> dict[int, Stream]:
    if not films:
        return {}
    return {stream.film_id: stream for stream in Stream.objects.played().filter(film__in=films)}


def _played(values: dict[str, Any], stream: Stream | None) -> dict[str, Any]:
    """How a film is played, where there is a stream of it."""
    if stream is None:
        return {"stream_url": None, "thumbnails": None}
    address = f"{MEDIA_ADDRESS}{values['public_id']}/stream"
    thumbnails = {
        "url": f"{address}/thumbnails.jpg",
        "every_ms": stream.thumbnail_every_ms,
        "width": stream.thumbnail_width,
        "height": stream.thumbnail_height,
        "columns": COLUMNS,
        "count": stream.thumbnail_count,
    }
    return {"stream_url": f"{address}.m3u8", "thumbnails": thumbnails if stream.thumbnails else None}


def _read(model: Any, keys: set[int], *columns: str, **computed: Any) -> list[tuple[int, dict[str, Any]]]:
    if not keys:
        return []
    found = model.objects.filter(pk__in=keys).values("pk", "public_id", "title", "content_type", *columns, **computed)
    return [(values["pk"], values) for values in found]


@dataclass(frozen=True)
class PublishingContext:
    """Given to every block when it is published.

    `lessons` names the lesson of each page that may be linked to; `quizzes` and `assignments` say of each, by its
    primary key, what a lesson shows of it (`content.blocks.quiz.QuizBlock`).
    """

    media: MediaLookup = field(default_factory=MediaLookup)
    lessons: Mapping[int, object] = field(default_factory=dict)
    quizzes: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    assignments: Mapping[int, dict[str, Any]] = field(default_factory=dict)

    def quiz(self, key: object) -> dict[str, Any] | None:
        return self.quizzes.get(_key(key) or 0)

    def assignment(self, key: object) -> dict[str, Any] | None:
        return self.assignments.get(_key(key) or 0)

    def page_address(self, page_id: int) -> str | None:
        public_id = self.lessons.get(page_id)
        return f"{LESSON_ADDRESS}{public_id}" if public_id else None
