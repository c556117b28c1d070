"""The world in which every test runs: a database of its own, no network."""

import socket
from typing import Any

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def database_server() -> None:
    """The embedded PostgreSQL, where no other was named."""
    if settings.EMBEDDED_POSTGRES is not None:
        settings.EMBEDDED_POSTGRES.start(durable=False)
        settings.EMBEDDED_POSTGRES.ensure_database("perfomix")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The server runs before pytest-django asks it for a test database."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines; psycopg connects in C and is not affected."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"tests may not reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
