"""Rows that serve every app and name none of them."""

from django.db import models


class RateLimit(models.Model):
    """How much of a limit was used in the window that ends at `window_ends_at`; kept by `kit.rate_limits`."""

    key = models.CharField(max_length=200, primary_key=True)
    window_ends_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key
