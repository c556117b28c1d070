"""A list of blocks as it is stored, read without Wagtail's values: what it refers to and how it is published."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from wagtail.blocks import StreamValue

from content.blocks.context import PublishingContext, References
from content.blocks.published import PublishedBlock

_UNNAMED = UUID("5b0c5f1e-65c8-4d6a-9f0e-1f7f5a2a7c11")


def stored_stream(content: Any) -> list[dict[str, Any]]:
    """The stored blocks of a stream value, of its JSON, or of its JSON within JSON as revisions keep it."""
    if isinstance(content, StreamValue):
        content = content.get_prep_value()
    if isinstance(content, str):
        try:
            content = json.loads(content or "[]")
        except ValueError:
            return []
    return [block for block in content if isinstance(block, dict)] if isinstance(content, list) else []


def _known(
    kinds: Mapping[str, PublishedBlock], content: Any
) -> Iterator[tuple[int, str, PublishedBlock, dict[str, Any]]]:
    for position, stored in enumerate(stored_stream(content)):
        name = stored.get("type")
        if isinstance(name, str) and name in kinds:
            yield position, name, kinds[name], stored


def note_stream_references(kinds: Mapping[str, PublishedBlock], content: Any, found: References) -> None:
    """Add to `found` what the blocks refer to."""
    for _, _, block, stored in _known(kinds, content):
        block.note_references(stored.get("value"), found)


def published_stream(
    kinds: Mapping[str, PublishedBlock], content: Any, context: PublishingContext
) -> list[dict[str, Any]]:
    """The blocks as front ends get them. A block stored without an id gets one that follows from its place."""
    return [
        {"type": name, "id": _identifier(stored, position), "value": block.published(stored.get("value"), context)}
        for position, name, block, stored in _known(kinds, content)
    ]


def _identifier(stored: Mapping[str, Any], position: int) -> str:
    try:
        return str(UUID(stored["id"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        return str(uuid5(_UNNAMED, f"{position}:{stored.get('id') or ''}"))
