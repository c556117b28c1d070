"""Checkout sessions: what may be sold how, what becomes of it, and to the cent."""

import urllib.request

import pytest
import stripe

from tests.fakes.stripe.buying import DECLINED, OK, SECURE, buy, checkout, pay

HALF_AN_HOUR, DAY = 1800, 86400


def line(**price):
    return {
        "price_data": {"currency": "eur", "unit_amount": 1000, "product_data": {"name": "Adagio"}, **price},
        "quantity": 1,
    }


def test_a_purchase_ends_in_a_charge_and_its_balance(fake, client):
    session = buy(
        fake,
        client,
        metadata={"order": "7"},
        client_reference_id="o-7",
        payment_intent_data={"metadata": {"order": "8"}, "transfer_group": "g", "description": "D"},
    )
    intent, charge = session.payment_intent, session.payment_intent.latest_charge
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert (session.client_reference_id, session.metadata["order"]) == ("o-7", "7")
    assert session.customer_details.email == "learner@example.com"
    assert (intent.status, intent.amount_received, intent.metadata["order"]) == ("succeeded", 1999, "8")
    assert (charge.transfer_group, charge.description, charge.metadata["order"]) == ("g", "D", "8")
    entry = charge.balance_transaction
    assert (entry.amount, entry.fee, entry.net, entry.status) == (1999, 88, 1911, "pending")


@pytest.mark.parametrize(
    ("amount", "currency", "fee"),
    [
        (1999, "eur", 88),  # 57.971 + 30
        (50, "usd", 31),  # 1.45
        (500, "eur", 45),  # 14.5, up
        (1500, "jpy", 74),  # 43.5, up
        (10000, "kwd", 590),  # three decimals, the last of them zero
    ],
)
def test_the_fee_is_rounded_half_up_in_every_currency(fake, client, amount, currency, fee):
    assert buy(fake, client, amount, currency).payment_intent.latest_charge.balance_transaction.fee == fee


def test_declined_leaves_the_session_open_to_another_card(fake, client):
    session = checkout(client)
    declined = pay(fake, session.id, card=DECLINED)["declined"]
    assert (declined["code"], declined["decline_code"]) == ("card_declined", "generic_decline")
    session = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert session.payment_intent.last_payment_error.code == "card_declined"
    pay(fake, session.id, card=OK)
    session = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert session.payment_intent.last_payment_error is None
    charges = client.v1.charges.list({"payment_intent": session.payment_intent.id}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]


def test_three_d_secure_has_to_be_passed(fake, client):
    session = checkout(client)
    pay(fake, session.id, card=SECURE)
    intent = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]}).payment_intent
    assert intent.status == "requires_action"
    declined = pay(fake, session.id, card=SECURE, authenticate="fail")["declined"]
    assert declined["code"] == "payment_intent_authentication_failure"
    assert fake.control("GET", "truth")["charges"] == []
    pay(fake, session.id, card=SECURE, authenticate="complete")
    assert client.v1.checkout.sessions.retrieve(session.id).status == "complete"


def test_nothing_is_paid_twice(fake, client):
    session = buy(fake, client)
    with pytest.raises(OSError, match="400"):
        pay(fake, session.id)
    assert len(fake.control("GET", "truth")["charges"]) == 1


def test_a_free_order_needs_no_payment(fake, client):
    session = checkout(client, 0)
    assert session.payment_status == "no_payment_required"
    pay(fake, session.id)
    session = client.v1.checkout.sessions.retrieve(session.id)
    assert (session.status, session.payment_intent) == ("complete", None)


def test_expired_by_hand_it_cannot_be_paid(fake, client):
    session = checkout(client)
    pay(fake, session.id, card=DECLINED)
    expired = client.v1.checkout.sessions.expire(session.id, {"expand": ["payment_intent"]})
    assert (expired.status, expired.url, expired.payment_intent.status) == ("expired", None, "canceled")
    with pytest.raises(OSError, match="400"):
        pay(fake, session.id)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(session.id)


def test_it_expires_when_its_time_is_over(fake, client):
    now = fake.control("GET", "clock")["now"]
    session = checkout(client, expires_at=now + HALF_AN_HOUR + 900)
    fake.control("POST", "clock", advance=HALF_AN_HOUR)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"
    fake.control("POST", "clock", advance=1000)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert client.v1.events.list().data[0].type == "checkout.session.expired"


def test_tax_goes_on_top_or_is_within(fake, client):
    lines = [line(tax_behavior="exclusive"), line(tax_behavior="inclusive")]
    session = checkout(client, line_items=lines, automatic_tax={"enabled": True})
    assert (session.automatic_tax.status, session.total_details.amount_tax) == ("requires_location_inputs", 0)
    with pytest.raises(OSError, match="400"):
        pay(fake, session.id, email="a@example.com")
    session = pay(fake, session.id, email="a@example.com", country="AT")["session"]
    assert (session["amount_subtotal"], session["amount_total"]) == (2000, 2200)
    assert (session["automatic_tax"]["status"], session["total_details"]["amount_tax"]) == ("complete", 200 + 167)
    untaxed = checkout(client, line_items=lines)
    assert (untaxed.total_details.amount_tax, untaxed.amount_total) == (0, 2000)


def test_lines_can_be_listed_and_expanded(fake, client):
    session = checkout(client, line_items=[line(), {**line(unit_amount=300), "quantity": 2}])
    listed = client.v1.checkout.sessions.line_items.list(session.id)
    assert [(row.amount_total, row.quantity) for row in listed.data] == [(1000, 1), (600, 2)]
    expanded = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["line_items"]})
    assert [row.id for row in expanded.line_items.data] == [row.id for row in listed.data]


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"payment_intent_data": {"colour": "red"}}, "parameter_unknown", "payment_intent_data[colour]"),
        ({"line_items": [{**line(), "colour": "red"}]}, "parameter_unknown", "line_items[0][colour]"),
        ({"line_items": [{"quantity": 1}]}, "parameter_missing", "line_items[0][price]"),
        ({"line_items": [{"price_data": line()["price_data"]}]}, "parameter_missing", "line_items[0][quantity]"),
        ({"line_items": []}, "parameter_missing", "line_items"),
        (
            {"line_items": [line(unit_amount="10.5")]},
            "parameter_invalid_integer",
            "line_items[0][price_data][unit_amount]",
        ),
        ({"line_items": [line(unit_amount=-1)]}, "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"),
        ({"line_items": [{**line(), "quantity": 0}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items": [line(unit_amount=49)]}, "amount_too_small", "line_items"),
        ({"line_items": [line(unit_amount=100_000_000)]}, "amount_too_large", "line_items"),
        ({"line_items": [line(currency="kwd", unit_amount=1001)]}, "invalid_charge_amount", "line_items"),
        ({"line_items": [line(), line(currency="usd")]}, None, "line_items"),
        ({"line_items": [line(recurring={"interval": "month"})]}, None, "line_items[0]"),
        ({"line_items": [{"price": "price_x", "quantity": 1}]}, "resource_missing", "line_items[0][price]"),
        ({"success_url": "not an address"}, "url_invalid", "success_url"),
        ({"success_url": ""}, "parameter_invalid_empty", "success_url"),
        ({"mode": "gift"}, None, "mode"),
        ({"customer": "cus_x"}, "resource_missing", "customer"),
        ({"customer_email": "nobody"}, "email_invalid", "customer_email"),
        ({"expires_at": 1}, None, "expires_at"),
        ({"metadata": {"a": "x" * 501}}, None, "metadata[a]"),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_leaves_nothing(fake, client, change, code, param):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        checkout(client, **change)
    assert (refused.value.code, refused.value.param) == (code, param)
    assert client.v1.checkout.sessions.list().data == []
    assert client.v1.products.list().data == []


def test_a_missing_parameter_is_named(client):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.create({"mode": "payment", "line_items": [line()]})
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "success_url")


def test_it_lives_for_a_day_at_most(fake, client):
    now = fake.control("GET", "clock")["now"]
    for good in (now + HALF_AN_HOUR + 900, now + DAY - 900):
        assert checkout(client, expires_at=good).expires_at == good
    for bad in (now + HALF_AN_HOUR - 60, now + DAY + 3600):
        with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
            checkout(client, expires_at=bad)


def test_the_same_seed_gives_the_same_ids(fake, client):
    first = buy(fake, client)
    fake.control("POST", "reset")
    again = buy(fake, client)
    assert (first.id, first.payment_intent.id) == (again.id, again.payment_intent.id)


def test_the_bare_address_says_what_this_is(fake):
    with urllib.request.urlopen(fake.base) as answer:  # noqa: S310 - our own program
        page = answer.read().decode()
    assert "A stand-in for Stripe" in page
    assert "4242 4242 4242 4242" in page
