"""What a change would cost, asked before it is made: the invoice comes out so, and asking changes nothing."""

import json

import pytest
import stripe

from tests.fakes.stripe import shapes
from tests.fakes.stripe.test_subscriptions import customer, half_way, invoices, move, prices, subscribe

__all__ = ["customer", "prices"]


def details(subscription, price, **more):
    return {"items": [{"id": subscription["items"].data[0].id, "price": price.id}], **more}


def preview(client, subscription, price, mode="next", **more):
    given = {"subscription": subscription.id, "subscription_details": details(subscription, price, **more)}
    return client.v1.invoices.create_preview({**given, "preview_mode": mode})


CHANGES = [
    ("small", "month", "always_invoice"),
    ("month", "small", "create_prorations"),
    ("month", "year", "always_invoice"),
    ("year", "month", "create_prorations"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_invoice_is_as_it_was_previewed(fake, client, customer, prices, change):
    before, after, behavior = change
    subscription = subscribe(client, customer, prices[before])
    half_way(fake, subscription)
    truth = fake.control("GET", "truth")
    given = {"proration_behavior": behavior, "proration_date": fake.control("GET", "clock")["now"]}
    shown = preview(client, subscription, prices[after], **given)
    assert fake.control("GET", "truth") == truth
    assert (shown.status, shown.billing_reason, shown.number) == ("draft", "upcoming", None)
    client.v1.subscriptions.update(subscription.id, details(subscription, prices[after], **given))
    if (before, after) == ("month", "small"):
        move(fake, 31)
    made = invoices(client, subscription)[0]
    assert (made.total, made.amount_due) == (shown.total, shown.amount_due)
    assert [line.amount for line in made.lines.data] == [line.amount for line in shown.lines.data]


def test_what_comes_every_period_is_without_what_comes_once(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["small"])
    half_way(fake, subscription)
    shown = preview(client, subscription, prices["month"], "recurring", proration_behavior="always_invoice")
    assert (shown.total, [line.amount for line in shown.lines.data]) == (2000, [2000])


def test_a_preview_has_the_published_shape(fake, client, customer, prices, fixtures):
    subscription = subscribe(client, customer, prices["small"])
    half_way(fake, subscription)
    given = {"subscription": subscription.id, "subscription_details": details(subscription, prices["month"])}
    body = json.loads(json.dumps(client.raw_request("post", "/v1/invoices/create_preview", **given).data))
    assert shapes.against_library(body) == []
    assert shapes.against_fixture(body, fixtures["invoice"]) == []


def test_what_is_over_or_outside_of_the_period_is_refused(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["small"])
    start = subscription["items"].data[0].current_period_start
    with pytest.raises(stripe.InvalidRequestError) as refused:
        preview(client, subscription, prices["month"], proration_date=start - 1)
    assert refused.value.param == "subscription_details[proration_date]"
    client.v1.subscriptions.cancel(subscription.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        preview(client, subscription, prices["month"])
    assert refused.value.code == "invoice_upcoming_none"
