"""Rows that serve every app and name none of them."""

from typing import Self

from django.db import models
from django.db.models.functions import Now


class RateLimitQuerySet(models.QuerySet["RateLimit"]):
    def ended(self) -> Self:
        """Limits whose window is over: they hold nobody back."""
        return self.filter(window_ends_at__lte=Now())


class RateLimit(models.Model):
    """How much of a limit was used in the window that ends at `window_ends_at`; kept by `kit.rate_limits`."""

    key = models.CharField(max_length=200, primary_key=True)
    window_ends_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    objects = RateLimitQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key
