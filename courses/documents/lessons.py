"""A lesson as the public reads it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from courses.documents.outline import Entry, chapter_id


def render_lesson(
    entry: Entry,
    *,
    course_id: UUID,
    language: str,
    blocks: Sequence[dict[str, Any]],
    resources: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """The body of a lesson document. `blocks` and `resources` are in their published shape."""
    content = entry.page.content
    parent = entry.parent
    return {
        "id": str(entry.page.lesson_public_id),
        "course_id": str(course_id),
        "language": language,
        "number": entry.number,
        "title": entry.page.title,
        "summary": content.get("summary") or "",
        "type": content.get("lesson_type") or "mixed",
        "duration_minutes": entry.minutes,
        "access": entry.access.value,
        "chapter": None
        if parent is None
        else {"id": str(chapter_id(course_id, parent.page)), "number": parent.number, "title": parent.page.title},
        "previous": _neighbour(entry.previous),
        "next": _neighbour(entry.next),
        "blocks": list(blocks),
        "resources": list(resources),
    }


def _neighbour(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {
        "id": str(entry.page.lesson_public_id),
        "number": entry.number,
        "title": entry.page.title,
        "access": entry.access.value,
    }
