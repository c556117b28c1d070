"""Every object has exactly the members that Stripe publishes, in its types."""

import json

import pytest
import stripe

from tests.fakes.stripe import FakeStripe, shapes
from tests.fakes.stripe.buying import DECLINED, SECURE, buy, checkout, pay

KINDS = {
    "balance_transaction": "balance_transactions",
    "charge": "charges",
    "checkout.session": "checkout/sessions",
    "customer": "customers",
    "event": "events",
    "payment_intent": "payment_intents",
    "price": "prices",
    "product": "products",
    "refund": "refunds",
}


@pytest.fixture(scope="module")
def history():
    """One of everything that can happen at a till; replies by path."""
    with FakeStripe(seed=7) as fake:
        client = stripe.StripeClient(fake.key, base_addresses={"api": fake.base})
        happen(fake, client)
        yield lambda path: json.loads(json.dumps(client.raw_request("get", path).data))


def happen(fake, client):
    customer = client.v1.customers.create({"email": "a@example.com", "address": {"city": "Graz", "country": "AT"}})
    buy(fake, client, customer=customer.id, automatic_tax={"enabled": True})
    paid = buy(fake, client, customer_creation="always", metadata={"order": "7"})
    client.v1.refunds.create({"payment_intent": paid.payment_intent.id, "amount": 100, "reason": "duplicate"})
    failing = buy(fake, client, card="4000000000005126")
    client.v1.refunds.create({"charge": failing.payment_intent.latest_charge.id})
    pay(fake, checkout(client, customer_email="b@example.com").id, card=DECLINED)
    pay(fake, checkout(client).id, card=SECURE)
    pay(fake, checkout(client).id, card=SECURE, authenticate="fail")
    pay(fake, checkout(client).id, card=SECURE, authenticate="complete")
    client.v1.checkout.sessions.expire(checkout(client).id)


def all_of(history, path):
    rows = history(f"/v1/{path}?limit=100")
    assert rows["has_more"] is False
    assert rows["data"] != []
    return rows["data"]


@pytest.mark.parametrize(("kind", "path"), KINDS.items())
def test_each_object_is_as_the_library_types_it(history, kind, path):
    for body in all_of(history, path):
        assert body["object"] == kind
        assert shapes.against_library(body) == []


@pytest.mark.parametrize(("kind", "path"), KINDS.items())
def test_each_object_is_as_the_published_fixture(history, fixtures, kind, path):
    for body in all_of(history, path):
        assert shapes.against_fixture(body, fixtures[kind]) == []


def test_what_events_carry_has_these_shapes_too(history, fixtures):
    for event in all_of(history, "events"):
        body = event["data"]["object"]
        assert shapes.against_library(body) == []
        assert shapes.against_fixture(body, fixtures[body["object"]]) == []


def test_parts_and_single_objects_too(history, fixtures):
    session = all_of(history, "checkout/sessions")[0]
    taxed = next(each for each in all_of(history, "checkout/sessions") if each["automatic_tax"]["enabled"])
    charge = all_of(history, "charges")[0]
    singles = [
        history("/v1/balance"),
        history(f"/v1/payment_methods/{charge['payment_method']}"),
        *all_of(history, f"checkout/sessions/{session['id']}/line_items"),
    ]
    listed = history(f"/v1/checkout/sessions/{taxed['id']}/line_items?expand[]=data.taxes")
    (tax,) = listed["data"][0]["taxes"]
    singles += [*listed["data"], history(f"/v1/tax_rates/{tax['rate']['id']}")]
    for body in singles:
        assert shapes.against_library(body) == []
        assert shapes.against_fixture(body, fixtures[body["object"]]) == []


def test_the_check_finds_what_is_wrong(history):
    charge = all_of(history, "charges")[0]
    wrong = {**charge, "colour": "red", "amount": "100", "status": "maybe", "outcome": {"tone": 1}}
    del wrong["currency"]
    assert sorted(line.split(":")[0] for line in shapes.against_library(wrong)) == [
        "charge.amount",
        "charge.colour",
        "charge.currency",
        "charge.outcome.tone",
        "charge.outcome.type",
        "charge.status",
    ]
    assert sorted(line.split(":")[0] for line in shapes.against_fixture(wrong, charge)) == [
        "charge.amount",
        "charge.colour",
        "charge.currency",
        *(f"charge.outcome.{name}" for name in sorted([*charge["outcome"], "tone"])),
    ]
