"""Copying a whole course in one statement, so that no autosave, move or deletion reaches the copy (DESIGN 3)."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from wagtail.models import Page

from assessments.operations.briefs import write_briefs
from assessments.operations.papers import write_papers
from content.blocks import references
from courses.documents.frozen import FrozenPage
from courses.models import Course, CoursePage, CourseSubmission

# What a revision holds about the page's place, address, schedule and locks, which says nothing about its text.
VOLATILE = [
    "pk", "id", "path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live",
    "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at",
    "expire_at", "expired", "locked", "locked_at", "locked_by", "draft_title", "slug", "content_type", "url_path",
    "owner", "latest_revision_created_at", "alias_of", "removed_at", "was_published", "course", "lesson",
    "wagtail_admin_comments",
]  # fmt: skip

# `~>=~` and `~<~` compare byte by byte, which is what the index on `path` for prefixes serves; every character of a
# path sorts before the tilde.
DRAFT = """
WITH root AS (
    SELECT p.path
    FROM courses_coursepage c JOIN wagtailcore_page p ON p.id = c.page_ptr_id
    WHERE c.course_id = %(course)s AND c.removed_at IS NULL
), place AS (
    SELECT p.id, p.path, p.latest_revision_id, l.lesson_id,
           CASE WHEN c.page_ptr_id IS NOT NULL THEN 'course'
                WHEN h.page_ptr_id IS NOT NULL THEN 'chapter' ELSE 'lesson' END AS kind,
           coalesce(c.removed_at, h.removed_at, l.removed_at) IS NOT NULL AS is_removed
    FROM root
    JOIN wagtailcore_page p ON p.path ~>=~ root.path AND p.path ~<~ (root.path || '~')
    LEFT JOIN courses_coursepage c ON c.page_ptr_id = p.id
    LEFT JOIN courses_chapterpage h ON h.page_ptr_id = p.id
    LEFT JOIN courses_lessonpage l ON l.page_ptr_id = p.id
), kept AS (
    SELECT * FROM place
    WHERE NOT EXISTS (
        SELECT 1 FROM place gone WHERE gone.is_removed AND starts_with(place.path, gone.path)
    )
), draft AS (
    SELECT kept.id AS page_id, parent.id AS parent_page_id, kept.kind, kept.lesson_id,
           row_number() OVER (ORDER BY kept.path COLLATE "C") AS position,
           (revision.content - %(volatile)s::text[]) || CASE WHEN kept.kind = 'course' THEN jsonb_build_object(
               'tagged_items', (
                   SELECT coalesce(jsonb_agg(DISTINCT tag.name ORDER BY tag.name), '[]')
                   FROM jsonb_array_elements(coalesce(revision.content -> 'tagged_items', '[]')) item
                   JOIN taggit_tag tag ON tag.id = (item ->> 'tag')::bigint
               ),
               'prerequisites', (
                   SELECT coalesce(jsonb_agg(other.public_id ORDER BY other.public_id), '[]')
                   FROM courses_coursepage_prerequisites link JOIN courses_course other ON other.id = link.course_id
                   WHERE link.coursepage_id = kept.id
               )
           ) ELSE coalesce(%(asked)s::jsonb -> kept.id::text, '{}') END AS content
    FROM kept
    JOIN wagtailcore_revision revision ON revision.id = kept.latest_revision_id
    LEFT JOIN kept parent ON parent.path = left(kept.path, length(kept.path) - 4)
)
"""

READ = f"{DRAFT} SELECT page_id, parent_page_id, position, kind, lesson_id, content::text FROM draft ORDER BY position"  # noqa: S608 - nothing but our own text

# Lessons that ask quizzes or assignments, out of which the keys of these are read.
ASKING = f"""{DRAFT} SELECT page_id, content ->> 'content' FROM draft
WHERE kind = 'lesson' AND content ->> 'content' ~ '"(quiz|assignment)"'"""  # noqa: S608 - nothing but our own text

FREEZE = f"""
{DRAFT}, hashed AS (
    SELECT *, sha256(convert_to(content::text, 'UTF8')) AS sha FROM draft
), stored AS (
    INSERT INTO courses_frozencontent (sha, content)
    SELECT sha, content FROM (SELECT DISTINCT ON (sha) sha, content FROM hashed ORDER BY sha) texts
    ON CONFLICT DO NOTHING
)
INSERT INTO courses_frozennode (submission_id, page_id, parent_page_id, position, kind, lesson_id, sha)
SELECT %(submission)s, page_id, parent_page_id, position, kind, lesson_id, sha FROM hashed
"""  # noqa: S608 - nothing but our own text


def freeze_course(submission: CourseSubmission) -> int:
    """Copy the newest draft of every page that stands in the course into `submission`; says how many there were.

    The quizzes and assignments in lessons are frozen first, and each lesson's copy names their papers and briefs. One
    that an autosave brings in between has none, and `readiness` asks for the course once more.
    """
    _give_every_page_a_revision(submission.course)
    values: dict[str, Any] = {"course": submission.course_id, "volatile": VOLATILE}
    asked = _asked_in_lessons(values)
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, {**values, "submission": submission.pk, "asked": json.dumps(asked)})
        return cursor.rowcount


def read_draft(course: Course) -> list[FrozenPage]:
    """The course as `freeze_course` would copy it now, without copying anything."""
    with connection.cursor() as cursor:
        cursor.execute(READ, {"course": course.pk, "volatile": VOLATILE, "asked": "{}"})
        rows: Iterable[tuple[Any, ...]] = cursor.fetchall()
    return [
        FrozenPage(
            page_id=page_id,
            parent_page_id=parent_page_id,
            position=position,
            kind=kind,
            lesson_id=lesson_id,
            content=json.loads(content),
        )
        for page_id, parent_page_id, position, kind, lesson_id, content in rows
    ]


def _asked_in_lessons(values: dict[str, Any]) -> dict[str, dict[str, dict[str, int]]]:
    """The papers of each lesson's quizzes, by the quiz, and the briefs of its assignments; by the lesson's page."""
    with connection.cursor() as cursor:
        cursor.execute(ASKING, {**values, "asked": "{}"})
        found = {str(page_id): references([stored]) for page_id, stored in cursor.fetchall()}
    papers = write_papers(set().union(*(asked.quizzes for asked in found.values())))
    briefs = write_briefs(set().union(*(asked.assignments for asked in found.values())))
    return {
        page_id: {
            name: {str(key): frozen[key].pk for key in sorted(keys) if key in frozen}
            for name, keys, frozen in (("papers", asked.quizzes, papers), ("briefs", asked.assignments, briefs))
            if keys
        }
        for page_id, asked in found.items()
    }


def _give_every_page_a_revision(course: Course) -> None:
    for root in CoursePage.objects.filter(course=course):
        for page in Page.objects.descendant_of(root, inclusive=True).filter(latest_revision=None):
            page.specific.save_revision()
