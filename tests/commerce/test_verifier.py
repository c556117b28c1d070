"""Each rule about money finds what breaks it: rows are changed behind the backs of triggers and constraints."""

import pytest
from django.db import connection

from commerce.models import LineShare, Order, Plan, PlanGrant, PlanInvoice, PlanPrice, Subscription
from commerce.operations.transfers import pay_sellers
from kit import clock, jobs
from kit.invariants import violations
from tests.commerce.conftest import broken_invariants, tamper
from tests.commerce.selling import give_back, later, new_seller, onboarded, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10")]


@pytest.fixture
def order(provider, priced, sold):
    """A sale of 10.00 whose seller was sent 8.50, of which 3.40 came back."""
    seller = new_seller()
    onboarded(provider, seller)
    made = sold(priced(1000, owner=seller))
    with later():
        pay_sellers()
        jobs.run_pending()
    give_back(made, 400)
    assert broken_invariants() == []
    return made


def test_rows_that_were_changed_are_found_by_their_rule(order):
    """One sale for all: the stand-in is asked once, and each change is taken back."""
    seller = order.lines.get().shares.get().payee_id
    number, title = order.number, order.lines.get().title
    for statement, rule, found in (
        (
            "UPDATE commerce_order SET total_minor = 999",
            "orders_add_up",
            [f"order {number} is not the sum of its lines"],
        ),
        (
            "UPDATE commerce_lineshare SET amount_minor = 849",
            "orders_add_up",
            [f"order {number}: what {title} brings is not what its sellers get"],
        ),
        (
            "UPDATE commerce_payment SET state = 'expired'",
            "paid_orders_are_delivered_and_booked",
            [
                f"order {number} has not one succeeded payment",
            ],
        ),
        (
            "UPDATE commerce_orderline SET granted_at = NULL, refunded_minor = 0 ; DELETE FROM commerce_refundpart",
            "paid_orders_are_delivered_and_booked",
            [
                f"order {number} is paid and has nothing to show for {title}",
                f"order {number} gave back another sum than its refunds",
            ],
        ),
        (
            "UPDATE commerce_ledgertransaction SET cause = 'another' WHERE kind = 'payment'",
            "paid_orders_are_delivered_and_booked",
            [f"order {number} is paid and not booked"],
        ),
        (
            "UPDATE commerce_ledgertransaction SET cause = 'another' WHERE kind = 'refund'",
            "paid_orders_are_delivered_and_booked",
            [f"order {number} gave money back that is not booked"],
        ),
        (
            "UPDATE commerce_transfer SET amount_minor = 1200",
            "sellers_are_sent_at_most_what_was_captured",
            [f"order {number}: 860 sent and 150 kept are more than the 1000 that were paid"],
        ),
        (
            "UPDATE commerce_transferreversal SET amount_minor = 851;UPDATE commerce_transfer SET transfer_id = 'tr_1'",
            "reversals_are_within_their_transfers",
            ["of the transfer tr_1 of 850 there came back 851"],
        ),
        (
            "UPDATE commerce_transfer SET transfer_id = 'tr_1';"
            "UPDATE commerce_ledgertransaction SET cause = 'tr_2' WHERE kind = 'transfer'",
            "transfers_are_booked",
            ["the transfer tr_1 is not both made and booked", "the transfer tr_2 is not both made and booked"],
        ),
        (
            "UPDATE commerce_transferreversal SET reversal_id = 'trr_1';"
            "UPDATE commerce_ledgertransaction SET cause = 'trr_2' WHERE kind = 'reversal'",
            "transfers_are_booked",
            ["the reversal trr_1 is not both made and booked", "the reversal trr_2 is not both made and booked"],
        ),
        (
            "UPDATE commerce_ledgeraccount SET balance_minor = -7 WHERE purpose = 'payee'",
            "sellers_are_owed_what_their_sales_brought",
            [f"the account of {seller} says 7 EUR, and their sales and transfers say 0"],
        ),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
        tamper(statement)
        assert sorted(str(each.found) for each in violations([rule])) == sorted(found), statement
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert broken_invariants() == []


@pytest.fixture
def subscription(db):
    price = PlanPrice.objects.create(
        plan=Plan.objects.create(name="All access"), interval="month", currency="EUR", amount_minor=1900
    )
    now = clock.now()
    return Subscription.objects.create(
        subscriber=UserFactory(), price=price, family=price.plan.family, trial_days=0, expires_at=now, look_at=now,
        state="opening",
    )  # fmt: skip


def test_what_is_open_without_a_good_plan_is_found(subscription, priced):
    thing = priced().course.public_id
    PlanGrant.objects.create(subscription=subscription, sellable_kind="course", sellable_id=thing)
    name = subscription.public_id
    rule = "plans_open_what_they_opened_while_they_are_good"
    assert [each.found for each in violations([rule])] == [
        f"the subscription {name} is not good and opens course {thing}"
    ]
    PlanGrant.objects.update(ended_at=clock.now())
    tamper(
        "UPDATE commerce_subscription"
        " SET is_good = true, state = 'active', subscription_id = 'sub_1', ended_at = clock_timestamp()"
    )
    assert [each.found for each in violations([rule])] == [
        f"the subscription {name} is active and good, or ended at no time"
    ]


def test_plan_money_that_is_nobodys_is_found(subscription, ordered):
    order, now = ordered(), clock.now()
    PlanInvoice.objects.create(
        subscription=subscription, invoice_id="in_1", order=order, period_start=now, period_end=now
    )
    assert [each.found for each in violations(["plans_are_booked_as_orders"])] == [
        "in_1 is not one paid order of its subscriber"
    ]
    Order.objects.filter(pk=order.pk).update(state="paid", paid_at=now)
    tamper("UPDATE commerce_lineshare SET payee_id = NULL")
    assert LineShare.objects.get().payee is None
    assert [each.found for each in violations(["plan_money_waits_or_is_shared"])] == [
        "0 EUR wait to be shared, and the lines say 4165"
    ]
