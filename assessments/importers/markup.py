"""Markup of questions in XML: as rich text, as plain words, as a text with gaps."""

import re
from collections.abc import Callable, Collection, Iterator
from html import escape
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.importers.questions import LeftOut
from content.blocks.sanitise import TAGS, clean_html

# What cannot be asked without, and is not brought in.
SHOWN = frozenset(
    {"video", "audio", "iframe", "embed", "svg", "include", "mataudio", "matvideo", "matapplet", "matapplication"}
)
PICTURES = frozenset({"img", "object", "matimage"})
# What there is to choose from: words alone.
PARTS = frozenset(
    {"simpleChoice", "simpleAssociableChoice", "gapText", "gapImg", "inlineChoice", "hottext", "response_label"}
)
BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table"}
    | {"thead", "tbody", "tfoot", "tr", "caption", "section", "article", "prompt", "hr", "br"}
)
_PARAGRAPHS = frozenset({"div", "prompt", "section", "article", "pre", "tr", "caption", "dt", "dd", "h1", "h5", "h6"})

_SPACE = re.compile(r"\s+")
_EMPTY = re.compile(r"<p>\s*</p>")

Instead = Callable[[Element], str | None]


def name_of(element: Element) -> str:
    """The element's name without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(parent: Element, *names: str) -> Iterator[Element]:
    """The element and those below it that are called so, in order."""
    return (element for element in parent.iter() if name_of(element) in names)


def outermost(parent: Element, name: str) -> Iterator[Element]:
    """Those below the element that are called so, without those within another of them."""
    below = list(reversed(parent))
    while below:
        element = below.pop()
        if name_of(element) == name:
            yield element
        else:
            below += reversed(element)


def first(parent: Element, *names: str) -> Element | None:
    return next(named(parent, *names), None)


def children(parent: Element, *names: str) -> list[Element]:
    return [child for child in parent if name_of(child) in names]


def pictures_in(parent: Element, hidden: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The addresses of the pictures that are shown, with what is said of them. Raises LeftOut for what else is."""
    for child in parent:
        name = name_of(child)
        if name in hidden:
            continue
        _refuse(child, name)
        if name in PICTURES:
            said = child.get("alt") or child.get("label") or line_of(child)
            yield child.get("src") or child.get("data") or child.get("uri") or "", " ".join(said.split())
        elif name not in PARTS:
            yield from pictures_in(child, hidden)


def _refuse(element: Element, name: str) -> None:
    if name == "math" or (name in PARTS and first(element, "math") is not None):
        raise LeftOut(_("it holds formulas, which are not brought in."))
    if name in PARTS and first(element, *PICTURES, *SHOWN) is not None:
        raise LeftOut(_("an answer is more than words."))
    if name in SHOWN or (name == "object" and not element.get("type", "image/").startswith("image/")):
        raise LeftOut(_("it shows sounds, films or drawings, which are not brought in."))


def rich_text_of(parent: Element, instead: Instead) -> str:
    """What stands in the element, as rich text. `instead` says what stands for an element; None lets it stand."""
    return _EMPTY.sub("", clean_html(_inner_html(parent, instead))).strip()


def _inner_html(parent: Element, instead: Instead) -> str:
    parts = [_spaced(parent.text)]
    for child in parent:
        given = instead(child)
        parts.append(_html(child, instead) if given is None else escape(given, quote=False))
        parts.append(_spaced(child.tail))
    return "".join(parts)


def _spaced(text: str | None) -> str:
    return escape(_SPACE.sub(" ", text), quote=False) if text else ""


def _html(element: Element, instead: Instead) -> str:
    name = name_of(element)
    if not name or name in PICTURES:
        return ""
    inner = _inner_html(element, instead)
    if name in {"br", "hr"}:
        return f"<{name}>"
    if name in _PARAGRAPHS:
        holds_blocks = any(name_of(child) in BLOCKS - {"br"} for child in element)
        return inner if holds_blocks and name != "tr" else f"<p>{inner}</p>"
    if name in {"td", "th"}:
        return f"{inner} "
    if name == "a":
        return f'<a href="{escape(element.get("href", ""))}">{inner}</a>'
    return f"<{name}>{inner}</{name}>" if name in TAGS else inner


def plain_text_of(parent: Element, instead: Instead = lambda _element: None) -> str:
    """The words, a line for each block."""
    lines = "".join(_words(parent, instead)).split("\n")
    tidy = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in tidy if line)


def _words(parent: Element, instead: Instead) -> Iterator[str]:
    yield " ".join((parent.text or "").split("\n"))
    for child in parent:
        given = instead(child)
        if given is not None:
            yield given
        elif name_of(child) not in {"", *PICTURES}:
            is_block = name_of(child) in BLOCKS
            yield "\n" if is_block else ""
            yield from _words(child, instead)
            yield "\n" if is_block else ""
        yield " ".join((child.tail or "").split("\n"))


def line_of(parent: Element, instead: Instead = lambda _element: None) -> str:
    """The words on one line."""
    return " ".join(plain_text_of(parent, instead).split())
