"""Whatever holds questions, by what it is: GIFT, an item of QTI, or a package of such items with its manifest."""

import posixpath
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.importers import qti1, qti2
from assessments.importers.gift import LARGEST, read_gift
from assessments.importers.markup import children, first, line_of, name_of, named
from assessments.importers.questions import FindPicture, Found, LeftOut, Unreadable
from kit.archive import Limits, PackageRefused, Source, decode, open_source
from kit.xml_text import UnreadableXml, read_xml
from media.models.file_types import IMAGES

LARGEST_PACKAGE = 20_000_000
LIMITS = Limits(entries=5_000, total_bytes=200_000_000, file_bytes=100_000_000, text_bytes=1_000_000, ratio=200)
# Of all the files together that are read as XML.
MOST_XML = 5_000_000
MANIFEST = "imsmanifest.xml"
_XML = re.compile(r"\A\s*(?:<\?xml|<!--|<!DOCTYPE|<(?:[\w.-]+:)?(?:assessmentItem|questestinterop)\b)")
_ZIP = b"PK\x03\x04"

MOST_PICTURES = 50_000_000
# What stands for the package's own files in the words of a Common Cartridge.
FILE_BASE = "$IMS-CC-FILEBASE$"

Read = Callable[[Element, FindPicture], tuple[dict[str, Any], list[str]]]


def read_questions(opened: IO[bytes], size: int, name: str = "package.zip") -> Found:
    """The questions of a file, whichever kind it is. Raises Unreadable."""
    if size > LARGEST_PACKAGE:
        raise Unreadable(_("The file is too large: at most 20 megabytes, please."))
    start = opened.read(len(_ZIP))
    opened.seek(0)
    if start == _ZIP:
        return _of_package(opened, name)
    if size > LARGEST:
        raise Unreadable(_("The file is too large: at most a megabyte, please."))
    content = opened.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded(content)
    return read_text(text)


def _decoded(content: bytes) -> str:
    """Text in another encoding than UTF-8, where its beginning says so."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<?xml")):
        try:
            return decode("file", content)
        except PackageRefused:
            pass
    raise Unreadable(_("The file is no text in UTF-8."))


def read_text(text: str) -> Found:
    """The questions of a text: an item of QTI, or else GIFT. Raises Unreadable."""
    if not _XML.match(text):
        return read_gift(text)
    if len(text) > LARGEST:
        raise Unreadable(_("The text is too long: at most a million characters, please."))
    try:
        root = read_xml(text)
    except UnreadableXml:
        raise Unreadable(_("It is XML, but not well-formed, or it declares entities.")) from None
    found = Found()
    _fill(found, ((item, read, _no_picture) for item, read in _items_in(root)))
    if found.is_empty:
        raise Unreadable(_("It is XML, but no item of QTI 2 and no questions of QTI 1.2."))
    return found


def _of_package(opened: IO[bytes], name: str) -> Found:
    with tempfile.TemporaryDirectory(prefix="questions-") as place:
        packed = Path(place) / "package"
        with packed.open("wb") as copy:
            while chunk := opened.read(1024 * 1024):
                copy.write(chunk)
        try:
            with open_source(packed, LIMITS, name=name) as source:
                return _of_source(source)
        except PackageRefused as refusal:
            raise Unreadable(str(refusal)) from refusal


def _of_source(source: Source) -> Found:
    package, found = _Package(source), Found()
    _fill(found, package.items())
    found.pictures = package.pictures
    if found.is_empty:
        raise Unreadable(_("The package holds no item of QTI 2 and no questions of a Common Cartridge."))
    found.remarks += package.remarks()
    return found


class _Package:
    """The items of a package, read one file after the other, and what is to be said of it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._has_rules = False
        self._unreadable: list[str] = []
        self._left = MOST_XML
        self.pictures: dict[str, bytes] = {}

    def items(self) -> Iterator[tuple[Element, Read, FindPicture]]:
        for name in self._files():
            root = self._root(name)
            if root is not None:
                self._has_rules |= name_of(root) == "assessmentTest"
                for item, read in _items_in(root):
                    yield item, read, partial(self._picture, posixpath.dirname(name))

    def _picture(self, folder: str, address: str) -> str:
        """The file that an item in `folder` shows, looked for where cartridges and items keep theirs."""
        bare = unquote(address.partition("?")[0].replace(FILE_BASE, "").lstrip("/"))
        places = [folder, "", "web_resources"]
        names = (posixpath.normpath(posixpath.join(place, bare)) for place in places)
        found = next((name for name in names if name in self._source), None)
        if found is None or not bare:
            raise LeftOut(_("it shows a picture that the package does not hold."))
        if found not in self.pictures:
            held = sum(map(len, self.pictures.values()))
            if posixpath.splitext(found)[1].lower().lstrip(".") not in IMAGES:
                raise LeftOut(_("it shows sounds, films or drawings, which are not brought in."))
            if held + self._source.size(found) > MOST_PICTURES:
                raise LeftOut(_("the pictures of the package are too large together."))
            self.pictures[found] = self._source.read_bytes(found)
        return found

    def remarks(self) -> Iterator[str]:
        if self._has_rules:
            yield _("The rules of its test (parts, order, limits of time) are left out.")
        if self._unreadable:
            files = ", ".join(self._unreadable[:5]) + ("…" if len(self._unreadable) > 5 else "")
            yield _("Files that are no well-formed XML, or too large, are left out: %(files)s") % {"files": files}

    def _files(self) -> list[str]:
        """The files that may hold items, in the order of the manifest, and then whatever else is XML."""
        held = [name for name in self._source.names if name.lower().endswith((".xml", ".qti"))]
        manifest = next((name for name in held if name.rpartition("/")[2] == MANIFEST), None)
        listed: list[str] = []
        if manifest is not None and (root := self._root(manifest)) is not None:
            folder = manifest.removesuffix(MANIFEST)
            for resource in named(root, "resource"):
                listed += [resource.get("href", ""), *(file.get("href", "") for file in children(resource, "file"))]
            known = set(held)
            listed = [f"{folder}{href}" for href in listed if f"{folder}{href}" in known]
        return [name for name in dict.fromkeys([*listed, *held]) if name != manifest]

    def _root(self, name: str) -> Element | None:
        self._left -= self._source.size(name)
        try:
            if self._left >= 0:
                return read_xml(self._source.read_text(name))
        except (UnreadableXml, PackageRefused):
            pass
        self._unreadable.append(name)
        return None


def _items_in(root: Element) -> Iterator[tuple[Element, Read]]:
    if name_of(root) == "assessmentItem":
        yield root, qti2.read_item
    elif name_of(root) == "questestinterop":
        yield from ((item, qti1.read_item) for item in _outermost(root, "item"))


def _outermost(parent: Element, name: str) -> Iterator[Element]:
    """Elements of that name, but none that stands in another: each would be read once for each around it."""
    for child in parent:
        if name_of(child) == name:
            yield child
        else:
            yield from _outermost(child, name)


def _no_picture(_address: str) -> str:
    raise LeftOut(_("it shows pictures, which come with a package alone."))


def _fill(found: Found, items: Iterable[tuple[Element, Read, FindPicture]]) -> None:
    for number, (item, read, picture) in enumerate(items, start=1):
        if found.is_full:
            found.tell_of_more()
            break
        try:
            question, changes = read(item, picture)
        except LeftOut as reason:
            found.leave_out(number, _start_of(item), reason)
        else:
            found.questions.append(question)
            if changes:
                found.change(number, _start_of(item), changes)
    found.tell_the_rest()


def _start_of(item: Element) -> str:
    """By what people know an item: its title, or what it says first."""
    if title := item.get("title", "").strip():
        return title[:200]
    body = first(item, "itemBody", "presentation")
    return line_of(body)[:200] if body is not None else item.get("identifier", item.get("ident", ""))[:200]
