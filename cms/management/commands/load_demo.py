"""`manage.py load_demo`: sixteen courses, the people who teach and take them, and a year of what they did."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.demo.load import load_demo


class Command(BaseCommand):
    help = "Load the demo unless it is there already. Refuses where demo people may not exist."

    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.DEMO_PEOPLE_ALLOWED:
            raise CommandError("The demo's people share a password that everybody knows; these settings refuse them.")
        started = time.monotonic()
        if load_demo(self._say):
            self.stdout.write(f"  The demo is loaded: {time.monotonic() - started:.1f} s")

    def _say(self, what: str) -> None:
        self.stdout.write(f"  Loading the demo: {what} …")
        self.stdout.flush()
