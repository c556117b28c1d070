import asyncio
import contextlib
from argparse import ArgumentParser
from typing import cast

import structlog
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.signals import on_stop

from kit.tasks import HEARTBEAT_SECONDS, LEASE_SECONDS, watch_leases

SECONDS_BETWEEN_SHIFTS = 1

log = structlog.get_logger("kit.jobs")


async def work(*, concurrency: int = 2, grace: float = 15, until_idle: bool = False) -> None:
    """Take jobs until a signal comes, or none is due; when the database cuts its connections, begin anew.

    Raises ConnectorException when it works `until_idle` and the database is away.
    """
    stop = asyncio.Event()
    with on_stop(stop.set):
        while not stop.is_set():
            try:
                await _work_a_shift(stop, concurrency=concurrency, grace=grace, until_idle=until_idle)
            except ConnectorException as error:
                if until_idle:
                    raise
                log.warning("worker_begins_anew", reason=str(error))
            if until_idle:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SECONDS_BETWEEN_SHIFTS)


async def _work_a_shift(stop: asyncio.Event, *, concurrency: int, grace: float, until_idle: bool) -> None:
    """Take jobs until `stop` is set, none is due, or one of procrastinate's own tasks lost its connection."""
    shift = asyncio.create_task(_take_jobs(concurrency=concurrency, grace=grace, until_idle=until_idle))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((shift, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    shift.cancel()  # procrastinate then finishes the jobs at hand first
    with contextlib.suppress(asyncio.CancelledError):
        await shift


async def _take_jobs(*, concurrency: int, grace: float, until_idle: bool) -> None:
    """One run of procrastinate's worker, which meanwhile watches over the leases of all workers."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector):
        async with app.open_async():
            watching = asyncio.create_task(watch_leases())
            try:
                await app.run_worker_async(
                    concurrency=concurrency,
                    wait=not until_idle,
                    shutdown_graceful_timeout=grace,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=LEASE_SECONDS,
                    install_signal_handlers=False,
                )
            finally:
                watching.cancel()


class Command(BaseCommand):
    help = "Work off the background jobs until told to stop; the job at hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="How many jobs to work at once.")
        parser.add_argument("--grace", type=float, default=15, help="Seconds that jobs at hand may take to finish.")
        parser.add_argument("--until-idle", action="store_true", help="Stop when no job is due.")

    def handle(self, *, concurrency: int, grace: float, until_idle: bool, **options: object) -> None:
        asyncio.run(work(concurrency=concurrency, grace=grace, until_idle=until_idle))
