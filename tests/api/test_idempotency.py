from datetime import timedelta

import pytest
import time_machine

from accounts.models import User
from frontend_api.idempotency import forget_old_replies
from frontend_api.models import IdempotentReply
from kit import clock
from kit.failpoints import hold
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.urls("tests.api.sample_urls")

RENAME = "/api/v1/sample/rename"


def a_person(name="n"):
    return User.objects.create(email=f"{name}@example.org", display_name=name)


def name_of(person):
    return User.objects.get(pk=person.pk).display_name


def post(client, body, key="k"):
    return client.post(RENAME, body, headers={"Idempotency-Key": key} if key is not None else {})


@pytest.mark.django_db
@pytest.mark.covers("fault-C9")
def test_a_repeat_gets_the_same_answer_and_does_nothing(signed_in):
    person = a_person()
    client = signed_in(person)
    first, second = post(client, {"add": "1"}), post(client, {"add": "1"})
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, {"name": "n1"})
    assert second["Idempotent-Replayed"] == "true"
    assert name_of(person) == "n1"


@pytest.mark.django_db
def test_another_request_under_the_same_key_is_refused(signed_in):
    person = a_person()
    post(signed_in(person), {"add": "1"})
    refused = post(signed_in(person), {"add": "2"})
    assert (refused.status_code, refused.json()["error"]["details"]) == (409, {"reason": "idempotency_key_reused"})
    assert name_of(person) == "n1"


@pytest.mark.django_db
def test_a_key_belongs_to_its_person(signed_in):
    one, other = a_person("a"), a_person("b")
    post(signed_in(one), {"add": "1"})
    assert post(signed_in(other), {"add": "1"}).json() == {"name": "b1"}


@pytest.mark.django_db
def test_without_a_key_each_request_acts(signed_in):
    person = a_person()
    for _ in range(2):
        post(signed_in(person), {"add": "1"}, key=None)
    assert name_of(person) == "n11"
    assert not IdempotentReply.objects.exists()


@pytest.mark.django_db
def test_a_refusal_is_repeated_and_leaves_nothing_behind(signed_in):
    person = a_person()
    body = {"add": "1", "refuse": True}
    answers = [post(signed_in(person), body) for _ in range(2)]
    assert [answer.json()["error"]["details"]["reason"] for answer in answers] == ["course_full"] * 2
    assert name_of(person) == "n"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tinside", "é"])
def test_keys_nobody_should_use_are_refused(signed_in, key):
    person = a_person()
    assert post(signed_in(person), {"add": "1"}, key).status_code == 422
    assert name_of(person) == "n"


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_day(signed_in):
    person = a_person()
    post(signed_in(person), {"add": "1"})
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert post(signed_in(person), {"add": "2"}).json() == {"name": "n12"}
    with time_machine.travel(clock.now() + timedelta(hours=50)):
        assert forget_old_replies() == 1


def at_once(client, keys, *, queues=True):
    """Two requests, the second sent while the first stands between its read and its write."""
    with hold("sample.rename") as held:
        first = Runner(lambda: post(client, {"add": "1"}, keys[0]))
        held.wait_until_reached()
        second = Runner(lambda: post(client, {"add": "1"}, keys[1]))
        if queues:
            wait_for_a_lock_queue(second)
        else:
            second.outcome()
    return [first.outcome(), second.outcome()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-C9")
def test_of_two_in_flight_one_acts(signed_in):
    person = a_person()
    answers = at_once(signed_in(person), ["k", "k"])
    assert [answer.json() for answer in answers] == [{"name": "n1"}] * 2
    assert [answer.headers.get("Idempotent-Replayed", "") for answer in answers] == ["", "true"]
    assert name_of(person) == "n1"


@pytest.mark.django_db(transaction=True)
def test_control_two_keys_in_flight_both_act(signed_in):
    person = a_person()
    answers = at_once(signed_in(person), ["k", "l"], queues=False)
    assert [answer.json() for answer in answers] == [{"name": "n1"}] * 2
    assert [answer.headers.get("Idempotent-Replayed", "") for answer in answers] == ["", ""]
