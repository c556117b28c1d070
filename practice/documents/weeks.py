"""Weeks of practice, reckoned from days alone. Pure: the same days make the same streak, whenever they were learnt of.

A week is reached when as many days were practised as were meant to be, less those that were paused. A reached week
makes the streak longer and earns a day to spare; where a later week falls short, days to spare fill it up by themselves
and the streak stays as long as it was. Nothing that is practised or paused besides ever makes anything less.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from practice.enums import WeekState

WEEK = timedelta(days=7)
MOST_SPARE_DAYS = 3

Pause = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on. `needed` is None where there was no goal."""

    monday: date
    practised: int
    paused: int
    needed: int | None
    state: WeekState


@dataclass(frozen=True, slots=True)
class Streak:
    """How many weeks were reached without a break, and the weeks themselves, the running one last."""

    weeks: int
    longest: int
    spare_days: int
    all_weeks: Sequence[Week]


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day it is at that moment where the clock is that of `zone`."""
    return moment.astimezone(zone).date()


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def streak_of(days: Collection[date], goals: Mapping[date, int | None], pauses: Sequence[Pause], today: date) -> Streak:
    """The streak as it stands on `today`. `goals` are by the Monday they hold from; the first holds before, too."""
    practised = set(days)
    weeks: list[Week] = []
    length = longest = spare = 0
    for monday in _mondays(practised, goals, today):
        week = _week(monday, practised, _goal_of(monday, goals), pauses)
        short = (week.needed or 0) - week.practised
        if week.needed is None:
            state = WeekState.RESTED
        elif week.practised and short <= 0:
            state, length, spare = WeekState.REACHED, length + 1, min(spare + 1, MOST_SPARE_DAYS)
        elif monday == monday_of(today):
            state = WeekState.RUNNING
        elif short <= 0:
            state = WeekState.RESTED
        elif length and spare >= short:
            state, spare = WeekState.KEPT, spare - short
        else:
            # Days to spare belong to the streak that earned them.
            state, length, spare = WeekState.PASSED, 0, 0
        longest = max(longest, length)
        weeks.append(Week(week.monday, week.practised, week.paused, week.needed, state))
    return Streak(length, longest, spare, weeks)


def _mondays(practised: Collection[date], goals: Mapping[date, int | None], today: date) -> Iterator[date]:
    last = monday_of(today)
    monday = min([last, *goals, *map(monday_of, practised)])
    while monday <= last:
        yield monday
        monday += WEEK


def _week(monday: date, practised: Collection[date], goal: int | None, pauses: Sequence[Pause]) -> Week:
    days = [monday + timedelta(days=number) for number in range(7)]
    paused = sum(any(first <= day <= last for first, last in pauses) for day in days)
    needed = None if goal is None else max(0, goal - paused)
    return Week(monday, sum(day in practised for day in days), paused, needed, WeekState.RUNNING)


def _goal_of(monday: date, goals: Mapping[date, int | None]) -> int | None:
    if not goals:
        return None
    return goals[max((week for week in goals if week <= monday), default=min(goals))]
