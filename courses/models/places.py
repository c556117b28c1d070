"""How many may join a course by its cohorts: one rule, which the database keeps (ADR 0061)."""

from datetime import datetime
from typing import Any

from django.db import models

from kit import clock


class PlacesInCohorts(models.Func):
    """How many more may join a course by its cohorts, by its primary key; null where cohorts do not limit it.

    Places in cohorts that can be joined, less those who have yet to choose one and those who are just paying.
    """

    function = "courses_places"
    output_field = models.BigIntegerField()

    def __init__(self, course: Any, at: datetime | None = None, **extra: Any) -> None:
        super().__init__(course, models.Value(at or clock.now(), output_field=models.DateTimeField()), **extra)
