"""Who waits for a subscription while its plan changes goes on with what it has become."""

import threading

import pytest
from django.db import transaction

from commerce.gateways import billing
from commerce.models import PlanPrice, Subscription
from commerce.operations.plan_invoices import book_invoices
from commerce.operations.subscriptions import apply_subscription
from tests.commerce.subscribing import days_later, new_plan, subscribed
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-D2")]


@pytest.fixture
def subscription(provider):
    return subscribed(provider, new_plan())


@pytest.fixture
def outcome_while_the_plan_changes(subscription):
    """Runs a piece of work that has to wait until another connection has put the subscription to another price."""
    year = PlanPrice.objects.create(plan=subscription.price.plan, interval="year", currency="EUR", amount_minor=19000)

    def run(work):
        changed, go = threading.Event(), threading.Event()

        def change():
            with transaction.atomic():
                Subscription.objects.filter(pk=subscription.pk).update(price=year)
                changed.set()
                assert go.wait(PATIENCE)

        changing = Runner(change)
        assert changed.wait(PATIENCE)
        waiting = Runner(work)
        try:
            wait_for_a_lock_queue(waiting)
        finally:
            go.set()
        assert changing.outcome() is None
        return waiting.outcome()

    return run


def test_an_answer_that_had_to_wait_is_taken(subscription, outcome_while_the_plan_changes):
    truth = billing.read_subscription(subscription.subscription_id)
    asked = subscription.asked + 1
    Subscription.objects.filter(pk=subscription.pk).update(asked=asked)
    assert outcome_while_the_plan_changes(lambda: apply_subscription(subscription, truth, asked=asked)) is None
    subscription.refresh_from_db()
    assert (subscription.applied, subscription.price.interval) == (asked, "month")


def test_an_invoice_that_had_to_wait_is_booked(provider, subscription, outcome_while_the_plan_changes):
    with days_later(provider, 32):
        paid = billing.read_subscription(subscription.subscription_id).paid
        before = subscription.invoices.count()
        assert outcome_while_the_plan_changes(lambda: book_invoices(subscription, paid)) is None
    assert subscription.invoices.count() > before


def test_a_row_that_is_locked_together_with_its_price_is_lost(subscription, outcome_while_the_plan_changes):
    """The control. PostgreSQL joins the row as it is now with the price as it was, and finds that they do not fit
    (postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED)."""

    def lock():
        with transaction.atomic():
            together = Subscription.objects.select_for_update(of=("self",)).select_related("price")
            return together.get(pk=subscription.pk)

    assert isinstance(outcome_while_the_plan_changes(lock), Subscription.DoesNotExist)
