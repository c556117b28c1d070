"""The quizzes of a package as quizzes of the producer's: the same ones the second time."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.utils.crypto import salted_hmac
from wagtail import blocks

from assessments.models import Quiz
from assessments.operations.quizzes import write_quiz
from courses.importers.fitting import QUIZ
from courses.importers.package import Block, QuizDraft
from courses.importers.stored import Storing
from courses.models import ImportedQuiz, ImportSource

POOL_QUESTIONS = QUIZ.child_blocks["pool"].child_blocks["questions"]
LONGEST_KEY = 1000


def write_quizzes(
    quizzes: Iterable[QuizDraft], known: ImportSource, storing: Storing, *, actor: Any
) -> Iterator[tuple[str, int]]:
    """Write each quiz of the package that is new or has changed; says of each by its path which one it is."""
    rows = {row.path: row for row in ImportedQuiz.objects.filter(source=known).select_related("quiz")}
    told: set[str] = set()
    for draft in quizzes:
        key = key_of_quiz(draft)
        # A copy of a file bears the name of what it was copied from: the second is known by where it lies.
        if key in told:
            key = key_of_quiz(replace(draft, key=""))
        told.add(key)
        row = rows.get(key) or ImportedQuiz(source=known, path=key)
        values = _values(draft, storing)
        digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        if row.content_hash != digest:
            quiz = row.quiz if row.pk else Quiz(owner=known.producer)
            values["questions"] = _identified(values["questions"], quiz.public_id)
            row.quiz, row.content_hash = write_quiz(quiz, values, actor=actor), digest
            row.save()
        yield draft.path, row.quiz_id


def key_of_quiz(draft: QuizDraft) -> str:
    """What the next import of the package knows the quiz by."""
    key = draft.key or draft.path
    return key if len(key) <= LONGEST_KEY else f"{key[:900]}…{hashlib.sha256(key.encode()).hexdigest()}"


def _values(draft: QuizDraft, storing: Storing) -> dict[str, Any]:
    return {
        "title": draft.title,
        "introduction": storing.rich_text(draft.introduction),
        **draft.rules,
        "questions": _stored(draft.questions, storing, QUIZ),
    }


def _stored(questions: list[Block], storing: Storing, stream: blocks.StreamBlock) -> list[Block]:
    """Stored questions with the names that they have in the package."""
    written = []
    for place, question in enumerate(questions):
        stored = storing.stream([question], stream)[0]
        if isinstance(inside := question["value"].get("questions"), list):
            stored["value"]["questions"] = _stored(inside, storing, POOL_QUESTIONS)
        written.append({**stored, "id": str(question.get("id") or place)})
    return written


def _identified(questions: list[Block], quiz: UUID) -> list[Block]:
    """The questions with ids of this quiz, the same each time, and such of what is chosen from as nobody can guess."""
    return [_identify(question, QUIZ, quiz, "") for question in questions]


def _identify(stored: Block, stream: blocks.StreamBlock, quiz: UUID, above: str) -> Block:
    name = f"{above}{stored['id']}"
    definition = stream.child_blocks[stored["type"]]
    value = dict(stored["value"])
    for key, child in definition.child_blocks.items():
        if isinstance(child, blocks.ListBlock) and isinstance(value.get(key), list):
            value[key] = [
                {"type": "item", "id": _secret_id(quiz, name, key, place), "value": one}
                for place, one in enumerate(value[key])
            ]
    if stored["type"] == "pool":
        value["questions"] = [_identify(one, POOL_QUESTIONS, quiz, f"{name}/") for one in value["questions"]]
    return {**stored, "id": str(uuid5(quiz, name)), "value": value}


def _secret_id(quiz: UUID, *names: object) -> str:
    """An id that does not tell the place of an answer to those who know how it is made."""
    told = json.dumps([str(quiz), *map(str, names)])
    return str(UUID(bytes=salted_hmac("courses.importers.quizzes", told, algorithm="sha256").digest()[:16]))
