from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = [
    "bold",
    "italic",
    "link",
    "document-link",
    "ol",
    "ul",
    "hr",
    "superscript",
    "subscript",
    "strikethrough",
    "code",
]


class RichTextBlock(blocks.RichTextBlock):
    """Running text. Headings are blocks of their own, so that their order can be checked."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", FEATURES)
        super().__init__(**options)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
