"""Subscriptions with tax: worked out where the customer said on the page that they live, on every invoice."""

import json

import pytest
import stripe

from tests.fakes.stripe import shapes
from tests.fakes.stripe.buying import checkout, pay
from tests.fakes.stripe.test_subscriptions import half_way, invoices, move

KEEPS = {"address": "auto", "name": "auto"}
TAXED = {"automatic_tax": {"enabled": True}, "customer_update": KEEPS, "tax_id_collection": {"enabled": True}}


@pytest.fixture
def customer(client):
    return client.v1.customers.create({"email": "learner@example.com"})


@pytest.fixture
def price(client):
    product = client.v1.products.create({"name": "All access"})

    def make(amount, behavior):
        return client.v1.prices.create(
            {
                "product": product.id,
                "currency": "eur",
                "unit_amount": amount,
                "recurring": {"interval": "month"},
                "tax_behavior": behavior,
            }
        )

    return make


def subscribe(fake, client, customer, price, **billing):
    lines = [{"price": price.id, "quantity": 1}]
    session = checkout(client, line_items=lines, mode="subscription", customer=customer.id, **TAXED)
    pay(fake, session.id, **{"country": "DE", **billing})
    return client.v1.subscriptions.retrieve(client.v1.checkout.sessions.retrieve(session.id).subscription)


@pytest.mark.parametrize("given", [(11900, "inclusive"), (10000, "exclusive")])
def test_every_invoice_is_taxed(fake, client, customer, price, given):
    subscription, behavior = subscribe(fake, client, customer, price(*given)), given[1]
    move(fake, 31)
    for invoice in invoices(client, subscription):
        (tax,) = invoice.total_taxes
        assert (invoice.amount_paid, tax.amount, tax.taxable_amount, tax.tax_behavior) == (11900, 1900, 10000, behavior)
        assert invoice.total_excluding_tax == 10000
    assert {charge.amount for charge in client.v1.charges.list().data} == {11900}
    assert client.v1.customers.retrieve(customer.id).address.country == "DE"


def test_what_is_given_back_for_time_not_used_holds_its_tax(fake, client, customer, price):
    subscription = subscribe(fake, client, customer, price(10000, "exclusive"))
    half_way(fake, subscription)
    items = [{"id": subscription["items"].data[0].id, "price": price(30000, "exclusive").id}]
    client.v1.subscriptions.update(subscription.id, {"items": items, "proration_behavior": "always_invoice"})
    invoice = invoices(client, subscription)[0]
    assert [[tax.amount for tax in line.taxes] for line in invoice.lines.data] == [[-950], [2850]]
    assert (invoice.total, invoice.total_taxes[0].amount) == (11900, 1900)


def test_a_business_owes_it_itself(fake, client, customer, price):
    subscription = subscribe(fake, client, customer, price(10000, "exclusive"), tax_id="DE123456789")
    move(fake, 31)
    for invoice in invoices(client, subscription):
        assert (invoice.total, invoice.total_taxes[0].taxability_reason) == (10000, "reverse_charge")
        assert [each.value for each in invoice.customer_tax_ids] == ["DE123456789"]


def test_taxed_objects_have_their_published_shapes(fake, client, customer, price, fixtures):
    subscription = subscribe(fake, client, customer, price(10000, "exclusive"), tax_id="DE123456789")
    for path in (f"subscriptions/{subscription.id}", f"invoices/{subscription.latest_invoice}"):
        body = json.loads(json.dumps(client.raw_request("get", f"/v1/{path}").data))
        assert shapes.against_library(body) == []
        assert shapes.against_fixture(body, fixtures[body["object"]]) == []


@pytest.mark.parametrize("missing", ["address", "name"])
def test_what_is_typed_has_to_be_kept_with_a_known_customer(client, customer, price, missing):
    keeps = {name: value for name, value in KEEPS.items() if name != missing}
    more = {**TAXED, "customer_update": keeps, "mode": "subscription"}
    lines = [{"price": price(10000, "exclusive").id, "quantity": 1}]
    with pytest.raises(stripe.InvalidRequestError):
        checkout(client, line_items=lines, customer=customer.id, **more)
