"""Frames of other sites by the address of the page that they show, and films as blocks."""

from urllib.parse import parse_qs, unquote, urlsplit

from content.blocks.addresses import Embeddable, recognise
from courses.importers.package import AssetRef, Block
from courses.importers.references import page_of_spotify


def absolute(address: str) -> str:
    """The address with a scheme; frames are often written without one."""
    address = address.strip()
    return f"https:{address}" if address.startswith("//") else address


def page_of(address: str) -> str:
    """The page that a player's frame stands for, where it is another than the frame's own address."""
    address = absolute(address)
    try:
        parts = urlsplit(address)
        uri = unquote(parse_qs(parts.query).get("uri", [""])[0])
    except ValueError:
        return address
    return (page_of_spotify(uri) if parts.netloc == "embed.spotify.com" else "") or address


def shown_by(address: str) -> Embeddable | None:
    """The film or player that a frame shows, when it is on the safe list of our blocks."""
    return recognise(page_of(address))


def linked_film(source: str, url: str, title: str) -> Block:
    """A video block of a film on YouTube or Vimeo."""
    return _film({"source": source, "url": url, "title": title[:200]})


def own_film(path: str, title: str) -> Block:
    """A video block of a file of the package."""
    return _film({"source": "file", "video": AssetRef(path), "title": title[:200]})


def _film(known: dict[str, object]) -> Block:
    value: dict[str, object] = {
        "source": "file", "url": "", "video": None, "title": "", "poster": None, "duration_seconds": None,
        "captions": [], "chapters": [], "angle": "", "angles": [], "transcript": "", "downloadable": False,
    }  # fmt: skip
    return {"type": "video", "value": {**value, **known}}
