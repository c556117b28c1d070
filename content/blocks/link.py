from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.addresses import safe_web_address
from content.blocks.context import PublishingContext
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.schema import TEXT, WEB_ADDRESS, or_nothing, record


def web_address_only(value: str) -> None:
    """Refuses what `safe_web_address` does not let out."""
    if value and safe_web_address(value) is None:
        raise ValidationError(_("Only addresses beginning with http:// or https:// can be taken."))


class LinkBlock(PublishedStructBlock):
    """A page elsewhere."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), max_length=2000, validators=[web_address_only])

    published_schema = record("A page elsewhere.", title=TEXT, url=or_nothing(WEB_ADDRESS))
    sample = {"title": "A history of the waltz", "url": "https://en.wikipedia.org/wiki/Waltz"}

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        fields = fields_of(value)
        return {"title": text_of(fields.get("title")), "url": safe_web_address(text_of(fields.get("url")))}

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}"
        group = _("Extras")
        description = _("A page elsewhere that is worth reading.")
