"""Foreign HTML as a small tree: parsed by the rules of browsers (nh3), never deep enough to trip over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from kit.archive import PackageRefused

# Everything that means something to the importers, dangerous elements included: they are reported, not just dropped.
KNOWN_TAGS = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "blockquote", "br", "button", "canvas", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map",
    "mark", "math", "meta", "nav", "object", "ol", "option", "p", "picture", "pre", "q", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "track", "tt", "u", "ul", "var", "video",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "title", "lang"},
    "a": {"href", "name"},
    "audio": {"src", "controls"},
    "embed": {"src"},
    "iframe": {"src"},
    "img": {"src", "alt", "srcset"},
    "link": {"href"},
    "object": {"data"},
    "ol": {"start"},
    "script": {"src"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "track": {"src", "srclang", "kind", "label"},
    "video": {"src", "poster"},
}
VOID = frozenset({"br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"})
DEEPEST = 50
MOST_OPEN = 1_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}):")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)")
# Elements that browsers close by themselves: long texts leave thousands of them open.
_CLOSED_BY_ITSELF = VOID | {
    "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup", "wbr", "area", "base",
    "param",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def text(self) -> str:
        """The words, as they stand, breaks as line ends."""
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find(self, *tags: str) -> "Node | None":
        return next((node for node in self.walk() if node is not self and node.tag in tags), None)

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


def parse_html(source: str) -> Node:
    """The elements of a text under one root. Raises `PackageRefused` for nesting that no author writes."""
    opened = 0
    for match in _TAG.finditer(source.lower()):
        if match[2] in _CLOSED_BY_ITSELF:
            continue
        opened = max(0, opened - 1) if match[1] else opened + 1
        if opened > MOST_OPEN:
            raise PackageRefused(f"A text holds more than {MOST_OPEN:,} elements one inside the other.")
    tidy = nh3.clean(
        source,
        tags=KNOWN_TAGS,
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        generic_attribute_prefixes={"on"},
        # Every scheme passes here, disguised ones too: what may stay is decided, and reported, by `references`.
        url_schemes={
            "http",
            "https",
            "javascript",
            "vbscript",
            "data",
            *(scheme.lower() for scheme in _SCHEME.findall(source)),
        },
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(tidy)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Reads what nh3 wrote, which is always well formed. Below the deepest level elements become siblings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        # Whose content nh3 writes as it stands, without escapes.
        self._raw = ("script", "style", "iframe", "noembed", "noframes", "noscript", "xmp")
        self.root = Node("root")
        self._open = [self.root]
        self._flattened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag in VOID:
            return
        if tag in self._raw:
            self.set_cdata_mode(tag)
        if len(self._open) > DEEPEST:
            self._flattened.append(tag)
        else:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._flattened:
            self._flattened.pop()
        elif len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
