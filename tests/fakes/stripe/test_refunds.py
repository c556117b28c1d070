"""Refunds: never more than came, each cent once."""

import pytest
import stripe

from tests.fakes.stripe.buying import DECLINED, buy, checkout, pay


def charge_of(session):
    return session.payment_intent.latest_charge


def test_in_parts_until_all_is_back(fake, client):
    charge = charge_of(buy(fake, client))
    first = client.v1.refunds.create({"charge": charge.id, "amount": 999, "metadata": {"order": "7"}})
    assert (first.status, first.amount, first.metadata["order"]) == ("succeeded", 999, "7")
    charge = client.v1.charges.retrieve(charge.id)
    assert (charge.amount_refunded, charge.refunded) == (999, False)
    rest = client.v1.refunds.create({"charge": charge.id}, {"idempotency_key": "rest"})
    assert rest.amount == 1000
    charge = client.v1.charges.retrieve(charge.id, {"expand": ["refunds.data.balance_transaction"]})
    assert (charge.amount_refunded, charge.refunded) == (1999, True)
    assert [refund.balance_transaction.net for refund in charge.refunds.data] == [-1000, -999]
    truth = fake.control("GET", "truth")
    assert sum(refund["amount"] for refund in truth["refunds"]) == 1999
    assert truth["balance"][""]["eur"] == {"available": -1999, "pending": 1911}


def test_more_than_is_left_is_refused(fake, client):
    charge = charge_of(buy(fake, client))
    client.v1.refunds.create({"charge": charge.id, "amount": 1000})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id, "amount": 1000})
    assert (refused.value.code, refused.value.param) == ("amount_too_large", "amount")
    client.v1.refunds.create({"charge": charge.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id, "amount": 1})
    assert refused.value.code == "charge_already_refunded"
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 1999


def test_what_was_not_paid_is_not_refunded(fake, client):
    session = checkout(client)
    pay(fake, session.id, card=DECLINED)
    intent = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    for params in ({"payment_intent": intent}, {"charge": "ch_x"}, {}, {"payment_intent": intent, "charge": "ch_x"}):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.refunds.create(params)
    assert client.v1.refunds.list().data == []


def test_a_refund_may_arrive_later(fake, client):
    charge = charge_of(buy(fake, client, card="4000000000007726"))
    refund = client.v1.refunds.create({"charge": charge.id})
    assert refund.status == "pending"
    fake.control("POST", f"refunds/{refund.id}/settle")
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert client.v1.events.list({"type": "refund.updated"}).data[0].data.object["status"] == "succeeded"


def test_a_refund_may_come_back(fake, client):
    charge = charge_of(buy(fake, client))
    refund = client.v1.refunds.create({"charge": charge.id, "amount": 500})
    fake.control("POST", f"refunds/{refund.id}/fail")
    refund = client.v1.refunds.retrieve(refund.id)
    assert (refund.status, refund.failure_reason) == ("failed", "expired_or_canceled_card")
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 0
    assert fake.control("GET", "truth")["balance"][""]["eur"]["available"] == 0
    assert client.v1.events.list({"type": "refund.failed"}).data[0].data.object["id"] == refund.id
