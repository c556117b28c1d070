"""Going over to another plan or rhythm: what is shown is what is charged, or nothing is."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from commerce.enums import SubscriptionState
from commerce.errors import (
    NoSubscription,
    OtherCurrency,
    PlanAsItIs,
    PlanCostChanged,
    PlanNotOffered,
    PlanPaymentDeclined,
    ProviderSilent,
)
from commerce.gateways import GatewayRefused, GatewayUnavailable
from commerce.models import Order, Plan, PlanPrice
from commerce.operations.plan_changes import AgreedCost, change_plan, cost_of_change
from commerce.operations.subscription_changes import cancel, pause
from commerce.operations.subscriptions import settle_subscription
from kit import clock
from kit.errors import NotFound
from tests.commerce.conftest import broken_invariants
from tests.commerce.subscribing import (
    DECLINED_LATER,
    agreed_to,
    days_later,
    gone_over,
    new_plan,
    pays_with,
    subscribed,
)
from tests.commerce.test_subscriptions import balance
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]

NOTHING = AgreedCost(clock.now(), 0, 0)


@pytest.fixture(autouse=True)
def everything_holds():
    """After each test."""
    yield
    assert broken_invariants() == []


def totals(subscription):
    orders = Order.objects.filter(buyer=subscription.subscriber).order_by("pk")
    return list(orders.values_list("total_minor", flat=True))


def yearly_of(monthly, minor=19000):
    return PlanPrice.objects.create(plan=monthly.plan, interval="year", currency="EUR", amount_minor=minor)


def test_going_up_is_charged_at_once_as_it_was_shown(provider):
    ada, small = UserFactory(), new_plan("Small", 1000, rank=1)
    large = new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada)
    with days_later(provider, 15):
        cost = cost_of_change(subscription, large.public_id, actor=ada)
        assert cost.is_now
        assert totals(subscription) == [1000]
        assert (cost.now_minor, cost.next_minor) == (cost.invoice.charged_minor - cost.invoice.credited_minor, 3000)
        assert cost.invoice.charged_minor == pytest.approx(3 * cost.invoice.credited_minor, abs=2)
        assert (cost.next_at, cost.credit_minor) == (subscription.period_end, 0)
    with days_later(provider, 0.01):
        # A quarter of an hour later it is still what was shown, not what it would be by now.
        later = cost_of_change(subscription, large.public_id, actor=ada)
        assert later.now_minor < cost.now_minor
        changed = change_plan(subscription, large.public_id, agreed_to(cost), actor=ada)
        assert (changed.price, totals(subscription)) == (large, [1000, cost.now_minor])
        with pytest.raises(PlanAsItIs):
            change_plan(subscription, large.public_id, agreed_to(cost), actor=ada)
    with days_later(provider, 16):
        settle_subscription(subscription)
        assert totals(subscription) == [1000, cost.now_minor, cost.next_minor]


def test_going_down_is_credited_with_the_next_payment_as_it_was_shown(provider):
    ada, large = UserFactory(), new_plan("Large", 3000, rank=2)
    small = new_plan("Small", 2500, rank=1)
    subscription = subscribed(provider, large, ada)
    with days_later(provider, 15):
        cost = cost_of_change(subscription, small.public_id, actor=ada)
        assert (cost.is_now, cost.now_minor, cost.next_at) == (False, 0, subscription.period_end)
        assert (
            cost.next_minor
            == cost.invoice.total_minor
            == 5000 - cost.invoice.credited_minor + (cost.invoice.charged_minor - 5000)
        )
        assert 2100 < cost.next_minor < 2500
        gone_over(subscription, small, ada)
        assert totals(subscription) == [3000]
    with days_later(provider, 16):
        settle_subscription(subscription)
        assert totals(subscription) == [3000, cost.next_minor]


def test_what_a_step_down_leaves_pays_for_what_follows(provider):
    ada, large = UserFactory(), new_plan("Large", 9000, rank=2)
    small = new_plan("Small", 1000, rank=1)
    subscription = subscribed(provider, large, ada)
    with days_later(provider, 15):
        cost = cost_of_change(subscription, small.public_id, actor=ada)
        assert (cost.now_minor, cost.next_minor) == (0, 0)
        assert cost.credit_minor == cost.invoice.credited_minor - cost.invoice.charged_minor > 1000
        gone_over(subscription, small, ada)
    with days_later(provider, 20):
        settle_subscription(subscription)
        assert totals(subscription) == [9000]
    theirs = provider.control("GET", "truth")["balance"][""]["eur"]
    assert balance("gateway") == theirs["available"] + theirs["pending"]


def test_a_year_instead_of_a_month_begins_at_once(provider):
    ada, monthly = UserFactory(), new_plan()
    yearly = yearly_of(monthly)
    subscription = subscribed(provider, monthly, ada)
    with days_later(provider, 10):
        cost = cost_of_change(subscription, yearly.public_id, actor=ada)
        assert (cost.is_now, cost.next_minor) == (True, 19000)
        assert cost.next_at - clock.now() > timedelta(days=364)
        changed = gone_over(subscription, yearly, ada)
        assert changed.period_end - cost.next_at < timedelta(hours=1)
        assert totals(subscription) == [1900, cost.now_minor]
        with pytest.raises(NoSubscription):
            pause(subscription, 1, actor=ada)


def test_a_month_instead_of_a_year_costs_nothing_until_the_credit_is_used_up(provider):
    ada, monthly = UserFactory(), new_plan()
    yearly = yearly_of(monthly)
    subscription = subscribed(provider, yearly, ada)
    with days_later(provider, 10):
        cost = cost_of_change(subscription, monthly.public_id, actor=ada)
        assert (cost.is_now, cost.now_minor, cost.next_minor) == (True, 0, 0)
        # Two months are paid from what is left of the year: this one and the next.
        assert cost.credit_minor == cost.invoice.credited_minor - 2 * 1900
        assert cost.next_at - clock.now() < timedelta(days=32)
        gone_over(subscription, monthly, ada)
        assert totals(subscription) == [19000]


def test_on_trial_nothing_is_divided(provider):
    ada, monthly = UserFactory(), new_plan(trial_days=7)
    yearly = yearly_of(monthly)
    subscription = subscribed(provider, monthly, ada)
    with days_later(provider, 2):
        cost = cost_of_change(subscription, yearly.public_id, actor=ada)
        assert (cost.is_now, cost.now_minor, cost.next_minor) == (False, 0, 19000)
        assert cost.next_at == subscription.trial_ends_at
        assert gone_over(subscription, yearly, ada).price == yearly
        assert totals(subscription) == []
    with days_later(provider, 6):
        settle_subscription(subscription)
        assert totals(subscription) == [19000]


@pytest.mark.parametrize(
    "wrong",
    [
        {"now_minor": 0},
        {"now_minor": 1},
        {"next_minor": 2999},
        {"as_of": timedelta(minutes=31)},
        {"as_of": timedelta(days=-1)},
        {"as_of": timedelta(days=20)},
        {"as_of": timedelta(microseconds=1)},
    ],
)
def test_what_is_not_what_was_shown_is_not_charged(provider, wrong):
    ada, small, large = UserFactory(), new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada)
    with days_later(provider, 15):
        agreed = agreed_to(cost_of_change(subscription, large.public_id, actor=ada))
        if "as_of" in wrong:
            wrong = {"as_of": agreed.as_of - wrong["as_of"]}
        with pytest.raises(PlanCostChanged):
            change_plan(subscription, large.public_id, replace(agreed, **wrong), actor=ada)
        subscription.refresh_from_db()
        assert (subscription.price, totals(subscription)) == (small, [1000])


def test_a_change_meanwhile_is_told_and_asked_again(provider):
    """Two tabs: in the second somebody went over to the year before they confirmed the larger plan in the first."""
    ada, small, large = UserFactory(), new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    yearly = yearly_of(small, 9000)
    subscription = subscribed(provider, small, ada)
    with days_later(provider, 15):
        shown = cost_of_change(subscription, large.public_id, actor=ada)
        gone_over(subscription, yearly, ada)
        paid = totals(subscription)
        with pytest.raises(PlanCostChanged):
            change_plan(subscription, large.public_id, agreed_to(shown), actor=ada)
        assert totals(subscription) == paid
        assert gone_over(subscription, large, ada).price == large


def changes_written(subscription):
    return ModelLogEntry.objects.for_instance(subscription).filter(action="commerce.change_plan")


@pytest.mark.parametrize("is_longer", [False, True])
def test_a_declined_card_changes_nothing_and_another_one_does(provider, library, is_longer):
    ada, small = UserFactory(), new_plan("Small", 1000)
    wanted = yearly_of(small, 9000) if is_longer else new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada, card=DECLINED_LATER)
    with days_later(provider, 15):
        cost = cost_of_change(subscription, wanted.public_id, actor=ada)
        with pytest.raises(PlanPaymentDeclined):
            change_plan(subscription, wanted.public_id, agreed_to(cost), actor=ada)
        settle_subscription(subscription)
        assert (subscription.price, subscription.state, subscription.is_good) == (small, SubscriptionState.ACTIVE, True)
        assert totals(subscription) == [1000]
        assert [each["status"] for each in provider.control("GET", "truth")["invoices"]] == ["paid"]
        assert not changes_written(subscription).exists()

        pays_with(library, subscription, "pm_card_visa")
        changed = change_plan(subscription, wanted.public_id, agreed_to(cost), actor=ada)
        assert (changed.price, totals(subscription)) == (wanted, [1000, cost.now_minor])
        assert changes_written(subscription).count() == 1


def test_going_down_is_taken_up_although_the_card_is_declined(provider):
    ada, large, small = UserFactory(), new_plan("Large", 3000, rank=2), new_plan("Small", 1000)
    subscription = subscribed(provider, large, ada, card=DECLINED_LATER)
    with days_later(provider, 15):
        assert gone_over(subscription, small, ada).price == small
        assert totals(subscription) == [3000]


def test_another_currency_is_refused(provider):
    ada, monthly = UserFactory(), new_plan()
    other = PlanPrice.objects.create(plan=monthly.plan, interval="month", currency="USD", amount_minor=2100)
    subscription = subscribed(provider, monthly, ada)
    with pytest.raises(OtherCurrency):
        cost_of_change(subscription, other.public_id, actor=ada)


@pytest.mark.parametrize(("deed", "given"), [(pause, [1]), (cancel, [])])
def test_a_plan_that_is_to_stop_is_not_changed(provider, deed, given):
    ada, monthly = UserFactory(), new_plan()
    yearly = yearly_of(monthly)
    subscription = subscribed(provider, monthly, ada)
    agreed = agreed_to(cost_of_change(subscription, yearly.public_id, actor=ada))
    deed(subscription, *given, actor=ada)
    with pytest.raises(NoSubscription):
        change_plan(subscription, yearly.public_id, agreed, actor=ada)
    subscription.refresh_from_db()
    assert (subscription.price, totals(subscription)) == (monthly, [1900])


def test_nobody_sees_what_anothers_change_costs(provider):
    subscription, other = subscribed(provider, new_plan()), new_plan("Large", 3000)
    with pytest.raises(NotFound):
        cost_of_change(subscription, other.public_id, actor=UserFactory())
    assert cost_of_change(subscription, other.public_id, actor=UserFactory(roles=["administrator"])).price == other


def test_one_goes_over_to_what_there_is_and_is_offered(running, as_it_stands):
    held = running()
    other = new_plan("Large", 3000)
    elsewhere = new_plan("Of another family", family="elsewhere")
    for price in (uuid4(), elsewhere.public_id):
        with pytest.raises(NotFound):
            change_plan(held, price, NOTHING, actor=held.subscriber)
    for model, row in ((PlanPrice, other.pk), (Plan, other.plan_id)):
        model.objects.filter(pk=row).update(is_offered=False)
        with pytest.raises(PlanNotOffered):
            change_plan(held, other.public_id, NOTHING, actor=held.subscriber)
        model.objects.filter(pk=row).update(is_offered=True)


@pytest.mark.parametrize(
    ("answer", "refusal"), [(GatewayUnavailable(), ProviderSilent), (GatewayRefused("gone"), NoSubscription)]
)
def test_a_provider_that_does_not_say_what_it_costs(running, as_it_stands, says, answer, refusal):
    held, other = running(), new_plan("Large", 3000)
    PlanPrice.objects.filter(pk=other.pk).update(price_id="price_1")
    asked = says(preview_change=answer, change_price=None)
    with pytest.raises(refusal) as refused:
        cost_of_change(held, other.public_id, actor=held.subscriber)
    assert refused.value.__cause__ is answer
    assert asked == ["preview_change"]
