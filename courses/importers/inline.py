"""Running text of foreign HTML as the rich text of our editor, and links with it."""

import re
from html import escape
from typing import Protocol
from urllib.parse import quote

from courses.importers.html_tree import Node
from courses.importers.package import ASSET_LINK, LESSON_LINK
from courses.importers.references import Leads, Reference, References

# Foreign element → ours. None keeps the words and drops the element, which changes nothing that we can show.
RENAMED = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "cite": "i",
    "dfn": "i",
    "var": "i",
    "sup": "sup",
    "sub": "sub",
    "s": "s",
    "del": "s",
    "strike": "s",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
ACTIVE = frozenset({"script", "style", "object", "embed", "canvas", "svg", "math", "map", "link", "meta"})
FORM = frozenset({"form", "input", "select", "textarea", "button"})
LISTS = frozenset({"ul", "ol"})

_SPACE = re.compile(r"[ \t\n\r\f]+")


class Remarks(Protocol):
    """Who is told what happened to things inside running text."""

    def changed(self, how: str) -> None:
        """The part being read came over changed."""

    def lost_reference(self, target: str, kind: str, why: str) -> None:
        """Something that the text refers to is not there, or may not be followed."""

    def lost_element(self, kind: str, why: str) -> None:
        """An element inside the text is left out."""


class InlineWriter:
    """Writes rich text. Media inside are not its business: `html_blocks` takes them out beforehand."""

    def __init__(self, references: References, remarks: Remarks) -> None:
        self._references = references
        self._remarks = remarks

    def paragraph(self, nodes: "list[Node | str]") -> str:
        """`<p>…</p>`, or nothing where there are no words."""
        words = self.words(nodes)
        return f"<p>{words}</p>" if words else ""

    def words(self, nodes: "list[Node | str]") -> str:
        html = self.inline(nodes)
        html = re.sub(r"(?:\s|<br/>)*\Z", "", re.sub(r"\A(?:\s|<br/>)*", "", html))
        html = re.sub(r"[ \t\n]*<br/>[ \t\n]*", "<br/>", html)
        return html if re.sub(r"<(?!br)[^>]*>|\s", "", html) else ""

    def inline(self, nodes: "list[Node | str]") -> str:
        return "".join(self._one(node) for node in nodes)

    def _one(self, node: "Node | str") -> str:  # noqa: PLR0911 - one answer per kind
        if isinstance(node, str):
            return escape(_SPACE.sub(" ", node), quote=False)
        self.drop_handlers(node)
        if node.tag == "br":
            return "<br/>"
        if node.tag in ACTIVE:
            self.drop_active(node)
            return ""
        if node.tag in FORM:
            self._remarks.lost_element(f"form element ({node.tag})", "forms have no place in a lesson")
            return self.inline(node.children) if node.tag == "form" else ""
        if node.tag == "a":
            return self._link(node)
        if node.tag in LISTS:
            return self.list_of(node)
        inside = self.inline(node.children)
        ours = RENAMED.get(node.tag)
        if ours is None or not inside.strip():
            return f"“{inside}”" if node.tag == "q" else inside
        return f"<{ours}>{inside}</{ours}>"

    def list_of(self, node: Node) -> str:
        """A list with the lists inside it. Other blocks inside an item become lines of it."""
        self.drop_handlers(node)
        items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
        if node.attributes.get("start", "1") != "1":
            self._remarks.changed("the list counts from one")
        written = "".join(f"<li>{self._item(item)}</li>" for item in items)
        return f"<{node.tag}>{written}</{node.tag}>" if items else ""

    def _item(self, item: Node) -> str:
        self.drop_handlers(item)
        return self._lines(item.children)

    def _lines(self, children: "list[Node | str]") -> str:
        lines: list[str] = []
        run: list[Node | str] = []

        def end_run() -> None:
            if words := self.words(run):
                lines.append(words)
            run.clear()

        for child in children:
            if isinstance(child, str) or child.tag not in BLOCKS_IN_ITEMS:
                run.append(child)
                continue
            end_run()
            if child.tag in LISTS:
                lines.append(self.list_of(child))
            elif child.tag == "pre":
                self._remarks.changed("a listing inside a list became lines of code")
                lines.extend(f"<code>{escape(line, quote=False)}</code>" for line in child.text().splitlines() if line)
            else:
                if child.tag not in {"p", "div", "section", "article"}:
                    self._remarks.changed(f"a block ({child.tag}) inside a list became lines of it")
                if inside := self._lines(child.children):
                    lines.append(inside)
        end_run()
        html = "<br/>".join(lines)
        return re.sub(r"<br/>(<[uo]l>)", r"\1", re.sub(r"(</[uo]l>)<br/>", r"\1", html))

    def _link(self, node: Node) -> str:
        inside = self.inline(node.children)
        address = node.attributes.get("href", "").strip()
        if not address:
            return inside
        reference = self._references.follow(address)
        if not inside.strip():
            self.tell_lost(reference)
            return inside
        match reference.leads:
            case Leads.TO_LESSON:
                if reference.fragment:
                    self._remarks.changed("a link leads to the lesson, not to the place in it")
                return _anchor(f"{LESSON_LINK}{quote(reference.target)}", inside)
            case Leads.TO_FILE:
                return _anchor(f"{ASSET_LINK}{quote(reference.target)}", inside)
            case Leads.OUTSIDE:
                if reference.target.partition(":")[0] != address.partition(":")[0].lower():
                    self._remarks.changed("a link leads to the web page of what it named")
                return _anchor(reference.target, inside)
            case Leads.WITHIN:
                self._remarks.changed("a link within the page became plain text")
            case _:
                self.tell_lost(reference)
        return inside

    def tell_lost(self, reference: Reference) -> None:
        """Report a link that cannot be kept because of where it leads."""
        match reference.leads:
            case Leads.NOWHERE | Leads.UNFIT:
                self._remarks.lost_reference(reference.target, "link", reference.why)
            case Leads.DANGER:
                self._remarks.lost_reference(reference.target[:60], "link", "its kind of address is not safe")

    def drop_handlers(self, node: Node) -> None:
        if any(name.startswith("on") for name in node.attributes):
            self._remarks.changed("a script in an attribute was removed")

    def drop_active(self, node: Node) -> None:
        what = {"style": "style sheet", "link": "style sheet", "math": "formula", "svg": "drawing in the text"}
        self._remarks.lost_element(
            what.get(node.tag, node.tag), "scripts, style sheets and active content are not taken from packages"
        )


BLOCKS_IN_ITEMS = LISTS | {
    "p", "div", "section", "article", "pre", "blockquote", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td",
    "th", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
}  # fmt: skip


def _anchor(address: str, inside: str) -> str:
    return f'<a href="{escape(address)}">{inside}</a>'
