"""Idempotency keys: one request each, its reply remembered, whatever it was."""

import threading

import pytest
import stripe

from tests.fakes.stripe.buying import buy, checkout, pay
from tests.fakes.stripe.conftest import wait_until

KEY = {"idempotency_key": "order-7"}


def test_the_same_request_again_gets_the_same_reply_and_does_nothing(fake, client):
    params = {"email": "a@example.com", "metadata": {"a": "1"}}
    first = client.v1.customers.create(params, KEY)
    again = client.v1.customers.create(params, KEY)
    assert again.to_dict() == first.to_dict()
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert first.last_response.request_id != again.last_response.request_id
    assert len(fake.control("GET", "truth")["customers"]) == 1


def test_without_a_key_the_same_request_does_it_again(fake, client):
    for _ in range(2):
        client.v1.customers.create({"email": "a@example.com"})
    assert len(fake.control("GET", "truth")["customers"]) == 2


def test_the_same_key_for_other_parameters_is_refused(fake, client):
    client.v1.customers.create({"email": "a@example.com"}, KEY)
    with pytest.raises(stripe.IdempotencyError) as refused:
        client.v1.customers.create({"email": "b@example.com"}, KEY)
    assert refused.value.http_status == 400
    assert len(fake.control("GET", "truth")["customers"]) == 1


def test_the_same_key_for_another_path_is_refused(fake, client):
    client.v1.customers.create({"name": "A"}, KEY)
    with pytest.raises(stripe.IdempotencyError):
        client.v1.products.create({"name": "A"}, KEY)


def test_a_refusal_is_remembered_even_when_it_would_go_well_now(fake, client):
    session = checkout(client)
    pay(fake, session.id)
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    client.v1.refunds.create({"payment_intent": intent})
    failed = fake.control("GET", "truth")["refunds"][0]
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create({"payment_intent": intent}, KEY)
        assert refused.value.code == "charge_already_refunded"
    fake.control("POST", f"refunds/{failed['id']}/fail")
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent}, KEY)
    assert client.v1.refunds.create({"payment_intent": intent}).amount == 1999


def test_what_was_refused_for_its_form_is_not_remembered(client):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.create({"colour": "red"}, KEY)
    assert client.v1.customers.create({"name": "A"}, KEY).name == "A"


def test_a_server_error_after_the_work_began_is_remembered(fake, client):
    fake.control("POST", "faults", fault="500_kept", method="POST", path="/v1/customers")
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.customers.create({"name": "A"}, KEY)
    assert fake.control("GET", "truth")["customers"] == []


def test_while_the_first_is_at_work_the_second_is_told_to_wait(fake, client):
    fake.control("POST", "faults", fault="delay", method="POST", path="/v1/customers", seconds=3600)
    replies = []
    waiting = threading.Thread(target=lambda: replies.append(client.v1.customers.create({"name": "A"}, KEY)))
    waiting.start()
    wait_until(lambda: fake.control("GET", "faults")[0]["met"] == 1)
    with pytest.raises(stripe.StripeError) as refused:
        client.v1.customers.create({"name": "A"}, KEY)
    assert refused.value.http_status == 409
    assert refused.value.json_body["error"]["code"] == "idempotency_key_in_use"
    fake.control("DELETE", "faults")
    waiting.join()
    assert client.v1.customers.create({"name": "A"}, KEY).id == replies[0].id


def test_many_at_once_with_one_key_make_one(fake, client):
    paid = buy(fake, client)
    refund = {"payment_intent": paid.payment_intent.id, "amount": 10}
    gate, replies = threading.Barrier(8), []

    def ask():
        gate.wait()
        try:
            replies.append(client.v1.refunds.create(refund, KEY).id)
        except stripe.StripeError as refused:
            replies.append(refused.http_status)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = fake.control("GET", "truth")["refunds"]
    assert len(made) == 1
    assert set(replies) - {409} == {made[0]["id"]}


def test_keys_of_different_accounts_do_not_meet(fake, client):
    first = client.v1.customers.create({"name": "A"}, KEY)
    with pytest.raises(stripe.PermissionError):
        client.v1.customers.create({"name": "A"}, {**KEY, "stripe_account": "acct_unknown"})
    assert client.v1.customers.create({"name": "A"}, KEY).id == first.id
