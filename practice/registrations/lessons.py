"""Whoever is in a lesson practises that day."""

from collections.abc import Collection
from datetime import datetime

from courses.operations.practised import on_practice
from practice.operations.days import keep_days


@on_practice
def keep_days_of_lessons(learner: int, moments: Collection[datetime]) -> None:
    keep_days(learner, moments)
