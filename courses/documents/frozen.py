"""Pages of a submission as plain values, read in one query."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from courses.models import CourseSubmission

NODES = """
SELECT node.page_id, node.parent_page_id, node.position, node.kind, node.lesson_id, lesson.public_id,
       encode(node.sha, 'hex'), {content}::text
FROM courses_frozennode node
JOIN courses_frozencontent text ON text.sha = node.sha
LEFT JOIN courses_lesson lesson ON lesson.id = node.lesson_id
WHERE node.submission_id = %(submission)s {only}
ORDER BY node.position
"""

# Long texts by their digests alone: enough to see that they differ.
SHORT = """CASE node.kind WHEN 'lesson' THEN text.content || jsonb_build_object(
    'content', md5(text.content ->> 'content'), 'resources', md5(text.content ->> 'resources')
) ELSE text.content END"""


@dataclass(frozen=True, slots=True)
class FrozenPage:
    """A page as it was handed in: where it stood, and its fields by name as Wagtail stores them in a revision."""

    page_id: int
    parent_page_id: int | None
    position: int
    kind: str
    lesson_id: int | None = None
    lesson_public_id: UUID | None = None
    sha: str = ""
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.content.get("title") or "")

    @property
    def papers(self) -> dict[int, int]:
        """The frozen papers of a lesson's quizzes, by the quiz; a draft names none."""
        return {int(quiz): paper for quiz, paper in (self.content.get("papers") or {}).items()}

    @property
    def briefs(self) -> dict[int, int]:
        """The frozen briefs of a lesson's assignments, by the assignment; a draft names none."""
        return {int(assignment): brief for assignment, brief in (self.content.get("briefs") or {}).items()}

    def stream(self, name: str) -> list[dict[str, Any]]:
        """A StreamField's raw blocks; Wagtail stores them as JSON within JSON."""
        raw = self.content.get(name) or "[]"
        if not isinstance(raw, str):
            return list(raw)
        return json.loads(raw) if raw.startswith("[") else []


def frozen_pages(
    submission: CourseSubmission, *, whole: bool = True, page_ids: Iterable[int] | None = None
) -> list[FrozenPage]:
    """The pages of `submission` in reading order; without `whole`, lessons have digests for their long texts."""
    values: dict[str, Any] = {"submission": submission.pk}
    only = ""
    if page_ids is not None:
        values["pages"] = list(page_ids)
        only = "AND node.page_id = ANY(%(pages)s)"
    content = "text.content" if whole else SHORT
    with connection.cursor() as cursor:
        cursor.execute(NODES.format(content=content, only=only), values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return [
        FrozenPage(
            page_id=page_id,
            parent_page_id=parent_page_id,
            position=position,
            kind=kind,
            lesson_id=lesson_id,
            lesson_public_id=lesson_public_id,
            sha=sha,
            content=json.loads(text),
        )
        for page_id, parent_page_id, position, kind, lesson_id, lesson_public_id, sha, text in rows
    ]
