"""The questions of a paper, and those of one attempt."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.blocks import KINDS, Asked, QuestionBlock
from assessments.blocks.catalogue import POOL
from assessments.blocks.question import content_of, points_of, question_id
from content.blocks.published import fields_of
from content.blocks.stream import stored_stream


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question of a known kind."""

    id: UUID
    kind: str
    value: Mapping[str, Any]

    @property
    def block(self) -> QuestionBlock:
        return KINDS[self.kind]

    @property
    def points(self) -> Decimal:
        return points_of(self.value)

    @property
    def content(self) -> list[dict[str, Any]]:
        """What is asked, as stored blocks."""
        return content_of(self.value)

    @property
    def also_shows(self) -> list[dict[str, Any]]:
        """What belongs to its kind and is shown beside that, as stored blocks."""
        return self.block.also_shows(self.value)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Everything that it shows, and by which its files are known."""
        return [*self.content, *self.also_shows]

    def asked(self, seed: str) -> Asked:
        return Asked(self.id, self.value, seed)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the paper: one question, or a pool of which `draws` are asked."""

    questions: list[Question]
    draws: int


def _places(stored: Any) -> Iterator[_Place]:
    for place, block in enumerate(stored_stream(stored)):
        if block.get("type") == POOL:
            value = fields_of(block.get("value"))
            pool = stored_stream(value.get("questions"))
            questions = [
                found for number, one in enumerate(pool) if (found := _question(one, f"{place}:{number}")) is not None
            ]
            wanted = value.get("draws")
            draws = wanted if isinstance(wanted, int) and wanted > 0 else 1
            yield _Place(questions, min(draws, len(questions)))
        elif (question := _question(block, str(place))) is not None:
            yield _Place([question], 1)


def _question(stored: Mapping[str, Any], place: str) -> Question | None:
    kind = stored.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    return Question(question_id(stored, place), kind, fields_of(stored.get("value")))


def draws_of(stored: Any) -> list[tuple[int, int, int]]:
    """Of each pool how many are drawn, and the numbers of its first and last question among `questions_of`."""
    found, number = [], 1
    for place in _places(stored):
        last = number + len(place.questions) - 1
        if place.draws < len(place.questions):
            found.append((place.draws, number, last))
        number = last + 1
    return found


def questions_of(stored: Any) -> list[Question]:
    """Every question that a paper may ask, those of its pools too."""
    return [question for place in _places(stored) for question in place.questions]


def question_in(stored: Any) -> dict[UUID, Question]:
    return {question.id: question for question in questions_of(stored)}


def drawn(stored: Any, seed: str, *, shuffled: bool) -> list[Question]:
    """The questions of one attempt in their order, the same for the same seed."""
    lot = random.Random(f"draw:{seed}")  # noqa: S311 - the seed is random and kept secret
    found = [question for place in _places(stored) for question in lot.sample(place.questions, place.draws)]
    if shuffled:
        lot.shuffle(found)
    return found


def count_and_total(stored: Any) -> tuple[int, Decimal]:
    """How many questions an attempt has, and the points of them all. Questions of one pool have as many each."""
    places = list(_places(stored))
    count = sum(place.draws for place in places)
    points = [place.draws * place.questions[0].points for place in places if place.questions]
    return count, sum(points, Decimal(0))


def total_of(questions: Sequence[Question]) -> Decimal:
    return sum((question.points for question in questions), Decimal(0))
