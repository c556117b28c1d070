"""What the hero and the call to action have in common."""

from collections.abc import Mapping
from typing import Any

from cms.blocks.action import ACTION
from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import PICTURE, SectionBlock
from content.blocks.published import fields_of, text_of
from content.blocks.schema import TEXT, Schema

APPEAL: dict[str, Schema] = {
    "heading": TEXT,
    "text": TEXT,
    "action": ACTION,
    "second_action": ACTION,
    "picture": PICTURE,
}


class AppealBlock(SectionBlock):
    """Words, one or two things to do, and a picture; who extends it names the fields, in their order for editors."""

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        parts = self.child_blocks
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "action": parts["action"].action(fields.get("action"), context),
            "second_action": parts["second_action"].action(fields.get("second_action"), context),
            "picture": parts["picture"].picture(fields.get("picture"), context),
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for name in ("action", "second_action", "picture"):
            self.child_blocks[name].noted(fields_of(fields.get(name)), found)
