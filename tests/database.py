"""The tests' databases: one template, migrated once for each state of the migrations, and quick copies of it.

A copy takes a moment where migrating takes a minute. After tests that commit, what they wrote is taken back, so that
the rows which migrations made (site, roles, index pages), and no others, are there for every test.
"""

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.sql import SQL, Identifier, Literal

from kit.system_processes import is_alive
from tests.restoring import Restorer, SchemaChanged

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE, COPY = "perfomix_template_", "perfomix_test_"
# What migrating depends on: the migrations themselves, and what apps do when it ends.
INGREDIENTS = (
    "*/migrations/*.py",
    "*/apps.py",
    "*/receivers.py",
    "kit/schema.py",
    "requirements/base.txt",
    "config/settings/base.py",
    "tests/database.py",
)


def key() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in INGREDIENTS for path in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """A connection to the server's maintenance database."""
    at = settings.DATABASES["default"]
    given = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    parameters: dict[str, Any] = {name: value for name, value in given.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **parameters) as connection:
        yield connection


def address(name: str) -> str:
    at = settings.DATABASES["default"]
    user = quote(at["USER"], safe="") + (f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else "")
    return f"postgresql://{user}@/{name}?host={quote(at['HOST'], safe='/')}&port={at['PORT']}"


def template() -> str:
    """The name of the migrated template; makes it first when there is none for these migrations."""
    name = TEMPLATE + key()
    with server() as connection:
        connection.execute("SELECT pg_advisory_lock(7263549)")  # other workers wait here for the first
        if not _exists(connection, name):
            for old in _names(connection, TEMPLATE):
                _drop(connection, old)
            _migrate(connection, name)
    return name


def seconds_of_migrating() -> tuple[float, float]:
    """The processor's time that migrating the template from nothing took, and that a mere start took just before.

    Waiting for other work is in neither. The second tells how quick the machine is.
    """
    with server() as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE + key()]
        ).fetchone()
    assert row is not None
    migrating, starting = map(float, row[0].split())
    return migrating, starting


def _migrate(connection: psycopg.Connection, name: str) -> None:
    unfinished = f"{name}_unfinished"
    _drop(connection, unfinished)
    connection.execute(SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
    environment = os.environ | {"DATABASE_URL": address(unfinished), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    starting = _manage(["version"], environment)
    migrating = _manage(["migrate", "--verbosity", "0"], environment)
    seconds = Literal(f"{migrating:.2f} {starting:.2f}")
    connection.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(unfinished), seconds))
    connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))


def _manage(words: list[str], environment: dict[str, str]) -> float:
    """Run `manage.py` with these words; the seconds of the processor's time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the test database cannot be migrated:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fresh_copy(template_name: str) -> str:
    """Make this process' database anew from the template; whoever still uses the old one is thrown out."""
    name = f"{COPY}{os.getpid()}"
    connections.close_all()
    with server() as connection:
        _drop(connection, name)
        connection.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log").format(Identifier(name), Identifier(template_name))
        )
    return name


class Copy:
    """This process' database, which `renew` makes as good as new."""

    def __init__(self, template_name: str) -> None:
        self._template = template_name
        self._make()

    def _make(self) -> None:
        self.name = fresh_copy(self._template)
        with psycopg.connect(address(self.name), autocommit=True) as connection:
            self._restorer = Restorer.of(connection)

    def renew(self) -> None:
        """Take back all that was committed; whoever still uses the database is thrown out."""
        connections.close_all()
        try:
            with psycopg.connect(address(self.name), autocommit=True) as connection:
                self._restorer.restore(connection)
        except (SchemaChanged, psycopg.errors.InsufficientPrivilege):
            self._make()


def drop_copies() -> None:
    """Drop this process' database, and those of processes that were killed."""
    connections.close_all()
    with server() as connection:
        for name in _names(connection, COPY):
            owner = int(name.removeprefix(COPY))
            if owner == os.getpid() or not is_alive(owner):
                _drop(connection, name)


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _names(connection: psycopg.Connection, prefix: str) -> list[str]:
    found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [row[0] for row in found.fetchall()]


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
