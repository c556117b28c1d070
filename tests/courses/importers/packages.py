"""Packages for tests, good and hostile, made of names and texts."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

BOOK = {
    "contents.md": "# A book\n\n## One\n\n[First](first.md)  \n[Second](second.html)\n\n## Two\n\n- [Third](third.md)",
    "first.md": "Read [the second](second.md) first.\n",
    "second.md": "Words.\n",
    "third.md": "More words.\n",
}


def write_folder(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def write_zip(path: Path, files: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return path


def write_tar(path: Path, files: dict[str, str | bytes], *more: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            body = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        for entry in more:
            archive.addfile(entry)
    return path


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A tar entry that is no file: a link, a device, a pipe."""
    entry = tarfile.TarInfo(name)
    entry.type = kind
    entry.linkname = target
    return entry


def zip_with_link(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in BOOK.items():
            archive.writestr(name, content)
        entry = zipfile.ZipInfo("link.md")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return path


def gzip_bomb(path: Path, size: int) -> Path:
    """A tar.gz whose only entry unpacks to `size` zeros."""
    with gzip.open(path, "wb", compresslevel=9) as packed:
        entry = tarfile.TarInfo("zeros.bin")
        entry.size = size
        packed.write(entry.tobuf())
        chunk = bytes(1024 * 1024)
        for _ in range(size // len(chunk)):
            packed.write(chunk)
    return path


def long_header_bomb(path: Path, size: int) -> Path:
    """A tar.gz that announces a header of `size` bytes, which tar readers take into memory whole."""
    with gzip.open(path, "wb", compresslevel=9) as packed:
        entry = tarfile.TarInfo("././@PaxHeader")
        entry.type = tarfile.XHDTYPE
        entry.size = size
        packed.write(entry.tobuf())
        packed.write(bytes(1024 * 1024))
    return path
