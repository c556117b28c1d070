"""The world in which every test runs: a database of its own, no network."""

import gc
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from kit import jobs
from tests import database, promises


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the tests marked “full” too, with their full counts")
    parser.addoption("--faults", action="store_true", help="run the tests marked “faults” and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    """Chance draws the same in every run, but for the full one; no draw has to be done in a given time."""
    hypothesis.settings.register_profile(
        "perfomix",
        deadline=None,
        derandomize=not (config.getoption("full") or config.getoption("faults")),
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
        print_blob=True,
    )
    hypothesis.settings.load_profile("perfomix")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long counts to `make test-full` and `make faults`; note which promises each test shows."""
    promises.mark(items)
    left_out = [item for item in items if not _is_wanted(item, config)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Do not look through what stays to the end, code and tests, each time that garbage is looked for."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _is_wanted(item: pytest.Item, config: pytest.Config) -> bool:
    is_of_faults = item.get_closest_marker("faults") is not None
    if config.getoption("faults") or is_of_faults:
        return bool(config.getoption("faults")) and is_of_faults
    return bool(config.getoption("full")) or item.get_closest_marker("full") is None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a run of everything, which the storefront's tests end, keep what it has shown for `make promises`."""
    if config.args == [str(config.rootpath / "tests")] or config.args == config.getini("testpaths"):
        promises.write_down(terminalreporter.stats)
    elif config.args == ["tests/storefront"]:
        promises.write_down(terminalreporter.stats, after=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that the tests started, unless another run is at it."""
    if settings.EMBEDDED_POSTGRES is not None and not hasattr(config, "workerinput"):
        connections.close_all()
        settings.EMBEDDED_POSTGRES.stop_if_unused()


@pytest.fixture(scope="session")
def database_server() -> None:
    """The embedded PostgreSQL, where no other was named."""
    if settings.EMBEDDED_POSTGRES is not None:
        settings.EMBEDDED_POSTGRES.start(durable=False)


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: None, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A copy of the migrated template, as good as new after each test that commits."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        copy = database.Copy(database.template())
        patch.setitem(settings.DATABASES["default"], "NAME", copy.name)
        patch.setitem(connections["default"].settings_dict, "NAME", copy.name)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: copy.renew())
        yield
        database.drop_copies()


@pytest.fixture(scope="session", autouse=True)
def requests_leave_open_transactions_alone() -> Iterator[None]:
    """A request ends with old connections closed, and one in a transaction looks old to Django.

    Its test client takes that receiver away for a moment, which another thread's client may undo in just that moment.
    """
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def close_outside_of_transactions(wrapper: BaseDatabaseWrapper) -> None:
        if not wrapper.in_atomic_block:
            close(wrapper)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", close_outside_of_transactions)
        yield


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines; psycopg connects in C and is not affected.

    Tests that ask Stripe's test mode reach it where somebody gave them a key of it.
    """
    if os.environ.get("STRIPE_TEST_KEY") and request.node.get_closest_marker("stripe_itself"):
        return
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            raise AssertionError(f"tests may not reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test caches is nothing to the next."""
    cache.clear()


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Run all jobs that are due; says how many ran."""
    return jobs.run_pending
