"""Subscribing to a plan, what it opens, and how it ends, against the stand-in for Stripe."""

import pytest

from commerce.enums import OrderState, SubscriptionState
from commerce.errors import SubscribedAlready
from commerce.models import LedgerAccount, Order, PlanGrant, PlanInvoice, Subscription
from commerce.operations.subscribing import subscribe
from commerce.operations.subscription_changes import cancel, keep
from commerce.operations.subscriptions import settle_subscription, sweep_subscriptions
from courses.enums import EnrolmentSource, EnrolmentState
from courses.models import Course, Enrolment
from courses.operations.plans import join_course
from tests.commerce.conftest import broken_invariants
from tests.commerce.subscribing import days_later, new_plan, subscribed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def in_plan(priced):
    """A course with a price that plans open."""
    course = priced(4900).course
    Course.objects.filter(pk=course.pk).update(in_plans=True)
    course.refresh_from_db()
    return course


def seat(course, person):
    return Enrolment.objects.get(course=course, learner=person)


def balance(purpose):
    row = LedgerAccount.objects.filter(purpose=purpose, currency="EUR").first()
    return 0 if row is None else row.balance_minor


@pytest.mark.covers("req-D2")
def test_who_subscribes_has_the_courses_until_the_end_of_what_is_paid(provider, in_plan):
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(), ada)
    assert (subscription.state, subscription.is_good) == (SubscriptionState.ACTIVE, True)
    held = join_course(in_plan, ada)
    assert (held.source, held.state) == (EnrolmentSource.PLAN, EnrolmentState.ACTIVE)
    assert PlanGrant.objects.get().subscription == subscription

    cancelled = cancel(subscription, actor=ada)
    assert (cancelled.is_good, cancelled.cancels_at) == (True, cancelled.period_end)
    with days_later(provider, 32):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.ENDED, False)
        assert seat(in_plan, ada).state == EnrolmentState.ENDED
        assert PlanGrant.objects.get().ended_at is not None


def test_a_cancellation_is_taken_back(provider):
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(), ada)
    cancel(subscription, actor=ada)
    assert keep(subscription, actor=ada).cancels_at is None
    with days_later(provider, 32):
        assert settle_subscription(subscription).state == SubscriptionState.ACTIVE
        assert PlanInvoice.objects.count() == 2


def test_each_payment_is_booked_and_has_a_receipt(provider):
    subscription = subscribed(provider, new_plan(minor=1900, commission_basis_points=3000))
    with days_later(provider, 32):
        settle_subscription(subscription)
        settle_subscription(subscription)
    orders = Order.objects.filter(buyer=subscription.subscriber).order_by("pk")
    assert [(order.state, order.total_minor, order.papers.count()) for order in orders] == [
        (OrderState.PAID, 1900, 1), (OrderState.PAID, 1900, 1),
    ]  # fmt: skip
    assert balance("commission") == -2 * 570
    assert balance("plans") == -2 * 1330
    theirs = provider.control("GET", "truth")["balance"][""]["eur"]
    assert balance("gateway") == theirs["available"] + theirs["pending"]


def test_nobody_subscribes_twice(provider):
    ada, price = UserFactory(), new_plan()
    first = subscribe(ada, price.public_id)
    assert subscribe(ada, price.public_id) == first
    provider.control("POST", f"sessions/{first.session_id}/pay", card="4242424242424242")
    settle_subscription(first)
    with pytest.raises(SubscribedAlready):
        subscribe(ada, price.public_id)
    assert Subscription.objects.count() == 1


def test_another_price_closes_the_page_that_was_open(provider):
    ada, monthly, yearly = UserFactory(), new_plan(), new_plan("Year", 19000, interval="year")
    first = subscribe(ada, monthly.public_id)
    second = subscribe(ada, yearly.public_id)
    first.refresh_from_db()
    assert (first.state, second.state) == (SubscriptionState.GIVEN_UP, SubscriptionState.OPENING)
    assert provider.control("GET", "truth")["sessions"][0]["status"] == "expired"


def test_a_page_that_nobody_used_is_given_up(provider):
    subscription = subscribe(UserFactory(), new_plan().public_id)
    with days_later(provider, 1):
        sweep_subscriptions()
    subscription.refresh_from_db()
    assert subscription.state == SubscriptionState.GIVEN_UP
