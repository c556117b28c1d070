"""Lessons as front ends get them, and the schema that tells a client's compiler what to expect."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from content.blocks.catalogue import CERTIFICATES, LESSON_BLOCKS, RESOURCE_BLOCKS
from content.blocks.columns import ColumnsBlock
from content.blocks.context import MediaLookup, PublishingContext, References
from content.blocks.published import PublishedBlock, html_of, note_html, text_of
from content.blocks.schema import PUBLIC_ID, Schema, record
from content.blocks.stream import note_stream_references, published_stream, stored_stream

_KINDS: dict[str, PublishedBlock] = {**dict(RESOURCE_BLOCKS), **dict(LESSON_BLOCKS)}
# What front ends never get as blocks is read in reviews, and may refer to media all the same.
_ALL: dict[str, PublishedBlock] = {**dict(CERTIFICATES), **_KINDS}


def references(streams: Iterable[Any], *, rich_texts: Iterable[str] = ()) -> References:
    """What all these streams and rich texts refer to: media and pages, by primary key."""
    found = References()
    for stream in streams:
        note_stream_references(_ALL, stream, found)
    for rich_text in rich_texts:
        note_html(rich_text, found)
    return found


def publishing_context(
    streams: Iterable[Any],
    *,
    lessons: Mapping[int, object] | None = None,
    rich_texts: Iterable[str] = (),
    images: Iterable[int] = (),
    videos: Iterable[int] = (),
    quizzes: Mapping[int, dict[str, Any]] | None = None,
    assignments: Mapping[int, dict[str, Any]] | None = None,
) -> PublishingContext:
    """The context in which all these streams can be published, made with at most one query per kind of medium.

    `lessons` maps the primary key of each page that may be linked to onto its lesson's public id. `images` and
    `videos` are looked up as well (a course's own picture and trailer). `quizzes` and `assignments` are passed on.
    """
    found = references(streams, rich_texts=rich_texts)
    found.images.update(images)
    found.videos.update(videos)
    return PublishingContext(
        media=MediaLookup(found), lessons=lessons or {}, quizzes=quizzes or {}, assignments=assignments or {}
    )


def represent(content: Any, context: PublishingContext | None = None) -> list[dict[str, Any]]:
    """The blocks of a lesson's content or resources as front ends get them: `{"type", "id", "value"}` each.

    `content` is a stream value, its stored list, or its JSON. Without a context one is made for it alone.
    Blocks of a kind that does not exist are left out.
    """
    stored = stored_stream(content)
    return published_stream(_ALL, stored, context or publishing_context([stored]))


def represent_html(source: str, context: PublishingContext | None = None) -> str:
    """A rich text field as front ends get it."""
    return html_of(source, context or publishing_context([], rich_texts=[source]))


def represent_points(content: Any) -> list[str]:
    """The lines of a points field (outcomes, requirements)."""
    lines = (text_of(point.get("value")) for point in stored_stream(content))
    return [line for line in lines if line]


def schema_name(kind: str) -> str:
    """The name of a block's schema in the API document: `rich_text` is RichTextBlock."""
    return "".join(word.capitalize() for word in kind.split("_")) + "Block"


def schemas(reference: Callable[[str], Schema] | None = None) -> dict[str, Schema]:
    """The JSON schema of each kind of block as `represent` answers it, by kind.

    `reference` gives the schema to stand for a block within columns, such as `{"$ref": …}`; without it the
    schemas of those blocks are written out in place.
    """
    found: dict[str, Schema] = {}
    nested: list[tuple[str, ColumnsBlock]] = []
    for kind, block in _KINDS.items():
        if isinstance(block, ColumnsBlock):
            nested.append((kind, block))
        else:
            found[kind] = _block_schema(kind, block.published_schema)
    for kind, columns in nested:
        within = [reference(inner) if reference else found[inner] for inner in columns.kinds]
        found[kind] = _block_schema(kind, columns.schema_with({"oneOf": within}))
    return found


def lesson_kinds() -> list[str]:
    """The kinds of block that a lesson's content may hold, in the chooser's order."""
    return [kind for kind, _ in LESSON_BLOCKS]


def resource_kinds() -> list[str]:
    """The kinds of block that a lesson's resources may hold."""
    return [kind for kind, _ in RESOURCE_BLOCKS]


def _block_schema(kind: str, value: Schema) -> Schema:
    return record(str(value.get("description", "")), type={"type": "string", "const": kind}, id=PUBLIC_ID, value=value)
