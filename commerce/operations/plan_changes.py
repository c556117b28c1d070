"""Going over to another plan or rhythm: what it costs is asked of the provider, shown, and charged as it was shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commerce.enums import PlanInterval, SubscriptionState, TaxMode
from commerce.errors import (
    NoSubscription,
    OtherCurrency,
    PlanAsItIs,
    PlanCostChanged,
    PlanNotOffered,
    ProviderSilent,
)
from commerce.gateways import GatewayRefused, GatewayUnavailable, plan_changes
from commerce.gateways.billing_shapes import PreviewedInvoice, PriceChange
from commerce.models import PlanPrice, Subscription
from commerce.operations.subscribing import keep_price
from commerce.operations.subscription_changes import PAYING, done, mine
from kit import clock
from kit.errors import NotFound

# For so long one may think about what was shown.
SHOWN_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ChangeCost:
    """What going over to `price` costs, as of a moment.

    `invoice` is the next one: collected now where `is_now`, else at `next_at`. `credit_minor` is what is left of
    credits after the payment at `next_at`, for those that follow.
    """

    price: PlanPrice
    as_of: datetime
    is_now: bool
    invoice: PreviewedInvoice
    now_minor: int
    next_minor: int
    next_at: datetime
    credit_minor: int


@dataclass(frozen=True, slots=True)
class AgreedCost:
    """What somebody was shown and agreed to."""

    as_of: datetime
    now_minor: int
    next_minor: int


def cost_of_change(subscription: Subscription, price_id: UUID, *, actor: Any) -> ChangeCost:
    """What going over to another price would cost now. Nothing is charged.

    Raises NotFound, NoSubscription, PlanAsItIs, PlanNotOffered, OtherCurrency, ProviderSilent.
    """
    held = mine(subscription, actor)
    return _cost(held, _chosen(held, price_id), _moment(held))


def change_plan(subscription: Subscription, price_id: UUID, agreed: AgreedCost, *, actor: Any) -> Subscription:
    """Go over to another price. More is charged for the rest of the period at once, less is credited with the next.

    What is charged is what was agreed to: raises PlanCostChanged, and charges nothing, where it would be anything else,
    or was shown too long ago; raises PlanPaymentDeclined, and changes nothing, where it cannot be collected. Raises as
    `cost_of_change` does.
    """
    held = mine(subscription, actor)
    price = _chosen(held, price_id)
    if not _is_recent(held, agreed.as_of):
        raise PlanCostChanged
    cost = _cost(held, price, agreed.as_of)
    if (cost.now_minor, cost.next_minor) != (agreed.now_minor, agreed.next_minor):
        raise PlanCostChanged
    change = _change(held, price, agreed.as_of)
    charged = {"now_minor": cost.now_minor, "currency": price.currency}
    told = {"before": str(held.price), "price": str(price), **charged}
    return done(held, "commerce.change_plan", actor, lambda: plan_changes.change_price(change), **told)


def choices_of(held: Subscription) -> QuerySet[PlanPrice]:
    """What one may go over to, the smallest plan first: what is offered of the same family and currency."""
    offered = PlanPrice.objects.filter(is_offered=True, plan__is_offered=True, plan__family=held.family)
    others = offered.filter(currency=held.price.currency).exclude(pk=held.price_id)
    return others.select_related("plan").order_by("plan__rank", "interval", "pk")


def may_change(held: Subscription) -> bool:
    """Whether it is paid for and goes on, so that it may go on as something else."""
    return held.state in PAYING and not held.pauses and held.cancels_at is None


def is_more(price: PlanPrice, than: PlanPrice) -> bool:
    """Whether going over to `price` is going up: a higher plan, or a longer rhythm of the same."""
    if price.plan_id != than.plan_id:
        return price.plan.rank > than.plan.rank
    return price.interval == PlanInterval.YEAR


def _chosen(held: Subscription, price_id: UUID) -> PlanPrice:
    if not may_change(held):
        raise NoSubscription
    price = PlanPrice.objects.select_related("plan").filter(public_id=price_id, plan__family=held.family).first()
    if price is None:
        raise NotFound
    if price.pk == held.price_id:
        raise PlanAsItIs
    if not (price.is_offered and price.plan.is_offered):
        raise PlanNotOffered
    if price.currency != held.price.currency:
        raise OtherCurrency
    return price


def _moment(held: Subscription) -> datetime:
    """Now, in whole seconds as the provider counts; never before the period, whoever's clock is behind."""
    now = clock.now().replace(microsecond=0)
    return max(now, held.period_start) if held.period_start is not None else now


def _is_recent(held: Subscription, as_of: datetime) -> bool:
    now = _moment(held)
    is_within = held.period_start is not None and held.period_start <= as_of
    return is_within and as_of.microsecond == 0 and now - SHOWN_FOR <= as_of <= now


def _change(held: Subscription, price: PlanPrice, as_of: datetime) -> PriceChange:
    return PriceChange(
        subscription_id=str(held.subscription_id),
        price_id=keep_price(price, TaxMode(held.tax_mode)),
        at_once=is_more(price, held.price),
        as_of=None if held.state == SubscriptionState.TRIALING else as_of,
    )


def _cost(held: Subscription, price: PlanPrice, as_of: datetime) -> ChangeCost:
    on_trial = held.state == SubscriptionState.TRIALING
    # Another rhythm begins a period of its own, whichever way one goes.
    is_now = not on_trial and (price.interval != held.price.interval or is_more(price, held.price))
    try:
        change = _change(held, price, as_of)
        invoice = plan_changes.preview_change(change)
        periods = plan_changes.preview_periods(change) if is_now else None
    except GatewayRefused as refusal:
        raise NoSubscription from refusal
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    next_minor, credit = invoice.due_minor, invoice.credit_minor
    if periods is not None:
        next_minor = max(0, periods.total_minor - invoice.credit_minor)
        credit = max(0, invoice.credit_minor - periods.total_minor)
    ends = held.trial_ends_at if on_trial else held.period_end
    return ChangeCost(
        price=price,
        as_of=as_of,
        is_now=is_now,
        invoice=invoice,
        now_minor=invoice.due_minor if is_now else 0,
        next_minor=next_minor,
        next_at=invoice.charged_until if is_now or ends is None else ends,
        credit_minor=credit,
    )
