"""The doors of the API: which request does what with which parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

Act = Callable[..., Json]
DOORS: list[Door] = []
Included = Callable[[Work, Json], Json]
# Members that are there only when a request asks to expand them: (object, member) and how to make them.
INCLUDED: dict[tuple[str, str], Included] = {}


@dataclass(frozen=True)
class Door:
    """A method and a path, the parameters it knows, and what it does with them."""

    method: str
    path: str
    schema: Mapping[str, Any]
    act: Act


def door(method: str, path: str, schema: Mapping[str, Any] | None = None) -> Callable[[Act], Act]:
    """Make a function the answer to a request: it gets the work, the parameters, and the ids in the path."""

    def register(act: Act) -> Act:
        DOORS.append(Door(method, path, schema or {}, act))
        return act

    return register


def plain_list(members: list[Json], url: str, *, has_more: bool = False) -> Json:
    return {"object": "list", "data": members, "has_more": has_more, "url": url}


def page(rows: list[Json], params: Json, url: str) -> Json:
    """A page of a list, newest first. `rows` are the matching ones, oldest first."""
    rows = [row for row in reversed(rows) if _created_within(row, params.get("created", {}))]
    limit = params.get("limit", 10)
    if limit > 100:
        raise BadRequest("Limit must be at most 100.", code="parameter_invalid_integer", param="limit")
    ids = [row["id"] for row in rows]
    if "ending_before" in params:
        rows = rows[: _place(ids, params["ending_before"], "ending_before")]
        return plain_list(rows[-limit:], url, has_more=len(rows) > limit)
    if "starting_after" in params:
        rows = rows[_place(ids, params["starting_after"], "starting_after") + 1 :]
    return plain_list(rows[:limit], url, has_more=len(rows) > limit)


def filters(params: Json, *names: str) -> Json:
    """Those of the parameters that name members to compare."""
    return {name: params[name] for name in names if name in params}


def _place(ids: list[str], wanted: str, param: str) -> int:
    if wanted not in ids:
        raise BadRequest(f"No such object: '{wanted}'", code="resource_missing", param=param)
    return ids.index(wanted)


def _created_within(row: Json, limits: Json) -> bool:
    created = row["created"]
    return bool(
        created > limits.get("gt", -1)
        and created >= limits.get("gte", 0)
        and created < limits.get("lt", created + 1)
        and created <= limits.get("lte", created)
    )


def expand(work: Work, body: Json, paths: list[str]) -> Json:
    """Put whole objects in the place of their ids, along dotted paths."""
    for path in paths:
        _expand(work, body, path.split("."), path)
    return body


def _expand(work: Work, node: Any, steps: list[str], path: str) -> None:
    if isinstance(node, list):
        for member in node:
            _expand(work, member, steps, path)
        return
    name, rest = steps[0], steps[1:]
    include = INCLUDED.get((node.get("object", ""), name))
    if include is not None and not isinstance(node.get(name), dict):
        node[name] = include(work, node)
    if name not in node:
        raise BadRequest(f"This property cannot be expanded ({path}).", param="expand")
    value = node[name]
    if isinstance(value, str):
        value = work.store.find(value)
        if value is None:
            raise BadRequest(f"This property cannot be expanded ({path}).", param="expand")
        node[name] = value
    if rest and value is not None:
        _expand(work, value, rest, path)
