"""What front ends are told lands, however often it is refused, whoever dies, in whatever order (DESIGN 9)."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from kit import clock, front_end, jobs, revalidation
from kit.failpoints import hold
from kit.models import Revalidation
from kit.revalidation import POST_JOB, revalidate
from kit.tasks import sweep_revalidations
from tests import storefronts
from tests.database import address
from tests.races import PATIENCE, Runner

pytestmark = pytest.mark.covers("fault-W10", "fault-R2")


@pytest.fixture
def storefront(settings):
    with storefronts.running() as server:
        settings.STOREFRONT_URL, settings.STOREFRONT_SECRET = server.url, storefronts.SECRET
        yield server


def minutes_later(minutes):
    return clock.held_at(clock.now() + timedelta(minutes=minutes))


def post_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [POST_JOB])
        return cursor.fetchone()[0]


@pytest.mark.django_db
class TestTelling:
    def test_everything_that_waits_comes_in_one_signed_post(self, storefront):
        revalidate(stale=["course:salsa", "courses", "home"])
        revalidate(expire=["course:salsa"])
        revalidate(stale=["courses", "producer:inez"])
        assert jobs.run_pending() == 3
        (post,) = storefront.told
        assert post["expire"] == ["course:salsa"]
        assert post["stale"] == ["courses", "home", "producer:inez"]
        assert post["id"]
        assert storefront.paths == ["/internal/revalidate"]
        assert not Revalidation.objects.waiting().exists()

    def test_what_is_rolled_back_is_not_told(self, storefront):
        with transaction.atomic():
            revalidate(stale=["home"])
            transaction.set_rollback(True)
        assert jobs.run_pending() == 0
        assert storefront.told == []

    def test_nothing_touched_is_nothing_told(self, storefront):
        revalidate(stale=[])
        assert not Revalidation.objects.exists()
        assert post_jobs() == 0

    def test_more_than_one_post_holds_comes_in_several(self, storefront, monkeypatch):
        monkeypatch.setattr(front_end, "MOST_TAGS", 3)
        for number in range(4):
            revalidate(stale=[f"course:{number}", "courses"])
        jobs.run_pending()
        assert [post["stale"] for post in storefront.told] == [
            ["course:0", "course:1", "courses"],
            ["course:2", "course:3", "courses"],
        ]

    def test_a_change_that_is_too_much_for_one_post_comes_in_several(self, storefront, monkeypatch):
        for module in (front_end, revalidation):
            monkeypatch.setattr(module, "MOST_TAGS", 3)
        revalidate(expire=["course:1", "course:2"], stale=["courses", "course:2", "home", "pages"])
        revalidate(stale=["site"])
        jobs.run_pending()
        assert [(post["expire"], post["stale"]) for post in storefront.told] == [
            (["course:1", "course:2"], ["courses"]),
            ([], ["home", "pages", "site"]),
        ]

    def test_a_path_under_which_the_front_end_lives_is_kept(self, storefront, settings):
        settings.STOREFRONT_URL = f"{storefront.url}/shop"
        revalidate(stale=["home"])
        jobs.run_pending()
        assert storefront.paths == ["/shop/internal/revalidate"]


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize("status", [302, 400, 401, 404, 500, 503])
    def test_any_answer_but_success_is_tried_again(self, storefront, status):
        storefront.answers = [status]
        revalidate(expire=["course:salsa"])
        jobs.run_pending()
        row = Revalidation.objects.waiting().get()
        assert (row.attempts, row.last_error) == (1, f"it answered {status}")
        assert storefront.told == []
        with minutes_later(0.1):
            assert jobs.run_pending() == 1
        assert storefront.expired == {"course:salsa"}
        # A redirect is an answer, not an invitation.
        assert set(storefront.paths) == {"/internal/revalidate"}

    def test_ten_minutes_without_a_front_end_lose_nothing(self, storefront, settings):
        settings.STOREFRONT_URL = "http://127.0.0.1:9"
        begun = clock.now()
        for minute in range(10):
            with clock.held_at(begun + timedelta(minutes=minute)):
                revalidate(stale=[f"course:{minute}"], expire=["courses"] if minute == 3 else [])
                jobs.run_pending()
                sweep_revalidations()
        assert Revalidation.objects.waiting().count() == 10
        settings.STOREFRONT_URL = storefront.url
        with clock.held_at(begun + timedelta(minutes=11)):
            storefront.now = lambda: clock_at(begun, 11)
            jobs.run_pending()
            assert not Revalidation.objects.waiting().exists()
        assert storefront.stale == {f"course:{minute}" for minute in range(10)}
        assert storefront.expired == {"courses"}
        assert len(storefront.told) == 1

    def test_ten_minutes_without_a_worker_lose_nothing(self, storefront):
        begun = clock.now()
        for minute in range(10):
            with clock.held_at(begun + timedelta(minutes=minute)):
                revalidate(stale=[f"course:{minute}"])
        with clock.held_at(begun + timedelta(minutes=10)):
            storefront.now = lambda: clock_at(begun, 10)
            jobs.run_pending()
        assert storefront.stale == {f"course:{minute}" for minute in range(10)}
        assert not Revalidation.objects.waiting().exists()

    def test_the_pauses_grow_to_a_minute(self, storefront):
        storefront.answers = [500] * 9
        revalidate(stale=["home"])
        moment, pauses = clock.now(), []
        for _ in range(9):
            with clock.held_at(moment):
                front_end.post_waiting()
            row = Revalidation.objects.get()
            pauses.append((row.not_before - moment).total_seconds())
            moment = row.not_before + timedelta(milliseconds=1)
        assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]

    def test_while_the_front_end_is_given_a_pause_nobody_knocks(self, storefront):
        storefront.answers = [500]
        revalidate(stale=["home"])
        jobs.run_pending()
        revalidate(stale=["courses"])
        jobs.run_pending()
        assert storefront.told == []
        with minutes_later(1):
            jobs.run_pending()
        assert storefront.stale == {"home", "courses"}

    def test_without_a_secret_nothing_leaves_and_nothing_is_lost(self, storefront, settings):
        settings.STOREFRONT_SECRET = ""
        revalidate(stale=["home"])
        jobs.run_pending()
        assert storefront.paths == []
        assert Revalidation.objects.waiting().get().last_error == "STOREFRONT_SECRET is not set"

    @pytest.mark.parametrize("url", ["http://localhost:port", "", "ftp://127.0.0.1:1"])
    def test_an_address_that_leads_nowhere_is_a_refusal_too(self, settings, storefront, url):
        settings.STOREFRONT_URL = url
        revalidate(stale=["home"])
        jobs.run_pending()
        assert Revalidation.objects.waiting().get().attempts == 1

    def test_a_front_end_that_does_not_answer_is_left(self, storefront, monkeypatch):
        monkeypatch.setattr(front_end, "ANSWER_SECONDS", 0.2)
        storefront.slow.clear()
        revalidate(stale=["home"])
        jobs.run_pending()
        assert "timed out" in Revalidation.objects.waiting().get().last_error


def wait_until_claimed():
    """Return when somebody is posting."""
    deadline = time.monotonic() + PATIENCE
    while not Revalidation.objects.exclude(not_before=None).exists():
        assert time.monotonic() < deadline, "nobody posts"
        time.sleep(0.02)


def clock_at(begun, minutes):
    return (begun + timedelta(minutes=minutes)).timestamp()


@pytest.mark.django_db(transaction=True)
class TestDeathsAndRaces:
    def test_a_job_that_was_lost_is_made_up_for_by_the_sweep(self, storefront):
        revalidate(expire=["course:salsa"])
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        sweep_revalidations()
        assert storefront.expired == {"course:salsa"}

    def test_a_worker_killed_while_posting_loses_nothing(self, storefront, settings):
        storefront.slow.clear()
        revalidate(expire=["course:salsa"])
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": address(connection.settings_dict["NAME"]),
            "STOREFRONT_URL": storefront.url,
            "STOREFRONT_SECRET": storefronts.SECRET,
        }
        worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], env=environment, cwd=settings.BASE_DIR)
        try:
            wait_until_claimed()
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        row = Revalidation.objects.waiting().get()
        assert (row.attempts, row.posted_at) == (0, None)
        storefront.slow.set()
        sweep_revalidations()
        assert Revalidation.objects.waiting().exists()  # it counts as being posted still
        with clock.held_at(row.not_before + timedelta(seconds=1)):
            sweep_revalidations()
        assert not Revalidation.objects.waiting().exists()
        assert storefront.expired == {"course:salsa"}

    def test_a_worker_killed_after_posting_posts_again(self, storefront):
        revalidate(expire=["course:salsa"])
        with hold("revalidation.posted") as held:
            poster = Runner(front_end.post_waiting)
            held.wait_until_reached()
            assert Revalidation.objects.waiting().exists()
            later = Revalidation.objects.get().not_before + timedelta(seconds=1)
            with clock.held_at(later):
                front_end.post_waiting()
        assert poster.outcome() is None
        assert [post["expire"] for post in storefront.told] == [["course:salsa"]] * 2

    def test_two_workers_do_not_post_the_same(self, storefront):
        revalidate(stale=["course:salsa"])
        with hold("revalidation.claimed") as held:
            first = Runner(front_end.post_waiting)
            held.wait_until_reached()
            revalidate(stale=["course:tango"])
            front_end.post_waiting()
        assert first.outcome() is None
        assert sorted(post["stale"] for post in storefront.told) == [["course:salsa"], ["course:tango"]]

    def test_a_change_that_commits_late_is_told_though_its_number_is_lower(self, storefront):
        inserted, may_commit = threading.Event(), threading.Event()

        def late():
            with transaction.atomic():
                revalidate(stale=["course:late"])
                inserted.set()
                may_commit.wait(PATIENCE)

        slow = Runner(late)
        assert inserted.wait(PATIENCE)
        revalidate(stale=["course:early"])
        front_end.post_waiting()
        assert storefront.stale == {"course:early"}
        may_commit.set()
        assert slow.outcome() is None
        jobs.run_pending()
        assert storefront.stale == {"course:early", "course:late"}

    def test_a_front_end_that_hangs_holds_up_no_change(self, storefront, monkeypatch):
        monkeypatch.setattr(front_end, "ANSWER_SECONDS", PATIENCE)
        storefront.slow.clear()
        revalidate(stale=["home"])
        poster = Runner(front_end.post_waiting)
        wait_until_claimed()
        revalidate(expire=["course:salsa"])
        assert poster.is_alive(), "the change was noted before the front end had answered"
        storefront.slow.set()
        assert poster.outcome() is None
        jobs.run_pending()
        assert storefront.expired == {"course:salsa"}
