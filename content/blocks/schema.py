"""JSON Schema in a few words: what the published values of blocks are made of."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
HTML: Schema = {"type": "string", "description": "Cleaned HTML: paragraphs, lists, links and emphasis alone."}
YES_OR_NO: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
SECONDS: Schema = {"type": ["integer", "null"], "minimum": 0}
WEB_ADDRESS: Schema = {"type": "string", "format": "uri"}
PUBLIC_ID: Schema = {"type": "string", "format": "uuid"}


def record(about: str = "", /, **properties: Schema) -> Schema:
    """An object that has exactly these properties."""
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {**schema, "description": about} if about else schema


def list_of(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def one_of(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_MEDIUM: dict[str, Schema] = {
    "id": PUBLIC_ID,
    "url": {"type": "string", "description": "Asks for access, then leads to the file."},
    "title": TEXT,
    "content_type": TEXT,
}

_FRACTION: Schema = {"type": "number", "minimum": 0, "maximum": 1}
IMAGE = record(
    "A picture.",
    **_MEDIUM,
    width=NUMBER,
    height=NUMBER,
    focal_point=or_nothing(
        record("What must stay in sight where it is cropped, as parts of it.", x=_FRACTION, y=_FRACTION)
    ),
    placeholder={
        "type": ["string", "null"],
        "maxLength": 200,
        "description": "A data address of it in a few pixels, to be shown until it has come.",
    },
)
FILE = record(
    "A file.",
    **_MEDIUM,
    file_name=TEXT,
    file_size={"type": ["integer", "null"], "minimum": 0},
    is_stamped={"type": "boolean", "description": "Whether each copy bears the name of who downloads it."},
)
SOUND_RENDITION = record(
    "A sound made ready to be listened to: AAC, as loud as other sounds unless it shall stay as it was recorded.",
    url={"type": "string", "description": "Asks for access, then leads to the file."},
    peaks_url={"type": "string", "description": "How it looks, to draw; asks for access too."},
    duration_ms=NUMBER,
)
FILM = record(
    "A film of our own.",
    **_MEDIUM,
    duration_seconds=SECONDS,
    file_size={"type": ["integer", "null"], "minimum": 0},
    stream_url={
        "type": ["string", "null"],
        "description": "Its HLS playlist, once that is made.",
    },
    thumbnails=or_nothing(
        record(
            "Small pictures of it in equal steps on one sheet, in rows.",
            url=TEXT,
            every_ms=NUMBER,
            width=NUMBER,
            height=NUMBER,
            columns=NUMBER,
            count=NUMBER,
        )
    ),
    poster=or_nothing(IMAGE),
)
