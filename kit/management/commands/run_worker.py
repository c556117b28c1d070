import asyncio
from argparse import ArgumentParser
from typing import cast

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    help = "Work off the background jobs until told to stop; the job at hand is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="How many jobs to work at once.")
        parser.add_argument("--grace", type=float, default=15, help="Seconds that jobs at hand may take to finish.")

    def handle(self, *, concurrency: int, grace: float, **options: object) -> None:
        connector = cast(DjangoConnector, app.connector)
        with app.replace_connector(connector.get_worker_connector()):
            asyncio.run(app.run_worker_async(concurrency=concurrency, shutdown_graceful_timeout=grace))
