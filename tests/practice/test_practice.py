"""Practising as it is kept: days from lessons and by hand, goals, pauses; each person's own, bounded, and cheap."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile, User
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from kit import clock
from kit.errors import InvalidInput, NotFound
from kit.failpoints import hold
from practice.documents.overview import practice_of
from practice.errors import PausesOverlap, TooManyEntries
from practice.models import ENTRIES_IN_A_DAY, PracticeDay, PracticeEntry, PracticeGoal, PracticePause
from practice.operations.days import keep_days
from practice.operations.log import Entry, end_pause, forget_entry, keep_entry, keep_pause, set_goal
from tests.api.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

__all__ = ["signed_in"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-F5")]

# A Wednesday.
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.held_at(NOW):
        yield


@pytest.fixture
def learning():
    """Somebody who has been in a course for a year."""
    made = live_course()
    return made, learner_of(made.course, enrolled_at=NOW - 365 * DAY)


def live_in(zone, person):
    Profile.objects.filter(person=person).update(time_zone=zone)


def opens(person, lesson, *moments, kind=EventKind.POSITION):
    events = [ProgressEvent(lesson.public_id, kind, at, position_seconds=9) for at in moments]
    assert record_progress(person, events).refused == []


def days_of(person):
    return [str(day) for day in PracticeDay.objects.filter(person=person).order_by("day").values_list("day", flat=True)]


def entry(day=TODAY, minutes=20, what="Turns", **more):
    return Entry(day, minutes, what, **more)


def test_being_in_a_lesson_keeps_the_day_once(learning):
    made, person = learning
    for minute in range(0, 60, 5):
        opens(person, made.lessons[1], NOW - timedelta(minutes=minute))
    assert days_of(person) == ["2026-06-10"]


def test_days_that_a_device_brings_late_and_in_one_go_are_all_kept(learning):
    made, person = learning
    opens(person, made.lessons[1], *[NOW - number * DAY for number in (5, 1, 3)])
    opens(person, made.lessons[1], NOW - 4 * DAY)
    assert days_of(person) == ["2026-06-05", "2026-06-06", "2026-06-07", "2026-06-09"]


def test_lessons_that_are_not_open_keep_no_day():
    made, person = live_course(), UserFactory()
    record_progress(person, [ProgressEvent(made.lessons[1].public_id, EventKind.START, NOW)])
    assert days_of(person) == []


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", "2026-06-09"), ("Asia/Tokyo", "2026-06-10"), ("Pacific/Honolulu", "2026-06-09")]
)
def test_the_day_is_that_of_the_persons_clock(learning, zone, day):
    made, person = learning
    live_in(zone, person)
    opens(person, made.lessons[1], datetime(2026, 6, 9, 23, 30, tzinfo=UTC))
    assert days_of(person) == [day]


def test_travelling_changes_no_day_that_was(learning):
    made, person = learning
    live_in("Asia/Tokyo", person)
    set_goal(person, 2)
    # A Sunday and a Monday in Tokyo, both of them Sunday in Honolulu.
    opens(person, made.lessons[1], datetime(2026, 6, 6, 16, tzinfo=UTC), datetime(2026, 6, 7, 16, tzinfo=UTC))
    before = practice_of(person).streak.all_weeks
    live_in("Pacific/Honolulu", person)
    assert days_of(person) == ["2026-06-07", "2026-06-08"]
    assert practice_of(person).streak.all_weeks == before


def test_an_ordinary_progress_write_asks_nothing_more(learning):
    made, person = learning
    opens(person, made.lessons[1], NOW - timedelta(minutes=40))

    def cost(at):
        with CaptureQueriesContext(connection) as asked:
            opens(person, made.lessons[1], at)
        return len(asked)

    first = cost(NOW)
    assert cost(NOW + timedelta(minutes=5)) == cost(NOW - timedelta(minutes=0)) == first - 2


def test_days_that_are_told_twice_are_kept_once(learning):
    made, person = learning
    for _twice in range(2):
        opens(person, made.lessons[1], NOW - DAY, NOW)
    assert days_of(person) == ["2026-06-09", "2026-06-10"]


def test_days_that_were_before_are_taken_from_progress(learning):
    made, person = learning
    live_in("Asia/Tokyo", person)
    opens(person, made.lessons[1], NOW - 9 * DAY, kind=EventKind.COMPLETE)
    opens(person, made.lessons[1], NOW)
    found = days_of(person)
    PracticeDay.objects.all().delete()
    keep_days = import_module("practice.migrations.0002_days_until_now").keep_days
    for _twice in range(2):
        keep_days(apps, None)
    assert days_of(person) == found == ["2026-06-01", "2026-06-10"]


def test_an_entry_is_written_once_and_changed_under_its_id():
    person, mark = UserFactory(), uuid.uuid4()
    for _twice in range(2):
        keep_entry(person, mark, entry())
    keep_entry(person, mark, entry(TODAY - DAY, 35, "Jumps"))
    (kept,) = PracticeEntry.objects.all()
    assert (kept.day, kept.minutes, kept.what) == (TODAY - DAY, 35, "Jumps")
    (day,) = practice_of(person).days
    assert (day.day, day.minutes, day.is_in_lessons) == (TODAY - DAY, 35, False)


@pytest.mark.parametrize("day", [TODAY + 2 * DAY, TODAY - 367 * DAY], ids=["to come", "long past"])
def test_an_entry_is_of_the_last_year(day):
    with pytest.raises(InvalidInput):
        keep_entry(UserFactory(), uuid.uuid4(), entry(day))
    assert not PracticeEntry.objects.exists()


def test_nobody_changes_or_forgets_what_is_anothers():
    person, other, mark = UserFactory(), UserFactory(), uuid.uuid4()
    keep_entry(person, mark, entry())
    keep_pause(person, mark, TODAY, TODAY)
    keep_entry(other, mark, entry(what="Other"))
    assert PracticeEntry.objects.get(person=person).what == "Turns"
    forget_entry(other, mark)
    for forget in (forget_entry, end_pause):
        with pytest.raises(NotFound):
            forget(other, mark)
    assert (PracticeEntry.objects.count(), PracticePause.objects.count()) == (1, 1)


def rush_for_the_last_place(*, queues=True):
    person = UserFactory()
    for _number in range(ENTRIES_IN_A_DAY - 1):
        keep_entry(person, uuid.uuid4(), entry())
    # Threads have a clock of their own.
    day = datetime.now(UTC).date()
    PracticeEntry.objects.update(day=day)
    with hold("practice.entries_counted") as held:
        first = Runner(lambda: keep_entry(person, uuid.uuid4(), entry(day)))
        held.wait_until_reached()
        second = Runner(lambda: keep_entry(person, uuid.uuid4(), entry(day)))
        if queues:
            wait_for_a_lock_queue(second)
        else:
            second.join()
    return first.outcome(), second.outcome()


@pytest.mark.django_db(transaction=True)
def test_of_two_devices_one_gets_the_last_place_of_a_day():
    first, second = rush_for_the_last_place()
    assert isinstance(first, PracticeEntry)
    assert isinstance(second, TooManyEntries)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_database_refuses_the_second(monkeypatch):
    monkeypatch.setattr("practice.operations.log.hold_person", lambda pk: None)
    first, second = rush_for_the_last_place(queues=False)
    assert {type(first), type(second)} == {PracticeEntry, IntegrityError}


def rush_into_a_day(*, queues=True):
    """Two devices bring the same days of one person; the second comes while the first writes."""
    person = UserFactory()
    days = [NOW, NOW + DAY]
    written, finished = threading.Event(), threading.Event()

    def first_device():
        with transaction.atomic():
            keep_days(person.pk, days)
            written.set()
            assert finished.wait(300)

    first = Runner(first_device)
    assert written.wait(300)
    # The other one sends them in its own order.
    second = Runner(lambda: keep_days(person.pk, days[::-1]))
    if queues:
        wait_for_a_lock_queue(second)
    else:
        second.join()
    finished.set()
    assert (first.outcome(), second.outcome()) == (None, None)
    return list(PracticeDay.objects.filter(person=person).order_by("day", "pk").values_list("day", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_devices_on_one_day_one_keeps_it():
    assert rush_into_a_day() == [TODAY, TODAY + DAY]


@pytest.mark.django_db(transaction=True)
def test_control_without_the_constraint_the_day_is_kept_twice():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE practice_practiceday DROP CONSTRAINT day_of_practice_is_kept_once")
        try:
            assert len(rush_into_a_day(queues=False)) == 4
        finally:
            cursor.execute("DELETE FROM practice_practiceday")
            cursor.execute(
                "ALTER TABLE practice_practiceday ADD CONSTRAINT day_of_practice_is_kept_once UNIQUE (person_id, day)"
            )


@pytest.mark.parametrize(
    "wrong", [{"minutes": 0}, {"minutes": 1441}, {"what": ""}, {"place": ENTRIES_IN_A_DAY}], ids=str
)
def test_the_database_takes_no_entry_that_is_none(wrong):
    right = {"public_id": uuid.uuid4(), "day": TODAY, "place": 0, "minutes": 20, "what": "Turns"}
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEntry.objects.create(person=person, **{**right, **wrong})
    PracticeEntry.objects.create(person=person, **right)


def test_a_goal_holds_from_this_week_on_and_the_past_keeps_its_own():
    person = UserFactory()
    PracticeGoal.objects.create(person=person, from_week=date(2026, 5, 4), days=2)
    for days in (5, 4):
        set_goal(person, days)
    assert list(PracticeGoal.objects.order_by("from_week").values_list("from_week", "days")) == [
        (date(2026, 5, 4), 2),
        (date(2026, 6, 8), 4),
    ]
    set_goal(person, None)
    assert practice_of(person).goal is None


def test_a_goal_that_never_held_leaves_nothing():
    person = UserFactory()
    set_goal(person, 3)
    set_goal(person, None)
    assert not PracticeGoal.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"days": 8}, {"from_week": TODAY}], ids=["none", "eight", "a Wednesday"]
)
def test_the_database_takes_no_goal_that_is_none(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeGoal.objects.create(**{"person": UserFactory(), "from_week": date(2026, 6, 8), "days": 3, **wrong})


def test_pauses_of_one_person_do_not_overlap_and_anothers_do_not_matter():
    person, other, mark = UserFactory(), UserFactory(), uuid.uuid4()
    keep_pause(person, mark, TODAY, TODAY + 6 * DAY)
    keep_pause(other, uuid.uuid4(), TODAY, TODAY + 6 * DAY)
    with pytest.raises(PausesOverlap):
        keep_pause(person, uuid.uuid4(), TODAY + 6 * DAY, TODAY + 9 * DAY)
    keep_pause(person, mark, TODAY, TODAY + 5 * DAY)
    keep_pause(person, uuid.uuid4(), TODAY + 6 * DAY, TODAY + 9 * DAY)
    assert PracticePause.objects.filter(person=person).count() == 2


@pytest.mark.parametrize(
    ("first", "last"), [(-15, 0), (367, 368), (2, 1), (0, 92)], ids=["long ago", "far away", "backwards", "for ever"]
)
def test_a_pause_is_a_time_that_one_can_oversee(first, last):
    with pytest.raises(InvalidInput):
        keep_pause(UserFactory(), uuid.uuid4(), TODAY + first * DAY, TODAY + last * DAY)
    assert not PracticePause.objects.exists()


def test_the_database_takes_no_pause_for_ever():
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticePause.objects.create(
            person=UserFactory(), public_id=uuid.uuid4(), first_day=TODAY, last_day=TODAY + 92 * DAY
        )


def test_all_of_it_goes_with_its_person():
    person, other = UserFactory(), UserFactory()
    for each in (person, other):
        keep_entry(each, uuid.uuid4(), entry())
        keep_pause(each, uuid.uuid4(), TODAY, TODAY)
        set_goal(each, 3)
        PracticeDay.objects.create(person=each, day=TODAY)
    User.objects.filter(pk=person.pk).delete()
    for model in (PracticeDay, PracticeEntry, PracticeGoal, PracticePause):
        assert [each.person for each in model.objects.all()] == [other]


def test_the_overview_costs_the_same_for_a_year_as_for_a_day(django_assert_num_queries):
    person = UserFactory()
    for number in range(200):
        keep_entry(person, uuid.uuid4(), entry(TODAY - number * DAY))
    PracticeDay.objects.bulk_create(PracticeDay(person=person, day=TODAY - number * DAY) for number in range(365))
    set_goal(person, 5)
    with django_assert_num_queries(5):
        found = practice_of(person)
    assert (len(found.weeks), found.streak.weeks, len(found.days)) == (26, 52, 178)


def test_the_api_keeps_ones_own_practice(learning, signed_in):
    made, person = learning
    mine = signed_in(person)
    path = f"/api/v1/me/practice/entries/{uuid.uuid4()}"
    body = {"day": str(TODAY), "minutes": 25, "what": "Turns", "lesson": str(made.lessons[1].public_id)}
    assert mine.put("/api/v1/me/practice/goal", {"days": 1}, format="json").status_code == 204
    kept = mine.put(path, body, format="json").json()
    assert (kept["course_slug"], kept["course_title"]) == (made.course.slug, made.course.public_title)
    assert mine.get("/api/v1/me/practice/entries").json()["results"] == [kept]
    found = mine.get("/api/v1/me/practice").json()
    assert (found["goal"], found["streak"]) == (1, {"weeks": 1, "longest": 1, "spare_days": 1})
    assert found["days"] == [{"day": str(TODAY), "minutes": 25, "is_in_lessons": False}]
    stranger = signed_in(UserFactory()).get("/api/v1/me/practice").json()
    assert (stranger["days"], stranger["goal"]) == ([], None)
    assert mine.delete(path).status_code == 204


def test_a_lesson_of_another_course_is_refused(learning, signed_in):
    made, person = learning
    other = live_course()
    body = {"day": str(TODAY), "minutes": 25, "what": "Turns", "lesson": str(made.lessons[1].public_id)}
    answer = signed_in(person).put(
        f"/api/v1/me/practice/entries/{uuid.uuid4()}", {**body, "course": other.course.slug}, format="json"
    )
    assert answer.status_code == 422
    assert not PracticeEntry.objects.exists()
