"""Every operation of the document, asked by every role: no server error, and no answer that it does not describe."""

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.db import transaction
from hypothesis import HealthCheck

from accounts.models import User
from tests.api.contract import OPERATIONS, REAL, SEED, calls, describe, differences, kept_world, tokens
from tests.authorisation.world import World

SHORT, FULL = 6, 250
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), kept_world() as world:
        yield world


def compare(world: World, label: str, count: int) -> list[str]:
    """What is wrong with the answers to `count` requests, each sent by every role; one line for each kind of fault."""
    wrong: dict[str, str] = {}
    bearers = tokens(world)

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(call=calls(label))
    def ask(call):
        for role, bearer in bearers.items():
            with transaction.atomic():
                case, response = call.send(world, role, bearer)
                transaction.set_rollback(True)
            for difference in differences(case, response):
                wrong.setdefault(
                    f"{difference.splitlines()[0]} {response.status_code}",
                    f"{role}: {difference}\n  {describe(case, response)}",
                )

    ask()
    return [f"CONTRACT_SEED={SEED} {label}, {fault}" for fault in wrong.values()]


def test_a_request_leaves_the_world_standing(world, django_db_blocker):
    with django_db_blocker.unblock():
        request_started.send(sender=None)
        request_finished.send(sender=None)
        assert User.objects.filter(pk=world.people["owner"].pk).exists()


@pytest.mark.covers("fault-S1", "fault-S2")
@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_are_as_documented(label, world, django_db_blocker):
    with django_db_blocker.unblock():
        if wrong := compare(world, label, SHORT):
            pytest.fail("\n".join(wrong))


@pytest.mark.full
@pytest.mark.parametrize("label", OPERATIONS)
def test_answers_are_as_documented_at_length(label, world, django_db_blocker):
    with django_db_blocker.unblock():
        if wrong := compare(world, label, FULL):
            pytest.fail("\n".join(wrong))


@pytest.mark.covers("fault-S3")
@pytest.mark.parametrize("path", sorted({operation.path for operation in OPERATIONS.values()}))
def test_methods_that_are_not_documented_are_refused(path, world, django_db_blocker):
    documented = {operation.method.upper() for operation in OPERATIONS.values() if operation.path == path}
    line = next(line for label in OPERATIONS if label.endswith(f" {path}") for line in REAL[label])
    wrong = []
    with django_db_blocker.unblock():
        for method in sorted({*METHODS, "TRACE", "QUERY", "PROPFIND"} - documented):
            with transaction.atomic():
                address = path
                for name, value in world.resolve(line.path, "owner").items():
                    address = address.replace("{" + name + "}", str(value))
                answer = world.send(method, address, token=world.tokens["owner"])
                transaction.set_rollback(True)
            allowed = {word.strip() for word in answer.headers.get("Allow", "").split(",")}
            if answer.status_code != 405 or not documented <= allowed <= documented | {"HEAD", "OPTIONS"}:
                wrong.append(f"{method}: {answer.status_code}, Allow: {sorted(allowed)}, {answer.content[:100]!r}")
            elif answer.json()["error"]["code"] != "METHOD_NOT_ALLOWED":
                wrong.append(f"{method}: {answer.content[:100]!r}")
    assert wrong == []
