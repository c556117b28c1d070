"""What the database must be, asked before anything is migrated."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

OLDEST_VERSION = 15


def database_problems() -> Iterator[str]:
    """Why the database cannot be used and what to do about it, a sentence for each reason.

    Raises django.db.OperationalError when it cannot be reached.
    """
    connection.ensure_connection()
    server = connection.connection.info
    version = server.server_version // 10_000
    if version < OLDEST_VERSION:
        yield f"PostgreSQL {OLDEST_VERSION} or newer is needed and DATABASE_URL names a {version}."
    encoding = server.parameter_status("server_encoding")
    if encoding != "UTF8":
        way_out = "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
        yield f"The database keeps its text as {encoding} and could not hold every name: make it with {way_out}."


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """For `manage.py migrate` and `manage.py check --database default`."""
    return [Error(problem, id="kit.E001") for problem in database_problems()] if databases else []
