"""A draft as plain data, the same for two courses that say the same: no keys, ids or names of files."""

import hashlib
import json
import re
from typing import Any

from assessments.documents.written import RULES
from assessments.models import Quiz
from content.blocks.certificate import CERTIFICATE_PICTURES
from content.blocks.stream import stored_stream
from courses.documents.courses import certificate_of
from courses.exporters.neutral import Neutral
from courses.importers.fitting import RESOURCES, fit_block, fit_questions
from courses.importers.package import AssetRef, QuizRef
from courses.importers.rich_text import DESCRIPTION_TAGS
from courses.models import ChapterPage, CoursePage, LessonPage
from media.models import Image


class ByContent:
    """A shelf on which a medium's path is what its file holds."""

    def path(self, model: type, pk: Any) -> str | None:
        medium = model._default_manager.filter(pk=pk).first() if isinstance(pk, int) else None
        if medium is None:
            return None
        with medium.file.open("rb") as stored:
            return f"{model.__name__}/{hashlib.sha256(stored.read()).hexdigest()}"


class QuizzesByContent:
    """Quizzes whose path is what they say."""

    def __init__(self) -> None:
        self._neutral = Neutral(ByContent(), {}, self)

    def path(self, pk: Any) -> str:
        quiz = Quiz.objects.get(pk=pk)
        questions = fit_questions(self._neutral.questions(stored_stream(quiz.questions)))
        rules = {name: getattr(quiz, name) for name in RULES}
        said = [quiz.title, self._neutral.rich_text(quiz.introduction), rules, _plain(questions)]
        return re.sub(r'"id": "[^"]*"', "", json.dumps(said, sort_keys=True))


def snapshot(page: CoursePage) -> dict[str, Any]:
    lessons = LessonPage.objects.descendant_of(page).filter(removed_at=None).order_by("path")
    neutral = Neutral(
        ByContent(), {lesson.pk: f"lesson-{number}" for number, lesson in enumerate(lessons)}, QuizzesByContent()
    )
    draft = page.get_latest_revision_as_object()
    return {
        "title": draft.title,
        "summary": draft.summary,
        "description": neutral.rich_text(draft.description, DESCRIPTION_TAGS),
        "language": draft.language,
        "price": (draft.price_minor, draft.price_currency),
        "promo": draft.promo_video_url,
        "picture": (neutral.file(draft.thumbnail), draft.thumbnail_alt),
        "category": draft.category,
        "level": draft.level,
        "styles": sorted(style.slug for style in draft.styles.all()),
        "tags": sorted(draft.tags.names()),
        "outcomes": [one.value for one in draft.outcomes],
        "requirements": [one.value for one in draft.requirements],
        "certificate": _certificate(draft),
        "pace": (draft.in_order, draft.requires_prerequisites),
        "children": _children(page, neutral),
    }


def _certificate(draft: Any) -> dict[str, Any] | None:
    design = certificate_of({"certificate": draft.certificate})
    return design and design | {name: ByContent().path(Image, design[name]) for name in CERTIFICATE_PICTURES}


def _children(page: Any, neutral: Neutral) -> list[dict[str, Any]]:
    found = []
    for child in page.get_children().order_by("path").specific():
        if child.removed_at:
            continue
        draft = child.get_latest_revision_as_object()
        if isinstance(draft, ChapterPage):
            told = {"title": draft.title, "description": draft.description, "children": _children(child, neutral)}
            told["opens"] = (draft.opens, draft.opens_at, draft.opens_after_days)
        else:
            told = {
                "title": draft.title,
                "summary": draft.summary,
                "type": draft.lesson_type,
                "preview": draft.is_preview,
                "minutes": draft.estimated_minutes,
                "optional": draft.is_optional,
                "opens": (draft.opens, draft.opens_at, draft.opens_after_days),
                "content": _stream(neutral.stream(draft.content.get_prep_value())),
                "resources": _stream(neutral.stream(draft.resources.get_prep_value(), RESOURCES), RESOURCES),
                "problems": [
                    (one.source_path, one.position, one.title, one.source, sorted(one.files))
                    for one in draft.lesson.imported_problems.order_by("position", "source_path")
                ],
            }
        found.append(told)
    return found


def _stream(blocks: list[Any], *stream: Any) -> list[Any]:
    return [_plain(fit_block(one, *stream)) for one in blocks]


def _plain(value: Any) -> Any:
    match value:
        case AssetRef(path=path) | QuizRef(path=path):
            return path
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case str():
            return re.sub(r"asset:Document/", "asset:", value)
    return value
