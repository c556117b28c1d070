"""The shape of a published course: who stands under whom, what number each has, what comes before and after."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from courses.documents.frozen import FrozenPage
from courses.enums import LessonAccess, NodeKind


@dataclass(slots=True)
class Entry:
    """A chapter or lesson in its place. `number` is "1.2.3", "1" in a flat course."""

    page: FrozenPage
    number: str
    parent: "Entry | None"
    children: list["Entry"] = field(default_factory=list)
    previous: "Entry | None" = None
    next: "Entry | None" = None

    @property
    def is_lesson(self) -> bool:
        return self.page.kind == NodeKind.LESSON

    @property
    def access(self) -> LessonAccess:
        return LessonAccess.PREVIEW if self.page.content.get("is_preview") else LessonAccess.ENROLLED

    @property
    def is_optional(self) -> bool:
        return self.is_lesson and bool(self.page.content.get("is_optional"))

    def lessons(self) -> Iterator["Entry"]:
        """The lesson itself, or those of a chapter in reading order."""
        if self.is_lesson:
            yield self
        for child in self.children:
            yield from child.lessons()

    @property
    def minutes(self) -> int:
        """Of a lesson as its author says, of a chapter the sum of what stands below it."""
        if self.is_lesson:
            return int(self.page.content.get("estimated_minutes") or 0)
        return sum(child.minutes for child in self.children)

    @property
    def lesson_count(self) -> int:
        return 1 if self.is_lesson else sum(child.lesson_count for child in self.children)


@dataclass(slots=True)
class Outline:
    """A course in one language: its own page, what stands directly under it, and its lessons in reading order."""

    course_page: FrozenPage
    entries: list[Entry]
    lessons: list[Entry]
    chapters: list[Entry]

    @property
    def language(self) -> str:
        return str(self.course_page.content.get("language") or "en")

    @property
    def is_in_order(self) -> bool:
        """Whether every lesson opens when the one before it is done."""
        return bool(self.course_page.content.get("in_order"))

    @property
    def needed(self) -> list[Entry]:
        """The lessons without which the course is not finished."""
        return [lesson for lesson in self.lessons if not lesson.is_optional]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def outlines_of(pages: Sequence[FrozenPage]) -> list[Outline]:
    """One outline for each course page among `pages`, which stand in reading order."""
    found: list[Outline] = []
    entries: dict[int, Entry] = {}
    for page in pages:
        if page.kind == NodeKind.COURSE:
            found.append(Outline(course_page=page, entries=[], lessons=[], chapters=[]))
            continue
        outline = found[-1]
        parent = entries.get(page.parent_page_id or 0)
        siblings = parent.children if parent else outline.entries
        place = str(len(siblings) + 1)
        entry = Entry(page=page, number=f"{parent.number}.{place}" if parent else place, parent=parent)
        siblings.append(entry)
        entries[page.page_id] = entry
        if not entry.is_lesson:
            outline.chapters.append(entry)
            continue
        if outline.lessons:
            entry.previous = outline.lessons[-1]
            outline.lessons[-1].next = entry
        outline.lessons.append(entry)
    return found


def chapter_id(course_id: UUID, page: FrozenPage) -> UUID:
    """A name for a chapter that stays while it is edited and moved, and tells nothing."""
    return uuid5(course_id, f"chapter:{page.page_id}")


def render_outline(
    outline: Outline, course_id: UUID, told_of: Callable[[Entry], dict[str, Any]] = lambda _entry: {}
) -> dict[str, Any]:
    """The nested table of contents. `locked` is what an outsider meets; who is enrolled knows better.

    `told_of` gives what else is said of a lesson.
    """
    return {
        "course_id": str(course_id),
        "language": outline.language,
        "structure": "hierarchical" if outline.chapters else "flat",
        "lesson_count": len(outline.lessons),
        "chapter_count": len(outline.chapters),
        "duration_minutes": outline.minutes,
        "entries": [_render_entry(entry, course_id, told_of) for entry in outline.entries],
    }


def _render_entry(entry: Entry, course_id: UUID, told_of: Callable[[Entry], dict[str, Any]]) -> dict[str, Any]:
    content = entry.page.content
    if entry.is_lesson:
        return {
            "kind": NodeKind.LESSON.value,
            "id": str(entry.page.lesson_public_id),
            "number": entry.number,
            "title": entry.page.title,
            "summary": content.get("summary") or "",
            "type": content.get("lesson_type") or "mixed",
            "duration_minutes": entry.minutes,
            "access": entry.access.value,
            "locked": entry.access != LessonAccess.PREVIEW,
            **told_of(entry),
        }
    return {
        "kind": NodeKind.CHAPTER.value,
        "id": str(chapter_id(course_id, entry.page)),
        "number": entry.number,
        "title": entry.page.title,
        "description": content.get("description") or "",
        "lesson_count": entry.lesson_count,
        "duration_minutes": entry.minutes,
        "entries": [_render_entry(child, course_id, told_of) for child in entry.children],
    }
