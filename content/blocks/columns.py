from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedBlock, PublishedStructBlock, fields_of, items_of
from content.blocks.samples import sample_picture
from content.blocks.schema import Schema, list_of, record
from content.blocks.stream import note_stream_references, published_stream


class ColumnsBlock(PublishedStructBlock):
    """Two to four columns of other blocks, side by side where there is room."""

    published_schema = record("Columns of other blocks.", columns=list_of(record(content=list_of({}))))
    sample = {
        "columns": [
            {
                "content": [
                    {
                        "type": "image",
                        "id": "",
                        "value": {
                            "image": sample_picture("strings"),
                            "alt_text": "A bow on strings",
                            "caption_html": "",
                        },
                    }
                ]
            },
            {
                "content": [
                    {"type": "heading", "id": "", "value": {"text": "The bow hold", "level": "h3"}},
                    {
                        "type": "rich_text",
                        "id": "",
                        "value": {"html": "<p>Let the hand hang, then lay the fingers round the stick one by one.</p>"},
                    },
                ]
            },
        ]
    }

    def __init__(self, kinds: list[tuple[str, Any]] | None = None, **options: Any) -> None:
        self.kinds = dict(kinds or [])
        column = blocks.StructBlock([("content", blocks.StreamBlock(kinds or [], label=_("Content")))])
        columns = blocks.ListBlock(column, label=_("Columns"), min_num=2, max_num=4)
        super().__init__([("columns", columns)], **options)

    def schema_with(self, block: Schema) -> Schema:
        """The published schema, given that of the blocks within."""
        return record("Columns of other blocks.", columns=list_of(record(content=list_of(block))))

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        return {
            "columns": [
                {"content": published_stream(self._published_kinds, content, context)}
                for content in self._contents(value)
            ]
        }

    def note_references(self, value: Any, found: References) -> None:
        for content in self._contents(value):
            note_stream_references(self._published_kinds, content, found)

    @property
    def _published_kinds(self) -> dict[str, PublishedBlock]:
        return self.kinds

    @staticmethod
    def _contents(value: Any) -> list[Any]:
        return [fields_of(column).get("content") for column in items_of(fields_of(value).get("columns"))]

    class Meta:
        icon = "columns"
        label = _("Columns")
        group = _("Extras")
        description = _("Two to four columns of other blocks; below each other on a phone.")
