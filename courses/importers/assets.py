"""Files of a package as media of the producer's: looked at before, stored once by their content."""

import hashlib
import posixpath
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import puremagic
from django.core.files.base import ContentFile, File
from PIL import Image as Picture

from courses.importers.archive import Source
from courses.importers.html_blocks import PICTURES
from courses.importers.package import CourseDraft
from media.models import Document, Image, Video

MOST_PIXELS = 40_000_000
MOST_FRAMES = 500
LONGEST_FILE_NAME = 80
PICTURE_FORMATS = {"PNG", "JPEG", "GIF", "WEBP", "AVIF"}
Medium = type[Image] | type[Document] | type[Video]


def picture_checker(source: Source) -> Callable[[str], str]:
    """A function that says why a file cannot be shown as a picture; it opens each file once."""
    known: dict[str, str] = {}

    def why_unfit(path: str) -> str:
        if path not in known:
            known[path] = _why_unfit(source, path)
        return known[path]

    return why_unfit


def _why_unfit(source: Source, path: str) -> str:  # noqa: PLR0911 - one answer per fault
    if path.lower().endswith(".svg"):
        return "drawings of this kind can hold scripts"
    if not path.lower().endswith(PICTURES):
        return "not a kind of picture that can be shown"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            with source.path(path).open("rb") as opened, Picture.open(opened) as picture:
                width, height = picture.size
                if picture.format not in PICTURE_FORMATS:
                    return "its content is not what its name says"
                if width * height > MOST_PIXELS:
                    return "it has too many points to be shown"
                if getattr(picture, "n_frames", 1) > MOST_FRAMES:
                    return "it moves through too many pictures"
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return "it is damaged or not a picture"
    return ""


@dataclass(slots=True)
class MediaShelf:
    """The producer's media for the files of one package. Files written are named in `written`, to be taken back."""

    draft: CourseDraft
    source: Source
    producer: Any
    written: list[tuple[Any, str]] = field(default_factory=list)
    _known: dict[tuple[Medium, str], Any] = field(default_factory=dict)

    def pk(self, path: str, model: Medium) -> int:
        """The key of the producer's medium with the file's content, made when there is none yet."""
        return int(self.medium(path, model).pk)

    def medium(self, path: str, model: Medium) -> Any:
        key = (model, path)
        if key not in self._known:
            made = next((one for one in self.draft.made_assets if one.path == path), None)
            content = made.content if made else None
            digest = hashlib.sha1(content, usedforsecurity=False).hexdigest() if content else self._hash(path)
            found = model._default_manager.filter(uploaded_by_user=self.producer, file_hash=digest).first()
            self._known[key] = found or self._store(path, model, content, digest)
        return self._known[key]

    def _hash(self, path: str) -> str:
        digest = hashlib.sha1(usedforsecurity=False)
        with self.source.path(path).open("rb") as content:
            while chunk := content.read(1024 * 1024):
                digest.update(chunk)
        return digest.hexdigest()

    def _store(self, path: str, model: Medium, content: bytes | None, digest: str) -> Any:
        stem, ending = posixpath.splitext(posixpath.basename(path))
        name = f"{stem[:LONGEST_FILE_NAME]}{ending.lower()[:10]}"
        medium = model(title=(stem or name)[:255], uploaded_by_user=self.producer, is_public=False)
        if content is not None:
            self._write(medium, name, ContentFile(content, name=name), digest)
        else:
            with self.source.path(path).open("rb") as opened:
                self._write(medium, name, File(opened, name=name), digest)
        return medium

    def _write(self, medium: Any, name: str, content: File, digest: str) -> None:
        medium.content_type = _content_type(name, content)
        medium.file_size = content.size
        medium.file_hash = digest
        content.seek(0)
        medium.file.save(name, content, save=False)
        self.written.append((medium.file.storage, medium.file.name))
        medium.save()

    def take_back(self) -> None:
        """Delete the files written, after the transaction that knew of them was undone."""
        for storage, name in self.written:
            storage.delete(name)


def _content_type(name: str, content: File) -> str:
    """The type by content, where content tells; by name for text, which has no marks of its own."""
    head = content.read(4096)
    by_name = {".srt": "application/x-subrip", ".vtt": "text/vtt", ".txt": "text/plain"}
    known = by_name.get(posixpath.splitext(name)[1])
    if known:
        return known
    try:
        found = puremagic.magic_string(head, name)
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
    return next((one.mime_type for one in found if one.mime_type), "application/octet-stream")[:100]
