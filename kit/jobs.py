"""Work in the background: procrastinate jobs, deferred by name inside the transaction that causes them (DESIGN 7)."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import psycopg
from django.db import OperationalError, close_old_connections, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from kit import clock

Work = Callable[..., None]

# Django's own connection in the worker too, whose app takes jobs through another: what a job defers belongs to the
# job's transaction.
_outbox = JobManager(DjangoConnector())


def job(name: str, *, queue: str = "default", attempts: int = 5, growth: int = 3) -> Callable[[Work], Work]:
    """Register a function as the job `name`. It takes ids by keyword and must bear being run twice.

    It is tried `attempts` times with growing pauses, of `growth`, `growth` ** 2 and so on seconds; after that it is
    parked as failed and shown in the admin.
    """
    # The library counts the tries that follow the first.
    retry = RetryStrategy(max_attempts=attempts - 1, exponential_wait=growth) if attempts > 1 else False

    def register(work: Work) -> Work:
        app.task(name=name, queue=queue, retry=retry)(_on_a_live_connection(work))
        return work

    return register


def _on_a_live_connection(work: Work) -> Work:
    """A worker's threads live for days: each job begins by dropping a connection that has died meanwhile."""

    @wraps(work)
    def run(**ids: Any) -> None:
        # Inside a transaction the connection is the caller's: it is `run_pending` that runs the job.
        if not connection.in_atomic_block:
            close_old_connections()
        work(**ids)

    return run


def schedule(name: str, *, cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that runs at the times of `cron`, once for all workers together."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        def at(*, timestamp: int) -> None:
            work()

        retry = RetryStrategy(max_attempts=2, exponential_wait=3)
        task = app.task(name=name, queue="scheduled", queueing_lock=name, retry=retry)
        app.periodic(cron=cron)(task(_on_a_live_connection(at)))
        return work

    return register


def enqueue(name: str, *, after: datetime | None = None, one_at_a_time: str | None = None, **ids: Any) -> None:
    """Defer the job `name`; it exists when the current transaction commits, and never otherwise.

    `after` is the moment before which it does not run. Jobs with the same `one_at_a_time` run one after another,
    in the order they were deferred. `ids` is JSON. Raises LookupError when no such job is registered, and what any
    other statement raises when the database is away.
    """
    if (task := app.tasks.get(name)) is None:
        raise LookupError(f"there is no job called {name}")
    waiting = configure_task(
        name=name, job_manager=_outbox, queue=task.queue, schedule_at=after, lock=one_at_a_time, task_kwargs=ids
    )
    try:
        waiting.defer()
    except ConnectorException as failure:
        if isinstance(failure.__cause__, psycopg.OperationalError):
            raise OperationalError(str(failure.__cause__)) from failure
        raise


def is_under_way(name: str, **ids: Any) -> bool:
    """Whether a job `name` with these ids waits or runs. A parked one does neither."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_jobs"
            " WHERE task_name = %s AND args @> %s::jsonb AND status IN ('todo', 'doing'))",
            [name, json.dumps(ids)],
        )
        return bool(cursor.fetchone()[0])


def count_parked() -> int:
    """How many jobs had all their tries and wait for somebody to look."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        return int(cursor.fetchone()[0])


def run_pending() -> int:
    """Run all jobs that are due, in order, in this thread and this transaction; for tests. Returns how many ran.

    A job that raises stops the run and stays as it was.
    """
    ran = 0
    while (due := _take_next()) is not None:
        pk, name, arguments = due
        app.tasks[name].func(**arguments)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [pk])
        ran += 1
    return ran


def _take_next() -> tuple[int, str, dict[str, Any]] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args::text FROM procrastinate_jobs"
            " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT 1",
            [clock.now()],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1], json.loads(row[2]))
