from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.category_choice import category_choices
from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import PICTURE, PictureBlock, SectionBlock
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, list_of, record


class CategoryBlock(blocks.StructBlock):
    """A category with a picture of its own."""

    category = blocks.ChoiceBlock(label=_("Category"), choices=category_choices)
    picture = PictureBlock()

    class Meta:
        label_format = "{category}"


class CategoriesBlock(SectionBlock):
    """The arts that are taught here."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    categories = blocks.ListBlock(
        CategoryBlock(),
        label=_("Categories"),
        min_num=0,
        default=[],
        required=False,
        help_text=_("Leave it empty to show all of them, without pictures."),
    )

    published_schema = record(
        "Categories with the number of their published courses.",
        heading=TEXT,
        text=TEXT,
        categories=list_of(
            record(
                slug=TEXT,
                name=TEXT,
                description=TEXT,
                course_count={"type": "integer", "minimum": 0},
                picture=PICTURE,
            )
        ),
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        known = {one["slug"]: one for one in context.categories}
        chosen = [fields_of(item) for item in items_of(fields.get("categories"))] or [
            {"category": slug} for slug in known
        ]
        picture = self._picture.picture
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "categories": [
                {**known[slug], "picture": picture(one.get("picture"), context)}
                for one in chosen
                if (slug := text_of(one.get("category"))) in known
            ],
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        found.wants_categories = True
        for one in map(fields_of, items_of(fields.get("categories"))):
            self._picture.noted(fields_of(one.get("picture")), found)

    @property
    def _picture(self) -> PictureBlock:
        block: PictureBlock = self.child_blocks["categories"].child_block.child_blocks["picture"]
        return block

    class Meta:
        icon = "folder-open-inverse"
        label = _("Categories")
        label_format = "{heading}"
        description = _("The arts that are taught here, all of them or those you choose, with pictures.")
