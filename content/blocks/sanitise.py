"""Rich text made harmless. What leaves the house in a document or is shown in the admin has been through here."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

import nh3

from content.blocks.addresses import LINK_SCHEMES, safe_address

TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "i"}
    | {"li", "ol", "p", "s", "strong", "sub", "sup", "ul"}
)
_DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "template", "iframe", "noscript", "noembed", "noframes", "object", "svg", "math"}
    | {"textarea", "title", "xmp", "select"}
)
_TRIES = 8
_TAG = re.compile(r'<(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_LINK_TO_NOTHING = re.compile(r'<a rel="noopener noreferrer">(.*?)</a>', re.DOTALL)


def _only_safe_addresses(_tag: str, name: str, value: str) -> str | None:
    return safe_address(value) if name == "href" else value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes={"*": set(), "a": {"href"}},
    attribute_filter=_only_safe_addresses,
    url_schemes=set(LINK_SCHEMES),
    link_rel="noopener noreferrer",
)
_CLEANER_KEEPING_REFERENCES = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes={"*": set(), "a": {"href", "linktype", "id"}},
    attribute_filter=_only_safe_addresses,
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)


def clean_html(source: str) -> str:
    """The source with allowed tags and safe links alone. Cleaning twice changes nothing more.

    Dropping a tag can leave a nesting that the next reader repairs differently, so it is repeated until it stands.
    """
    html = source.replace("\x00", "")
    for _ in range(_TRIES):
        cleaned = _LINK_TO_NOTHING.sub(r"\1", _CLEANER.clean(html))
        if cleaned == html:
            return html
        html = cleaned
    return nh3.clean(html, tags=set())


def _references_in(attributes: str) -> tuple[str, int] | None:
    found = dict(_ATTRIBUTE.findall(attributes))
    kind, key = found.get("linktype", ""), found.get("id", "")
    return (kind, int(key)) if kind and re.fullmatch(r"[0-9]{1,18}", key) else None


def references_in(source: str) -> list[tuple[str, int]]:
    """The pages and documents that the stored rich text links to, as (`page` or `document`, primary key)."""
    if "linktype" not in source:
        return []
    found = (_references_in(tag["attributes"]) for tag in _TAG.finditer(_CLEANER_KEEPING_REFERENCES.clean(source)))
    return [reference for reference in found if reference]


def publish_html(source: str, resolve: Mapping[str, Callable[[int], str | None]]) -> str:
    """Stored rich text with its links to pages and documents resolved, then cleaned.

    `resolve` gives for each kind of link the address of a primary key; a link without one keeps only its text.
    """
    if "linktype" in source:
        source = _TAG.sub(
            lambda tag: _resolved(tag, resolve), _CLEANER_KEEPING_REFERENCES.clean(source.replace("\x00", ""))
        )
    return clean_html(source)


def _resolved(tag: re.Match[str], resolve: Mapping[str, Callable[[int], str | None]]) -> str:
    if tag["name"] != "a" or not (reference := _references_in(tag["attributes"])):
        return tag[0]
    kind, key = reference
    address = resolve[kind](key) if kind in resolve else None
    return f'<a href="{escape(address)}">' if address else "<a>"


def plain_text(source: str) -> str:
    """What a reader would read of the rich text, on one line per paragraph."""
    spaced = re.sub(r"</(?:p|li|h[1-6]|blockquote)>|<br ?/?>|<hr ?/?>", "\n", source)
    text = nh3.clean(spaced, tags=set())
    return "\n".join(line.strip() for line in unescape(text).splitlines() if line.strip())
