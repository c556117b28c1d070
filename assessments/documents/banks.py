"""Quizzes with what they draw from banks written out: each draw as a pool of the bank's questions as they are now."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.blocks.catalogue import DRAW, POOL
from assessments.blocks.question import question_id
from assessments.models import QuestionBank, Quiz
from content.blocks.context import note
from content.blocks.published import fields_of
from content.blocks.stream import stored_stream


def draws_in(stored: Any) -> list[Mapping[str, Any]]:
    """The values of the draws in a quiz's stored blocks."""
    return [fields_of(block.get("value")) for block in stored_stream(stored) if block.get("type") == DRAW]


def banks_in(stored: Any) -> set[int]:
    """The primary keys of the banks that they name."""
    found: set[int] = set()
    for draw in draws_in(stored):
        note(found, draw.get("bank"))
    return found


def banks_of(*quizzes: Quiz) -> dict[int, QuestionBank]:
    """The banks from which these quizzes draw, by their primary keys."""
    wanted = set().union(*(banks_in(quiz.questions) for quiz in quizzes))
    return QuestionBank.objects.in_bulk(wanted) if wanted else {}


def written_out(quiz: Quiz, banks: Mapping[int, QuestionBank] | None = None) -> list[dict[str, Any]]:
    """The stored blocks of a quiz, of the kinds that a paper has. `banks` are `banks_of` of several quizzes at once."""
    known = banks_of(quiz) if banks is None else banks
    stored = stored_stream(quiz.questions)
    return [_pool(block, quiz, known) if block.get("type") == DRAW else block for block in stored]


def _pool(block: Mapping[str, Any], quiz: Quiz, banks: Mapping[int, QuestionBank]) -> dict[str, Any]:
    draw = fields_of(block.get("value"))
    bank = banks.get(draw.get("bank") or 0)
    # The database lets no quiz draw from another's bank. Were it otherwise, nothing of it would be told.
    if bank is None or bank.owner_id != quiz.owner_id:
        return {**block, "type": POOL, "value": {"draws": draw.get("draws"), "questions": []}}
    questions = list(_questions(bank, draw.get("points")))
    value = {"draws": draw.get("draws"), "questions": questions, "bank": str(bank.public_id)}
    return {**block, "type": POOL, "value": value}


def _questions(bank: QuestionBank, points: Any) -> Iterable[dict[str, Any]]:
    """The questions under the ids that they have in the bank, by which they are known in reports and corrections."""
    for place, stored in enumerate(stored_stream(bank.questions)):
        worth = {} if points is None else {"points": points}
        value = {**fields_of(stored.get("value")), **worth}
        yield {**stored, "id": str(question_id(stored, f"{bank.public_id}:{place}")), "value": value}
