from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import ACTION, ActionBlock, OptionalActionBlock
from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import PICTURE, PictureBlock, SectionBlock
from courses.blocks.published import fields_of, text_of
from courses.blocks.schema import TEXT, record


class CallToActionBlock(SectionBlock):
    """Asks for one thing."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    action = ActionBlock(label=_("What to do"))
    second_action = OptionalActionBlock(label=_("What else to do"))
    picture = PictureBlock()

    published_schema = record(
        "Asks for one thing.", heading=TEXT, text=TEXT, action=ACTION, second_action=ACTION, picture=PICTURE
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        parts = self.child_blocks
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "action": parts["action"].action(fields.get("action"), context),
            "second_action": parts["second_action"].action(fields.get("second_action"), context),
            "picture": parts["picture"].picture(fields.get("picture"), context),
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for name in ("action", "second_action", "picture"):
            self.child_blocks[name].noted(fields_of(fields.get(name)), found)

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        label_format = "{heading}"
        description = _("Asks for one thing, at the end of a page or between two sections.")
