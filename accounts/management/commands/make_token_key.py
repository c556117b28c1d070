"""A new key for signing access tokens, or certificates."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Print a new key for ACCESS_TOKEN_KEYS or CREDENTIAL_KEYS. Put it first. An old one of the former goes fifteen"
        " minutes later; of the latter it stays."
    )
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, **options: Any) -> None:
        self.stdout.write(secrets.token_urlsafe(32))
