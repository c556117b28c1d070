"""What navigation is made of: links, and groups of them under a heading."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import ActionBlock
from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import SectionBlock
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, list_of, record


class MenuLinkBlock(ActionBlock):
    """One link."""

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return self.action(fields, context) or {}

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"


class MenuGroupBlock(SectionBlock):
    """Several links under one heading."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    links = blocks.ListBlock(ActionBlock(), label=_("Links"), min_num=1, max_num=12)

    published_schema = record("Links under a heading.", heading=TEXT, links=list_of(ActionBlock.published_schema))

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        links = [self._link.action(item, context) for item in items_of(fields.get("links"))]
        return {"heading": text_of(fields.get("heading")), "links": [link for link in links if link]}

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for item in items_of(fields.get("links")):
            self._link.noted(fields_of(item), found)

    @property
    def _link(self) -> ActionBlock:
        block: ActionBlock = self.child_blocks["links"].child_block
        return block

    class Meta:
        icon = "list-ul"
        label = _("Group of links")
        label_format = "{heading}"
