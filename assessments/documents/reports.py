"""How the questions of a quiz did: how many found them right, and whether those who did know more than the others."""

import json
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from uuid import UUID

from django.db import connection
from django.utils.html import strip_tags
from django.utils.text import Truncator

from assessments.documents.banks import written_out
from assessments.documents.questions import Question, questions_of
from assessments.models import Attempt, Quiz
from content.blocks.published import text_of

# Below that a correlation says nothing.
LEAST_FOR_DISCRIMINATION = 10

# First attempts alone: who tries again has seen the questions.
_FIGURES = """
WITH worth AS (
    SELECT * FROM jsonb_to_recordset(%(worth)s::jsonb) AS worth (paper bigint, question uuid, points numeric)
)
SELECT question.id, count(*), count(answer.id), avg(coalesce(answer.points, 0) / nullif(worth.points, 0)),
    corr(coalesce(answer.points, 0)::float8, (attempt.points - coalesce(answer.points, 0))::float8)
FROM assessments_attempt AS attempt
CROSS JOIN unnest(attempt.questions) AS question (id)
JOIN worth ON worth.paper = attempt.paper_id AND worth.question = question.id
LEFT JOIN assessments_answer AS answer ON answer.attempt_id = attempt.id AND answer.question = question.id
WHERE attempt.quiz_id = %(quiz)s AND attempt.number = 1 AND attempt.handed_in_at IS NOT NULL
GROUP BY question.id
"""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question over the first attempts of all learners.

    `easiness` is the mean share of its points, from 0 to 1. `discrimination` is how its points go with those of the
    rest of the attempt, from -1 to 1: near 0 or below it tells nothing of who knows more. None where too few were asked
    or all answered alike.
    """

    id: UUID
    kind: str
    text: str
    asked: int
    answered: int
    easiness: Decimal | None
    discrimination: float | None
    is_asked_now: bool


@dataclass(frozen=True, slots=True)
class QuizReport:
    """Attempts handed in, how many learners made them, and how many of these have passed."""

    attempts: int
    learners: int
    passed: int
    questions: list[QuestionReport]


def report_of(quiz: Quiz) -> QuizReport:
    """Over everything that was handed in, also of questions that are asked no more."""
    now = {question.id: question for question in questions_of(written_out(quiz))}
    before: dict[UUID, Question] = {}
    worth = []
    for paper in quiz.papers.order_by("pk"):
        for question in questions_of(paper.questions):
            before[question.id] = question
            worth.append({"paper": paper.pk, "question": str(question.id), "points": int(question.points)})
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"quiz": quiz.pk, "worth": json.dumps(worth)})
        figures = {row[0]: row[1:] for row in cursor.fetchall()}
    known = [*now.values(), *(question for name, question in before.items() if name not in now and name in figures)]
    handed_in = Attempt.objects.filter(quiz=quiz, handed_in_at__isnull=False)
    return QuizReport(
        attempts=handed_in.count(),
        learners=handed_in.values("learner").distinct().count(),
        passed=handed_in.filter(is_passed=True).values("learner").distinct().count(),
        questions=[_report(question, figures.get(question.id), is_asked_now=question.id in now) for question in known],
    )


def _report(
    question: Question, figures: tuple[int, int, Decimal | None, float | None] | None, *, is_asked_now: bool
) -> QuestionReport:
    asked, answered, share, correlation = figures or (0, 0, None, None)
    has_enough = asked >= LEAST_FOR_DISCRIMINATION and correlation is not None
    return QuestionReport(
        id=question.id,
        kind=str(question.block.label),
        text=words_of(question),
        asked=asked,
        answered=answered,
        easiness=share,
        discrimination=correlation if has_enough else None,
        is_asked_now=is_asked_now,
    )


def words_of(question: Question) -> str:
    """The first words of what is asked."""
    texts = (block.get("value") for block in question.content if block.get("type") == "rich_text")
    return Truncator(unescape(strip_tags(text_of(next(texts, ""))))).words(16)
