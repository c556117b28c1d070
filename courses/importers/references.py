"""Where the links of a text lead: to a lesson, a file of the package, something absent, or outside."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

ABSENT = "the package does not hold it"
NO_LESSON = "it leads to a page that no lesson was made of"
OUTSIDE_SCHEMES = {"http", "https", "mailto", "tel"}
_SPOTIFY_URI = re.compile(r"spotify:(track|album|playlist|episode|show|artist):([A-Za-z0-9]{10,30})\Z")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")


class Leads(Enum):
    TO_LESSON = auto()
    TO_FILE = auto()
    OUTSIDE = auto()
    WITHIN = auto()
    NOWHERE = auto()
    DANGER = auto()
    UNFIT = auto()


@dataclass(frozen=True, slots=True)
class Reference:
    """`target` is the path of lesson or file, the address outside, or the absent path; `why` says why it goes."""

    leads: Leads
    target: str
    fragment: str = ""
    why: str = ""


def scheme_of(address: str) -> str:
    """The scheme as a browser would read it, however it is disguised; empty for a relative address."""
    bare = _INVISIBLE.sub("", address)
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return found[1].lower() if found else ""


def page_of_spotify(uri: str) -> str:
    """The web page of what an address of the Spotify app names; empty for any other address."""
    found = _SPOTIFY_URI.match(uri)
    return f"https://open.spotify.com/{found[1]}/{found[2]}" if found else ""


class References:
    """Resolves what one page says against the names of the package.

    `lesson_at` answers with the path of the lesson that a name of a page stands for, if there is one;
    `file_at` with that of a file; `why_unfit` says why a file cannot be handed out; `holds_page` whether the package
    has a page of this name that is no lesson.
    """

    def __init__(
        self,
        folder: str,
        *,
        lesson_at: Callable[[str], str | None],
        file_at: Callable[[str], str | None],
        why_unfit: Callable[[str], str] = lambda _path: "",
        holds_page: Callable[[str], bool] = lambda _name: False,
    ) -> None:
        self._folder = folder
        self._lesson_at = lesson_at
        self._file_at = file_at
        self._why_unfit = why_unfit
        self._holds_page = holds_page

    def follow(self, address: str) -> Reference:  # noqa: PLR0911 - one answer per kind
        address = address.strip()
        scheme = scheme_of(address)
        if page := page_of_spotify(address):
            return Reference(Leads.OUTSIDE, page)
        if scheme or address.startswith("//"):
            if scheme in OUTSIDE_SCHEMES or (not scheme and address.startswith("//")):
                return Reference(Leads.OUTSIDE, address if scheme else f"https:{address}")
            return Reference(Leads.DANGER, address)
        try:
            parts = urlsplit(address)
        except ValueError:
            return Reference(Leads.NOWHERE, address, why=ABSENT)
        if not parts.path:
            return Reference(Leads.WITHIN, "", parts.fragment)
        for path in dict.fromkeys((unquote(parts.path), parts.path)):
            name = self._name_of(path)
            if lesson := self._lesson_at(name):
                return Reference(Leads.TO_LESSON, lesson, parts.fragment)
            if file := self._file_at(name):
                why = self._why_unfit(file)
                return Reference(Leads.UNFIT if why else Leads.TO_FILE, file, parts.fragment, why)
        name = self._name_of(unquote(parts.path))
        return Reference(Leads.NOWHERE, name, parts.fragment, NO_LESSON if self._holds_page(name) else ABSENT)

    def _name_of(self, path: str) -> str:
        # A leading slash means the root of the package, as it means the root of the site it was made for.
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(self._folder, path)
        name = posixpath.normpath(joined)
        return "" if name == "." else name.removeprefix("../").lstrip("/")
