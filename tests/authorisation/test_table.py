"""Every operation, every role, every object: what the table says is what happens, and nothing is missing from it."""

import re
from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from kit import clock
from tests.api.document import DOCUMENT
from tests.authorisation.table import ROLES, cases, outside_the_document
from tests.authorisation.world import World

pytestmark = pytest.mark.covers("fault-Z1", "fault-Z2", "req-A9")

CASES = list(cases())
BY_OPERATION = defaultdict(list)
for case in CASES:
    BY_OPERATION[case.operation].append(case)


def documented_operations() -> set[str]:
    return {f"{method.upper()} {path}" for path, methods in DOCUMENT["paths"].items() for method in methods}


def routes(resolver=None, prefix="/"):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", prefix + str(entry.pattern))


def test_every_operation_has_its_lines():
    assert set(BY_OPERATION) == documented_operations()


def test_every_route_of_the_api_is_documented_or_named_as_left_out():
    documented = {operation.split(" ", 1)[1] for operation in documented_operations()}
    found = {route for route in routes() if route.startswith("/api/")}
    assert found - documented == set(outside_the_document())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the whole table; each request is undone after its answer."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World.build()
        transaction.set_rollback(True)


@pytest.mark.parametrize("operation", BY_OPERATION)
def test_the_table_holds(operation, world, django_db_blocker):
    wrong = []
    with django_db_blocker.unblock():
        for case in BY_OPERATION[operation]:
            for role in ROLES:
                with transaction.atomic():
                    answer = world.ask(case, role)
                    transaction.set_rollback(True)
                if answer.status_code != case.status_for(role):
                    wrong.append(
                        f"{case.name}, {role}: {answer.status_code} instead of {case.status_for(role)}:"
                        f" {answer.content[:160]!r}"
                    )
    assert wrong == []


@pytest.mark.parametrize("operation", [name for name in BY_OPERATION if "{" in name])
def test_what_one_may_not_know_of_looks_like_what_is_not_there(operation, world, django_db_blocker):
    missing = [case for case in BY_OPERATION[operation] if case.name == "missing"]
    assert missing, "an operation on an object says what happens when there is none"
    different = []
    with django_db_blocker.unblock():
        for case in BY_OPERATION[operation]:
            for role in ROLES:
                if case.status_for(role) != 404:
                    continue
                with transaction.atomic():
                    hidden, absent = world.ask(case, role), world.ask(missing[0], role)
                    transaction.set_rollback(True)
                if hidden.content != absent.content:
                    different.append(f"{case.name}, {role}: {hidden.content!r} and {absent.content!r}")
    assert different == []


def test_a_token_that_ended_is_really_the_one_that_was_good(world, django_db_blocker):
    """The table's “expired” would pass with any rubbish: the same token opens the door before its end."""
    with django_db_blocker.unblock():
        token = world.expired_token
        with clock.held_at(world.expired_token_issued_at + timedelta(seconds=1)):
            assert world.get("/api/v1/me", token=token).status_code == 200
        assert world.get("/api/v1/me", token=token).status_code == 401
