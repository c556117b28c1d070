from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import SectionBlock
from content.blocks.addresses import safe_address
from content.blocks.context import note
from content.blocks.published import fields_of, text_of
from content.blocks.schema import TEXT, Schema, or_nothing, record


def safe_address_only(value: str) -> None:
    """Refuses what could do anything but lead somewhere."""
    if value and safe_address(value) is None:
        raise ValidationError(_("Give a path of this site such as /courses, or a whole address with https://."))


class ActionBlock(SectionBlock):
    """Words that lead somewhere: to a page of the site, or to an address."""

    label = blocks.CharBlock(label=_("Words"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), page_type="cms.SitePage", required=False)
    address = blocks.CharBlock(
        label=_("Or an address"),
        max_length=500,
        required=False,
        validators=[safe_address_only],
        help_text=_("For what is no page of the editor: /courses, /courses/a-course, https://…"),
    )

    published_schema = record("Words that lead somewhere.", label=TEXT, url=TEXT)

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if bool(value["page"]) == bool(value["address"]):
            return {"address": gettext("Choose a page or give an address, one of the two.")}
        return {}

    def action(self, value: Any, context: SiteContext) -> dict[str, Any] | None:
        """What leads there; nothing where there are no words, or where they would lead nowhere."""
        fields = fields_of(value)
        page, label = fields.get("page"), text_of(fields.get("label"))
        address = context.page_address(page) if isinstance(page, int) else safe_address(text_of(fields.get("address")))
        return {"label": label, "url": address} if label and address else None

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        note(found.pages, fields.get("page"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"


class OptionalActionBlock(ActionBlock):
    """An action that may be left out."""

    label = blocks.CharBlock(label=_("Words"), max_length=60, required=False)

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if not value["label"] and not value["page"] and not value["address"]:
            return {}
        if not value["label"]:
            return {"label": gettext("Give the words that lead there.")}
        return super().mistakes(value)


ACTION: Schema = or_nothing(ActionBlock.published_schema)
