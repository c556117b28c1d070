from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedBlock, html_of, note_html, preview_context
from content.blocks.schema import HTML, record

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
SHORT_FEATURES = ["bold", "italic", "link"]


class RichTextBlock(PublishedBlock, blocks.RichTextBlock):
    """Running text. Headings are blocks of their own, so that their order can be checked."""

    published_schema = record("Running text.", html=HTML)
    sample = {
        "html": "<p>Stand with your feet <b>under your hips</b> and let the knees soften. Breathe in over "
        "<i>four counts</i>, out over six.</p><ul><li>Shoulders wide</li><li>Neck long</li>"
        "<li>Weight over both feet</li></ul>"
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", FEATURES)
        super().__init__(**options)

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        return {"html": html_of(value, context)}

    def note_references(self, value: Any, found: References) -> None:
        note_html(value, found)

    def get_preview_value(self) -> Any:
        return self.get_default()

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return preview_context(self, parent_context)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("Paragraphs and lists with emphasis and links.")
        preview_template = "content/blocks/preview.html"
