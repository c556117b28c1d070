"""The contents file of a Markdown book: headings are chapters, links are lessons, lists may nest either."""

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from courses.importers.markdown_text import parser

_ONLY_MARKS = re.compile(r"[\W_]*\Z")


@dataclass(slots=True)
class Entry:
    """A line of the contents. One with an address is a page, one with children a chapter; it may be both."""

    title: str
    address: str = ""
    children: list["Entry"] = field(default_factory=list)
    is_heading: bool = False


@dataclass(slots=True)
class Contents:
    title: str
    entries: list[Entry]


def read_contents(text: str) -> Contents:
    """What the contents file says, in order. Its first heading of the first level names the book."""
    reader = _Reader()
    reader.read(parser().parse(text))
    return Contents(reader.title, reader.root.children)


class _Reader:
    def __init__(self) -> None:
        self.title = ""
        self.root = Entry("")
        self._sections: list[tuple[int, Entry]] = []

    def read(self, tokens: list[Token]) -> None:
        # In a list the entries stand below the item that opened it.
        items: list[Entry | None] = []
        heading = 0
        for token in tokens:
            if token.type == "heading_open":
                heading = int(token.tag[1])
            elif token.type == "heading_close":
                heading = 0
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                items.append(None)
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                items.pop()
            elif token.type == "list_item_open":
                items[-1] = None
            elif token.type == "inline":
                found = _entries_of(token.children or [])
                if heading:
                    self._heading(heading, found)
                    continue
                above = next((item for item in reversed(items[:-1]) if item), None) or self._section()
                if items and items[-1]:
                    above = items[-1]
                above.children.extend(found)
                if items and found and not items[-1]:
                    items[-1] = found[0]

    def _section(self) -> Entry:
        return self._sections[-1][1] if self._sections else self.root

    def _heading(self, level: int, found: list[Entry]) -> None:
        title = " ".join(entry.title for entry in found).strip()
        if level == 1 and not self.title and not self.root.children:
            self.title = title
            return
        while self._sections and self._sections[-1][0] >= level:
            self._sections.pop()
        pages = [entry for entry in found if entry.address]
        chapter = Entry(title, is_heading=True)
        self._section().children.append(chapter)
        self._sections.append((level, chapter))
        chapter.children.extend(pages)


def _entries_of(inline: list[Token]) -> list[Entry]:
    """The links of a line of text, and the words between them that are no links."""
    entries: list[Entry] = []
    words: list[str] = []
    link: Entry | None = None

    def end_words() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if not _ONLY_MARKS.match(text):
            entries.append(Entry(text))

    for token in inline:
        if token.type == "link_open":
            end_words()
            link = Entry("", str(token.attrGet("href") or ""))
        elif token.type == "link_close" and link is not None:
            link.title = " ".join("".join(words).split())
            words.clear()
            entries.append(link)
            link = None
        elif token.type in {"softbreak", "hardbreak"}:
            if link is None:
                end_words()
            else:
                words.append(" ")
        elif token.type in {"text", "code_inline"}:
            words.append(token.content)
    end_words()
    return entries
