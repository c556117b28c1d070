"""Questions about foreign HTML that has been parsed: what is a block, what is a medium, what remains without it."""

import re

from courses.importers.html_tree import Node
from courses.importers.inline import LISTS

# Where a medium keeps the address of a link around it; no attribute of HTML is called so.
AROUND = "link around"
MEDIA = frozenset({"img", "iframe", "audio", "video", "picture"})
TRANSPARENT = frozenset(
    {
        "root", "div", "section", "article", "aside", "main", "header", "footer", "nav", "center",
        "address", "hgroup", "fieldset", "form", "details",
    }
)  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = TRANSPARENT | LISTS | HEADINGS.keys() | {"p", "blockquote", "pre", "table", "hr", "figure", "dl", "summary"}


def is_block(node: Node) -> bool:
    return node.tag in BLOCKS


def media_apart(nodes: "list[Node | str]") -> "list[Node | str]":
    """The nodes with media lifted out of the elements around them, where they stand."""
    apart: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str) or node.tag in MEDIA or not any(part.tag in MEDIA | BLOCKS for part in node.walk()):
            apart.append(node)
            continue
        if not any(part.tag in MEDIA for part in node.walk()):
            apart.append(node)
            continue
        run: list[Node | str] = []
        if node.tag == "a" and node.attributes.get("href") and not without(node, MEDIA).text().strip():
            apart.extend(_linked(one, node.attributes["href"]) for one in node.walk() if one.tag in MEDIA)
            continue
        for child in media_apart(node.children):
            if isinstance(child, Node) and child.tag in MEDIA:
                if run:
                    apart.append(Node(node.tag, node.attributes, run))
                    run = []
                apart.append(child)
            else:
                run.append(child)
        if run:
            apart.append(Node(node.tag, node.attributes, run))
    return apart


def _linked(medium: Node, address: str) -> Node:
    """The medium, remembering the link that stood around it."""
    return Node(medium.tag, {**medium.attributes, AROUND: address}, medium.children)


def without(node: Node, tags: "frozenset[str] | set[str]") -> Node:
    children = [
        child if isinstance(child, str) else without(child, tags)
        for child in node.children
        if isinstance(child, str) or child.tag not in tags
    ]
    return Node(node.tag, node.attributes, children)


def lines_of(node: Node) -> str:
    """The words of a quotation, its paragraphs on lines of their own."""
    lines: list[str] = []
    run: list[str] = []
    for child in node.children:
        if isinstance(child, Node) and is_block(child):
            lines.extend(_tidy_lines("".join(run)))
            run = []
            lines.extend(lines_of(child).splitlines())
        elif isinstance(child, Node) and child.tag == "li":
            lines.extend(lines_of(child).splitlines())
        else:
            run.append(child.text() if isinstance(child, Node) else re.sub(r"\s+", " ", child))
    lines.extend(_tidy_lines("".join(run)))
    return "\n".join(lines)


def _tidy_lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def bare_words(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
