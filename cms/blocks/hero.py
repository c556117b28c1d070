from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import OptionalActionBlock
from cms.blocks.appeal import APPEAL, AppealBlock
from cms.blocks.context import SiteContext
from cms.blocks.section import PictureBlock
from content.blocks.published import text_of
from content.blocks.schema import TEXT, record


class HeroBlock(AppealBlock):
    """The first thing a visitor reads: one promise, one thing to do."""

    eyebrow = blocks.CharBlock(
        label=_("Line above"), max_length=60, required=False, help_text=_("A few words that say where one is.")
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=3, required=False)
    action = OptionalActionBlock(label=_("What to do"))
    second_action = OptionalActionBlock(label=_("What else to do"))
    picture = PictureBlock()

    published_schema = record("The head of the page; its heading is the page's first.", eyebrow=TEXT, **APPEAL)

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {"eyebrow": text_of(fields.get("eyebrow")), **super().shown(fields, context)}

    class Meta:
        icon = "pick"
        label = _("Hero")
        label_format = "{heading}"
        description = _("The head of the page: a promise, a picture, and the one thing to do next.")
