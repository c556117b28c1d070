from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedStructBlock, fields_of, html_of, note_html, text_of
from content.blocks.rich_text import FEATURES
from content.blocks.schema import HTML, TEXT, one_of, record

TONES = ("note", "tip", "warning")


class CalloutBlock(PublishedStructBlock):
    """A few lines that should not be overlooked."""

    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("note", _("Note")), ("tip", _("Tip")), ("warning", _("Take care"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES)

    published_schema = record("A few lines that should not be overlooked.", tone=one_of(*TONES), title=TEXT, html=HTML)
    sample = {
        "tone": "warning",
        "title": "Warm up first",
        "html": "<p>Never begin a split stretch cold. Ten minutes of walking and leg swings come before it.</p>",
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        tone = fields.get("tone")
        return {
            "tone": tone if tone in TONES else "note",
            "title": text_of(fields.get("title")),
            "html": html_of(fields.get("text"), context),
        }

    def note_references(self, value: Any, found: References) -> None:
        note_html(fields_of(value).get("text"), found)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        label_format = "{title}"
        group = _("Text")
        description = _("A note, a tip or a warning that stands out from the text.")
