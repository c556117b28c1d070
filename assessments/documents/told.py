"""An attempt as its learner is told of it. Before it is handed in there is no answer in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.blocks.question import NOTHING_EXPLAINED, NOTHING_SHOWN, listening_of
from assessments.documents.corrections import corrected
from assessments.documents.questions import Question, question_in
from assessments.enums import AnswersShown
from assessments.models import Answer, Attempt
from content.blocks import PublishingContext, publishing_context, represent


def shows_answers(attempt: Attempt, *, has_passed: bool, used: int) -> bool:
    """Whether the right answers may be told. `used` is how many attempts the learner has handed in."""
    if attempt.handed_in_at is None:
        return False
    content = attempt.paper.content
    allowed = content["attempts_allowed"]
    shown = content["answers_shown"]
    if shown == AnswersShown.AFTER_LAST_ATTEMPT:
        return has_passed or (allowed is not None and used >= allowed)
    return shown == AnswersShown.AFTER_ATTEMPT or (shown == AnswersShown.AFTER_PASSING and has_passed)


def told_questions(attempt: Attempt, *, with_answers: bool) -> list[dict[str, Any]]:
    """The questions of the attempt in their order, with what was answered and, once handed in, how it went."""
    known = question_in(attempt.paper.questions)
    questions = [known[name] for name in attempt.questions]
    answers = {answer.question: answer for answer in attempt.answers.all()}
    now = question_in(attempt.marked_by.questions) if attempt.marked_by else {}
    context = publishing_context([question.blocks for question in questions])
    return [
        {
            "id": question.id,
            "number": number,
            "kind": question.kind,
            "points": question.points,
            "content": represent(question.content, context),
            "listening": listening_of(question.value),
            **NOTHING_SHOWN,
            **question.block.shown(question.asked(attempt.seed)),
            "picture": _picture(question, context),
            "answer": answers[question.id].value if question.id in answers else None,
            "result": _result(
                attempt, corrected(question, now.get(question.id)), question.points, answers, with_answers=with_answers
            ),
        }
        for number, question in enumerate(questions, start=1)
    ]


def _picture(question: Question, context: PublishingContext) -> dict[str, Any] | None:
    """The picture that the question is about, as the block of a lesson shows one."""
    shown = represent(question.also_shows, context)
    return next((block["value"] for block in shown if block["type"] == "image"), None)


def _result(
    attempt: Attempt, question: Question, most: Decimal, answers: Mapping[UUID, Answer], *, with_answers: bool
) -> dict[str, Any] | None:
    if attempt.handed_in_at is None:
        return None
    block, asked = question.block, question.asked(attempt.seed)
    answer = answers.get(question.id)
    points = answer.points if answer is not None and answer.points is not None else Decimal(0)
    given = None if answer is None else answer.value[block.reads]
    # Who has all points though another answer is right by now was marked anew, and lost nothing by it.
    is_right = answer is not None and (block.share(asked, given) == 1 or 0 < most == points)
    return {
        "points": points,
        "is_right": is_right,
        "feedback": str(question.value.get("feedback_right" if is_right else "feedback_wrong") or "").strip(),
        "right": {block.reads: block.right(asked)} if with_answers else None,
        "option_feedback": block.option_feedback(asked, given) if answer is not None else {},
        **NOTHING_EXPLAINED,
        **block.explained(asked, given, with_answers=with_answers),
    }
