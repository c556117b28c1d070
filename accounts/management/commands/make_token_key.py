"""A new key for signing access tokens."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print a new key for ACCESS_TOKEN_KEYS. Put it first, and take the old one away fifteen minutes later."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, **options: Any) -> None:
        self.stdout.write(secrets.token_urlsafe(32))
