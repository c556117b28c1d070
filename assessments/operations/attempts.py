"""Beginning, answering and handing in (REQUIREMENTS C6). The learner is held first, then the attempt."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from assessments.blocks import UnfitAnswer
from assessments.documents import Question, drawn, question_in, total_of
from assessments.documents.corrections import passes, points_of_answer
from assessments.errors import AttemptIsOver, NoAttemptsLeft, QuizHasNothingToAsk, WaitBeforeNextAttempt
from assessments.models import Answer, Attempt, Paper
from assessments.models.attempts import new_seed
from assessments.operations.regrading import catch_up
from kit import clock
from kit.errors import InvalidInput, NotFound
from kit.failpoints import failpoint

# What is under way when the time ends still counts.
GRACE = timedelta(seconds=30)
SWEPT_AT_ONCE = 200

log = structlog.get_logger("assessments.attempts")


@transaction.atomic
def begin_attempt(learner: User, paper: Paper, lesson: UUID) -> tuple[Attempt, bool]:
    """The learner's open attempt at the paper's quiz, and whether it was begun just now.

    Raises NoAttemptsLeft, WaitBeforeNextAttempt, QuizHasNothingToAsk.
    """
    hold_person(learner.pk)
    failpoint("assessments.learner_held")
    quiz, rules = paper.quiz, paper.content
    mine = list(Attempt.objects.filter(learner=learner, quiz=quiz).order_by("-number"))
    last = mine[0] if mine else None
    if last is not None and last.handed_in_at is None:
        if not is_over(last, clock.now()):
            # It goes on in the lesson in which the learner is now: the other may be closed or gone.
            Attempt.objects.filter(pk=last.pk).update(lesson=lesson)
            last.lesson = lesson
            return last, False
        last = close_if_over(last)
    allowed = rules["attempts_allowed"]
    if allowed is not None and len(mine) >= allowed:
        raise NoAttemptsLeft(allowed=allowed)
    opens_at = next_attempt_at(last, rules["wait_minutes"])
    now = clock.now()
    if opens_at is not None and opens_at > now:
        raise WaitBeforeNextAttempt(retry_after=int((opens_at - now).total_seconds()) + 1)
    seed = new_seed()
    questions = drawn(paper.questions, seed, shuffled=rules["shuffles_questions"])
    if not questions:
        raise QuizHasNothingToAsk
    limit = rules["time_limit_minutes"]
    attempt = Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        paper=paper,
        lesson=lesson,
        number=(last.number if last else 0) + 1,
        seed=seed,
        questions=[question.id for question in questions],
        begun_at=now,
        due_at=now + timedelta(minutes=limit) if limit else None,
        most_points=total_of(questions),
    )
    return attempt, True


@transaction.atomic
def save_answers(attempt: Attempt, answers: Mapping[UUID, Mapping[str, Any]], *, learner: User) -> Attempt:
    """Keep these answers; those to other questions stay. Raises NotFound, AttemptIsOver, InvalidInput."""
    held = _held(attempt, learner)
    if held.handed_in_at is not None or is_over(held, clock.now()):
        raise AttemptIsOver
    _keep(held, answers)
    return held


@transaction.atomic
def hand_in(attempt: Attempt, answers: Mapping[UUID, Mapping[str, Any]], *, learner: User) -> Attempt:
    """Keep these answers, if they are still in time, and mark the attempt. One that is handed in stays as it is.

    Raises NotFound, InvalidInput.
    """
    held = _held(attempt, learner)
    if held.handed_in_at is not None:
        return held
    if not is_over(held, clock.now()):
        _keep(held, answers)
    failpoint("assessments.before_marking")
    return catch_up(_mark(held))


@transaction.atomic
def close_if_over(attempt: Attempt) -> Attempt:
    """Hand in what there is of an attempt whose time is up."""
    held = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if held.handed_in_at is not None or not is_over(held, clock.now()):
        return held
    return catch_up(_mark(held))


def close_what_is_over() -> int:
    """Mark attempts whose time was up while nobody looked. Returns how many."""
    waiting = Attempt.objects.filter(handed_in_at=None, due_at__lt=clock.now() - GRACE).order_by("due_at", "pk")
    closed = 0
    for attempt in waiting[:SWEPT_AT_ONCE]:
        try:
            closed += close_if_over(attempt).handed_in_at is not None
        except Exception:
            # One that cannot be marked keeps no other from being marked.
            log.exception("attempt_not_closed", attempt=str(attempt.public_id))
    return closed


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Whether nothing is taken any more, by the server's clock."""
    return attempt.due_at is not None and now > attempt.due_at + GRACE


def next_attempt_at(last: Attempt | None, wait_minutes: int) -> datetime | None:
    """From when on another attempt may begin; None where there is nothing to wait for."""
    if last is None or last.handed_in_at is None or not wait_minutes:
        return None
    return last.handed_in_at + timedelta(minutes=wait_minutes)


def has_passed(learner: User, quizzes: list[int]) -> set[int]:
    """Which of these quizzes the learner has passed in any attempt."""
    passed = Attempt.objects.filter(learner=learner, quiz__in=quizzes, is_passed=True)
    return set(passed.values_list("quiz_id", flat=True))


def _held(attempt: Attempt, learner: User) -> Attempt:
    held = Attempt.objects.select_for_update().filter(pk=attempt.pk, learner=learner).first()
    if held is None:
        raise NotFound
    return held


def is_blank(value: Any) -> bool:
    """Whether nothing was answered: an empty field is no answer."""
    return not (any(value.values()) if isinstance(value, dict) else value)


def _keep(attempt: Attempt, answers: Mapping[UUID, Mapping[str, Any]]) -> None:
    known = _asked_in(attempt)
    wrong: dict[str, list[str]] = {}
    rows = []
    taken_back = []
    now = clock.now()
    for name, answer in answers.items():
        question = known.get(name)
        if question is None:
            wrong[str(name)] = ["This attempt has no such question."]
            continue
        try:
            value = question.block.read(question.asked(attempt.seed), answer)
        except UnfitAnswer as unfit:
            wrong[str(name)] = [str(unfit)]
            continue
        if is_blank(value):
            taken_back.append(name)
        else:
            kept = {question.block.reads: value}
            rows.append(Answer(attempt=attempt, question=name, value=kept, answered_at=now))
    if wrong:
        raise InvalidInput(wrong)
    attempt.answers.filter(question__in=taken_back).delete()
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["attempt", "question"], update_fields=["value", "answered_at"]
    )


def _mark(attempt: Attempt) -> Attempt:
    """Give points for every answer. The caller holds the attempt."""
    known = _asked_in(attempt)
    answers = list(attempt.answers.all())
    for answer in answers:
        question = known[answer.question]
        answer.points = points_of_answer(question, attempt.seed, answer.value, worth=question.points)
    Answer.objects.bulk_update(answers, ["points"])
    points = sum((answer.points for answer in answers if answer.points is not None), Decimal(0))
    attempt.points = min(points, attempt.most_points)
    attempt.is_passed = passes(attempt.points, attempt.most_points, attempt.paper.content["pass_percent"])
    now = clock.now()
    attempt.handed_in_at = now if attempt.due_at is None else min(now, attempt.due_at)
    attempt.save(update_fields=["points", "is_passed", "handed_in_at"])
    return attempt


def _asked_in(attempt: Attempt) -> dict[UUID, Question]:
    known = question_in(attempt.paper.questions)
    return {name: known[name] for name in attempt.questions}
