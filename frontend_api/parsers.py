from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from frontend_api.renderers import JsonRenderer


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


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_nul(part) for part in value)
