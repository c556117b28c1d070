"""Markup of questions in XML: as rich text, as plain words, as a text with gaps."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.importers.questions import LeftOut
from content.blocks.sanitise import TAGS, clean_html

# What cannot be asked without: nothing of it is brought in.
SHOWN = frozenset(
    {"img", "object", "video", "audio", "iframe", "embed", "svg", "picture", "include"}
    | {"matimage", "mataudio", "matvideo", "matapplet", "matapplication"}
)
BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table"}
    | {"thead", "tbody", "tfoot", "tr", "caption", "section", "article", "prompt", "hr", "br"}
)
_PARAGRAPHS = frozenset({"div", "prompt", "section", "article", "pre", "tr", "caption", "dt", "dd", "h1", "h5", "h6"})

Instead = Callable[[Element], str | None]


def name_of(element: Element) -> str:
    """The element's name without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(parent: Element, *names: str) -> Iterator[Element]:
    """The element and those below it that are called so, in order."""
    return (element for element in parent.iter() if name_of(element) in names)


def first(parent: Element, *names: str) -> Element | None:
    return next(named(parent, *names), None)


def children(parent: Element, *names: str) -> list[Element]:
    return [child for child in parent if name_of(child) in names]


def refuse_what_is_shown(elements: Iterable[Element]) -> None:
    """Raises LeftOut for pictures, sounds, films and formulas."""
    for element in elements:
        name = name_of(element)
        if name in SHOWN:
            raise LeftOut(_("it shows pictures, sounds or films, which are not brought in."))
        if name == "math":
            raise LeftOut(_("it holds formulas, which are not brought in."))


def rich_text_of(parent: Element, instead: Instead) -> str:
    """What stands in the element, as rich text. `instead` says what stands for an element; None lets it stand."""
    return clean_html(_inner_html(parent, instead))


def _inner_html(parent: Element, instead: Instead) -> str:
    parts = [escape(parent.text or "", quote=False)]
    for child in parent:
        given = instead(child)
        parts.append(_html(child, instead) if given is None else escape(given, quote=False))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _html(element: Element, instead: Instead) -> str:
    name = name_of(element)
    if not name:
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
        elif name_of(child):
            is_block = name_of(child) in BLOCKS
            yield "\n" if is_block else ""
            yield from _words(child, instead)
            yield "\n" if is_block else ""
        yield " ".join((child.tail or "").split("\n"))


def line_of(parent: Element, instead: Instead = lambda _element: None) -> str:
    """The words on one line."""
    return " ".join(plain_text_of(parent, instead).split())
