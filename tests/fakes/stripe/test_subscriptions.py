"""Subscriptions: begun, renewed, changed, paused, declined, ended; each in its time and to the cent."""

import json
from datetime import UTC, datetime

import pytest
import stripe

from tests.fakes.stripe import shapes
from tests.fakes.stripe.buying import DECLINED, OK, SECURE, checkout, pay
from tests.fakes.stripe.periods import after, next_end

DAY = 86400
FIRST_ONLY = "4000000000000341"


@pytest.fixture
def prices(client):
    """The all-access plan by the month and by the year, and a smaller one."""
    product = client.v1.products.create({"name": "All access"})

    def price(amount, interval):
        return client.v1.prices.create(
            {"product": product.id, "currency": "eur", "unit_amount": amount, "recurring": {"interval": interval}}
        )

    return {"month": price(2000, "month"), "year": price(20_000, "year"), "small": price(1000, "month")}


@pytest.fixture
def customer(client):
    customer = client.v1.customers.create({"email": "learner@example.com"})
    method = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer.id})
    return client.v1.customers.update(customer.id, {"invoice_settings": {"default_payment_method": method.id}})


def subscribe(client, customer, price, **more):
    return client.v1.subscriptions.create({"customer": customer.id, "items": [{"price": price.id}], **more})


def invoices(client, subscription):
    return client.v1.invoices.list({"subscription": subscription.id, "limit": 100}).data


def again(client, subscription):
    return client.v1.subscriptions.retrieve(subscription.id)


def move(fake, days):
    fake.control("POST", "clock", advance=days * DAY)


def types(client, pattern):
    return [event.type for event in client.v1.events.list({"type": pattern, "limit": 100}).data][::-1]


def sell(client, price, **more):
    return checkout(client, line_items=[{"price": price.id, "quantity": 1}], mode="subscription", **more)


@pytest.mark.parametrize(
    ("start", "times", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_month_is_a_month_of_the_calendar(start, times, end):
    begins = int(datetime.fromisoformat(start).replace(tzinfo=UTC).timestamp())
    wanted = int(datetime.fromisoformat(end).replace(tzinfo=UTC).timestamp())
    assert after(begins, "month", 1, times) == wanted
    assert next_end(begins, {"interval": "month", "interval_count": 1}, wanted - 1) == wanted


def test_it_is_paid_at_once_and_every_period(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"], metadata={"plan": "m"})
    assert (subscription.status, subscription.metadata["plan"]) == ("active", "m")
    for _ in range(3):
        move(fake, 31)
    paid = invoices(client, subscription)
    assert [(row.billing_reason, row.status, row.amount_paid) for row in paid[::-1]] == [
        ("subscription_create", "paid", 2000),
        *[("subscription_cycle", "paid", 2000)] * 3,
    ]
    ends = [row.lines.data[0].period.end for row in paid]
    assert [row.lines.data[0].period.start for row in paid][:-1] == ends[1:]
    assert len(fake.control("GET", "truth")["charges"]) == 4
    payment = client.v1.invoice_payments.list({"invoice": paid[0].id}).data[0]
    assert (payment.status, payment.amount_paid) == ("paid", 2000)
    assert client.v1.payment_intents.retrieve(payment.payment.payment_intent).status == "succeeded"


def test_a_year_in_one_step_holds_twelve_renewals_each_in_its_time(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    move(fake, 366)
    rows = invoices(client, subscription)
    assert len(rows) == 13
    assert all(row.created == row.lines.data[0].period.start for row in rows)


def test_a_trial_costs_nothing_until_it_ends(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"], trial_period_days=14)
    assert (subscription.status, invoices(client, subscription)[0].amount_paid) == ("trialing", 0)
    move(fake, 12)
    assert types(client, "customer.subscription.trial_will_end") == ["customer.subscription.trial_will_end"]
    assert again(client, subscription).status == "trialing"
    move(fake, 3)
    assert again(client, subscription).status == "active"
    assert invoices(client, subscription)[0].amount_paid == 2000


@pytest.mark.parametrize(
    ("missing", "status"), [("cancel", "canceled"), ("pause", "paused"), ("create_invoice", "past_due")]
)
def test_a_trial_without_a_card_ends_as_it_was_told_to(fake, client, prices, missing, status):
    nobody = client.v1.customers.create({"email": "a@example.com"})
    settings = {"end_behavior": {"missing_payment_method": missing}}
    subscription = subscribe(client, nobody, prices["month"], trial_period_days=7, trial_settings=settings)
    move(fake, 7.1)
    assert again(client, subscription).status == status


def test_without_a_card_nothing_begins(fake, client, prices):
    nobody = client.v1.customers.create({"email": "a@example.com"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        subscribe(client, nobody, prices["month"])
    assert refused.value.code == "resource_missing"
    assert fake.control("GET", "truth")["subscriptions"] == []


def test_a_declined_card_leaves_it_incomplete_or_refuses_it(fake, client, customer, prices):
    bad = client.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": customer.id})
    subscription = subscribe(client, customer, prices["month"], default_payment_method=bad.id)
    assert subscription.status == "incomplete"
    with pytest.raises(stripe.CardError):
        subscribe(
            client,
            customer,
            prices["month"],
            default_payment_method=bad.id,
            payment_behavior="error_if_incomplete",
        )
    assert len(fake.control("GET", "truth")["subscriptions"]) == 1
    client.v1.invoices.pay(subscription.latest_invoice)
    assert again(client, subscription).status == "active"


def test_incomplete_for_a_day_is_over(fake, client, customer, prices):
    bad = client.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": customer.id})
    subscription = subscribe(client, customer, prices["month"], default_payment_method=bad.id)
    move(fake, 1)
    assert again(client, subscription).status == "incomplete_expired"
    assert invoices(client, subscription)[0].status == "void"


def test_dunning_tries_four_times_and_gives_up(fake, client, prices):
    session = sell(client, prices["month"])
    pay(fake, session.id, card=FIRST_ONLY, email="a@example.com")
    subscription = client.v1.subscriptions.list().data[0]
    assert subscription.status == "active"
    move(fake, 31)
    assert again(client, subscription).status == "past_due"
    open_one = invoices(client, subscription)[0]
    assert (open_one.status, open_one.attempt_count) == ("open", 1)
    move(fake, 3 + 5)
    assert invoices(client, subscription)[0].attempt_count == 3
    assert again(client, subscription).status == "past_due"
    move(fake, 7)
    ended = again(client, subscription)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "payment_failed")
    assert types(client, "invoice.payment_failed") == ["invoice.payment_failed"] * 4


def test_a_new_card_heals_what_is_past_due(fake, client, prices):
    pay(fake, sell(client, prices["month"]).id, card=FIRST_ONLY, email="a@example.com")
    subscription = client.v1.subscriptions.list().data[0]
    move(fake, 31)
    good = client.v1.payment_methods.attach("pm_card_visa", {"customer": subscription.customer})
    client.v1.subscriptions.update(subscription.id, {"default_payment_method": good.id})
    move(fake, 3)
    assert again(client, subscription).status == "active"
    assert {row.status for row in invoices(client, subscription)} == {"paid"}


def test_it_ends_with_its_period_and_this_can_be_taken_back(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    assert again(client, subscription).cancellation_details.reason == "cancellation_requested"
    client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": False})
    move(fake, 31)
    assert again(client, subscription).status == "active"
    client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    move(fake, 31)
    assert again(client, subscription).status == "canceled"
    assert len(invoices(client, subscription)) == 2
    assert types(client, "customer.subscription.deleted") == ["customer.subscription.deleted"]


def test_it_ends_at_once_when_told_so_and_only_once(client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    ended = client.v1.subscriptions.cancel(subscription.id, {"cancellation_details": {"comment": "Enough"}})
    assert (ended.status, ended.cancellation_details.comment) == ("canceled", "Enough")
    assert client.v1.subscriptions.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.subscriptions.cancel(subscription.id)


def test_paused_it_costs_nothing_and_goes_on_afterwards(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    until = fake.control("GET", "clock")["now"] + 40 * DAY
    client.v1.subscriptions.update(subscription.id, {"pause_collection": {"behavior": "void", "resumes_at": until}})
    move(fake, 32)
    assert [row.status for row in invoices(client, subscription)] == ["void", "paid"]
    move(fake, 31)
    assert again(client, subscription).pause_collection is None
    assert [row.status for row in invoices(client, subscription)] == ["paid", "void", "paid"]
    client.v1.subscriptions.update(subscription.id, {"pause_collection": {"behavior": "void"}})
    client.v1.subscriptions.update(subscription.id, {"pause_collection": ""})
    assert again(client, subscription).pause_collection is None


def change(client, subscription, price, **more):
    items = [{"id": subscription["items"].data[0].id, "price": price.id}]
    return client.v1.subscriptions.update(subscription.id, {"items": items, **more})


def half_way(fake, subscription):
    item = subscription["items"].data[0]
    fake.control("POST", "clock", to=(item.current_period_start + item.current_period_end) // 2)


def test_more_in_the_middle_costs_half_the_difference_at_once_or_later(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["small"])
    half_way(fake, subscription)
    change(client, subscription, prices["month"], proration_behavior="always_invoice")
    now = invoices(client, subscription)[0]
    assert (now.billing_reason, [line.amount for line in now.lines.data]) == ("subscription_update", [-500, 1000])
    assert (now.amount_paid, now.lines.data[0].parent.subscription_item_details.proration) == (500, True)
    move(fake, 31)
    assert invoices(client, subscription)[0].amount_paid == 2000


def test_less_in_the_middle_is_given_back_with_the_next_invoice(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    half_way(fake, subscription)
    change(client, subscription, prices["small"])
    assert len(invoices(client, subscription)) == 1
    move(fake, 31)
    renewal = invoices(client, subscription)[0]
    assert [line.amount for line in renewal.lines.data] == [-1000, 500, 1000]
    assert (renewal.total, renewal.amount_paid) == (500, 500)


def test_without_proration_only_the_next_period_changes(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["small"])
    half_way(fake, subscription)
    change(client, subscription, prices["month"], proration_behavior="none")
    move(fake, 31)
    assert [row.total for row in invoices(client, subscription)] == [2000, 1000]


def test_another_interval_begins_at_once_and_the_rest_is_credited(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    half_way(fake, subscription)
    yearly = change(client, subscription, prices["year"])
    assert invoices(client, subscription)[0].amount_paid == 20_000 - 1000
    assert yearly["items"].data[0].current_period_end - fake.control("GET", "clock")["now"] > 360 * DAY


def test_what_is_given_back_beyond_the_sum_stays_with_the_customer(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["year"])
    half_way(fake, subscription)
    change(client, subscription, prices["month"])
    credited = invoices(client, subscription)[0]
    assert (credited.total, credited.amount_due, credited.status) == (-8000, 0, "paid")
    assert client.v1.customers.retrieve(customer.id).balance == -8000
    move(fake, 31)
    assert client.v1.customers.retrieve(customer.id).balance == -6000
    assert invoices(client, subscription)[0].amount_paid == 0


def given_card(client, subscription, token):
    """The subscription is to be paid with another test card from now on."""
    method = client.v1.payment_methods.attach(token, {"customer": subscription.customer})
    client.v1.subscriptions.update(subscription.id, {"default_payment_method": method.id})


DECLINED_WHEN_CHARGED = "pm_card_chargeCustomerFail"
UNPAID = [
    (DECLINED_WHEN_CHARGED, "card_declined", ["failed", "succeeded"]),
    ("pm_card_authenticationRequired", "subscription_payment_intent_requires_action", ["succeeded"]),
]


@pytest.fixture
def small(fake, client, customer, prices):
    """The smaller plan, half of whose month is over."""
    subscription = subscribe(client, customer, prices["small"])
    half_way(fake, subscription)
    return subscription


def change_if_paid(client, subscription, price):
    how = {"proration_behavior": "always_invoice", "payment_behavior": "error_if_incomplete"}
    return change(client, subscription, price, **how)


@pytest.mark.parametrize("to", ["month", "year"])
@pytest.mark.parametrize("case", UNPAID, ids=["declined", "asks first"])
def test_a_change_that_has_to_be_paid_and_is_not_leaves_all_as_it_was(client, prices, small, to, case):
    token, code, charges = case
    given_card(client, small, token)
    before, told = again(client, small).to_dict(), types(client, "customer.subscription.*")
    written = [row.id for row in invoices(client, small)]
    with pytest.raises(stripe.CardError) as refused:
        change_if_paid(client, small, prices[to])
    assert (refused.value.http_status, refused.value.code) == (402, code)
    assert again(client, small).to_dict() == before
    assert [row.id for row in invoices(client, small)] == written
    assert types(client, "customer.subscription.*") == told
    assert [charge.status for charge in client.v1.charges.list().data] == charges


def test_after_a_change_that_was_not_paid_the_next_period_costs_what_it_would_have(fake, client, prices, small):
    given_card(client, small, DECLINED_WHEN_CHARGED)
    with pytest.raises(stripe.CardError):
        change_if_paid(client, small, prices["month"])
    given_card(client, small, "pm_card_visa")
    move(fake, 31)
    assert invoices(client, small)[0].amount_paid == 1000


def test_a_change_that_is_paid_is_made(client, prices, small):
    changed = change_if_paid(client, small, prices["month"])
    assert (changed.status, changed["items"].data[0].price.id) == ("active", prices["month"].id)
    assert invoices(client, small)[0].amount_paid == 500


def test_a_change_that_need_not_be_paid_is_made_and_owed(client, prices, small):
    given_card(client, small, DECLINED_WHEN_CHARGED)
    changed = change(client, small, prices["month"], proration_behavior="always_invoice")
    assert (changed.status, changed["items"].data[0].price.id) == ("past_due", prices["month"].id)
    assert [row.status for row in invoices(client, small)] == ["open", "paid"]


def test_what_is_charged_later_is_changed_whatever_the_card(fake, client, customer, prices):
    subscription = subscribe(client, customer, prices["month"])
    half_way(fake, subscription)
    given_card(client, subscription, DECLINED_WHEN_CHARGED)
    changed = change(client, subscription, prices["small"], payment_behavior="error_if_incomplete")
    assert (changed.status, changed["items"].data[0].price.id) == ("active", prices["small"].id)


def test_what_has_to_be_paid_is_refused_without_a_card(client, prices):
    nobody = client.v1.customers.create({"email": "a@example.com"})
    trial = subscribe(client, nobody, prices["month"], trial_period_days=7)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.subscriptions.update(trial.id, {"trial_end": "now", "payment_behavior": "error_if_incomplete"})
    assert refused.value.code == "resource_missing"
    assert again(client, trial).status == "trialing"


LASTING = [
    ({"percent_off": 25, "duration": "once"}, [2000, 2000, 1500]),
    ({"amount_off": 300, "currency": "eur", "duration": "forever"}, [1700, 1700, 1700]),
    ({"percent_off": 10, "duration": "repeating", "duration_in_months": 2}, [2000, 1800, 1800]),
]


@pytest.mark.parametrize("case", LASTING, ids=["once", "forever", "two months"])
def test_a_coupon_lasts_as_long_as_it_says(fake, client, customer, prices, case):
    coupon, totals = case
    made = client.v1.coupons.create(coupon)
    code = client.v1.promotion_codes.create({"promotion": {"type": "coupon", "coupon": made.id}, "code": "SWAN"})
    subscription = subscribe(client, customer, prices["month"], discounts=[{"promotion_code": code.id}])
    for _ in range(2):
        move(fake, 31)
    assert [row.total for row in invoices(client, subscription)] == totals
    assert client.v1.coupons.retrieve(made.id).times_redeemed == 1


def test_a_coupon_used_up_is_refused(fake, client):
    coupon = client.v1.coupons.create({"percent_off": 50, "max_redemptions": 1})
    session = checkout(client, discounts=[{"coupon": coupon.id}])
    assert (session.amount_total, session.total_details.amount_discount) == (999, 1000)
    pay(fake, session.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        checkout(client, discounts=[{"coupon": coupon.id}])
    assert refused.value.code == "coupon_expired"


def test_bought_on_the_page(fake, client, prices):
    session = sell(client, prices["month"], subscription_data={"metadata": {"plan": "m"}}, client_reference_id="o-7")
    assert pay(fake, session.id, card=DECLINED, email="a@example.com")["declined"]["code"] == "card_declined"
    assert fake.control("GET", "truth")["subscriptions"] == []
    pay(fake, session.id, card=SECURE, authenticate="complete")
    session = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["subscription.latest_invoice.payments"]})
    assert (session.status, session.payment_intent, session.payment_status) == ("complete", None, "paid")
    assert (session.subscription.status, session.subscription.metadata["plan"]) == ("active", "m")
    assert session.subscription.latest_invoice.payments.data[0].status == "paid"
    assert [row.amount for row in client.v1.charges.list().data if row.status == "succeeded"] == [2000]
    assert client.v1.customers.retrieve(session.customer).email == "a@example.com"


def test_bought_with_a_trial_nothing_is_paid(fake, client, prices):
    session = sell(client, prices["month"], subscription_data={"trial_period_days": 14})
    assert session.amount_total == 0
    assert pay(fake, session.id, card=DECLINED)["declined"]["code"] == "card_declined"
    pay(fake, session.id, card=OK)
    session = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["subscription"]})
    assert (session.payment_status, session.subscription.status) == ("no_payment_required", "trialing")
    assert fake.control("GET", "truth")["charges"] == []


def test_a_purchase_may_come_with_an_invoice(fake, client):
    session = checkout(client, invoice_creation={"enabled": True})
    pay(fake, session.id, email="a@example.com")
    session = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["invoice"]})
    assert (session.invoice.status, session.invoice.amount_paid, session.invoice.customer) == (
        *("paid", 1999, session.customer),
    )


def test_subscription_objects_have_their_published_shapes(fake, client, customer, prices, fixtures):
    coupon = client.v1.coupons.create({"percent_off": 25, "duration": "forever"})
    client.v1.promotion_codes.create({"promotion": {"type": "coupon", "coupon": coupon.id}})
    subscription = subscribe(client, customer, prices["small"], discounts=[{"coupon": coupon.id}])
    half_way(fake, subscription)
    change(client, subscription, prices["month"], proration_behavior="always_invoice")
    client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
    pay(fake, checkout(client, invoice_creation={"enabled": True}).id, email="a@example.com")
    pay(fake, sell(client, prices["month"]).id, card=FIRST_ONLY, email="a@example.com")
    move(fake, 31)
    kinds = ("subscriptions?status=all", "invoices?", "invoice_payments?", "coupons?", "promotion_codes?", "events?")
    replies = [client.raw_request("get", f"/v1/{kind}&limit=100").data["data"] for kind in kinds]
    assert all(replies)
    rows = [row for reply in replies for row in json.loads(json.dumps(reply))]
    bodies = [row["data"]["object"] if row["object"] == "event" else row for row in rows]
    wrong = [shapes.against_library(body) + shapes.against_fixture(body, fixtures[body["object"]]) for body in bodies]
    assert [line for lines in wrong for line in lines] == []


def test_the_portal_has_its_published_shape(client, customer, fixtures):
    body = client.v1.billing_portal.sessions.create({"customer": customer.id}).to_dict()
    assert shapes.against_library(body) == []
    assert shapes.against_fixture(body, fixtures[body["object"]]) == []
