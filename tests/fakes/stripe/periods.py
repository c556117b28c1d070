"""Billing periods: months that begin on the day on which the first one began."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta

MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}


def after(anchor: int, interval: str, count: int, times: int) -> int:
    """The moment `times` intervals after the anchor; the last day of a month that is too short for the day."""
    start = datetime.fromtimestamp(anchor, UTC)
    if interval in DAYS:
        return int((start + timedelta(days=DAYS[interval] * count * times)).timestamp())
    months = start.year * 12 + start.month - 1 + MONTHS[interval] * count * times
    year, month = divmod(months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return int(start.replace(year=year, month=month + 1, day=day).timestamp())


def next_end(anchor: int, recurring: dict[str, int | str], start: int) -> int:
    """When the period that begins at `start` ends."""
    interval, count = str(recurring["interval"]), int(recurring["interval_count"])
    times = 1
    while (end := after(anchor, interval, count, times)) <= start:
        times += 1
    return end
