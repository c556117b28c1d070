"""What differs between two versions of a course: pages that came, went, moved or read differently, and how."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.blocks import PublishingContext, represent
from courses.documents.facts import names_for
from courses.documents.frozen import FrozenPage
from courses.documents.outline import Entry, outlines_of
from courses.enums import NodeKind
from kit.money import Money, NotAnAmount

STREAMS = {NodeKind.COURSE: ("outcomes", "requirements", "certificate"), NodeKind.LESSON: ("content", "resources")}
LABELS: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "thumbnail": gettext_lazy("Picture"),
    "thumbnail_alt": gettext_lazy("What the picture shows"),
    "promo_video": gettext_lazy("Trailer"),
    "promo_video_url": gettext_lazy("Trailer’s address"),
    "category": gettext_lazy("Category"),
    "styles": gettext_lazy("Styles"),
    "level": gettext_lazy("Level"),
    "language": gettext_lazy("Language"),
    "tagged_items": gettext_lazy("Tags"),
    "outcomes": gettext_lazy("What you will learn"),
    "requirements": gettext_lazy("What you need"),
    "prerequisites": gettext_lazy("Courses to take first"),
    "requires_prerequisites": gettext_lazy("Courses to take first have to be finished"),
    "in_order": gettext_lazy("One lesson after the other"),
    "certificate": gettext_lazy("Certificate"),
    "price": gettext_lazy("Price"),
    "lesson_type": gettext_lazy("Type"),
    "content": gettext_lazy("Content"),
    "resources": gettext_lazy("Resources"),
    "papers": gettext_lazy("Questions of quizzes"),
    "briefs": gettext_lazy("Assignments"),
    "is_preview": gettext_lazy("Open preview"),
    "opens": gettext_lazy("Opens"),
    "opens_at": gettext_lazy("Opens on"),
    "opens_after_days": gettext_lazy("Days until it opens"),
    "is_optional": gettext_lazy("Optional"),
    "estimated_minutes": gettext_lazy("Minutes"),
    "seo_title": gettext_lazy("Title for search engines"),
    "search_description": gettext_lazy("Text for search engines"),
}
COURSE_LABELS: dict[str, Any] = {"summary": gettext_lazy("Promise")}
# The editor gives every paragraph that it saves a key; authors and readers never see it.
PARAGRAPH_KEY = re.compile(r' data-block-key=\\?"\w*\\?"')
# What was brought in stands on lines of its own, paragraph by paragraph, until the editor saves it as one line.
BETWEEN_PARAGRAPHS = re.compile(r"(?<=>)(?:\s|\\n)+(?=</?(?:p|h[1-6]|ul|ol|li|blockquote|hr|embed)\b)")
# Parts of a published block that no author wrote.
TECHNICAL = frozenset(
    {"id", "url", "width", "height", "content_type", "file_size", "is_stamped", "focal_point", "placeholder"}
)
# A word or a sign with the space after it: single spaces would match everywhere and break phrases apart.
TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")


class Mark(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, or one block, that reads differently."""

    label: str
    pieces: list[Piece]
    block_id: str = ""


@dataclass(slots=True)
class PageChange:
    """What happened to one page. `before` and `after` are its numbers in the outline, empty where it does not stand."""

    page_id: int
    kind: str
    title: str
    before: str = ""
    after: str = ""
    is_added: bool = False
    is_removed: bool = False
    is_moved: bool = False
    is_reworded: bool = False
    fields: list[str] = field(default_factory=list)


def changes_between(old: Sequence[FrozenPage], new: Sequence[FrozenPage]) -> list[PageChange]:
    """Every page that differs, in the new reading order, what went last.

    Pages whose digest stayed may come without their long texts.
    """
    old_by_id = {page.page_id: page for page in old}
    new_by_id = {page.page_id: page for page in new}
    before, after = _numbers(old), _numbers(new)
    moved = _moved(old, new)
    found: list[PageChange] = []
    for page in new:
        earlier = old_by_id.get(page.page_id)
        change = PageChange(
            page_id=page.page_id,
            kind=page.kind,
            title=page.title,
            before=before.get(page.page_id, ""),
            after=after.get(page.page_id, ""),
            is_added=earlier is None,
            is_moved=page.page_id in moved,
            is_reworded=earlier is not None and _reads_differently(earlier, page),
        )
        if earlier is not None and change.is_reworded:
            change.fields = changed_fields(earlier, page)
        if change.is_added or change.is_moved or change.is_reworded:
            found.append(change)
    for page in old:
        if page.page_id not in new_by_id:
            found.append(
                PageChange(
                    page_id=page.page_id,
                    kind=page.kind,
                    title=page.title,
                    before=before.get(page.page_id, ""),
                    is_removed=True,
                )
            )
    return found


def changed_fields(old: FrozenPage, new: FrozenPage) -> list[str]:
    """The names, for people, of the fields that differ."""
    names = [name for name in LABELS if _differ(_value(old, name), _value(new, name))]
    return [str(_label(name, new)) for name in names]


def _label(name: str, page: FrozenPage) -> Any:
    return COURSE_LABELS.get(name, LABELS[name]) if page.kind == NodeKind.COURSE else LABELS[name]


def _reads_differently(old: FrozenPage, new: FrozenPage) -> bool:
    if old.sha == new.sha:
        return False
    names = set(old.content) | set(new.content)
    return any(_differ(_as_written(old.content.get(name)), _as_written(new.content.get(name))) for name in names)


def _differ(before: Any, after: Any) -> bool:
    """Whether a field says something else. One that copies of before do not know says nothing, as an empty one does."""
    return (before or None) != (after or None)


def _as_written(value: Any) -> Any:
    """A stored value without what saving in the editor alone changes."""
    return BETWEEN_PARAGRAPHS.sub("", PARAGRAPH_KEY.sub("", value)) if isinstance(value, str) else value


def field_changes(
    old: FrozenPage | None, new: FrozenPage, context: PublishingContext, old_context: PublishingContext
) -> list[FieldChange]:
    """How one page reads differently, field by field and block by block; a new page has everything added."""
    found: list[FieldChange] = []
    streams = STREAMS.get(NodeKind(new.kind), ())
    for name in LABELS:
        label = _label(name, new)
        before = _value(old, name) if old else None
        after = _value(new, name)
        # Questions and assignments read differently in the block that asks them.
        asked = old is not None and (old.papers, old.briefs) != (new.papers, new.briefs)
        if (not _differ(before, after) and not (name == "content" and asked)) or name in {"papers", "briefs"}:
            continue
        if name in streams:
            earlier = represent(old.stream(name), old_context) if old else []
            found += _block_changes(str(label), earlier, represent(new.stream(name), context))
        else:
            pieces = compare_texts(_readable(names_for(name, before)), _readable(names_for(name, after)))
            if any(piece.mark != Mark.SAME for piece in pieces):
                found.append(FieldChange(str(label), pieces))
    return found


def _value(page: FrozenPage, name: str) -> Any:
    if name != "price":
        return _as_written(page.content.get(name))
    if page.kind != NodeKind.COURSE:
        return None
    minor, currency = page.content.get("price_minor") or 0, page.content.get("price_currency") or ""
    try:
        return str(Money(minor, currency))
    except NotAnAmount:
        return f"{minor} {currency}"


def compare_texts(before: str, after: str) -> list[Piece]:
    """The two texts as runs of words that stayed, came and went."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.SAME, "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece(Mark.REMOVED, "".join(old[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece(Mark.ADDED, "".join(new[new_from:new_to])))
    return pieces


def _block_changes(
    label: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[FieldChange]:
    pairs = _paired(before, after)
    moved = _out_of_order(sorted(pairs.values()), [pairs[index] for index in sorted(pairs)])
    for index, block in enumerate(after):
        was = pairs.get(index)
        is_moved = was in moved
        name = f"{label}: {_block_name(block)} {index + 1}" + (f" ({_('moved')})" if is_moved else "")
        pieces = compare_texts("" if was is None else _block_text(before[was]), _block_text(block))
        if is_moved or was is None or any(piece.mark != Mark.SAME for piece in pieces):
            yield FieldChange(name, pieces, str(block["id"]))
    for index in sorted(set(range(len(before))) - set(pairs.values())):
        yield FieldChange(f"{label}: {_block_name(before[index])}", compare_texts(_block_text(before[index]), ""))


def _paired(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which block (by index) was which: the same id, else the next unpaired one of the same type."""
    places = {block["id"]: index for index, block in enumerate(before) if block["id"]}
    pairs = {index: places[block["id"]] for index, block in enumerate(after) if block["id"] in places}
    left: dict[str, list[int]] = {}
    for index in sorted(set(range(len(before))) - set(pairs.values())):
        left.setdefault(before[index]["type"], []).append(index)
    for index, block in enumerate(after):
        if index not in pairs and left.get(block["type"]):
            pairs[index] = left[block["type"]].pop(0)
    return pairs


def _block_name(block: Mapping[str, Any]) -> str:
    return str(block["type"]).replace("_", " ")


def _block_text(block: Mapping[str, Any]) -> str:
    return "\n".join(_lines(block["value"]))


def _lines(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in TECHNICAL:
                yield from _lines(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, name)
    elif value not in (None, "", False):
        text = _readable(value)
        yield text if name in {"html", "text", "type", ""} else f"{name.replace('_', ' ')}: {text}"


def _readable(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_readable(item) for item in value)
    return re.sub(r"<[^>]*>", " ", str(value)).strip() if "<" in str(value) else str(value)


def _numbers(pages: Sequence[FrozenPage]) -> dict[int, str]:
    def walk(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
        for entry in entries:
            yield entry.page.page_id, entry.number
            yield from walk(entry.children)

    return {page_id: number for outline in outlines_of(pages) for page_id, number in walk(outline.entries)}


def _moved(old: Sequence[FrozenPage], new: Sequence[FrozenPage]) -> set[int]:
    """Pages under another parent, and the fewest that explain the new order of the rest."""
    parents = {page.page_id: page.parent_page_id for page in old}
    moved = {page.page_id for page in new if page.page_id in parents and parents[page.page_id] != page.parent_page_id}
    common = {page.page_id for page in new} & set(parents) - moved
    return moved | _out_of_order(
        [page.page_id for page in old if page.page_id in common],
        [page.page_id for page in new if page.page_id in common],
    )


def _out_of_order(old: Sequence[Any], new: Sequence[Any]) -> set[Any]:
    """The fewest keys to take away so that the rest stand in the same order in both (longest increasing run)."""
    places = {key: place for place, key in enumerate(old)}
    sequence = [places[key] for key in new]
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, place in enumerate(sequence):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at.append(index)
        else:
            ends[length] = place
            at[length] = index
    kept: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return {key for index, key in enumerate(new) if index not in kept}
