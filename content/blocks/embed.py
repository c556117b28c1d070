from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.addresses import PROVIDER_NAMES, recognise, safe_web_address
from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedStructBlock, fields_of, html_of, note_html, text_of
from content.blocks.rich_text import SHORT_FEATURES
from content.blocks.schema import HTML, TEXT, WEB_ADDRESS, or_nothing, record


class EmbedBlock(PublishedStructBlock):
    """A player of a provider on the safe list."""

    url = blocks.URLBlock(
        label=_("Address"),
        max_length=2000,
        help_text=_("The page of the thing to show. Taken from: %(names)s.") % {"names": PROVIDER_NAMES},
    )
    caption = blocks.RichTextBlock(label=_("Caption"), features=SHORT_FEATURES, required=False)

    published_schema = record(
        "A player of another house; `embed_url` is for a frame, `url` for people.",
        provider=TEXT,
        url=or_nothing(WEB_ADDRESS),
        embed_url=or_nothing(WEB_ADDRESS),
        caption_html=HTML,
    )
    sample = {
        "provider": "musescore",
        "url": "https://musescore.com/",
        "embed_url": None,
        "caption_html": "The score to follow while you listen.",
    }

    def mistakes_in_drafts(self, value: Any) -> dict[str, str]:
        if value["url"] and not recognise(value["url"]):
            return {
                "url": gettext("Nothing can be shown from this address. Taken from: %(names)s.")
                % {"names": PROVIDER_NAMES}
            }
        return {}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        url = text_of(fields.get("url"))
        found = recognise(url)
        return {
            "provider": found.provider if found else "",
            "url": found.url if found else safe_web_address(url),
            "embed_url": found.embed_url if found else None,
            "caption_html": html_of(fields.get("caption"), context),
        }

    def note_references(self, value: Any, found: References) -> None:
        note_html(fields_of(value).get("caption"), found)

    class Meta:
        icon = "resubmit"
        label = _("Embed")
        label_format = "{url}"
        group = _("Extras")
        description = _("A score, track or talk from another house, played on the spot.")
