"""What readers of questions share: what they found, what they left out and why, and what may be asked at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from assessments.blocks import QUESTIONS
from assessments.blocks.question import LONGEST_FEEDBACK
from content.blocks import find_problems
from content.blocks.field import SteadyStreamBlock

MOST_QUESTIONS = 500
MOST_REMARKS = 100
_STREAM = SteadyStreamBlock(QUESTIONS)


# The name of a picture by the address in a question. Raises LeftOut where there is none.
FindPicture = Callable[[str], str]


class Unreadable(ValueError):
    """Why nothing can be read at all."""


class LeftOut(ValueError):
    """Why a question is left out."""


@dataclass(slots=True)
class Found:
    """Stored questions, and a sentence about each that was left out or lost something; of many, about some.

    `pictures` holds what files of the package hold that questions show by their names.
    """

    questions: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    _left_out: int = 0
    _changed: int = 0

    @property
    def is_full(self) -> bool:
        """Whether as many were looked at as are looked at."""
        return len(self.questions) + self._left_out >= MOST_QUESTIONS

    @property
    def is_empty(self) -> bool:
        """Whether nothing was looked at."""
        return not self.questions and not self._left_out

    def leave_out(self, number: int, start: str, reason: object) -> None:
        self._left_out += 1
        if self._left_out <= MOST_REMARKS:
            named = {"number": number, "start": " ".join(start.split())[:60], "reason": reason}
            self.remarks.append(_("Question %(number)s (“%(start)s”) was left out: %(reason)s") % named)

    def change(self, number: int, start: str, changes: Sequence[str]) -> None:
        self._changed += 1
        if changes and self._changed <= MOST_REMARKS:
            named = {"number": number, "start": " ".join(start.split())[:60], "changes": " ".join(changes)}
            self.remarks.append(_("Question %(number)s (“%(start)s”) was changed: %(changes)s") % named)

    def tell_the_rest(self) -> None:
        """Say how many more there were than are named."""
        if self._left_out > MOST_REMARKS:
            self.remarks.append(_("And %(more)s more were left out.") % {"more": self._left_out - MOST_REMARKS})
        if self._changed > MOST_REMARKS:
            self.remarks.append(_("And %(more)s more were changed.") % {"more": self._changed - MOST_REMARKS})

    def tell_of_more(self) -> None:
        """Say that not all were looked at."""
        self.remarks.append(_("Only the first %(most)s questions were looked at.") % {"most": MOST_QUESTIONS})


def stored_question(
    kind: str, words: str, value: Mapping[str, Any], pictures: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """A question that asks this rich text, for a point unless `value` says otherwise. Raises LeftOut.

    `pictures` stand below the words: values of the block of that kind, but for names instead of keys.
    """
    content: list[dict[str, Any]] = [{"type": "rich_text", "id": str(uuid4()), "value": words}]
    said = {"feedback_right": "", "feedback_wrong": ""}
    question = {"type": kind, "id": str(uuid4()), "value": {"content": content, "points": 1, **said, **value}}
    refuse_unfit(question)
    content += [{"type": "image", "id": str(uuid4()), "value": {**picture, "caption": ""}} for picture in pictures]
    return question


def refuse_unfit(question: Mapping[str, Any]) -> None:
    """Raises LeftOut for a question that could not be handed in with a course."""
    if problems := find_problems(_STREAM.to_python([dict(question)])):
        raise LeftOut(problems[0].message)


def items(values: Sequence[Any]) -> list[dict[str, Any]]:
    """The stored form of a list."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def decimal_text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def shortened(words: str) -> str:
    """Words that fit what is said about an answer, line by line."""
    lines = (" ".join(line.split()) for line in words.splitlines())
    tidy = "\n".join(line for line in lines if line)
    return tidy if len(tidy) <= LONGEST_FEEDBACK else f"{tidy[: LONGEST_FEEDBACK - 1]}…"
