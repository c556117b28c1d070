"""Sections of site pages as front ends get them, and the schemas that describe them."""

from collections.abc import Iterable
from typing import Any

from cms.blocks.catalogue import BODY_BLOCKS, FOOTER_BLOCKS, HOME_BLOCKS, LINK_BLOCKS, MENU_BLOCKS
from cms.blocks.context import SiteContext, SiteReferences
from content.blocks.published import PublishedBlock, html_of, note_html
from content.blocks.schema import PUBLIC_ID, Schema, record
from content.blocks.stream import note_stream_references, published_stream, stored_stream

_PAGES: dict[str, PublishedBlock] = {**dict(BODY_BLOCKS), **dict(HOME_BLOCKS)}
_MENUS: dict[str, PublishedBlock] = {**dict(MENU_BLOCKS), **dict(FOOTER_BLOCKS), **dict(LINK_BLOCKS)}


def references(streams: Iterable[Any], *, rich_texts: Iterable[str] = (), menus: Iterable[Any] = ()) -> SiteReferences:
    """What all these streams of pages, rich texts and menus refer to."""
    found = SiteReferences()
    for stream in streams:
        note_stream_references(_PAGES, stream, found)
    for rich_text in rich_texts:
        note_html(rich_text, found)
    for menu in menus:
        note_stream_references(_MENUS, menu, found)
    return found


def represent(content: Any, context: SiteContext) -> list[dict[str, Any]]:
    """The sections of a page as front ends get them: `{"type", "id", "value"}` each."""
    return published_stream(_PAGES, stored_stream(content), context)


def represent_html(source: str, context: SiteContext) -> str:
    """A rich text field as front ends get it."""
    return html_of(source, context)


def represent_menu(content: Any, context: SiteContext) -> list[dict[str, Any]]:
    """A menu as front ends get it: links, and groups of links. What would lead nowhere is left out."""
    entries = published_stream(_MENUS, stored_stream(content), context)
    return [entry for entry in entries if entry["value"].get("links") or entry["value"].get("url")]


def page_kinds() -> list[str]:
    """Every kind of block that a page of the site may hold."""
    return list(_PAGES)


def section_schemas() -> dict[str, Schema]:
    """The JSON schema of each kind that lessons do not have, by kind."""
    return _schemas({kind: block for kind, block in _PAGES.items() if block.__module__.startswith("cms.")})


def menu_schemas() -> dict[str, Schema]:
    """The JSON schema of each kind of entry in a menu."""
    return _schemas(_MENUS)


def _schemas(kinds: dict[str, PublishedBlock]) -> dict[str, Schema]:
    return {
        kind: record(
            str(block.published_schema.get("description", "")),
            type={"type": "string", "const": kind},
            id=PUBLIC_ID,
            value=block.published_schema,
        )
        for kind, block in kinds.items()
    }
