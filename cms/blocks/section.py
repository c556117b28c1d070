"""What the sections of site pages have in common."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.context import SiteContext, SiteReferences
from content.blocks.context import PublishingContext, References, note
from content.blocks.published import PublishedStructBlock, fields_of, text_of
from content.blocks.schema import IMAGE, TEXT, Schema, or_nothing, record


class SectionBlock(PublishedStructBlock):
    """A section of a site page. Its stored fields are shown with a `SiteContext` and noted in `SiteReferences`."""

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        raise NotImplementedError

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        """Add to `found` what the fields refer to."""

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        return self.shown(fields_of(value), cast(SiteContext, context))

    def note_references(self, value: Any, found: References) -> None:
        self.noted(fields_of(value), cast(SiteReferences, found))

    # The chooser names and describes sections; the preview of the whole page shows what they look like.
    is_previewable = False

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "content": []}

    class Meta:
        group = _("Sections")


class PictureBlock(SectionBlock):
    """A picture within a section; nothing where none was chosen."""

    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt_text = blocks.CharBlock(
        label=_("What it shows"),
        max_length=300,
        required=False,
        help_text=_("Read out to people who cannot see it. Empty where it is mere decoration."),
    )

    published_schema = record("A picture and what it shows.", image=IMAGE, alt_text=TEXT)

    def picture(self, value: Any, context: SiteContext) -> dict[str, Any] | None:
        fields = fields_of(value)
        image = context.media.image(fields.get("image"))
        return {"image": image, "alt_text": text_of(fields.get("alt_text"))} if image else None

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        note(found.images, fields.get("image"))

    class Meta:
        icon = "image"
        label = _("Picture")


PICTURE: Schema = or_nothing(PictureBlock.published_schema)


def number_of(value: Any, *, least: int, most: int, default: int) -> int:
    """A stored number within its bounds; the default for anything else."""
    known = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return value if known else default
