import asyncio
from argparse import ArgumentParser
from typing import cast

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kit.tasks import HEARTBEAT_SECONDS, LEASE_SECONDS, watch_leases


async def work(*, concurrency: int = 2, grace: float = 15, until_idle: bool = False) -> None:
    """Take jobs until a signal comes, or none is due, and meanwhile watch over the leases of all workers."""
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
