"""A course as the public sees it: its page, its card in a list, and the words by which it is found."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from content.blocks import represent_points
from content.blocks.certificate import design_of
from content.blocks.published import fields_of
from content.blocks.stream import stored_stream
from courses.documents.facts import CourseFacts
from courses.documents.outline import Outline
from courses.enums import LessonAccess


def render_course(outline: Outline, facts: CourseFacts) -> dict[str, Any]:
    """The body of a course document."""
    content = outline.course_page.content
    return {
        **_shared(outline, facts),
        "description": {"html": facts.description_html},
        "outcomes": represent_points(content.get("outcomes")),
        "requirements": represent_points(content.get("requirements")),
        "prerequisites": facts.prerequisites,
        **({"requires_prerequisites": True} if content.get("requires_prerequisites") else {}),
        "promo_video": facts.promo_video,
        "co_authors": facts.co_authors,
        "structure": "hierarchical" if outline.chapters else "flat",
        "chapter_count": len(outline.chapters),
        "preview_lesson_count": sum(lesson.access == LessonAccess.PREVIEW for lesson in outline.lessons),
        "seo": {
            "title": content.get("seo_title") or outline.course_page.title,
            "description": content.get("search_description") or content.get("summary") or "",
        },
        "version": facts.version,
        "created_at": facts.created_at,
        "updated_at": facts.updated_at,
    }


def render_card(outline: Outline, facts: CourseFacts) -> dict[str, Any]:
    """What a list of courses shows of this one."""
    return _shared(outline, facts)


def _shared(outline: Outline, facts: CourseFacts) -> dict[str, Any]:
    content = outline.course_page.content
    return {
        "id": str(facts.course_id),
        "slug": facts.slug,
        "title": outline.course_page.title,
        "language": outline.language,
        "summary": content.get("summary") or "",
        "thumbnail": facts.thumbnail,
        "category": facts.category,
        "level": facts.level,
        "styles": facts.styles,
        "tags": facts.tags,
        "producer": facts.producer,
        "certificate": _certificate(outline),
        "lesson_count": len(outline.lessons),
        "duration_minutes": outline.minutes,
    }


def _certificate(outline: Outline) -> dict[str, Any] | None:
    """What a learner will be given, in a course that gives certificates."""
    design = certificate_of(outline.course_page.content)
    return {"heading": design["heading"], "every_quiz": design["every_quiz"]} if design else None


def certificate_of(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The design of a course's certificate in its frozen text, None where it gives none."""
    for block in stored_stream(content.get("certificate")):
        if block.get("type") == "certificate":
            fields = fields_of(block.get("value"))
            return {**design_of(fields), "signature": fields.get("signature"), "emblem": fields.get("emblem")}
    return None


def search_text_of(outline: Outline, facts: CourseFacts) -> str:
    """What full-text search reads beside title, promise and names: description, outcomes, chapters, lessons' titles."""
    parts = [
        plain_text(facts.description_html),
        *represent_points(outline.course_page.content.get("outcomes")),
        *(chapter.page.title for chapter in outline.chapters),
        *(lesson.page.title for lesson in outline.lessons),
    ]
    return "\n".join(part for part in parts if part)


def plain_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
