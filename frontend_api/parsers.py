from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from frontend_api.errors import TooLarge
from frontend_api.renderers import JsonRenderer
from media.models.file_types import LARGEST_PORTRAIT

# What a form with one file has around it: lines that part its fields, their names, and the name of the file.
AROUND_A_FILE = 16 * 1024


class JsonParser(BaseParser):
    """Strict JSON: no lone surrogates, no NaN, no NUL characters, nothing nested without end."""

    media_type = "application/json"
    renderer_class = JsonRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read()
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"The body is not valid JSON: {error.msg} (position {error.pos}).") from None
        if b"\\u0000" in body and _has_nul(data):
            raise ParseError("The body holds a NUL character.")
        return data


class PortraitParser(MultiPartParser):
    """A form with one small picture. Of what says that it is longer nothing is read."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        if int(request.META["CONTENT_LENGTH"]) > LARGEST_PORTRAIT + AROUND_A_FILE:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_nul(part) for part in value)
