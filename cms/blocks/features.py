from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.context import SiteContext
from cms.blocks.section import SectionBlock
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, list_of, one_of, record

ICONS = {
    "play": _("Play"),
    "repeat": _("Repeat"),
    "mirror": _("Mirror"),
    "music": _("Music"),
    "clock": _("Clock"),
    "calendar": _("Calendar"),
    "people": _("People"),
    "chat": _("Conversation"),
    "certificate": _("Certificate"),
    "shield": _("Shield"),
    "phone": _("Phone"),
    "heart": _("Heart"),
    "star": _("Star"),
}
DEFAULT_ICON = "star"


class FeatureBlock(blocks.StructBlock):
    """One thing that is good here."""

    icon = blocks.ChoiceBlock(label=_("Sign"), choices=list(ICONS.items()), default=DEFAULT_ICON)
    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=240, rows=2)

    class Meta:
        label_format = "{heading}"


class FeaturesBlock(SectionBlock):
    """What is good here, side by side."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    features = blocks.ListBlock(FeatureBlock(), label=_("Features"), min_num=2, max_num=6)

    published_schema = record(
        "What is good here, side by side.",
        heading=TEXT,
        text=TEXT,
        features=list_of(record(icon=one_of(*ICONS), heading=TEXT, text=TEXT)),
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "features": [
                {
                    "icon": one["icon"] if one.get("icon") in ICONS else DEFAULT_ICON,
                    "heading": text_of(one.get("heading")),
                    "text": text_of(one.get("text")),
                }
                for one in map(fields_of, items_of(fields.get("features")))
            ],
        }

    class Meta:
        icon = "list-ul"
        label = _("Features")
        label_format = "{heading}"
        description = _("Two to six things that are good here, each with a sign and a sentence.")
