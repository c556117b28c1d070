"""The API's document: what drf-spectacular finds, and what every operation shares (errors, limits, lesson blocks)."""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from content import blocks
from courses.enums import NodeKind
from frontend_api import idempotency
from frontend_api.bodies import ExactBody
from frontend_api.errors import STATUS, ErrorCode
from frontend_api.v1.quizzes.parts import PARTS

Document = dict[str, Any]

TEXT: Document = {"type": "string"}
COUNT: Document = {"type": "integer", "minimum": 0}

# The extension by which an operation names refusals of its own, beside those that its kind brings; not in the document.
REFUSALS = "x-refusals"

PROBLEMS: dict[int, tuple[str, ErrorCode, str, str]] = {
    400: ("BadRequest", ErrorCode.BAD_REQUEST, "bad_request", "The request cannot be understood."),
    401: ("Unauthorized", ErrorCode.UNAUTHORIZED, "not_signed_in", "Please sign in."),
    403: ("Forbidden", ErrorCode.FORBIDDEN, "not_allowed", "You may not do that."),
    404: ("NotFound", ErrorCode.NOT_FOUND, "not_found", "There is nothing here."),
    405: ("MethodNotAllowed", ErrorCode.METHOD_NOT_ALLOWED, "method_not_allowed", "Method “PUT” not allowed."),
    406: ("NotAcceptable", ErrorCode.NOT_ACCEPTABLE, "not_acceptable", "This API answers JSON."),
    409: ("Conflict", ErrorCode.CONFLICT, "course_full", "“Ballet at the barre” has no seats left."),
    413: ("TooLarge", ErrorCode.TOO_LARGE, "too_large", "The request is too large."),
    415: ("UnsupportedMediaType", ErrorCode.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Please send JSON."),
    422: ("ValidationError", ErrorCode.VALIDATION_ERROR, "invalid", "Please correct what is marked."),
    429: ("RateLimited", ErrorCode.RATE_LIMITED, "rate_limited", "Too many requests."),
    503: ("Unavailable", ErrorCode.UNAVAILABLE, "unavailable", "Perfomix cannot answer just now."),
}

ERROR_SCHEMA: Document = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "properties": {
                "code": {"type": "string", "enum": [code.value for code in ErrorCode]},
                "message": {"type": "string", "description": "For people; wording may change."},
                "details": {
                    "type": "object",
                    "properties": {
                        "reason": {"type": "string", "description": "Stable; switch on it."},
                        "fields": {
                            "type": "object",
                            "additionalProperties": {"type": "array", "items": {"type": "string"}},
                            "description": "What is wrong with which field; `rows.2.title` names one inside a list.",
                        },
                        "retry_after": {"type": "integer", "description": "Seconds to wait."},
                    },
                },
            },
        }
    },
}


class ApiSchema(AutoSchema):
    """Adds what our decorators and our path names say."""

    def get_override_parameters(self) -> list[Any]:
        method = getattr(self.view, self.method.lower(), None)
        if not getattr(method, "is_idempotent", False):
            return []
        return [
            OpenApiParameter(
                idempotency.HEADER,
                str,
                OpenApiParameter.HEADER,
                description="A word of yours, the same on every repeat: the request acts once, repeats get its answer.",
            )
        ]

    def get_tags(self) -> list[str]:
        segments = [part for part in re.sub(r"^/api/v1/", "", self.path).split("/") if part]
        return [segments[0]] if segments else ["api"]

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        found = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, ExactBody):
            found["additionalProperties"] = False
        return found


def only_ours(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Leave everything out that is not under /api/v1/: Wagtail describes its own API itself."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


def add_errors(result: Document, **_: Any) -> Document:
    """Name on every operation the errors that may come, with one example of each."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Error"] = ERROR_SCHEMA
    components["responses"] = {
        name: _error_response(code, reason, message) for name, code, reason, message in PROBLEMS.values()
    }
    for path, operations in result.get("paths", {}).items():
        for method, operation in operations.items():
            responses = operation["responses"]
            if _asks_with_etag(operation):
                responses.setdefault("304", {"description": "What you hold is what there is."})
            for status in _possible_errors(path, method, operation) | set(operation.pop(REFUSALS, ())):
                responses.setdefault(str(status), {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"})
            operation["responses"] = dict(sorted(responses.items()))
    return result


def _asks_with_etag(operation: Document) -> bool:
    return any(parameter["name"] == "If-None-Match" for parameter in operation.get("parameters", []))


def _possible_errors(path: str, method: str, operation: Document) -> set[int]:
    found = {400, 405, 406, 429, 503}
    security = operation.get("security", [])
    if security:
        found |= {401}
    if security and {} not in security:
        found |= {403}
    if "{" in path:
        found |= {404}
    if method != "get":
        found |= {404, 409, 413, 415, 422}
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", [])):
        found |= {422}
    return found


def _error_response(code: ErrorCode, reason: str, message: str) -> Document:
    details: Document = {"reason": reason}
    headers: Document = {}
    if STATUS[code] in {429, 503}:
        details["retry_after"] = 12
        headers = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    if STATUS[code] == 422:
        details["fields"] = {"stars": ["Between 1 and 5, please."]}
    response: Document = {
        "description": message,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "example": {"error": {"code": code.value, "message": message, "details": details}},
            }
        },
    }
    return {**response, "headers": headers} if headers else response


def add_lesson_blocks(result: Document, **_: Any) -> Document:
    """`LessonBlock`: one schema per block, told apart by `type`, made from the blocks' own definitions."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    mapping = {}
    for kind, schema in blocks.schemas().items():
        name = "".join(word.title() for word in kind.split("_")) + "Block"
        schemas[name] = schema
        mapping[kind] = f"#/components/schemas/{name}"
    if not mapping:
        return result
    schemas["LessonBlock"] = {
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return result


def add_quiz_parts(result: Document, **_: Any) -> Document:
    """What questions and answers are made of."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(PARTS)
    return result


def add_outline_entries(result: Document, **_: Any) -> Document:
    """`OutlineEntry`: a chapter, which holds entries, or a lesson; told apart by `kind`."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    place: Document = {"id": {"type": "string", "format": "uuid"}, "number": TEXT, "title": TEXT}
    lesson: Document = {
        "kind": {"type": "string", "const": NodeKind.LESSON.value},
        **place,
        "summary": TEXT,
        "type": {"$ref": "#/components/schemas/TypeEnum"},
        "duration_minutes": COUNT,
        "access": {"$ref": "#/components/schemas/AccessEnum"},
        "locked": {"type": "boolean"},
    }
    chapter: Document = {
        "kind": {"type": "string", "const": NodeKind.CHAPTER.value},
        **place,
        "description": TEXT,
        "lesson_count": COUNT,
        "duration_minutes": COUNT,
        "entries": {"type": "array", "items": {"$ref": "#/components/schemas/OutlineEntry"}},
    }
    opens: Document = {
        "at": {"type": ["string", "null"], "format": "date-time"},
        "after_days": {"type": ["integer", "null"], "description": "Days after joining."},
        "after_others": {"type": "boolean", "description": "When lessons before it are done."},
    }
    schemas["OutlineOpening"] = _closed_object("When a lesson opens to who has a seat: when all of it is so.", opens)
    later: Document = {
        "is_optional": {"type": "boolean", "description": "The course is finished without it."},
        "opens": {"$ref": "#/components/schemas/OutlineOpening"},
    }
    schemas["OutlineLesson"] = _closed_object(
        "A lesson in its place. `locked` where only a seat opens it; `opens` where not at once.", lesson, later
    )
    schemas["OutlineChapter"] = _closed_object("A chapter with what stands in it.", chapter)
    mapping = {
        NodeKind.CHAPTER.value: "#/components/schemas/OutlineChapter",
        NodeKind.LESSON.value: "#/components/schemas/OutlineLesson",
    }
    schemas["OutlineEntry"] = {
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    return result


def _closed_object(description: str, properties: Document, optional: Document | None = None) -> Document:
    return {
        "type": "object",
        "description": description,
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }
