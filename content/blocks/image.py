from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.context import PublishingContext, References, note
from content.blocks.published import PublishedStructBlock, fields_of, html_of, note_html, text_of
from content.blocks.rich_text import SHORT_FEATURES
from content.blocks.samples import sample_picture
from content.blocks.schema import HTML, IMAGE, TEXT, or_nothing, record


class ImageBlock(PublishedStructBlock):
    """A picture that says in words what it shows."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("What it shows"),
        max_length=300,
        help_text=_("Read out to people who cannot see it: “A dancer in first position, seen from the front”."),
    )
    caption = blocks.RichTextBlock(label=_("Caption"), features=SHORT_FEATURES, required=False)

    published_schema = record(
        "A picture. `image` is null when its file is gone.",
        image=or_nothing(IMAGE),
        alt_text=TEXT,
        caption_html=HTML,
    )
    sample = {
        "image": sample_picture("barre"),
        "alt_text": "A dancer at the barre, one arm raised",
        "caption_html": "The raised arm continues the line of the back.",
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        return {
            "image": context.media.image(fields.get("image")),
            "alt_text": text_of(fields.get("alt_text")),
            "caption_html": html_of(fields.get("caption"), context),
        }

    def note_references(self, value: Any, found: References) -> None:
        fields = fields_of(value)
        note(found.images, fields.get("image"))
        note_html(fields.get("caption"), found)

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{alt_text}"
        group = _("Pictures and film")
        description = _("One picture, its caption, and what it shows for people who cannot see it.")
