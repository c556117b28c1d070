"""Streaks as a pure reckoning: what it says by example, and what it must never do, whatever the days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.operations.practised import is_same_quarter
from practice.documents.weeks import MOST_SPARE_DAYS, day_of, monday_of, streak_of
from practice.enums import WeekState

pytestmark = pytest.mark.covers("req-F5")

MONDAY = date(2026, 1, 5)
ZONES = sorted(available_timezones() - {"localtime"})
# Ten weeks of which nothing lies outside.
DAYS = st.integers(0, 69).map(lambda number: MONDAY + timedelta(days=number))
TODAY = MONDAY + timedelta(days=66)


def weeks_of(*counts):
    """The first so many days of each week in a row."""
    return {MONDAY + timedelta(weeks=week, days=day) for week, count in enumerate(counts) for day in range(count)}


def told(*counts, goal=3, pauses=(), running=0):
    """The states of whole weeks and the streak after them, seen on the Wednesday of the week that follows."""
    today = MONDAY + timedelta(weeks=len(counts), days=2)
    found = streak_of(weeks_of(*counts, running), {MONDAY: goal}, pauses, today)
    return [week.state.value for week in found.all_weeks], (found.weeks, found.spare_days, found.longest)


def test_weeks_that_reach_the_goal_add_up_and_earn_a_day_to_spare_each():
    assert told(3, 4, 7, 3) == (["reached"] * 4 + ["running"], (4, MOST_SPARE_DAYS, 4))


def test_a_week_that_falls_short_is_filled_up_by_itself():
    assert told(3, 3, 1) == (["reached", "reached", "kept", "running"], (2, 0, 2))


def test_where_days_to_spare_do_not_reach_a_streak_begins_anew():
    assert told(3, 1, 3) == (["reached", "passed", "reached", "running"], (1, 1, 1))


def test_the_running_week_counts_once_it_is_reached_and_takes_nothing_before():
    assert told(3, running=2) == (["reached", "running"], (1, 1, 1))
    assert told(3, running=3) == (["reached", "reached"], (2, 2, 2))


def test_a_paused_week_rests_and_one_paused_in_part_asks_for_less():
    holiday = (MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=2, days=1))
    assert told(3, 0, 1, pauses=[holiday]) == (["reached", "rested", "reached", "running"], (2, 2, 2))


def test_without_a_goal_nothing_is_counted():
    found = streak_of(weeks_of(7, 7), {}, [], MONDAY + timedelta(weeks=2))
    assert (found.weeks, found.longest, {week.state for week in found.all_weeks}) == (0, 0, {WeekState.RESTED})


def test_each_week_keeps_the_goal_it_had_and_the_first_holds_before():
    goals = {MONDAY + timedelta(weeks=1): 2, MONDAY + timedelta(weeks=2): 5, MONDAY + timedelta(weeks=3): None}
    found = streak_of(weeks_of(2, 2, 5, 0), goals, [], MONDAY + timedelta(weeks=4))
    assert [week.needed for week in found.all_weeks] == [2, 2, 5, None, None]
    assert (found.weeks, found.longest) == (3, 3)


def test_what_is_to_come_counts_when_it_comes():
    found = streak_of(weeks_of(3, 3), {MONDAY: 3}, [], MONDAY + timedelta(days=6))
    assert (found.weeks, len(found.all_weeks)) == (1, 1)


@st.composite
def histories(draw):
    days = draw(st.sets(DAYS, max_size=40))
    goals = {monday_of(day): draw(st.integers(1, 7)) for day in draw(st.sets(DAYS, min_size=1, max_size=3))}
    pauses = [(day, day + timedelta(days=draw(st.integers(0, 12)))) for day in draw(st.lists(DAYS, max_size=2))]
    return days, goals, pauses


def figures(found):
    return found.weeks, found.spare_days, found.longest


@given(histories(), DAYS)
def test_one_more_day_of_practice_never_makes_anything_less(history, day):
    days, goals, pauses = history
    before, after = (figures(streak_of(each, goals, pauses, TODAY)) for each in (days, days | {day}))
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(histories(), DAYS)
def test_one_more_day_of_rest_never_makes_anything_less(history, day):
    days, goals, pauses = history
    before, after = (figures(streak_of(days, goals, each, TODAY)) for each in (pauses, [*pauses, (day, day)]))
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(histories())
def test_figures_are_within_their_bounds(history):
    found = streak_of(*history, TODAY)
    assert 0 <= found.weeks <= found.longest <= len(found.all_weeks)
    assert 0 <= found.spare_days <= min(MOST_SPARE_DAYS, found.weeks)
    mondays = [week.monday for week in found.all_weeks]
    assert mondays == [mondays[0] + timedelta(weeks=number) for number in range(len(mondays))]
    assert mondays[-1] == monday_of(TODAY)


@given(histories(), st.integers(0, 20))
def test_the_same_a_number_of_weeks_later_is_the_same(history, later):
    days, goals, pauses = history
    by = timedelta(weeks=later)
    moved = ({day + by for day in days}, {week + by: goal for week, goal in goals.items()})
    pauses_moved = [(first + by, last + by) for first, last in pauses]
    assert figures(streak_of(*moved, pauses_moved, TODAY + by)) == figures(streak_of(days, goals, pauses, TODAY))


MOMENTS = st.integers(0, 17 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_quarter_of_an_hour_lies_in_one_day_on_every_clock(moment, zone):
    first = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    last = first + timedelta(minutes=14, seconds=59)
    assert is_same_quarter(first, last)
    assert not is_same_quarter(first, first - timedelta(seconds=1))
    assert day_of(first, ZoneInfo(zone)) == day_of(last, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        # Clocks go forward at midnight, so that the day begins at one.
        ("America/Asuncion", "2024-10-06T03:59:59+00:00", "2024-10-05"),
        ("America/Asuncion", "2024-10-06T04:00:00+00:00", "2024-10-06"),
        # Clocks go back within a day of 25 hours.
        ("Europe/Oslo", "2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("Europe/Oslo", "2026-10-25T23:00:00+00:00", "2026-10-26"),
        # A day of 23 hours.
        ("Europe/Oslo", "2026-03-28T22:59:59+00:00", "2026-03-28"),
        ("Europe/Oslo", "2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("Europe/Oslo", "2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("Europe/Oslo", "2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("Asia/Kathmandu", "2026-06-01T18:14:59+00:00", "2026-06-01"),
        ("Asia/Kathmandu", "2026-06-01T18:15:00+00:00", "2026-06-02"),
        ("Pacific/Kiritimati", "2026-06-01T10:00:00+00:00", "2026-06-02"),
    ],
)
def test_days_begin_at_midnight_on_the_clock_of_the_place(zone, moment, day):
    assert day_of(datetime.fromisoformat(moment), ZoneInfo(zone)).isoformat() == day
