"""Which files are taken: the ending, what the content says and the size must fit together (FAULTS F2, F3)."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, Any

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file: how it is served, the largest taken, and what content sniffing may call it."""

    content_type: str
    largest: int
    sniffed: frozenset[str] = frozenset()

    @property
    def is_text(self) -> bool:
        return not self.sniffed


def kind(content_type: str, largest: int, *sniffed: str) -> FileType:
    return FileType(content_type, largest * MEGABYTE, frozenset(sniffed))


IMAGES = {
    "jpg": kind("image/jpeg", 20, ".jpg", ".jpeg", ".jfif", ".jpe"),
    "jpeg": kind("image/jpeg", 20, ".jpg", ".jpeg", ".jfif", ".jpe"),
    "png": kind("image/png", 20, ".png", ".apng"),
    "gif": kind("image/gif", 20, ".gif"),
    "webp": kind("image/webp", 20, ".webp"),
}
# Of people, beside their names.
LARGEST_PORTRAIT = 5 * MEGABYTE
PORTRAITS = {ending: replace(one, largest=LARGEST_PORTRAIT) for ending, one in IMAGES.items() if ending != "gif"}
SOUNDS = {
    "mp3": kind("audio/mpeg", 200, ".mp3", ".mpga"),
    "m4a": kind("audio/mp4", 200, ".m4a", ".mp4", ".m4b", ".m4p"),
    "aac": kind("audio/aac", 200, ".aac"),
    "ogg": kind("audio/ogg", 200, ".ogg", ".oga", ".ogv", ".opus", ".ogx"),
    "oga": kind("audio/ogg", 200, ".ogg", ".oga", ".ogx", ".opus"),
    "opus": kind("audio/ogg", 200, ".ogg", ".oga", ".ogx", ".opus"),
    # What browsers record.
    "weba": kind("audio/webm", 200, ".webm", ".mkv", ".weba"),
    "wav": kind("audio/wav", 200, ".wav"),
    "flac": kind("audio/flac", 200, ".flac"),
    "mid": kind("audio/midi", 10, ".mid", ".midi"),
    "midi": kind("audio/midi", 10, ".mid", ".midi"),
}
# Without those that are notes to be played, not recordings.
LISTENED_TO = frozenset(SOUNDS) - {"mid", "midi"}
PAPERS = {
    "pdf": kind("application/pdf", 100, ".pdf"),
    "docx": kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 50, ".docx", ".zip"),
    "pptx": kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", 100, ".pptx", ".zip"),
    "xlsx": kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 50, ".xlsx", ".zip"),
    "odt": kind("application/vnd.oasis.opendocument.text", 50, ".odt", ".zip"),
    "epub": kind("application/epub+zip", 100, ".epub", ".zip"),
    "mxl": kind("application/vnd.recordare.musicxml", 20, ".mxl", ".zip"),
    "zip": kind("application/zip", 200, ".zip"),
    "txt": kind("text/plain", 10),
    "md": kind("text/plain", 10),
    "csv": kind("text/csv", 10),
    "vtt": kind("text/vtt", 5),
    "srt": kind("application/x-subrip", 5),
    "abc": kind("text/vnd.abc", 5),
    "musicxml": kind("application/vnd.recordare.musicxml+xml", 20),
}
DOCUMENTS = {**PAPERS, **SOUNDS, **IMAGES}
VIDEOS = {
    "mp4": kind("video/mp4", 4096, ".mp4", ".m4v", ".m4a", ".mov"),
    "m4v": kind("video/mp4", 4096, ".mp4", ".m4v", ".mov"),
    "mov": kind("video/quicktime", 4096, ".mov", ".mp4", ".qt"),
    "webm": kind("video/webm", 4096, ".webm", ".mkv"),
}
# Made of pictures and never taken.
MADE = {"avif": kind("image/avif", 20)}
EVERY_TYPE = {**DOCUMENTS, **VIDEOS, **MADE}
INLINE_TYPES = frozenset(one.content_type for group in (IMAGES, MADE, SOUNDS, VIDEOS) for one in group.values()) | {
    "text/vtt"
}
# What lessons play or show, not as a file to keep: only a file of the same family may take the place of one.
FAMILIES = (frozenset(SOUNDS) - {"mid", "midi"}, frozenset({"vtt", "srt"}))
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<iframe", b"<body", b"<head")


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def type_of_name(name: str) -> str:
    """The content type under which a stored file is served."""
    found = EVERY_TYPE.get(ending_of(name))
    return found.content_type if found else ""


def may_replace(name: str, earlier: str) -> bool:
    """Whether lessons that use the file `earlier` can use the file `name` in its place."""
    return all(ending_of(name) in family for family in FAMILIES if ending_of(earlier) in family)


def check_file(file: Any, allowed: dict[str, FileType]) -> FileType:
    """The type of an uploaded file; ValidationError when ending, content and size do not fit together."""
    found = check_claim(file.name or "", file.size, allowed)
    check_content(file, found)
    return found


def check_claim(name: str, size: int, allowed: dict[str, FileType]) -> FileType:
    """The type that a file of this name and size has to be; ValidationError when there is none such."""
    found = allowed.get(ending_of(name))
    if found is None:
        raise ValidationError(
            _("Files of this kind are not taken. Taken are: %(endings)s.") % {"endings": ", ".join(sorted(allowed))},
            code="file_type",
        )
    if not size:
        raise ValidationError(_("The file is empty."), code="file_empty")
    if size > found.largest:
        raise ValidationError(
            _("The file is too large: at most %(size)s MB.") % {"size": found.largest // MEGABYTE}, code="file_size"
        )
    return found


def check_content(file: IO[bytes], expected: FileType) -> None:
    """Raise ValidationError unless the first bytes of `file` are those of such a file."""
    if not content_fits(file, expected):
        raise ValidationError(_("The content of the file is not what its name says."), code="file_content")


def content_fits(file: IO[bytes], expected: FileType) -> bool:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if expected.is_text:
        return is_plain_text(head)
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return any(match.extension in expected.sniffed for match in matches)


def is_plain_text(head: bytes) -> bool:
    """Text in UTF-8 without anything a browser might take for a page."""
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
    lowered = head.lower()
    return b"\0" not in head and not any(mark in lowered for mark in MARKUP)
