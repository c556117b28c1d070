"""What can be reported. Apps above register their kinds when they are ready; moderation itself knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kit.errors import NotFound


@dataclass(frozen=True)
class Reportable:
    """A kind of thing that people may report.

    `find(person, public_id)` returns the thing if the person may see it, else None; moderators ask with None for the
    person and get hidden things too. `author_id` is the key of who wrote it, `excerpt` its words, `hide(thing, reason,
    actor)` and `restore(thing, actor)` the operations that take it from sight and show it again.
    """

    label: str
    find: Callable[[Any, UUID], Any]
    author_id: Callable[[Any], int | None]
    excerpt: Callable[[Any], str]
    hide: Callable[[Any, str, Any], None]
    restore: Callable[[Any, Any], None]


_kinds: dict[str, Reportable] = {}


def register(kind: str, reportable: Reportable) -> None:
    """Make things of `kind` reportable."""
    _kinds[kind] = reportable


def kinds() -> dict[str, Reportable]:
    """All registered kinds by name."""
    return dict(_kinds)


def reportable(kind: str) -> Reportable:
    """The registered kind. Raises NotFound for any other word."""
    if kind not in _kinds:
        raise NotFound
    return _kinds[kind]
