from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.schema import TEXT, record


class QuoteBlock(PublishedStructBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("Words"), rows=3, max_length=3000)
    attribution = blocks.CharBlock(
        label=_("By"), max_length=200, required=False, help_text=_("Who said or wrote it, and where.")
    )

    published_schema = record("Somebody's words.", text=TEXT, attribution=TEXT)
    sample = {
        "text": "The silence between two notes is where the listener leans in.",
        "attribution": "From a singing lesson",
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        return {"text": text_of(fields.get("text")), "attribution": text_of(fields.get("attribution"))}

    class Meta:
        icon = "openquote"
        label = _("Quote")
        label_format = "{text}"
        group = _("Text")
        description = _("Somebody's words, set apart, and whose they are.")
