from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References
from content.blocks.image import ImageBlock
from content.blocks.published import PublishedStructBlock, fields_of, items_of
from content.blocks.samples import sample_picture
from content.blocks.schema import list_of, record

_PICTURE = ImageBlock()


class GalleryBlock(PublishedStructBlock):
    """Several pictures that belong together."""

    images = blocks.ListBlock(ImageBlock(), label=_("Pictures"), min_num=2, max_num=40)

    published_schema = record("Several pictures.", images=list_of(ImageBlock.published_schema))
    sample = {
        "images": [
            {"image": sample_picture(name), "alt_text": alt_text, "caption_html": caption}
            for name, alt_text, caption in [
                ("barre", "A dancer at the barre", "Preparation"),
                ("stage", "A singer in a spotlight", "Performance"),
                ("strings", "A bow on the strings of a cello", "Practice"),
            ]
        ]
    }

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        pictures = items_of(fields_of(value).get("images"))
        return {"images": [_PICTURE.published(picture, context) for picture in pictures]}

    def note_references(self, value: Any, found: References) -> None:
        for item in items_of(fields_of(value).get("images")):
            _PICTURE.note_references(item, found)

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = _("Pictures and film")
        description = _("Several pictures side by side, each with its own caption.")
