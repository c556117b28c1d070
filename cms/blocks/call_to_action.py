from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import ActionBlock, OptionalActionBlock
from cms.blocks.appeal import APPEAL, AppealBlock
from cms.blocks.section import PictureBlock
from content.blocks.schema import record


class CallToActionBlock(AppealBlock):
    """Asks for one thing."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    action = ActionBlock(label=_("What to do"))
    second_action = OptionalActionBlock(label=_("What else to do"))
    picture = PictureBlock()

    published_schema = record("Asks for one thing.", **APPEAL)

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        label_format = "{heading}"
        description = _("Asks for one thing, at the end of a page or between two sections.")
