"""The quizzes of lessons as learners are asked them."""

from dataclasses import dataclass
from uuid import UUID

import orjson

from assessments.models import Paper
from courses.models import Lesson, LessonDocument
from kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class LessonQuiz:
    """A quiz in a live lesson: its paper, the lesson's document, and whether it has to be passed."""

    document: LessonDocument
    paper: Paper
    is_required: bool


def quiz_in(lesson: Lesson, quiz: UUID, *, language: str = "") -> LessonQuiz:
    """The quiz as the live lesson asks it. Raises NotFound where it does not, or no longer."""
    documents = LessonDocument.objects.live().filter(lesson=lesson).order_by("pk")
    for document in sorted(documents, key=lambda one: one.language != language):
        papers = Paper.objects.filter(pk__in=document.papers, quiz__public_id=quiz).select_related("quiz")
        if (paper := papers.first()) is not None:
            return LessonQuiz(document, paper, paper.quiz_id in document.required_quizzes)
    raise NotFound


def number_of(document: LessonDocument) -> str:
    """The lesson's number in the outline; empty for one that is not published."""
    return str(orjson.loads(document.body)["number"]) if document.body else ""
