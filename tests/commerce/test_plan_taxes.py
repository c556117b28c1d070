"""Plans with tax: each invoice is taxed where its subscriber lives, in the way that held when they began."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from commerce.enums import TaxMode
from commerce.gateways import Payer
from commerce.gateways.billing_shapes import TaxedInvoice
from commerce.gateways.shapes import TaxTruth
from commerce.models import LineShare, LineTax, Order, Paper, PlanPrice, Subscription
from commerce.operations.plan_changes import cost_of_change
from commerce.operations.plan_shares import share_out
from commerce.operations.plan_taxes import taxes_in_what_was_paid
from commerce.operations.refunds import refund_order
from commerce.operations.subscriptions import settle_subscription
from courses.models import Course
from courses.operations.plans import join_course
from kit import jobs
from tests.commerce.conftest import broken_invariants, tamper
from tests.commerce.selling import new_seller, owed_to
from tests.commerce.subscribing import days_later, gone_over, new_plan, subscribed
from tests.commerce.taxing import ledger, set_tax
from tests.commerce.test_plan_changes import totals, yearly_of
from tests.commerce.test_subscription_changes import finish
from tests.commerce.test_subscriptions import balance
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []
    theirs = provider.control("GET", "truth")["balance"].get("", {}).get("eur", {"available": 0, "pending": 0})
    assert balance("gateway") == theirs["available"] + theirs["pending"]


def amounts(subscription):
    lines = [order.lines.get() for order in Order.objects.filter(buyer=subscription.subscriber).order_by("pk")]
    return [
        (line.price_minor, line.tax_minor, line.total_minor, line.commission_minor, line.shares.get().amount_minor)
        for line in lines
    ]


def test_without_the_setting_no_plan_is_taxed(provider):
    subscription = subscribed(provider, new_plan(minor=11900), country="DE")
    (session,) = provider.control("GET", "truth")["sessions"]
    assert (session["automatic_tax"]["enabled"], session["billing_address_collection"]) == (False, "auto")
    assert (subscription.tax_mode, amounts(subscription)) == (TaxMode.OFF, [(11900, 0, 11900, 3570, 8330)])
    assert not LineTax.objects.exists()


@pytest.mark.parametrize(("mode", "price"), [("included", 11900), ("added", 10000)])
def test_each_period_is_taxed_before_anybody_gets_a_part(provider, mode, price):
    set_tax(mode)
    subscription = subscribed(provider, new_plan(minor=price), country="DE")
    once = (price, 1900, 11900, 3000, 7000)
    assert (subscription.tax_mode, amounts(subscription)) == (mode, [once])
    tax = LineTax.objects.get()
    assert (tax.amount_minor, tax.taxable_minor, tax.percentage, tax.name) == (1900, 10000, Decimal(19), "VAT")
    assert (tax.country, tax.jurisdiction, tax.reason) == ("DE", "Germany", "standard_rated")
    assert ledger() == {"tax": 1900, "commission": 3000, "plans": 7000}
    with days_later(provider, 32):
        settle_subscription(subscription)
        assert amounts(subscription) == [once, once]
    assert ledger() == {"tax": 3800, "commission": 6000, "plans": 14000}


def test_how_it_began_is_how_it_goes_on(provider):
    plan = new_plan(minor=11900)
    before = subscribed(provider, plan, country="DE")
    set_tax("included")
    within = subscribed(provider, plan, country="DE")
    set_tax("added")
    beside = subscribed(provider, plan, country="DE")
    with days_later(provider, 32):
        for each in (before, within, beside):
            settle_subscription(each)
        assert [totals(each) for each in (before, within, beside)] == [[11900] * 2, [11900] * 2, [14161] * 2]
    plan.refresh_from_db()
    assert len({plan.price_id, plan.included_price_id, plan.added_price_id, None}) == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        Subscription.objects.filter(pk=before.pk).update(tax_mode="added")


def test_a_business_owes_its_tax_itself_and_its_invoice_says_so(provider):
    set_tax("added")
    business = {
        "country": "DE",
        "tax_id": "DE123456789",
        "line1": "Tanzweg 1",
        "postal_code": "10115",
        "city": "Berlin",
    }
    subscription = subscribed(provider, new_plan(minor=10000), **business)
    assert amounts(subscription) == [(10000, 0, 10000, 3000, 7000)]
    assert (LineTax.objects.get().amount_minor, LineTax.objects.get().reason) == (0, "reverse_charge")
    with days_later(provider, 32):
        settle_subscription(subscription)
        for paper in Paper.objects.all():
            assert paper.content["buyer"]["tax_numbers"] == ["DE123456789"]
            assert paper.content["buyer"]["address"] == ["Tanzweg 1", "10115 Berlin", "Germany"]
            assert paper.content["paid_with"] == "Visa 4242"


def test_a_trial_is_taxed_when_it_is_paid_for(provider):
    set_tax("added")
    subscription = subscribed(provider, new_plan(minor=10000, trial_days=7), country="PT")
    assert amounts(subscription) == []
    with days_later(provider, 8):
        settle_subscription(subscription)
        assert amounts(subscription) == [(10000, 2300, 12300, 3000, 7000)]


def test_artists_share_what_is_left_and_refunds_give_tax_back(provider, priced):
    set_tax("included")
    seller = new_seller()
    made = priced(4900, owner=seller)
    Course.objects.filter(pk=made.course.pk).update(in_plans=True)
    made.course.refresh_from_db()
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(minor=11900), ada, country="DE")
    join_course(made.course, ada)
    finish(made, ada, subscription.period_start + timedelta(days=1))
    order = Order.objects.get()
    refund_order(order, {order.lines.get(): 1190}, note="Ill", actor=UserFactory(roles=["administrator"]))
    jobs.run_pending()
    assert ledger()["tax"] == 1710
    with days_later(provider, 32):
        share_out()
        settle_subscription(subscription)
    assert owed_to(seller) == 6300
    assert LineShare.objects.get(payee=seller).amount_minor == 7000
    refund_order(order, {order.lines.get(): 10710}, note="Ill", actor=UserFactory(roles=["administrator"]))
    jobs.run_pending()
    # What is left is the next month.
    assert ledger() == {"tax": 1900, "commission": 3000, "plans": 7000}


@pytest.mark.parametrize("mode", ["included", "added"])
def test_a_change_is_taxed_as_it_was_shown(provider, mode):
    set_tax(mode)
    ada, small, large = UserFactory(), new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada, country="DE")
    with days_later(provider, 15):
        cost = cost_of_change(subscription, large.public_id, actor=ada)
        changed = gone_over(subscription, large, ada)
        assert changed.price == large
        line = Order.objects.latest("pk").lines.get()
        assert (line.total_minor, line.tax_minor) == (cost.now_minor, cost.invoice.tax_minor)
        net = cost.now_minor - cost.invoice.tax_minor
        assert cost.invoice.tax_minor == pytest.approx(net * 19 / 100, abs=1)
        assert cost.next_minor == (3000 if mode == "included" else 3570)
    with days_later(provider, 20):
        settle_subscription(subscription)
        assert totals(subscription)[-1] == cost.next_minor


@pytest.mark.parametrize("mode", ["included", "added"])
def test_what_a_credit_pays_was_taxed_before(provider, mode):
    set_tax(mode)
    ada, monthly = UserFactory(), new_plan(minor=11900)
    yearly = yearly_of(monthly, 23800)
    subscription = subscribed(provider, yearly, ada, country="DE")
    gone_over(subscription, monthly, ada)
    for _month in range(2):
        with days_later(provider, 32):
            settle_subscription(subscription)
    paid = sum(totals(subscription))
    whole = 3 * (11900 if mode == "included" else 14161)
    # The whole year was credited but for moments: with it three months cost what three months cost.
    assert paid == pytest.approx(whole, abs=3)
    assert ledger()["tax"] == pytest.approx(paid * 19 / 119, abs=2)


def tax(amount, taxable=0, *, rate="txr_1"):
    return TaxTruth(rate, amount, taxable, False, Decimal(19), "VAT")


@pytest.mark.parametrize(
    ("total", "paid", "taxes", "parts"),
    [
        (11900, 11900, [tax(1900, 10000)], [(1900, 10000)]),
        (11900, 5950, [tax(1900, 10000)], [(950, 5000)]),
        (1000, 1, [tax(500, 500)], [(1, 0)]),
        (11498, 5749, [tax(500, 10000), tax(998, 10000)], [(250, 5000), (499, 5000)]),
        # Credited at one rate and charged at another, since the subscriber moved.
        (7000, 7000, [tax(-950, -5000), tax(2000, 10000)], [(0, 0), (1050, 10000)]),
        (7000, 7000, [tax(-950, -5000), tax(0, 10000)], [(0, 0), (0, 10000)]),
        (7000, 7000, [], []),
    ],
)
def test_of_the_tax_belongs_to_a_payment_what_it_paid(total, paid, taxes, parts):
    found = taxes_in_what_was_paid(TaxedInvoice(total, paid, taxes, Payer()))
    assert [(each.amount_minor, each.taxable_minor) for each in found] == parts


def test_an_order_that_is_taxed_otherwise_than_its_subscription_is_found(provider):
    subscribed(provider, new_plan())
    tamper("UPDATE commerce_subscription SET tax_mode = 'added'")
    name = Subscription.objects.get().invoices.get()
    assert broken_invariants() == [f"plans_are_booked_as_orders: {name} is not one paid order of its subscriber"]
    tamper("UPDATE commerce_subscription SET tax_mode = 'off'")


def test_prices_are_found_by_every_name(provider):
    price = new_plan()
    PlanPrice.objects.update(price_id="p_1", included_price_id="p_2", added_price_id="p_3")
    assert [PlanPrice.objects.known_as(name).first() for name in ("p_1", "p_2", "p_3", "p_4")] == [price] * 3 + [None]
