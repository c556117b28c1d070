"""Foreign HTML as blocks of ours. Every block-level part becomes one line of the report."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from courses.importers.fitting import DoesNotFit, fit_block
from courses.importers.frames import linked_film, own_film, page_of, shown_by
from courses.importers.html_shapes import AROUND, HEADINGS, MEDIA, bare_words, is_block, lines_of, media_apart, without
from courses.importers.html_tree import Node, parse_html
from courses.importers.inline import ACTIVE, InlineWriter
from courses.importers.package import AssetRef, Block
from courses.importers.references import ABSENT, Leads, References
from courses.importers.report import Report

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
SOUNDS = (".mp3", ".ogg", ".oga", ".wav", ".m4a", ".flac", ".aac", ".opus")
FILMS = (".mp4", ".webm", ".mov", ".m4v")
LONGEST_HEADING = 200

Directive = Callable[[str, str], "list[Block] | None"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How one text is read. A heading at its beginning that repeats `first_heading_is` is dropped; with
    `rank_headings` the levels found are drawn together; `title` names what has no name of its own; an `exact` text is
    one that our exporter wrote."""

    path: str
    title: str
    exact: bool = False
    first_heading_is: str = ""
    rank_headings: bool = False
    directive: Directive | None = None
    why_no_picture: Callable[[str], str] = lambda _path: ""


class BlockWriter:
    """Turns one text into blocks. Use `blocks_of`."""

    def __init__(self, settings: Settings, references: References, report: Report) -> None:
        self.blocks: list[Block] = []
        self._settings = settings
        self._references = references
        self._report = report
        self._inline = InlineWriter(references, self)
        self._changes: list[str] = []
        self._after: list[tuple[str, str, str]] = []
        self._levels: dict[str, str] = {}
        self._level_above = 1
        self._flow_is_open = False

    # What running text tells us (inline.Remarks).

    def changed(self, how: str) -> None:
        if how not in self._changes:
            self._changes.append(how)

    def lost_reference(self, target: str, kind: str, why: str) -> None:
        self._after.append((f"{self._settings.path} → {target}", kind, why))
        self.changed("a link became plain text")

    def lost_element(self, kind: str, why: str) -> None:
        self._after.append((self._settings.path, kind, why))

    # Writing.

    def write(self, source: str) -> list[Block]:
        root = parse_html(source)
        self._plan_headings(root)
        self._flow(root.children)
        return self.blocks

    def _part(self, kind: str, block: Block | None, lost_because: str = "") -> None:
        """Report the part just read, and what was lost inside it; add its block."""
        if block is not None:
            try:
                self._append(fit_block(block))
            except DoesNotFit as error:
                lost_because = str(error)
        if lost_because:
            self._report.left_out(self._settings.path, kind, lost_because)
        else:
            self._report.taken(self._settings.path, kind, "; ".join(self._changes))
        self._changes.clear()
        self._tell_losses()

    def _tell_losses(self) -> None:
        for path, kind, why in self._after:
            self._report.left_out(path, kind, why)
        self._after.clear()

    def _append(self, block: Block) -> None:
        if block["type"] == "rich_text" and self._flow_is_open and self.blocks:
            self.blocks[-1]["value"] += block["value"]
            return
        self.blocks.append(block)
        self._flow_is_open = block["type"] == "rich_text"

    def _flow(self, nodes: "list[Node | str]") -> None:
        run: list[Node | str] = []
        for node in nodes:
            if isinstance(node, str) or not is_block(node):
                run.append(node)
                continue
            self._paragraph(run, "paragraph")
            run = []
            self._block(node)
        self._paragraph(run, "paragraph")

    def _paragraph(self, nodes: "list[Node | str]", kind: str) -> None:
        """Running text; media inside it become blocks of their own where they stand."""
        run: list[Node | str] = []
        for node in media_apart(nodes):
            if isinstance(node, str) or node.tag not in MEDIA:
                run.append(node)
                continue
            self._words(run, kind)
            run = []
            self._media(node, caption="")
        self._words(run, kind)

    def _words(self, nodes: "list[Node | str]", kind: str) -> None:
        html = self._inline.paragraph(nodes)
        if html:
            self._part(kind, {"type": "rich_text", "value": html})
        else:
            self._changes.clear()
            self._tell_losses()

    def _block(self, node: Node) -> None:
        self._inline.drop_handlers(node)
        match node.tag:
            case tag if tag in HEADINGS:
                self._heading(node)
            case "p" | "summary":
                self._paragraph(node.children, "paragraph")
            case "ul" | "ol":
                self._list(node)
            case "blockquote":
                self._quote(node)
            case "pre":
                self._listing(node)
            case "table":
                self._table(node)
            case "hr":
                self._part("rule", {"type": "rich_text", "value": "<hr/>"})
            case "figure":
                self._figure(node)
            case "dl":
                self._definitions(node)
            case _:
                if node.has_class("footnotes"):
                    self.changed("footnotes stand at the end of the lesson")
                self._flow(node.children)

    def _plan_headings(self, root: Node) -> None:
        """Which of our three levels each level of the source becomes."""
        found = [node for node in root.walk() if node.tag in HEADINGS]
        if found and self._repeats_title(found[0]):
            found = found[1:]
        used = sorted({HEADINGS[node.tag] for node in found})
        if self._settings.rank_headings:
            planned = {level: min(2 + rank, 4) for rank, level in enumerate(used)}
        else:
            shift = 1 if 1 in used and not self._settings.exact else 0
            planned = {level: min(level + shift, 4) for level in used}
        self._levels = {f"h{level}": f"h{ours}" for level, ours in planned.items()}

    def _repeats_title(self, node: Node) -> bool:
        wanted = bare_words(self._settings.first_heading_is)
        return bool(wanted) and node.tag == "h1" and bare_words(node.text()) == wanted

    def _level(self, tag: str) -> str:
        """The planned level, drawn up where it would skip one: a lesson with gaps could not be handed in."""
        level = int(self._levels[tag][1])
        if not self._settings.exact:
            level = min(level, self._level_above + 1)
        self._level_above = level
        return f"h{level}"

    def _heading(self, node: Node) -> None:
        if not self._levels.get(node.tag) or (not self.blocks and self._repeats_title(node)):
            self.changed("it is the lesson's title")
            self._part("heading", None)
            return
        media = [part for part in node.walk() if part.tag in MEDIA]
        text = " ".join(without(node, MEDIA | ACTIVE).text().split())
        if text:
            level = self._level(node.tag)
            if level != node.tag:
                self.changed(f"{node.tag} became {level}")
            if any(part.tag == "a" and part.attributes.get("href") for part in node.walk()):
                self.changed("a link in it became plain text")
            if len(text) > LONGEST_HEADING:
                self.changed(f"it was cut to {LONGEST_HEADING} characters")
            self._part("heading", {"type": "heading", "value": {"text": text[:LONGEST_HEADING], "level": level}})
        elif not media:
            self._part("heading", None, "it holds no words")
        for part in media:
            self._media(part, caption="")

    def _list(self, node: Node) -> None:
        media = [part for part in node.walk() if part.tag in MEDIA]
        if media:
            self.changed("what it showed stands below it")
        html = self._inline.list_of(without(node, MEDIA) if media else node)
        if re.sub(r"<[^>]*>|\s", "", html):
            self._part("list", {"type": "rich_text", "value": html})
        elif not media:
            self._part("list", None, "it holds no words")
        self._changes.clear()
        for part in media:
            self._media(part, caption="")

    def _quote(self, node: Node) -> None:
        media = [part for part in node.walk() if part.tag in MEDIA]
        attribution = ""
        body = without(node, MEDIA | ACTIVE)
        if (source := body.find("footer", "cite")) is not None:
            attribution = " ".join(source.text().split()).lstrip("—– ")
            body = without(body, frozenset({source.tag}))
        text = lines_of(body)
        if text:
            if any(part.tag not in {"p", "br", "blockquote", "root"} for part in body.walk()):
                self.changed("only the words of the quotation were taken")
            self._part("quote", {"type": "quote", "value": {"text": text, "attribution": attribution[:200]}})
        elif not media:
            self._part("quote", None, "it holds no words")
        for part in media:
            self._media(part, caption="")

    def _listing(self, node: Node) -> None:
        code = node.find("code")
        classes = (code or node).attributes.get("class", "")
        found = re.search(r"(?:language|lang)-(\S+)", classes)
        language = found[1] if found else ""
        text = node.text()
        if self._settings.directive and language.startswith("{") and language.endswith("}"):
            blocks = self._settings.directive(language[1:-1], text)
            if blocks is not None:
                for block in blocks:
                    self._flow_is_open = False
                    self._part(block["type"], block)
                self._flow_is_open = False
                return
        language = language if re.fullmatch(r"[A-Za-z0-9+#._-]{1,40}", language) else ""
        if text.strip():
            self._part("code", {"type": "code", "value": {"language": language, "code": text.removesuffix("\n")}})
        else:
            self._part("code", None, "it is empty")

    def _table(self, node: Node) -> None:
        rows = [part for part in node.walk() if part.tag == "tr"]
        cells = [[cell for cell in row.children if isinstance(cell, Node) and cell.tag in {"td", "th"}] for row in rows]
        cells = [row for row in cells if row]
        media = [part for part in node.walk() if part.tag in MEDIA]
        written = [[" ".join(without(cell, MEDIA | ACTIVE).text().split()) for cell in row] for row in cells]
        width = max((len(row) for row in written), default=0)
        if any(any(row) for row in written):
            if any(
                part.tag in {"a", "b", "strong", "i", "em", "code", "sup", "sub", "ul", "ol"} for part in node.walk()
            ):
                self.changed("its cells are plain text here")
            if any(cell.attributes.keys() & {"colspan", "rowspan"} for row in cells for cell in row):
                self.changed("joined cells were taken apart")
            caption = node.find("caption")
            value = {
                "caption": " ".join(caption.text().split())[:300] if caption else "",
                "header_row": all(cell.tag == "th" for cell in cells[0]),
                "header_column": len(cells) > 1 and all(row[0].tag == "th" for row in cells[1:]),
                "rows": [row + [""] * (width - len(row)) for row in written],
            }
            self._part("table", {"type": "table", "value": value})
        elif not media:
            self._part("table", None, "it is empty")
        for part in media:
            self._media(part, caption="")

    def _figure(self, node: Node) -> None:
        words = node.find("figcaption")
        rest = without(node, frozenset({"figcaption"}))
        media = [part for part in rest.walk() if part.tag in MEDIA]
        only_media = not without(rest, MEDIA).text().strip() and rest.find("table", "pre", "blockquote") is None
        caption = self._inline.paragraph(words.children) if words else ""
        if len(media) == 1 and only_media:
            self._media(media[0], caption=caption)
            return
        self._changes.clear()
        self._flow(rest.children)
        if caption:
            self.changed("the caption of a figure stands below it")
            self._part("paragraph", {"type": "rich_text", "value": caption})

    def _definitions(self, node: Node) -> None:
        written = []
        for part in node.walk():
            if part.tag in {"dt", "dd"}:
                words = self._inline.words(without(part, MEDIA | frozenset({"dl"})).children)
                if words:
                    written.append(f"<p><b>{words}</b></p>" if part.tag == "dt" else f"<p>{words}</p>")
        self.changed("terms and their meanings became paragraphs")
        if written:
            self._part("definitions", {"type": "rich_text", "value": "".join(written)})
        else:
            self._part("definitions", None, "it holds no words")
        for part in node.walk():
            if part.tag in MEDIA:
                self._media(part, caption="")

    # Media.

    def _media(self, node: Node, *, caption: str) -> None:
        self._inline.drop_handlers(node)
        if around := node.attributes.get(AROUND):
            self.changed("the link around it was left out")
            self._inline.tell_lost(self._references.follow(around))
        match node.tag:
            case "iframe":
                self._frame(node, caption)
            case "picture":
                image = node.find("img")
                if image is not None:
                    self._image(image, caption)
            case "img":
                self._image(node, caption)
            case _:
                self._recording(node, caption)

    def _image(self, node: Node, caption: str) -> None:
        address = node.attributes.get("src", "")
        reference = self._references.follow(address)
        if reference.leads not in {Leads.TO_FILE, Leads.UNFIT}:
            self._absent(reference.leads, reference.target or address, "picture", caption)
            return
        path = reference.target
        if why := self._settings.why_no_picture(path):
            self._part("picture", None, f"{path}: {why}")
            self._keep_caption(caption)
            return
        if posixpath.splitext(path)[1].lower() != posixpath.splitext(address.split("?")[0])[1].lower():
            self.changed(f"{path} stands in for the drawing")
        alt = " ".join(node.attributes.get("alt", "").split())
        if not alt:
            alt = " ".join(re.sub(r"<[^>]*>", " ", caption).split())
            alt = alt or re.sub(r"[-_]+", " ", posixpath.splitext(posixpath.basename(path))[0]).strip()
            self.changed("it has no description; its caption or name stands in")
        value = {"image": AssetRef(path), "alt_text": alt[:300], "caption": caption}
        self._part("picture", {"type": "image", "value": value})

    def _recording(self, node: Node, caption: str) -> None:
        kind = "sound" if node.tag == "audio" else "film"
        sources = [part.attributes["src"] for part in node.walk() if part.attributes.get("src") and part.tag != "track"]
        if not sources:
            self._part(kind, None, "it names no file")
            return
        followed = [self._references.follow(address) for address in sources]
        found = next((one for one in followed if one.leads is Leads.TO_FILE), None)
        if found is None and followed[0].why:
            self._part(kind, None, f"{followed[0].target}: {followed[0].why}")
            self._keep_caption(caption)
            return
        if found is None:
            self._absent(followed[0].leads, followed[0].target or sources[0], kind, caption)
            return
        title = posixpath.splitext(posixpath.basename(found.target))[0]
        if kind == "sound":
            value = {"file": AssetRef(found.target), "title": title, "duration_seconds": None, "transcript": ""}
            self._part(kind, {"type": "audio", "value": {**value, "downloadable": False}})
        else:
            self._part(kind, own_film(found.target, title))
        self._keep_caption(caption)

    def _frame(self, node: Node, caption: str) -> None:
        address = node.attributes.get("src", "").strip()
        reference = self._references.follow(address) if address else None
        if reference is None or reference.leads is not Leads.OUTSIDE:
            target = reference.target if reference else ""
            self._part("frame", None, f"{target or 'it names no page'}: only pages of known players are embedded")
            self._keep_caption(caption)
            return
        page = page_of(reference.target)
        shown = shown_by(address)
        if shown and shown.provider in {"youtube", "vimeo"}:
            title = node.attributes.get("title", "").strip() or self._settings.title
            self.changed("the frame became a film")
            self._part("frame", linked_film(shown.provider, shown.url, title))
        elif shown:
            self.changed("the frame became an embed")
            self._part("frame", {"type": "embed", "value": {"url": shown.url, "caption": caption}})
            return
        else:
            link = f'<p><a href="{escape(page)}">{escape(page, quote=False)}</a></p>'
            self._append({"type": "rich_text", "value": link})
            self._part("frame", None, f"{page}: not a player on the safe list; a link stands in its place")
        self._keep_caption(caption)

    def _absent(self, leads: Leads, target: str, kind: str, caption: str) -> None:
        shown = f"{self._settings.path} → {target[:200]}"
        if leads is Leads.OUTSIDE:
            link = f'<p><a href="{escape(target)}">{escape(target, quote=False)}</a></p>'
            self._append({"type": "rich_text", "value": link})
            why = "it lies on another site; a link stands in its place"
        elif leads is Leads.DANGER:
            why = "its kind of address is not safe"
        else:
            why = ABSENT
        self._changes.clear()
        self._report.left_out(shown, kind, why)
        self._tell_losses()
        self._keep_caption(caption)

    def _keep_caption(self, caption: str) -> None:
        if caption:
            self._append({"type": "rich_text", "value": caption})


def blocks_of(source: str, settings: Settings, references: References, report: Report) -> list[Block]:
    """The blocks of a text. What became of its parts is added to the report."""
    return BlockWriter(settings, references, report).write(source)
