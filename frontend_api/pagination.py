"""Pages by cursor: a signed word for “after this row”, so that rows that come or go never shift or repeat a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.core import signing
from django.db import models
from django.http import HttpRequest
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from frontend_api.renderers import dump
from kit.errors import InvalidInput

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
LONGEST_CURSOR = 2000


def page_size(request: HttpRequest | Request, default: int = DEFAULT_SIZE) -> int:
    """`page_size` of the query, 1 to 100."""
    text = request.GET.get("page_size", "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= LARGEST_SIZE):
        raise InvalidInput({"page_size": [f"Between 1 and {LARGEST_SIZE}, please."]})
    return int(text)


def sign_cursor(listing: str, position: Sequence[Any]) -> str:
    """An opaque word for a place in a listing; `listing` names the listing with its filters and its order."""
    payload = dump([listing, list(position)]).decode()
    return signing.Signer(salt="frontend_api.cursor").sign_object(payload, compress=True)


def read_cursor(listing: str, cursor: str) -> list[Any]:
    """The place the word stands for; refuses what we did not sign, and a cursor of another listing."""
    if len(cursor) > LONGEST_CURSOR:
        raise InvalidInput({"cursor": ["This cursor is not one of ours."]})
    try:
        signed_for, position = orjson.loads(signing.Signer(salt="frontend_api.cursor").unsign_object(cursor))
    except (signing.BadSignature, ValueError):
        raise InvalidInput({"cursor": ["This cursor is not one of ours."]}) from None
    if signed_for != listing or not isinstance(position, list):
        raise InvalidInput({"cursor": ["This cursor belongs to another listing or another filter."]})
    return position


@dataclass(frozen=True)
class Key:
    """One column of an order, named as `order_by` names it."""

    name: str

    @property
    def column(self) -> str:
        return self.name.lstrip("-")

    @property
    def descends(self) -> bool:
        return self.name.startswith("-")


def after(ordering: Sequence[str], position: Sequence[Any]) -> models.Q:
    """The rows that come behind `position` in this order (whose columns are never null)."""
    keys = [Key(name) for name in ordering]
    condition = models.Q()
    same = models.Q()
    for key, value in zip(keys, position, strict=True):
        condition |= same & models.Q(**{f"{key.column}__{'lt' if key.descends else 'gt'}": value})
        same &= models.Q(**{key.column: value})
    return condition


class CursorPagination(BasePagination):
    """For REST framework's generic views. `ordering` of the view must end in a unique column."""

    ordering: Sequence[str] = ("-pk",)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        ordering = getattr(view, "ordering", None) or self.ordering
        listing = f"{request.path}?{','.join(ordering)}"
        page = take_page(queryset, request, ordering=ordering, listing=listing)
        self.next_cursor = page.next_cursor
        return page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next_cursor": self.next_cursor})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return page_schema(schema)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return PAGE_PARAMETERS


@dataclass(frozen=True)
class CursorPage:
    rows: list[Any]
    next_cursor: str | None


def take_page(
    queryset: Any,
    request: HttpRequest | Request,
    *,
    ordering: Sequence[str],
    listing: str,
    size: int = DEFAULT_SIZE,
    position_of: Callable[[Any], Sequence[Any]] | None = None,
) -> CursorPage:
    """One page of `queryset`, in one query. The last column of `ordering` must be unique."""
    size = page_size(request, size)
    cursor = request.GET.get("cursor", "")
    queryset = queryset.order_by(*ordering)
    if cursor:
        queryset = queryset.filter(after(ordering, read_cursor(listing, cursor)))
    rows = list(queryset[: size + 1])
    if len(rows) <= size:
        return CursorPage(rows, None)
    rows = rows[:size]
    position = position_of(rows[-1]) if position_of else [_value(rows[-1], Key(name).column) for name in ordering]
    return CursorPage(rows, sign_cursor(listing, position))


def _value(row: Any, column: str) -> Any:
    value = row[column] if isinstance(row, dict) else _attribute(row, column)
    return value.isoformat() if isinstance(value, datetime) else value


def _attribute(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


PAGE_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "cursor",
        "in": "query",
        "required": False,
        "description": "`next_cursor` of the page before; empty for the first page.",
        "schema": {"type": "string", "maxLength": LONGEST_CURSOR},
    },
    {
        "name": "page_size",
        "in": "query",
        "required": False,
        "description": f"How many at once, 1 to {LARGEST_SIZE}.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
    },
]


def page_schema(results: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["results", "next_cursor"],
        "properties": {
            "results": results,
            "next_cursor": {
                "type": ["string", "null"],
                "description": "Send it as `cursor` for the next page; null on the last.",
            },
        },
    }
