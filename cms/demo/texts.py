"""Texts of the demo's site pages: Markdown files with fields at their head, read as blocks.

A heading becomes a heading, a listing whose language is `{kind}` the block of that kind with the YAML in it; everything
between them is running text. Pictures are named by what `pictures` draws, pages by their address.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

PAGES = Path(__file__).parent / "pages"
_PART = re.compile(
    r"^```\{(?P<kind>[a-z_]+)\}\n(?P<value>.*?)^```$|^(?P<level>#{2,4}) (?P<heading>[^\n]+)$", re.M | re.S
)

Lookup = Callable[[str], int]


@dataclass(frozen=True)
class Text:
    """One page: its address, the fields at its head and what stands below them."""

    address: str
    fields: dict[str, Any]
    body: str


@dataclass(frozen=True)
class Known:
    """Where names lead: pictures, addresses of pages and titles of courses to their keys."""

    picture: Lookup
    page: Lookup
    course: Lookup


def page_texts() -> list[Text]:
    """Every page below the home page, each before those that stand under it, in the order their fields give."""
    found = [_read(path) for path in PAGES.rglob("*.md")]
    return sorted(found, key=lambda text: (text.address.count("/"), text.fields.get("order", 99), text.address))


def home_sections() -> list[dict[str, Any]]:
    """The sections of the home page, as they stand in its file."""
    sections: list[dict[str, Any]] = yaml.safe_load((PAGES / "home.yaml").read_text(encoding="utf-8"))
    return sections


def site_fields() -> dict[str, Any]:
    """The settings and menus of the site, as they stand in their file."""
    fields: dict[str, Any] = yaml.safe_load((PAGES / "site.yaml").read_text(encoding="utf-8"))
    return fields


def blocks_of(text: str, known: Known) -> list[dict[str, Any]]:
    """The text as blocks, ready to be stored."""
    return [{"type": kind, "value": stored(value, known)} for kind, value in _parts(text)]


def stored(value: Any, known: Known) -> Any:
    """Plain data with the names in it replaced by the keys that they stand for."""
    if isinstance(value, list):
        return [stored(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    lookups = {"image": known.picture, "page": known.page}
    found: dict[str, Any] = {}
    for name, one in value.items():
        if name in lookups and isinstance(one, str):
            found[name] = lookups[name](one)
        elif name == "courses":
            found[name] = [known.course(title) for title in one]
        else:
            found[name] = stored(one, known)
    return found


def _parts(text: str) -> Iterator[tuple[str, Any]]:
    markdown = MarkdownIt("commonmark")
    end = 0
    for part in _PART.finditer(text):
        if between := text[end : part.start()].strip():
            yield "rich_text", markdown.render(between).strip()
        if part["kind"]:
            yield part["kind"], yaml.safe_load(part["value"])
        else:
            yield "heading", {"text": part["heading"].strip(), "level": f"h{len(part['level'])}"}
        end = part.end()
    if rest := text[end:].strip():
        yield "rich_text", markdown.render(rest).strip()


def _read(path: Path) -> Text:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Text("/" + path.relative_to(PAGES).with_suffix("").as_posix(), yaml.safe_load(head), body)
