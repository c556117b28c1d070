"""Rows that serve every app and name none of them."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from kit import clock

LONGEST_TAG = 256


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


class RevalidationQuerySet(models.QuerySet["Revalidation"]):
    def waiting(self) -> Self:
        """Those that the front end has not taken yet."""
        return self.filter(posted_at=None)


class Revalidation(models.Model):
    """Tags that one change touched; written with it by `kit.revalidation`, posted afterwards by `kit.front_end`.

    `not_before` is when the row may next be tried: unset, after a pause, or when whoever claimed it must be dead.
    """

    expire = ArrayField(models.CharField(max_length=LONGEST_TAG), default=list)
    stale = ArrayField(models.CharField(max_length=LONGEST_TAG), default=list)
    caused_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField(null=True, db_index=True)

    objects = RevalidationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(posted_at=None), name="revalidations_still_to_post")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(expire=[], stale=[]),
                name="revalidation_names_a_tag",
            )
        ]

    def __str__(self) -> str:
        return ", ".join([*self.expire, *self.stale])
