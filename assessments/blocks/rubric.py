"""What assignments are made of: the brief's blocks, and the criteria by which work is marked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.question import MOST_POINTS
from content.blocks import simple_blocks
from content.blocks.field import BlocksField
from content.blocks.published import PublishedStructBlock


class LevelBlock(blocks.StructBlock):
    """How well somebody did in one respect, and what that is worth."""

    name = blocks.CharBlock(label=_("Name"), max_length=100)
    description = blocks.TextBlock(label=_("What one sees then"), required=False, rows=2, max_length=1000)
    points = blocks.IntegerBlock(label=_("Points"), default=0, min_value=0, max_value=MOST_POINTS)

    class Meta:
        icon = "list-ol"
        label = _("Level")
        form_layout = ["name", "points", "description"]


class CriterionBlock(PublishedStructBlock):
    """One respect in which work is looked at."""

    title = blocks.CharBlock(label=_("Criterion"), max_length=200)
    levels = blocks.ListBlock(LevelBlock(), label=_("Levels"), min_num=2, max_num=10)

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if not any(level["points"] for level in value["levels"]):
            return {"levels": now("Give at least one of them points.")}
        return {}

    class Meta:
        icon = "list-ol"
        label = _("Criterion")
        group = _("Marks")
        preview_template = None


class BriefField(BlocksField):
    """What an assignment asks for."""

    kinds = simple_blocks()


class RubricField(BlocksField):
    """The criteria of an assignment, with the levels of each."""

    kinds = [("criterion", CriterionBlock())]
