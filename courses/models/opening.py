"""When lessons open: what authors say of it, and the one rule by which it is judged, which the database keeps."""

from datetime import datetime
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import Opens
from kit import clock

MOST_DAYS = 3_650


def opens_field() -> models.CharField:
    """When a chapter or lesson opens, where not at once; a lesson waits for all chapters above it too."""
    return models.CharField(_("opens"), max_length=16, choices=Opens.choices, blank=True, default="", db_default="")


def opens_at_field() -> models.DateTimeField:
    return models.DateTimeField(
        _("moment"), null=True, blank=True, help_text=_("For “on a date”: in your own time zone.")
    )


def opens_after_days_field() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For “days after joining”."),
    )


class IsOpenTo(models.Func):
    """Whether a lesson is open to the learner's seat now, by primary keys; false without a seat."""

    function = "courses_is_open"
    output_field = models.BooleanField()

    def __init__(self, lesson: Any, learner: Any, at: datetime | None = None, **extra: Any) -> None:
        values = (
            models.Value(learner, output_field=models.BigIntegerField()),
            models.Value(at or clock.now(), output_field=models.DateTimeField()),
        )
        super().__init__(lesson, *values, **extra)
