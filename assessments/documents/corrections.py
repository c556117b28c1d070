"""What marking anew by other right answers would change. Nothing here writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from assessments.documents.questions import Question, question_in
from assessments.documents.reports import words_of
from assessments.models import Answer, Attempt, Paper, Quiz

CENT = Decimal("0.01")
AT_ONCE = 500


def corrected(asked: Question, now: Question | None) -> Question:
    """The question by whose answers an attempt that was asked `asked` is marked, `now` being what it says by now.

    One that is gone, of another kind or with other parts is marked as it was asked: an answer to it says nothing now.
    """
    if now is None or now.kind != asked.kind:
        return asked
    block = asked.block
    return now if block.frame(asked.asked("")) == block.frame(now.asked("")) else asked


@dataclass(frozen=True, slots=True)
class Correction:
    """What a paper asked, and those of its questions whose answers are others by now, as they are now."""

    asked: Mapping[UUID, Question]
    now: Mapping[UUID, Question]
    pass_percent: int


def correction_of(paper: Paper, now: Paper) -> Correction:
    asked, known = question_in(paper.questions), question_in(now.questions)
    found = {name: corrected(question, known.get(name)) for name, question in asked.items()}
    changed = {name: question for name, question in found.items() if _answers(question) != _answers(asked[name])}
    return Correction(asked, changed, paper.content["pass_percent"])


def _answers(question: Question) -> dict[str, Any]:
    """What of it decides about points: all but what is asked and what is said. What is off may be missing as well."""
    silent = {"content", "listen_first", "plays", "points", "feedback_right", "feedback_wrong"}
    return {name: value for name, value in question.value.items() if value and name not in silent}


def points_of_answer(question: Question, seed: str, value: Mapping[str, Any], *, worth: Decimal) -> Decimal:
    share = question.block.share(question.asked(seed), value[question.block.reads])
    return (share * worth).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Mark:
    """The points of an answer, and those that it would have by what is right now."""

    question: UUID
    before: Decimal
    found: Decimal


def marks_of(attempt: Attempt, answers: Iterable[Answer], correction: Correction) -> list[Mark]:
    """Every question is worth what it was when it was asked."""
    marks = []
    for answer in answers:
        before = found = answer.points if answer.points is not None else Decimal(0)
        if (question := correction.now.get(answer.question)) is not None:
            worth = correction.asked[answer.question].points
            found = points_of_answer(question, attempt.seed, answer.value, worth=worth)
        marks.append(Mark(answer.question, before, found))
    return marks


@dataclass(frozen=True, slots=True)
class Change:
    """What changes of one attempt; `answers` are the points before and after of the questions that change."""

    points: Decimal
    is_passed: bool
    answers: dict[UUID, tuple[Decimal, Decimal]]


def change_of(attempt: Attempt, marks: Iterable[Mark], correction: Correction, *, lowers: bool) -> Change:
    """What the marks change of the attempt. Unless it `lowers`, no answer loses points."""
    after = {mark.question: (mark.before, mark.found if lowers else max(mark.before, mark.found)) for mark in marks}
    points = min(sum((now for _before, now in after.values()), Decimal(0)), attempt.most_points)
    changed = {name: (before, now) for name, (before, now) in after.items() if before != now}
    return Change(points, passes(points, attempt.most_points, correction.pass_percent), changed)


def passes(points: Decimal, most: Decimal, percent: int) -> bool:
    return points * 100 >= most * percent


@dataclass(slots=True)
class Effect:
    """How many attempts change, and how."""

    gain: int = 0
    lose: int = 0

    def note(self, before: Decimal, after: Decimal) -> None:
        self.gain += after > before
        self.lose += after < before


@dataclass(slots=True)
class QuestionEffect(Effect):
    question: Question | None = None

    @property
    def text(self) -> str:
        return words_of(self.question) if self.question else ""


@dataclass(slots=True)
class Forecast(Effect):
    """What marking anew would do to all attempts at a quiz. `corrected` has each question whose answers changed."""

    attempts: int = 0
    passing: int = 0
    failing: int = 0
    corrected: dict[UUID, QuestionEffect] = field(default_factory=dict)

    def note_attempt(self, attempt: Attempt, change: Change) -> None:
        self.note(attempt.points or Decimal(0), change.points)
        self.passing += change.is_passed and not attempt.is_passed
        self.failing += bool(attempt.is_passed) and not change.is_passed
        for name, (before, after) in change.answers.items():
            self.corrected[name].note(before, after)


def forecasts(quiz: Quiz, paper: Paper) -> dict[bool, Forecast]:
    """Over every attempt that was handed in, by whether it lowers."""
    asked = Attempt.objects.filter(quiz=quiz, handed_in_at__isnull=False)
    attempts = asked.count()
    papers = quiz.papers.filter(pk__in=asked.values("paper")).order_by("pk")
    concerned = {each.pk: made for each in papers if (made := correction_of(each, paper)).now}
    corrected_now = {name: question for made in concerned.values() for name, question in made.now.items()}
    found = {
        lowers: Forecast(attempts=attempts, corrected={n: QuestionEffect(question=q) for n, q in corrected_now.items()})
        for lowers in (False, True)
    }
    answers = Prefetch("answers", queryset=Answer.objects.order_by("pk"))
    for attempt in asked.filter(paper__in=concerned).prefetch_related(answers).iterator(chunk_size=AT_ONCE):
        correction = concerned[attempt.paper_id]
        marks = marks_of(attempt, attempt.answers.all(), correction)
        for lowers, told in found.items():
            told.note_attempt(attempt, change_of(attempt, marks, correction, lowers=lowers))
    return found
