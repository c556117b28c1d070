"""The audit log: Wagtail's, so that the admin shows it (REQUIREMENTS A12)."""

from typing import Any

from django.db import models
from wagtail.log_actions import log
from wagtail.log_actions import registry as actions

from kit import clock


def record(instance: models.Model, action: str, actor: Any, **data: Any) -> None:
    """Write that `actor` (None for the system) did `action` to `instance`, inside the current transaction.

    `action` is registered with `register_log_actions`; `data` is JSON and must hold no secrets. Raises ValueError for
    a kind of row that no log is registered for, since a lost entry would never be missed.
    """
    if actions.get_log_model_for_instance(instance) is None:
        raise ValueError(f"no audit log is registered for {type(instance).__name__}")
    log(instance=instance, action=action, user=actor, data=data, timestamp=clock.now())
