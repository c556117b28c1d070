"""Quizzes for tests: one question of each kind, and what answers them rightly."""

import uuid
from typing import Any

from assessments.documents import question_in
from assessments.models import Attempt, Paper, QuestionBank, Quiz
from assessments.operations.papers import write_papers
from tests.factories.accounts import UserFactory


def named(number: int) -> str:
    return f"00000000-0000-4000-9000-{number:012}"


def items(*values: Any, first: int = 1) -> list[dict[str, Any]]:
    """A stored list, each item with an id."""
    return [{"type": "item", "id": named(place), "value": value} for place, value in enumerate(values, first)]


def asks(words: str) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "id": str(uuid.uuid5(uuid.NAMESPACE_OID, words)), "value": f"<p>{words}</p>"}]


def stored(kind: str, place: int, /, **value: Any) -> dict[str, Any]:
    """A stored question."""
    common = {
        "content": asks(f"Question {place}"),
        "points": 1,
        "feedback_right": "Yes.",
        "feedback_wrong": "Not yet.",
    }
    return {"type": kind, "id": named(1000 + place), "value": {**common, **value}}


def option(text: str, *, is_right: bool = False, feedback: str = "") -> dict[str, Any]:
    return {"text": text, "is_right": is_right, "feedback": feedback}


def area(name: str, corners: str, shape: str = "rectangle") -> dict[str, Any]:
    return {"name": name, "shape": shape, "corners": corners}


def hotspot(place: int, picture: int, *areas: dict[str, Any], **value: Any) -> dict[str, Any]:
    """A question about places on the picture with that key."""
    shown = {"image": picture, "alt_text": "A staff", "wanted": None, "partial": True}
    return stored("hotspot", place, areas=items(*areas), **{**shown, **value})


def rhythm(place: int, pattern: str, **value: Any) -> dict[str, Any]:
    """A rhythm to tap: half a second a beat."""
    rules = {"tempo": 120, "beats": 4, "unit": "4", "count_in": 1, "clicks_on": True, "tolerance": 80}
    ways = {"shows_notation": True, "may_type": True, "partial": True}
    return stored("rhythm", place, pattern=pattern, **{**rules, **ways, **value})


def one_of_each(picture: int | None = None) -> list[dict[str, Any]]:
    """One valid question of each kind, a point each; of those that need a picture, where its key is given."""
    with_picture = (
        [
            hotspot(
                9,
                picture,
                area("the treble clef", "10,10 30,40"),
                area("the bass clef", "10,60 30,90", "ellipse"),
                area("the flag", "60,10 80,10 80,30.5", "polygon"),
                wanted=2,
            )
        ]
        if picture
        else []
    )
    return [
        stored(
            "single_choice",
            1,
            options=items(option("G major", is_right=True), option("F major", feedback="That has a flat.")),
            shuffles=True,
        ),
        stored(
            "multiple_choice",
            2,
            options=items(
                option("Oboe", is_right=True), option("Bassoon", is_right=True), option("Horn"), option("Tuba")
            ),
            shuffles=True,
            partial=True,
        ),
        stored("true_false", 3, is_true=True),
        stored("short_text", 4, accepted=items("Élève", "pupil"), case_matters=False, accents_matter=False),
        stored("numeric", 5, number="440", tolerance="2.5", unit="Hz"),
        stored("gaps", 6, text="From [[slow|slowly]] to [[fast]].", from_list=False, others=[]),
        stored("ordering", 7, items=items("Largo", "Andante", "Allegro", "Presto"), partial=True),
        stored(
            "matching",
            8,
            pairs=items({"left": "3/4", "right": "waltz"}, {"left": "2/4", "right": "polka"}),
            others=items("tango", first=10),
            partial=True,
        ),
        *with_picture,
        rhythm(10, "1 1/2 1/2 r1 1"),
    ]


def pool(number: int, draws: int, *questions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "pool", "id": named(2000 + number), "value": {"draws": draws, "questions": list(questions)}}


def draw(number: int, bank: QuestionBank, draws: int = 1, points: int | None = None) -> dict[str, Any]:
    """A stored draw from the bank."""
    return {
        "type": "draw",
        "id": named(2500 + number),
        "value": {"bank": bank.pk, "draws": draws, "points": points},
    }


def new_bank(owner: Any = None, *, questions: list[dict[str, Any]] | None = None, title: str = "Keys") -> QuestionBank:
    bank = QuestionBank(owner=owner or UserFactory(), title=title)
    bank.questions = one_of_each() if questions is None else questions
    bank.save()
    bank.refresh_from_db()
    return bank


def new_quiz(owner: Any = None, *, questions: list[dict[str, Any]] | None = None, **rules: Any) -> Quiz:
    values = {"title": "Keys by ear", "introduction": "<p>Listen twice.</p>", **rules}
    quiz = Quiz(owner=owner or UserFactory(), **values)
    quiz.questions = one_of_each() if questions is None else questions
    quiz.save()
    quiz.refresh_from_db()
    return quiz


def paper_of(quiz: Quiz) -> Paper:
    return write_papers([quiz.pk])[quiz.pk]


def right_answers(attempt: Attempt) -> dict[uuid.UUID, dict[str, Any]]:
    """An answer to every question of the attempt that is wholly right."""

    known = question_in(attempt.paper.questions)
    found = {}
    for name in attempt.questions:
        block = known[name].block
        found[name] = {block.reads: block.right(known[name].asked(attempt.seed))}
    return found
