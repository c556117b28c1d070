"""Our rich text as Markdown. What comes of it is read back before it is believed, so that it may be plain."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote, unquote

from courses.importers.html_tree import Node, parse_html
from courses.importers.package import ASSET_LINK, LESSON_LINK

Escape = Callable[[str], str]
_ALL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$^:=\"'/@])")
_USUAL = re.compile(r"([\\`*_\[\]<>|~&])")
_MARKS = {"b": "**", "i": "*", "s": "~~"}


def escaped(text: str) -> str:
    """Text in which no letter means anything to Markdown."""
    return _ALL.sub(r"\\\1", text)


def lightly_escaped(text: str) -> str:
    """Text whose letters mean nothing to Markdown where they mostly stand; good to read, to be checked."""
    return _USUAL.sub(r"\\\1", text)


def markdown_of(html: str, folder: str, escape_text: Escape = escaped) -> str:
    """Rich text as Markdown, its links as seen from a page in `folder`."""
    parts = []
    for node in parse_html(html).children:
        if isinstance(node, str):
            if node.strip():
                parts.append(escape_text(node.strip()))
        elif node.tag in {"ul", "ol"}:
            parts.append(_list(node, folder, "", escape_text))
        elif node.tag == "hr":
            parts.append("---")
        else:
            parts.append(_inline(node, folder, escape_text))
    return "\n\n".join(parts)


def _list(node: Node, folder: str, indent: str, escape_text: Escape) -> str:
    lines = []
    items = [child for child in node.children if isinstance(child, Node)]
    for number, item in enumerate(items, start=1):
        mark = "- " if node.tag == "ul" else f"{number}. "
        below = [child for child in item.children if isinstance(child, Node) and child.tag in {"ul", "ol"}]
        words = Node("li", {}, [child for child in item.children if child not in below])
        lines.append(f"{indent}{mark}{_inline(words, folder, escape_text)}")
        lines.extend(_list(child, folder, indent + " " * len(mark), escape_text) for child in below)
    return "\n".join(lines)


def _inline(node: Node, folder: str, escape_text: Escape) -> str:
    written = []
    for child in node.children:
        if isinstance(child, str):
            written.append(escape_text(child))
        elif child.tag == "br":
            written.append("\\\n")
        elif child.tag in _MARKS:
            mark = _MARKS[child.tag]
            written.append(f"{mark}{_inline(child, folder, escape_text)}{mark}")
        elif child.tag == "code" and "`" not in child.text() and child.text().strip():
            written.append(f"`{child.text()}`")
        elif child.tag == "a":
            written.append(
                f"[{_inline(child, folder, escape_text)}](<{_address(child.attributes.get('href', ''), folder)}>)"
            )
        else:
            written.append(f"<{child.tag}>{_inline(child, folder, escape_text)}</{child.tag}>")
    return "".join(written)


def _address(href: str, folder: str) -> str:
    for scheme in (LESSON_LINK, ASSET_LINK):
        if href.startswith(scheme):
            return quote(relative(unquote(href.removeprefix(scheme)), folder))
    return escape(href, quote=False)


def relative(path: str, folder: str) -> str:
    """The path as seen from `folder`."""
    if folder and path.startswith(f"{folder}/"):
        return path[len(folder) + 1 :]
    return "../" * len([part for part in folder.split("/") if part]) + path
