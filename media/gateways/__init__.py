"""Where the parts of a file are sent and put together: our own disk, or a bucket.

The storages do the same for `media.operations.uploads`; which one it is, the setting MEDIA_PARTS says (ADR 0037).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from media.models import Upload


class Readable(Protocol):
    """A file, or a request."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Received:
    """A part that came through us and lies apart still."""

    path: Path
    size: int
    sha256: str


class PartStorage(Protocol):
    """What a storage does with an upload. All of it may be repeated; each may raise StorageSilent."""

    @property
    def place(self) -> str:
        """The name under which uploads remember this storage."""
        ...

    def begin(self, upload: Upload) -> str:
        """Make ready for the parts. Returns what the storage calls the upload."""
        ...

    def address_of(self, upload: Upload, number: int) -> str:
        """Where the part `number` is sent by PUT: a path of ours, or a signed address good for minutes."""
        ...

    def sizes(self, upload: Upload) -> dict[int, int]:
        """The parts that are there, sizes by number; none once they were put together."""
        ...

    def receive(self, upload: Upload, body: Readable, *, length: int) -> Received:
        """Take `length` bytes of a part that is sent to us. Raises PartDamaged when it ends earlier."""
        ...

    def keep(self, upload: Upload, number: int, received: Received) -> None:
        """Put a received part where it belongs in the file."""
        ...

    def join(self, upload: Upload) -> None:
        """Make one file of the parts, under the upload's key. Raises PartsMissing unless exactly they are there."""
        ...

    def head(self, upload: Upload) -> bytes:
        """The first bytes of the joined file. Raises PartsMissing where there is none."""
        ...

    def tidy(self, upload: Upload) -> None:
        """Remove what is left of the way, but not the joined file."""
        ...

    def discard(self, upload: Upload) -> None:
        """Remove the parts and the joined file."""
        ...


def part_storage() -> PartStorage:
    """The storage that the settings name."""
    storage: PartStorage = import_string(settings.MEDIA_PARTS)()
    return storage
