"""Parts on our own disk. They come to a view of ours, which never holds more than a piece of one in memory."""

import hashlib
import os
import shutil
import uuid
from pathlib import Path

from django.core.files.storage import default_storage
from django.urls import reverse

from media.errors import PartDamaged, PartsMissing
from media.gateways import Readable, Received
from media.models import Upload
from media.models.file_types import HEAD

PIECE = 64 * 1024


class DiskParts:
    """Each upload has a folder, in which the file grows; parts are written into it at their places.

    The folder lies beside those of the finished files, so that joining is a change of name. Nothing in it is ever
    served: only names that are stored with a medium are signed.
    """

    place = "disk"

    def begin(self, upload: Upload) -> str:
        folder_of(upload).mkdir(parents=True, exist_ok=True)
        return ""

    def address_of(self, upload: Upload, number: int) -> str:
        return reverse("media_upload_part", args=[upload.public_id, number])

    def sizes(self, upload: Upload) -> dict[int, int]:
        return dict(upload.parts.values_list("number", "size"))

    def receive(self, upload: Upload, body: Readable, *, length: int) -> Received:
        folder = folder_of(upload)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{uuid.uuid4()}.part"
        try:
            return Received(path, length, write_down(body, path, length=length))
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def keep(self, upload: Upload, number: int, received: Received) -> None:
        with os.fdopen(os.open(growing(upload), os.O_CREAT | os.O_WRONLY, 0o644), "wb") as whole:
            whole.seek((number - 1) * upload.part_size)
            with received.path.open("rb") as part:
                shutil.copyfileobj(part, whole, PIECE)
            whole.flush()
            # What is told to have arrived is not asked for again, so it has to outlive a loss of power.
            os.fsync(whole.fileno())

    def join(self, upload: Upload) -> None:
        target = final(upload)
        if target.exists():
            return
        if not upload.is_whole(self.sizes(upload)):
            raise PartsMissing
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            growing(upload).rename(target)
        except FileNotFoundError:
            if not target.exists():
                raise PartsMissing from None

    def head(self, upload: Upload) -> bytes:
        try:
            with final(upload).open("rb") as whole:
                return whole.read(HEAD)
        except FileNotFoundError:
            raise PartsMissing from None

    def tidy(self, upload: Upload) -> None:
        shutil.rmtree(folder_of(upload), ignore_errors=True)

    def discard(self, upload: Upload) -> None:
        self.tidy(upload)
        final(upload).unlink(missing_ok=True)


def write_down(body: Readable, path: Path, *, length: int) -> str:
    """Write `length` bytes of `body` to a new file. Returns their SHA-256; raises PartDamaged where it ends earlier."""
    digest, left = hashlib.sha256(), length
    with path.open("xb") as file:
        while left and (piece := body.read(min(PIECE, left))):
            file.write(piece)
            digest.update(piece)
            left -= len(piece)
    if left:
        raise PartDamaged
    return digest.hexdigest()


def folder_of(upload: Upload) -> Path:
    return Path(default_storage.path(f"uploads/{upload.public_id}"))


def growing(upload: Upload) -> Path:
    return folder_of(upload) / "whole"


def final(upload: Upload) -> Path:
    return Path(default_storage.path(upload.key))
