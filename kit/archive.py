"""What was handed over, opened without trusting it: a folder, a zip or a tar(.gz), read as names and bytes.

Archives are unpacked into a folder of our own under names of our own, so that no entry can reach outside it.
"""

import io
import os
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from kit.errors import InvalidInput

CHUNK = 256 * 1024
LONGEST_NAME = 400
LONGEST_PART = 255
VERSION_CONTROL = {".git", ".hg", ".svn"}
# What a zip says of itself stands in its last bytes: the record itself and at most 64 kB of comment.
END_OF_ZIP, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
BYTES_PER_ZIP_ENTRY = 1_500
RATIO_MATTERS_FROM = 1_000_000
LONGEST_TAR_HEADER = 64 * 1024
TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class PackageRefused(InvalidInput):
    """The package as a whole cannot be taken. Nothing was made; parts left out of a good one stand in its report."""

    reason = "package_refused"
    message = "{why}"

    def __init__(self, why: str) -> None:
        super().__init__({"package": [why]}, why=why)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may hold, once unpacked."""

    entries: int
    total_bytes: int
    file_bytes: int
    text_bytes: int
    ratio: int

    @classmethod
    def from_settings(cls) -> "Limits":
        return cls(**settings.COURSE_IMPORT_LIMITS)


class Source:
    """The files of a package by their names in it, with `/` between parts and nothing above its root."""

    def __init__(self, name: str, files: dict[str, Path], limits: Limits, skipped: list[str]) -> None:
        self.name = name
        self.names = sorted(files)
        self.skipped = skipped
        self._files = files
        self._limits = limits

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def size(self, name: str) -> int:
        return self._files[name].stat().st_size

    def path(self, name: str) -> Path:
        """Where the file lies just now; gone when the source is closed."""
        return self._files[name]

    def read_bytes(self, name: str) -> bytes:
        return self._files[name].read_bytes()

    def read_text(self, name: str) -> str:
        """The file as text. Raises `PackageRefused` when it is too long or is not text in any usual encoding."""
        if self.size(name) > self._limits.text_bytes:
            raise PackageRefused(f"“{name}” is longer than a text may be ({self._limits.text_bytes:,} bytes).")
        return decode(name, self.read_bytes(name))

    def below(self, folder: str) -> "Source":
        """The same files as seen from `folder`; what lies beside it is skipped."""
        prefix = f"{folder}/"
        inside = {name[len(prefix) :]: path for name, path in self._files.items() if name.startswith(prefix)}
        outside = [name for name in self.names if not name.startswith(prefix)]
        return Source(self.name, inside, self._limits, [*self.skipped, *outside])


def decode(name: str, content: bytes) -> str:
    """Text of a file by its byte order mark, as UTF-8, or as Windows-1252."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise PackageRefused(f"“{name}” is not text in UTF-8, UTF-16 or Windows-1252.")


@contextmanager
def open_source(path: Path, limits: Limits | None = None, *, name: str = "") -> Iterator[Source]:
    """The package at `path`, for as long as the block lasts. Raises `PackageRefused` for a hostile or broken one."""
    limits = limits or Limits.from_settings()
    called = name or path.resolve().name
    if path.is_dir():
        yield _folder(path, called, limits)
        return
    if not path.is_file():
        raise PackageRefused(f"There is no file or folder “{called}”.")
    with tempfile.TemporaryDirectory(prefix="course-import-") as place:
        files = _Unpacked(Path(place), limits)
        try:
            with path.open("rb") as handed_over:
                _unpack(handed_over, files)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, UnicodeError, NotImplementedError) as error:
            raise PackageRefused(f"“{called}” is damaged and cannot be unpacked ({error}).") from error
        if not files.by_name:
            raise PackageRefused(f"“{called}” is empty.")
        yield Source(_stem(called), files.by_name, limits, files.skipped)


def _stem(name: str) -> str:
    for ending in (".tar.gz", ".tgz", ".zip", ".tar"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def safe_name(raw: str) -> str:
    """The entry's name within the package. Raises `PackageRefused` for one that leads elsewhere."""
    name = unicodedata.normalize("NFC", raw.replace("\\", "/"))
    shown = name[:80].encode("unicode_escape").decode("ascii")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in TURNS_TEXT_ROUND for letter in name):
        raise PackageRefused(f"The package holds a name with invisible characters (“{shown}”).")
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        raise PackageRefused(f"The package holds an absolute name (“{shown}”).")
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise PackageRefused(f"The package holds a name that leads outside it (“{shown}”).")
    if not parts or len(name) > LONGEST_NAME or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise PackageRefused(f"The package holds a name that is empty or too long (“{shown}”).")
    return "/".join(parts)


class _Counted:
    """What is still allowed, and what an archive says of itself."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.entries = 0
        self.total = 0

    def count_entry(self) -> None:
        self.entries += 1
        if self.entries > self.limits.entries:
            raise PackageRefused(f"The package holds more than {self.limits.entries:,} entries.")

    def announce(self, name: str, size: int) -> None:
        """Refuse by what the archive says of an entry, before a byte of it is unpacked."""
        if size > self.limits.file_bytes:
            raise PackageRefused(f"“{name}” is larger than a file may be ({self.limits.file_bytes:,} bytes).")
        if self.total + size > self.limits.total_bytes:
            raise PackageRefused(f"The package unpacks to more than {self.limits.total_bytes:,} bytes.")

    def write(self, raw_name: str, size: int, content: IO[bytes]) -> None:
        name = safe_name(raw_name)
        self.announce(name, size)
        self.total += size


class _Unpacked(_Counted):
    """Files written so far, under numbers."""

    def __init__(self, place: Path, limits: Limits) -> None:
        super().__init__(limits)
        self.place = place
        self.by_name: dict[str, Path] = {}
        self.skipped: list[str] = []

    def write(self, raw_name: str, size: int, content: IO[bytes]) -> None:
        name = safe_name(raw_name)
        self.announce(name, size)
        if name.split("/")[0] in VERSION_CONTROL | {"__MACOSX"}:
            self.skipped.append(name)
            return
        if name in self.by_name:
            raise PackageRefused(f"The package holds “{name}” twice.")
        target = self.place / str(self.entries)
        with target.open("xb") as out:
            while chunk := content.read(CHUNK):
                self.total += len(chunk)
                self.announce(name, out.tell() + len(chunk))
                out.write(chunk)
        self.by_name[name] = target


def _unpack(handed_over: IO[bytes], files: _Unpacked) -> None:
    start = handed_over.read(4)
    handed_over.seek(0)
    if start.startswith((b"PK\x03\x04", END_OF_ZIP)):
        _unpack_zip(handed_over, files)
    elif start.startswith(b"\x1f\x8b") or _looks_like_tar(handed_over):
        packed = start.startswith(b"\x1f\x8b")
        # Looked through once before a file is written: refusing must not cost as much as unpacking.
        _read_tar(_Bounded(handed_over, files.limits) if packed else handed_over, _Counted(files.limits))
        handed_over.seek(0)
        _read_tar(_Bounded(handed_over, files.limits) if packed else handed_over, files)
    else:
        raise PackageRefused("The file is neither a zip nor a tar archive, plain or gzipped.")


def _looks_like_tar(handed_over: IO[bytes]) -> bool:
    head = handed_over.read(512)
    handed_over.seek(0)
    return head[257:262] == b"ustar"


def _unpack_zip(handed_over: IO[bytes], files: _Unpacked) -> None:
    _refuse_crowded_zip(handed_over, files.limits)
    with zipfile.ZipFile(handed_over) as archive:
        for entry in archive.infolist():
            files.count_entry()
            name = _zip_name(entry)
            mode = entry.external_attr >> 16
            if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
                raise PackageRefused(f"“{safe_name(name)}” is a link or a device, not a file.")
            if entry.is_dir():
                safe_name(name)
                continue
            if entry.flag_bits & 0x1:
                raise PackageRefused("The package is encrypted.")
            packed = max(entry.compress_size, 1)
            if entry.file_size > RATIO_MATTERS_FROM and entry.file_size / packed > files.limits.ratio:
                raise PackageRefused(f"“{safe_name(name)}” unpacks to more than {files.limits.ratio} times its size.")
            files.announce(name, entry.file_size)
            with archive.open(entry) as content:
                files.write(name, entry.file_size, content)


def _refuse_crowded_zip(handed_over: IO[bytes], limits: Limits) -> None:
    """Refuse by the length of its list of contents, which `zipfile` would read whole before we could count."""
    length = handed_over.seek(0, io.SEEK_END)
    handed_over.seek(max(0, length - END_SIZE - LONGEST_COMMENT))
    tail = handed_over.read()
    handed_over.seek(0)
    at = tail.rfind(END_OF_ZIP)
    if at < 0:
        raise PackageRefused("The package is damaged: a zip without its list of contents.")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    list_bytes = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > limits.entries or min(list_bytes, length) > limits.entries * BYTES_PER_ZIP_ENTRY:
        raise PackageRefused(f"The package holds more than {limits.entries:,} entries.")
    if list_bytes == 0xFFFFFFFF:
        raise PackageRefused("The package is a zip of the kind made for more than four gigabytes.")


def _zip_name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        # Many programs write UTF-8 without saying so.
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


class _Bounded(io.RawIOBase):
    """A gzip stream that stops at the limit: tar headers ask for whole buffers, whatever size they claim."""

    def __init__(self, packed: IO[bytes], limits: Limits) -> None:
        self._inflate = zlib.decompressobj(wbits=31)
        self._packed = packed
        self._left = limits.total_bytes + limits.entries * 1_536
        self._limits = limits
        self._buffer = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left + 1 if size is None or size < 0 else size
        if wanted > self._left:
            raise PackageRefused(f"The package unpacks to more than {self._limits.total_bytes:,} bytes.")
        pieces = []
        while wanted:
            piece = self._next(min(wanted, CHUNK))
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
            self._left -= len(piece)
        return b"".join(pieces)

    def _next(self, size: int) -> bytes:
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._packed.read(CHUNK)
            piece = self._inflate.decompress(packed, size)
            if piece:
                return piece
            if not packed:
                raise EOFError("it ends too early")
        return b""


class _Entry(tarfile.TarInfo):
    """A tar entry whose own headers stay short: `tarfile` reads them whole into memory."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and self.size > LONGEST_TAR_HEADER:
            raise PackageRefused("The package holds a header that is too long.")
        entry: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return entry


def _read_tar(handed_over: "IO[bytes] | _Bounded", files: _Counted) -> None:
    # Stream mode reads forward only, so that nothing is unpacked before it was counted.
    with tarfile.open(fileobj=handed_over, mode="r|", tarinfo=_Entry, errorlevel=2) as archive:
        for entry in archive:
            files.count_entry()
            if entry.isdir():
                if entry.name.strip("./"):
                    safe_name(entry.name)
                continue
            if not entry.isreg():
                raise PackageRefused(f"“{safe_name(entry.name)}” is a link or a device, not a file.")
            files.announce(entry.name, entry.size)
            if content := archive.extractfile(entry):
                files.write(entry.name, entry.size, content)


def _folder(root: Path, called: str, limits: Limits) -> Source:
    files = _Unpacked(root, limits)
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            files.count_entry()
            name = safe_name(Path(entry.path).relative_to(root).as_posix())
            if entry.is_symlink():
                raise PackageRefused(f"“{name}” is a link, not a file.")
            if entry.is_dir():
                if entry.name in VERSION_CONTROL:
                    files.skipped.append(name)
                else:
                    waiting.append(Path(entry.path))
                continue
            if not entry.is_file():
                raise PackageRefused(f"“{name}” is a device, not a file.")
            size = entry.stat().st_size
            files.announce(name, size)
            files.total += size
            files.by_name[name] = Path(entry.path)
    if not files.by_name:
        raise PackageRefused(f"“{called}” is empty.")
    return Source(called, files.by_name, limits, files.skipped)
