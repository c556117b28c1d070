"""What every kind of question has and can do."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks import simple_blocks
from content.blocks.field import SteadyStreamBlock
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.stream import stored_stream

T = TypeVar("T")

MOST_POINTS = 100
LONGEST_FEEDBACK = 1000
MOST_PLAYS = 20
NOTHING_SHOWN: dict[str, Any] = {"options": [], "gaps": [], "targets": [], "unit": "", "wanted": None, "rhythm": None}
NOTHING_EXPLAINED: dict[str, Any] = {"areas": [], "taps": None}
_UNNAMED = UUID("3f4c0e0a-8c0f-4a57-9a55-0d6a5e9f1c11")


class UnfitAnswer(Exception):
    """An answer that cannot be one to this question; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was drawn for one attempt. What `mixed` and `alias` give stays the same for that attempt."""

    id: UUID
    value: Mapping[str, Any]
    seed: str = ""

    def mixed(self, things: Sequence[T]) -> list[T]:
        """In another order, which nobody can work out who does not know the seed."""
        found = list(things)
        random.Random(f"{self.seed}:{self.id}").shuffle(found)  # noqa: S311 - the seed is random and kept secret
        return found

    def alias(self, name: str) -> str:
        """Another name for a part, by which it cannot be told from outside what belongs to it."""
        return hashlib.blake2s(f"{self.id}:{name}".encode(), key=self.seed.encode(), digest_size=8).hexdigest()


class QuestionBlock(PublishedStructBlock):
    """A question, its points and what is said about answers.

    Answers are dictionaries with the one member that `reads` of their kind.
    """

    reads: ClassVar[str]

    content = SteadyStreamBlock(
        simple_blocks(), label=_("Question"), help_text=_("Words, pictures, sounds, films and notation.")
    )
    listen_first = blocks.BooleanBlock(
        label=_("The question appears when its sound was heard"),
        required=False,
        help_text=_(
            "What stands below the last sound or film is shown at its end. Learners who cannot listen go on without:"
            " give the sound a transcript, or ask something they can answer in another way."
        ),
    )
    plays = blocks.IntegerBlock(
        label=_("How often it may be played"),
        required=False,
        default=0,
        min_value=0,
        max_value=MOST_PLAYS,
        help_text=_("0: as often as one likes. It helps to listen well; it keeps nothing from who wants to cheat."),
    )
    points = blocks.IntegerBlock(label=_("Points"), default=1, min_value=0, max_value=MOST_POINTS)
    feedback_right = blocks.TextBlock(
        label=_("Said to a right answer"), required=False, rows=2, max_length=LONGEST_FEEDBACK
    )
    feedback_wrong = blocks.TextBlock(label=_("Said to any other"), required=False, rows=2, max_length=LONGEST_FEEDBACK)

    def shown(self, asked: Asked) -> dict[str, Any]:
        """What a learner sees beside the content: any of `NOTHING_SHOWN`. It holds no answer."""
        return {}

    def also_shows(self, value: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What learners see beside the content, as stored blocks of a lesson. It holds no answer."""
        return []

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> Any:
        """The answer as it is kept. Raises UnfitAnswer."""
        raise NotImplementedError

    def share(self, asked: Asked, answer: Any) -> Decimal:
        """How much of the question is right, from 0 to 1. `answer` is what `read` gave."""
        raise NotImplementedError

    def right(self, asked: Asked) -> Any:
        """An answer that is wholly right, as `read` gives it."""
        raise NotImplementedError

    def frame(self, asked: Asked) -> Any:
        """What answers refer to. Where two versions of a question differ in it, neither marks answers to the other."""
        shown = {**NOTHING_SHOWN, **self.shown(asked)}
        parts = [part["id"] for part in [*shown["options"], *shown["targets"]]]
        return sorted(parts), [gap["gap"] for gap in shown["gaps"] if "gap" in gap]

    def written(self, asked: Asked) -> list[str]:
        """The right answers line by line, for people who look at what will be asked."""
        raise NotImplementedError

    def explained(self, asked: Asked, answer: Any, *, with_answers: bool) -> dict[str, Any]:
        """What is told of an answer, or of none, beside the right one: any of `NOTHING_EXPLAINED`.

        Without `with_answers` right answers must not be told.
        """
        return {}

    def option_feedback(self, asked: Asked, answer: Any) -> dict[str, str]:
        """What is said about each part that was chosen."""
        return {}

    def get_form_layout(self) -> BlockGroup:
        """The kind's own fields stand between what is asked and points and feedback, which all kinds have."""
        first, last = ["content", "listen_first", "plays"], ["points", "feedback_right", "feedback_wrong"]
        own = [name for name in self.child_blocks if name not in {*first, *last}]
        return BlockGroup(children=[*first, *own, *last])

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned["listen_first"] and not is_heard(cleaned["content"]):
            message = now("There is no sound or film of your own in the question.")
            raise StructBlockValidationError({"listen_first": ValidationError(message)})
        return cleaned

    class Meta:
        preview_template = None


def items_with_ids(stored: Any) -> list[tuple[str, Any]]:
    """The values of a stored list with the id of each; one that was stored without gets one from its place."""
    if not isinstance(stored, list):
        return []
    found = []
    for place, item in enumerate(stored):
        is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
        name = item.get("id") if is_wrapped else None
        value = item["value"] if is_wrapped else item
        found.append((str(name or uuid5(_UNNAMED, str(place))), value))
    return found


def texts_with_ids(stored: Any) -> list[tuple[str, str]]:
    return [(name, text_of(value)) for name, value in items_with_ids(stored)]


def question_id(stored: Mapping[str, Any], place: str) -> UUID:
    """The id of a stored question; one that was stored without gets one from its place."""
    try:
        return UUID(str(stored["id"]))
    except (KeyError, ValueError):
        return uuid5(_UNNAMED, place)


def is_heard(content: Any) -> bool:
    """Whether there is a sound among these stored blocks, or a film that our player shows."""
    return any(
        block.get("type") == "audio"
        or (block.get("type") == "video" and fields_of(block.get("value")).get("source") == "file")
        for block in stored_stream(content)
    )


def listening_of(value: Any) -> dict[str, Any] | None:
    """How a question is heard first, None where it is not. `plays` is how often each sound may be played; 0: any."""
    fields = fields_of(value)
    if fields.get("listen_first") is not True or not is_heard(fields.get("content")):
        return None
    plays = fields.get("plays")
    return {"plays": plays if isinstance(plays, int) and not isinstance(plays, bool) and plays > 0 else 0}


def points_of(value: Any) -> Decimal:
    points = fields_of(value).get("points")
    if isinstance(points, int) and not isinstance(points, bool) and 0 <= points <= MOST_POINTS:
        return Decimal(points)
    return Decimal(1)


def content_of(value: Any) -> list[dict[str, Any]]:
    return stored_stream(fields_of(value).get("content"))


def words_of(answer: Any, most: int) -> str:
    if not isinstance(answer, str):
        raise UnfitAnswer(_("Answer in words, please."))
    if len(answer) > most:
        raise UnfitAnswer(_("At most %(most)s characters, please.") % {"most": most})
    return answer.strip()


def names_of(answer: Any, known: set[str]) -> list[str]:
    """Names out of those that were shown, each once."""
    if not isinstance(answer, list) or not all(isinstance(name, str) for name in answer):
        raise UnfitAnswer(_("Choose out of what is shown, please."))
    if not set(answer) <= known or len(set(answer)) != len(answer):
        raise UnfitAnswer(_("Choose out of what is shown, please."))
    return list(answer)


def part(of: int, whole: int) -> Decimal:
    return Decimal(max(0, of)) / Decimal(whole) if whole else Decimal(0)
