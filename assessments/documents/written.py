"""A quiz as text that can be frozen, and what a lesson shows of it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from assessments.documents.banks import banks_of, written_out
from assessments.documents.questions import count_and_total, questions_of
from assessments.models import Paper, QuestionBank, Quiz
from content.blocks import references
from media.models import Document, Image, Video

RULES = (
    "pass_percent",
    "attempts_allowed",
    "wait_minutes",
    "time_limit_minutes",
    "shuffles_questions",
    "answers_shown",
)


def content_to_freeze(quiz: Quiz, banks: Mapping[int, QuestionBank] | None = None) -> dict[str, Any]:
    """The quiz's text and rules as they are now. `banks` are `banks_of` of several quizzes at once."""
    rules = {name: getattr(quiz, name) for name in RULES}
    return {
        "title": quiz.title,
        "introduction": quiz.introduction,
        **rules,
        "answers_shown": str(quiz.answers_shown),
        "questions": written_out(quiz, banks),
    }


def sha_of(content: Mapping[str, Any]) -> str:
    """By which a paper is found: the same text has the same."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def files_in(content: dict[str, Any]) -> list[UUID]:
    """The public ids of the media that a frozen quiz shows."""
    streams = [question.blocks for question in questions_of(content["questions"])]
    found = references(streams, rich_texts=[content["introduction"]])
    kinds = ((Image, found.images), (Document, found.documents), (Video, found.videos))
    return [
        public_id
        for model, keys in kinds
        for public_id in model.objects.filter(pk__in=keys).order_by("pk").values_list("public_id", flat=True)
        if keys
    ]


def written_questions(papers: Mapping[int, int]) -> dict[int, list[dict[str, Any]]]:
    """Every question of these papers with its right answers, for reviewers; by the quiz. `content` is stored blocks."""
    found = Paper.objects.filter(pk__in=papers.values()) if papers else ()
    return {
        paper.quiz_id: [
            {
                "kind": str(question.block.label),
                "points": int(question.points),
                "content": question.blocks,
                "answers": question.block.written(question.asked("")),
            }
            for question in questions_of(paper.questions)
        ]
        for paper in found
    }


def cards(papers: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """What lessons show of frozen quizzes. `papers` and the answer are by the quiz's primary key."""
    found = Paper.objects.filter(pk__in=papers.values()).select_related("quiz") if papers else ()
    return {paper.quiz_id: _card(paper.quiz, paper.content) for paper in found}


def draft_cards(quizzes: Collection[int]) -> dict[int, dict[str, Any]]:
    """The same of quizzes as they are now."""
    found = Quiz.objects.filter(pk__in=quizzes) if quizzes else ()
    banks = banks_of(*found)
    return {quiz.pk: _card(quiz, content_to_freeze(quiz, banks)) for quiz in found}


def _card(quiz: Quiz, content: Mapping[str, Any]) -> dict[str, Any]:
    """As `content.blocks.quiz.QuizBlock` publishes it."""
    count, total = count_and_total(content["questions"])
    return {
        "quiz": str(quiz.public_id),
        "title": content["title"],
        "question_count": count,
        "points": int(total),
        "time_limit_minutes": content["time_limit_minutes"],
        "pass_percent": content["pass_percent"],
    }
