import os
import signal
import subprocess
import sys
import time

import pytest
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import connection, connections, transaction
from django_tasks import task
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob as Job
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from accounts.models import User
from kit import jobs
from kit.tasks import LEASE_SECONDS, remove_finished_jobs, take_up_stalled_jobs
from tests.database import address

ran: list[str] = []


@jobs.job("tests.note")
def note(*, word: str) -> None:
    ran.append(word)


@jobs.job("tests.fail", attempts=2)
def fail() -> None:
    ran.append("tried")
    raise RuntimeError("poison")


@jobs.job("tests.fail_after_enqueueing", attempts=1)
def fail_after_enqueueing() -> None:
    with transaction.atomic():
        jobs.enqueue("tests.note", word="never")
        raise RuntimeError("too late")


@jobs.job("tests.tell_the_worker_to_stop")
def tell_the_worker_to_stop() -> None:
    ran.append("told to stop")
    os.kill(os.getpid(), signal.SIGTERM)


@task()
def sleep_once(email):
    """Sleep for ever in the first worker; in the second, leave a mark."""
    if User.objects.filter(email=email).exists():
        User.objects.filter(email=email).update(display_name="done")
    else:
        User.objects.create(email=email)
        time.sleep(600)


@pytest.fixture(autouse=True)
def forget():
    ran.clear()


def work():
    call_command("run_worker", until_idle=True)


def make_due():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def die_at_work(*, last_heartbeat: int) -> None:
    """Leave the newest job as a worker leaves it that died, and was last heard of so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
            [last_heartbeat],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE id = (SELECT max(id) FROM procrastinate_jobs)",
            [cursor.fetchone()[0]],
        )


def take_up():
    return async_to_sync(take_up_stalled_jobs)()


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_was_enqueued():
    jobs.enqueue("tests.note", word="plié")
    work()
    assert ran == ["plié"]
    assert Job.objects.get(task_name="tests.note").status == "succeeded"


@pytest.mark.covers("fault-W8")
@pytest.mark.django_db(transaction=True)
def test_a_poisoned_job_is_parked_after_its_tries_and_others_go_on():
    jobs.enqueue("tests.fail")
    jobs.enqueue("tests.note", word="plié")
    work()
    assert sorted(ran) == ["plié", "tried"]
    assert Job.objects.get(task_name="tests.fail").status == "todo"
    assert Job.objects.get(task_name="tests.fail").scheduled_at is not None
    for _ in range(2):
        make_due()
        work()
    assert ran.count("tried") == 2
    assert Job.objects.get(task_name="tests.fail").status == "failed"


@pytest.mark.covers("fault-R3")
@pytest.mark.parametrize("cut", ["defer_periodic_job", "fetch_job"])
@pytest.mark.django_db(transaction=True)
def test_a_worker_begins_anew_when_one_of_its_queries_is_cut(cut, monkeypatch):
    """Whichever of them it is: procrastinate ends its worker then, without an error when it was a periodic one."""
    was_cut = False

    def cut_once(name):
        original = getattr(JobManager, name)

        async def query(self, **given):
            nonlocal was_cut
            if name == cut and not was_cut:
                was_cut = True
                raise ConnectorException("the database was started anew")
            if name == "fetch_job" and not was_cut:
                return None
            return await original(self, **given)

        monkeypatch.setattr(JobManager, name, query)

    cut_once("defer_periodic_job")
    cut_once("fetch_job")
    jobs.enqueue("tests.tell_the_worker_to_stop")
    call_command("run_worker")
    assert was_cut
    assert ran == ["told to stop"]


@pytest.mark.django_db(transaction=True)
def test_what_a_failing_job_deferred_goes_with_its_transaction():
    jobs.enqueue("tests.fail_after_enqueueing")
    work()
    assert Job.objects.get(task_name="tests.fail_after_enqueueing").status == "failed"
    assert not Job.objects.filter(task_name="tests.note").exists()


@pytest.mark.covers("fault-R2")
@pytest.mark.django_db(transaction=True)
def test_a_dead_workers_job_is_taken_up_and_a_living_ones_is_not():
    jobs.enqueue("tests.note", word="plié")
    die_at_work(last_heartbeat=LEASE_SECONDS - 5)
    assert take_up() == 0
    assert Job.objects.get(task_name="tests.note").status == "doing"
    die_at_work(last_heartbeat=LEASE_SECONDS + 5)
    assert take_up() == 1
    work()
    assert ran == ["plié"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_its_workers_is_parked():
    jobs.enqueue("tests.fail")
    for _ in range(2):
        die_at_work(last_heartbeat=LEASE_SECONDS + 5)
        assert take_up() == 1
    assert Job.objects.get(task_name="tests.fail").status == "failed"
    assert take_up() == 0
    assert ran == []


@pytest.mark.django_db(transaction=True)
def test_finished_jobs_go_in_time_and_parked_ones_stay():
    for name in ("tests.note", "tests.note", "tests.fail", "tests.fail"):
        jobs.enqueue(name, **({"word": "old"} if name == "tests.note" else {}))
    old, new, parked, waiting = Job.objects.filter(task_name__startswith="tests.").order_by("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)", [[old.pk, new.pk]])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [parked.pk])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '73 hours' WHERE job_id = ANY(%s)",
            [[old.pk, parked.pk, waiting.pk]],
        )
    remove_finished_jobs()
    kept = Job.objects.filter(task_name__startswith="tests.").order_by("id")
    assert [job.pk for job in kept] == [new.pk, parked.pk, waiting.pk]


@pytest.mark.django_db(transaction=True)
def test_every_scheduled_job_bears_being_run_twice():
    names = {registered.task.name for registered in app.periodic_registry.periodic_tasks.values()}
    assert {"kit.remove_finished_jobs", "kit.remove_ended_limits"} <= names
    for name in sorted([*names, *names]):
        app.tasks[name].func(timestamp=0)


@pytest.mark.full
@pytest.mark.covers("fault-R2")
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_work_loses_nothing(settings):
    """Two real workers: the first is killed in the middle of the job, the second does it within half a minute."""
    email = "dancer@example.org"
    jobs.enqueue("kit.run_task", task="tests.kit.test_worker.sleep_once", args=[email], kwargs={})
    environment = os.environ | {
        "DATABASE_URL": address(connections["default"].settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "manage.py", "run_worker"]

    def until(condition, seconds):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.1)

    first = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)
    try:
        until(User.objects.filter(email=email).exists, 60)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    second = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)
    try:
        until(User.objects.filter(email=email, display_name="done").exists, 45)
    finally:
        second.terminate()
        assert second.wait(30) == 0
