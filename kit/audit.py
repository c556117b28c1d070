"""The audit log: Wagtail's, so that the admin shows it (REQUIREMENTS A12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from wagtail.log_actions import log
from wagtail.log_actions import registry as actions

from kit import clock

_place: ContextVar[dict[str, str] | None] = ContextVar("place", default=None)


@contextmanager
def happening_at(*, address: str, request_id: str) -> Iterator[None]:
    """Entries recorded inside say from where they were caused, and by which request of the log."""
    token = _place.set({"address": address, "request": request_id})
    try:
        yield
    finally:
        _place.reset(token)


def record(instance: models.Model, action: str, actor: Any, **data: Any) -> None:
    """Write that `actor` (None for the system) did `action` to `instance`, inside the current transaction.

    `action` is registered with `register_log_actions`; `data` is JSON and must hold no secrets. Raises ValueError for
    a kind of row that no log is registered for, since a lost entry would never be missed.
    """
    if actions.get_log_model_for_instance(instance) is None:
        raise ValueError(f"no audit log is registered for {type(instance).__name__}")
    log(instance=instance, action=action, user=actor, data={**(_place.get() or {}), **data}, timestamp=clock.now())
