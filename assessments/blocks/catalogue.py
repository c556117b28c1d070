"""Every kind of question, in the order in which the chooser shows them, pools of them, and draws from banks."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.arranging import MatchingBlock, OrderingBlock
from assessments.blocks.choices import MultipleChoiceBlock, SingleChoiceBlock, TrueFalseBlock
from assessments.blocks.draws import DrawBlock
from assessments.blocks.hotspot import HotspotBlock
from assessments.blocks.question import QuestionBlock
from assessments.blocks.rhythm import RhythmBlock
from assessments.blocks.words import GapsBlock, NumericBlock, ShortTextBlock
from content.blocks.field import BlocksField, SteadyStreamBlock
from content.blocks.published import PublishedStructBlock


def _kinds() -> dict[str, QuestionBlock]:
    return {
        "single_choice": SingleChoiceBlock(),
        "multiple_choice": MultipleChoiceBlock(),
        "true_false": TrueFalseBlock(),
        "short_text": ShortTextBlock(),
        "numeric": NumericBlock(),
        "gaps": GapsBlock(),
        "ordering": OrderingBlock(),
        "matching": MatchingBlock(),
        "hotspot": HotspotBlock(),
        "rhythm": RhythmBlock(),
    }


KINDS: Mapping[str, QuestionBlock] = _kinds()
POOL = "pool"
DRAW = "draw"


class PoolBlock(PublishedStructBlock):
    """Questions of which each attempt draws some."""

    draws = blocks.IntegerBlock(label=_("How many are drawn"), default=1, min_value=1, max_value=100)
    questions = SteadyStreamBlock(list(_kinds().items()), label=_("Questions"), min_num=1)

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if value["draws"] > len(value["questions"]):
            return {"draws": now("There are fewer questions in the pool.")}
        if len({question.value["points"] for question in value["questions"]}) > 1:
            return {"questions": now("Give all of them as many points: no draw may be worth more than another.")}
        return {}

    class Meta:
        icon = "folder-open-inverse"
        label = _("Pool")
        group = _("Draw")
        description = _("Questions of which each attempt gets some, drawn by lot.")
        preview_template = None


# What a file can bring. It names no bank: by a key in a file one would draw from anybody's.
QUESTIONS: list[tuple[str, Any]] = [*_kinds().items(), (POOL, PoolBlock())]


class QuestionsField(BlocksField):
    """The questions of a quiz."""

    kinds: ClassVar[list[tuple[str, Any]]] = [*_kinds().items(), (POOL, PoolBlock()), (DRAW, DrawBlock())]


class BankField(BlocksField):
    """The questions of a bank."""

    kinds: ClassVar[list[tuple[str, Any]]] = list(_kinds().items())
