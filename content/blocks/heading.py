from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.schema import TEXT, one_of, record

LEVELS = ("h2", "h3", "h4")


class HeadingBlock(PublishedStructBlock):
    """A heading inside a lesson; the lesson's title is the level above."""

    text = blocks.CharBlock(label=_("Text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Sub-heading")), ("h4", _("Small heading"))],
        default="h2",
    )

    published_schema = record("A heading; the lesson's title is the level above h2.", text=TEXT, level=one_of(*LEVELS))
    sample = {"text": "Finding your balance", "level": "h2"}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        level = fields.get("level")
        return {"text": text_of(fields.get("text")), "level": level if level in LEVELS else "h2"}

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        group = _("Text")
        description = _("Divides a lesson into parts. Take the levels in order.")
