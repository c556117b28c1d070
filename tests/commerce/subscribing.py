"""Plans, subscribers and the passing of time, at the stand-in for Stripe."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from stripe import StripeClient

from accounts.models import User
from commerce.models import Plan, PlanPrice, Subscription
from commerce.operations.plan_changes import AgreedCost, ChangeCost, change_plan, cost_of_change
from commerce.operations.subscribing import subscribe
from commerce.operations.subscriptions import settle_subscription
from kit import clock
from tests.factories.accounts import UserFactory
from tests.fakes.stripe import FakeStripe

GOOD, DECLINED = "4242424242424242", "4000000000000002"
# Taken when one subscribes, declined from then on.
DECLINED_LATER = "4000000000000341"


def new_plan(name: str = "All access", minor: int = 1900, *, interval: str = "month", **of_plan: Any) -> PlanPrice:
    """A plan that is offered, and its price."""
    plan = Plan.objects.create(name=name, is_offered=True, **of_plan)
    return PlanPrice.objects.create(plan=plan, interval=interval, currency="EUR", amount_minor=minor)


def subscribed(
    provider: FakeStripe, price: PlanPrice, person: User | None = None, card: str = GOOD, **billing: Any
) -> Subscription:
    """A subscription that has begun on the hosted page, of somebody who lives where `billing` says."""
    subscription = subscribe(person or UserFactory(), price.public_id)
    provider.control("POST", f"sessions/{subscription.session_id}/pay", card=card, **billing)
    return settle_subscription(subscription)


def pays_with(library: StripeClient, subscription: Subscription, card: str) -> None:
    """The subscriber chooses another card at the provider, by its test name."""
    theirs = library.v1.subscriptions.retrieve(str(subscription.subscription_id))
    good = library.v1.payment_methods.attach(card, {"customer": str(theirs.customer)})
    library.v1.subscriptions.update(theirs.id, {"default_payment_method": good.id})


def agreed_to(cost: ChangeCost) -> AgreedCost:
    return AgreedCost(cost.as_of, cost.now_minor, cost.next_minor)


def gone_over(subscription: Subscription, to: PlanPrice, person: User) -> Subscription:
    """The subscription after its subscriber has looked at what another price costs, and confirmed it."""
    cost = cost_of_change(subscription, to.public_id, actor=person)
    return change_plan(subscription, to.public_id, agreed_to(cost), actor=person)


@contextmanager
def days_later(provider: FakeStripe, days: float) -> Iterator[None]:
    """So many days later for everybody; the provider's clock stays there."""
    there = provider.control("POST", "clock", advance=int(days * 86_400))["now"]
    with clock.held_at(datetime.fromtimestamp(there, UTC)):
        yield


@contextmanager
def at_moment(provider: FakeStripe, moment: datetime) -> Iterator[None]:
    """At a moment to come, for everybody; the provider's clock stays there."""
    provider.control("POST", "clock", to=int(moment.timestamp()))
    with clock.held_at(moment):
        yield
