"""Identifiers that leave the API: random, not guessable, not sequential (DESIGN 2)."""

import uuid
from typing import Any

from django.db import models


class PublicIdField(models.UUIDField):
    """A unique random UUID, set once; what the world calls the row, while its key stays inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", uuid.uuid4)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
