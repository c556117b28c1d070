from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.question import (
    LONGEST_FEEDBACK,
    Asked,
    QuestionBlock,
    UnfitAnswer,
    items_with_ids,
    names_of,
    part,
)
from content.blocks.published import fields_of, text_of

LONGEST_OPTION = 300


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=LONGEST_OPTION)
    is_right = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(label=_("Said to who chooses it"), required=False, max_length=LONGEST_FEEDBACK)

    class Meta:
        label_format = "{text}"


def _options(asked: Asked) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, fields_of(value)) for name, value in items_with_ids(asked.value.get("options"))]


def _right(asked: Asked) -> set[str]:
    return {name for name, option in _options(asked) if option.get("is_right") is True}


class ChoiceBlock(QuestionBlock):
    """Answers to choose from."""

    reads = "chosen"

    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=20)
    shuffles = blocks.BooleanBlock(label=_("In another order for each attempt"), required=False, default=True)

    def shown(self, asked: Asked) -> dict[str, Any]:
        options = _options(asked)
        order = asked.mixed(options) if asked.value.get("shuffles") is not False else options
        return {"options": [{"id": name, "text": text_of(option.get("text"))} for name, option in order]}

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> list[str]:
        return sorted(names_of(answer.get("chosen"), {name for name, _option in _options(asked)}))

    def right(self, asked: Asked) -> list[str]:
        return sorted(_right(asked))

    def written(self, asked: Asked) -> list[str]:
        right = _right(asked)
        return [f"{'✓' if name in right else '✗'} {text_of(option.get('text'))}" for name, option in _options(asked)]

    def option_feedback(self, asked: Asked, answer: Any) -> dict[str, str]:
        said = {name: text_of(option.get("feedback")) for name, option in _options(asked)}
        return {name: said[name] for name in answer if said.get(name)}

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        texts = [option["text"].strip() for option in value["options"]]
        if len(set(texts)) != len(texts):
            return {"options": now("Two answers say the same.")}
        right = sum(bool(option["is_right"]) for option in value["options"])
        return {"options": message} if (message := self.wrong_number(right)) else {}

    def wrong_number(self, right: int) -> str:
        return "" if right else now("Mark at least one answer as right.")


class SingleChoiceBlock(ChoiceBlock):
    """One answer is right."""

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> list[str]:
        chosen = super().read(asked, answer)
        if len(chosen) > 1:
            raise UnfitAnswer(_("Choose one answer, please."))
        return chosen

    def share(self, asked: Asked, answer: Any) -> Decimal:
        return Decimal(bool(answer) and set(answer) <= _right(asked))

    def wrong_number(self, right: int) -> str:
        return "" if right == 1 else now("Mark exactly one answer as right.")

    class Meta:
        icon = "radio-full"
        label = _("One answer")
        group = _("Choose")
        description = _("Several answers, one of which is right.")


class MultipleChoiceBlock(ChoiceBlock):
    """Any number of answers is right. Each one that is chosen wrongly takes back one that is chosen rightly."""

    partial = blocks.BooleanBlock(label=_("Points for a part of it"), required=False, default=True)

    def share(self, asked: Asked, answer: Any) -> Decimal:
        right, chosen = _right(asked), set(answer)
        if asked.value.get("partial") is False:
            return Decimal(chosen == right)
        return part(len(chosen & right) - len(chosen - right), len(right))

    class Meta:
        icon = "tick"
        label = _("Several answers")
        group = _("Choose")
        description = _("Several answers, any number of which is right.")


class TrueFalseBlock(QuestionBlock):
    """Something that is true or is not."""

    reads = "chosen"

    is_true = blocks.BooleanBlock(label=_("It is true"), required=False)

    def shown(self, asked: Asked) -> dict[str, Any]:
        return {"options": [{"id": "true", "text": now("True")}, {"id": "false", "text": now("False")}]}

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> list[str]:
        chosen = names_of(answer.get("chosen"), {"true", "false"})
        if len(chosen) > 1:
            raise UnfitAnswer(_("Choose one answer, please."))
        return chosen

    def share(self, asked: Asked, answer: Any) -> Decimal:
        return Decimal(answer == self.right(asked))

    def written(self, asked: Asked) -> list[str]:
        return [now("True") if asked.value.get("is_true") is True else now("False")]

    def right(self, asked: Asked) -> list[str]:
        return ["true" if asked.value.get("is_true") is True else "false"]

    class Meta:
        icon = "resubmit"
        label = _("True or false")
        group = _("Choose")
        description = _("A statement that is true or is not.")
