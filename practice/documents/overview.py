"""All that a person sees of their practising, by a handful of questions however long they have been at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Sum

from accounts.models import Profile
from kit import clock
from practice.documents.weeks import Streak, day_of, monday_of, streak_of
from practice.models import PracticeDay, PracticeEntry, PracticeGoal, PracticePause

WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True)
class DayOfPractice:
    """A day with practice: the minutes written down, and whether a lesson was open."""

    day: date
    minutes: int
    is_in_lessons: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """How a person practises, judged by the clock of their `zone`; `days` and weeks are the last half year's."""

    zone: str
    today: date
    goal: int | None
    streak: Streak
    days: Sequence[DayOfPractice]
    pauses: Sequence[PracticePause]

    @property
    def weeks(self) -> Sequence[Any]:
        return self.streak.all_weeks[-WEEKS_SHOWN:]


def zone_of(person: int) -> ZoneInfo:
    """The clock by which the person's days are told."""
    name = Profile.objects.filter(person=person).values_list("time_zone", flat=True).first()
    return ZoneInfo(name or "UTC")


def today_of(person: int) -> date:
    return day_of(clock.now(), zone_of(person))


def practice_of(person: Any) -> Practice:
    """Five queries."""
    zone = zone_of(person.pk)
    today = day_of(clock.now(), zone)
    in_lessons = set(PracticeDay.objects.filter(person=person).values_list("day", flat=True))
    written: Mapping[date, int] = dict(
        PracticeEntry.objects.filter(person=person).values("day").annotate(sum=Sum("minutes")).values_list("day", "sum")
    )
    goals = dict(PracticeGoal.objects.filter(person=person).values_list("from_week", "days"))
    pauses = list(PracticePause.objects.filter(person=person).order_by("-first_day"))
    practised = in_lessons | written.keys()
    since = monday_of(today) - timedelta(weeks=WEEKS_SHOWN - 1)
    return Practice(
        zone=zone.key,
        today=today,
        goal=goals[max(goals)] if goals else None,
        streak=streak_of(practised, goals, [(each.first_day, each.last_day) for each in pauses], today),
        days=[DayOfPractice(day, written.get(day, 0), day in in_lessons) for day in sorted(practised) if day >= since],
        pauses=[each for each in pauses if each.last_day >= since],
    )
