"""What every block of a lesson can do beside being edited: say what it refers to, and be published."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.context import PublishingContext, References, note
from content.blocks.sanitise import publish_html, references_in
from content.blocks.schema import Schema


class PublishedBlock:
    """Mixed into a Wagtail block. Values are the stored JSON, so that publishing asks the database for nothing.

    `published_schema` describes what `published` answers; `sample` is such an answer, shown in the chooser.
    Stored values may be half-written drafts: whatever is missing or of the wrong kind counts as empty.
    """

    published_schema: ClassVar[Schema]
    sample: ClassVar[dict[str, Any]]

    def published(self, value: Any, context: PublishingContext) -> dict[str, Any]:
        raise NotImplementedError

    def note_references(self, value: Any, found: References) -> None:
        """Add to `found` what the value refers to."""


class PublishedStructBlock(PublishedBlock, blocks.StructBlock):
    """A block with fields. A mistake that concerns several of them is found in `mistakes`."""

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong, by field, with values that are each fine by themselves. Asked when nothing is deferred."""
        return {}

    def mistakes_in_drafts(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Like `mistakes`, but also refused in a draft: what could not be shown at all."""
        return {}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        found = self.mistakes_in_drafts(cleaned)
        if not found and not self.is_deferred_validation:
            found = self.mistakes(cleaned)
        if found:
            raise StructBlockValidationError({name: ValidationError(message) for name, message in found.items()})
        return cleaned

    def get_preview_value(self) -> Any:
        return self.get_default()

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return preview_context(self, parent_context)

    class Meta:
        preview_template = "content/blocks/preview.html"


def preview_context(block: Any, parent_context: Any) -> dict[str, Any]:
    """For the chooser's preview: the sample, as the only block of a lesson."""
    return {**(parent_context or {}), "content": [{"type": block.name, "id": "", "value": block.sample}]}


def fields_of(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def text_of(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def seconds_of(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def items_of(value: Any) -> list[Any]:
    """The values of a stored list, which Wagtail keeps either bare or wrapped with an id each."""
    if not isinstance(value, list):
        return []
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" and "value" in item else item
        for item in value
    ]


def html_of(value: Any, context: PublishingContext) -> str:
    return publish_html(text_of(value), {"page": context.page_address, "document": context.media.document_address})


def note_html(value: Any, found: References) -> None:
    for kind, key in references_in(text_of(value)):
        if kind == "page":
            note(found.pages, key)
        elif kind == "document":
            note(found.documents, key)
