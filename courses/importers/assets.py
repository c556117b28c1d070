"""Files of a package as media of the producer's: looked at before, stored once by their content."""

import hashlib
import posixpath
import warnings
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image as Picture

from courses.importers.package import CourseDraft
from kit.archive import PackageRefused, Source
from media.models import Document, Image, Video
from media.models.file_types import DOCUMENTS, IMAGES, VIDEOS, FileType, check_file
from media.models.stored_file import refuse_bombs

LONGEST_FILE_NAME = 80
Medium = type[Image] | type[Document] | type[Video]


class FileChecker:
    """Says why a file of a package cannot become a medium; looks into each file once for each use."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[tuple[str, bool], str] = {}

    def why_unfit(self, path: str, *, as_picture: bool = False) -> str:
        """Why the file cannot be shown as a picture, or be handed out at all; empty when it can."""
        if (path, as_picture) not in self._known:
            allowed = IMAGES if as_picture else {**DOCUMENTS, **VIDEOS}
            self._known[path, as_picture] = self._look(path, allowed)
        return self._known[path, as_picture]

    def _look(self, path: str, allowed: dict[str, FileType]) -> str:
        if path.lower().endswith(".svg"):
            return "drawings of this kind can hold scripts"
        try:
            with self._source.path(path).open("rb") as opened:
                check_file(File(opened, name=path), allowed)
                if posixpath.splitext(path)[1].lower().lstrip(".") in IMAGES:
                    self._look_at_picture(opened)
        except ValidationError as error:
            return " ".join(error.messages)
        except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
            return "it is damaged"
        return ""

    @staticmethod
    def _look_at_picture(opened: BinaryIO) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            with Picture.open(opened) as picture:
                refuse_bombs(picture)
                picture.load()


@dataclass(slots=True)
class MediaShelf:
    """The producer's media for the files of one package. Files written are named in `written`, to be taken back.

    `hashes` are those of files that came with an earlier package, where what lies here is a cleaned copy of them.
    """

    draft: CourseDraft
    source: Source
    producer: Any
    hashes: dict[str, str] = field(default_factory=dict)
    written: list[tuple[Any, str]] = field(default_factory=list)
    _known: dict[tuple[Medium, str], Any] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        return path in self.source or any(one.path == path for one in self.draft.made_assets)

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
        if path in self.hashes:
            return self.hashes[path]
        digest = hashlib.sha1(usedforsecurity=False)
        with self.source.path(path).open("rb") as content:
            while chunk := content.read(1024 * 1024):
                digest.update(chunk)
        return digest.hexdigest()

    def _store(self, path: str, model: Medium, content: bytes | None, digest: str) -> Any:
        stem, ending = posixpath.splitext(posixpath.basename(path))
        name = f"{stem[:LONGEST_FILE_NAME]}{ending.lower()[:10]}"
        # The hash is that of the package's file, by which the next import finds the medium; storing cleans pictures.
        medium: Any = model(
            title=(stem or name)[:255], uploaded_by_user=self.producer, is_public=False, file_hash=digest
        )
        try:
            if content is not None:
                medium.file = ContentFile(content, name=name)
                medium.save()
            else:
                with self.source.path(path).open("rb") as opened:
                    medium.file = File(opened, name=name)
                    medium.save()
        except ValidationError as error:
            raise PackageRefused(f"“{path}”: {' '.join(error.messages)}") from error
        finally:
            if medium.file and medium.file._committed:
                self.written.append((medium.file.storage, medium.file.name))
        return medium

    def take_back(self) -> None:
        """Delete the files written, after the transaction that knew of them was undone."""
        for storage, name in self.written:
            storage.delete(name)
