from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import PICTURE, PictureBlock, SectionBlock
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, list_of, record


class TestimonialBlock(blocks.StructBlock):
    """What one person says."""

    text = blocks.TextBlock(label=_("What they say"), max_length=400, rows=3)
    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(
        label=_("Who they are"), max_length=120, required=False, help_text=_("“Learns flamenco in Porto”")
    )
    picture = PictureBlock()

    class Meta:
        label_format = "{name}"


class TestimonialsBlock(SectionBlock):
    """What people say of learning and teaching here."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    testimonials = blocks.ListBlock(TestimonialBlock(), label=_("Testimonials"), min_num=1, max_num=9)

    published_schema = record(
        "What people say.",
        heading=TEXT,
        testimonials=list_of(record(text=TEXT, name=TEXT, role=TEXT, picture=PICTURE)),
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "heading": text_of(fields.get("heading")),
            "testimonials": [
                {
                    "text": text_of(one.get("text")),
                    "name": text_of(one.get("name")),
                    "role": text_of(one.get("role")),
                    "picture": self._picture.picture(one.get("picture"), context),
                }
                for one in map(fields_of, items_of(fields.get("testimonials")))
            ],
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for one in map(fields_of, items_of(fields.get("testimonials"))):
            self._picture.noted(fields_of(one.get("picture")), found)

    @property
    def _picture(self) -> PictureBlock:
        block: PictureBlock = self.child_blocks["testimonials"].child_block.child_blocks["picture"]
        return block

    class Meta:
        icon = "openquote"
        label = _("Testimonials")
        label_format = "{heading}"
        description = _("What people say, with their names and, if they like, their pictures.")
