"""Subscribers change their plan, pause, cancel, and change their minds: asked of the provider, then settled.

Each asks for a state, not for a step, so that asking twice asks for nothing more.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from commerce.enums import PlanInterval, SubscriptionState
from commerce.errors import NoSubscription, OtherCurrency, PlanAsItIs, PlanNotOffered, ProviderSilent
from commerce.gateways import GatewayRefused, GatewayUnavailable, billing
from commerce.models import PlanPrice, Subscription
from commerce.operations.subscribing import keep_price
from commerce.operations.subscriptions import settled
from kit import audit
from kit.errors import NotAllowed, NotFound

LONGEST_PAUSE = 3
# A pause is over a little before the next period begins, so that this one is collected.
BEFORE_THE_PERIOD = timedelta(hours=1)
A_MONTH = timedelta(days=30)
PAYING = frozenset({SubscriptionState.TRIALING, SubscriptionState.ACTIVE})


def subscription_of(person: Any) -> Subscription | None:
    """The person's subscription that lives, else the one that ended last; None where there was never one."""
    mine = Subscription.objects.filter(subscriber=person).select_related("price__plan")
    begun = mine.exclude(state=SubscriptionState.GIVEN_UP)
    return begun.live().first() or begun.order_by("-ended_at", "-pk").first()


def change_plan(subscription: Subscription, price_id: UUID, *, actor: Any) -> Subscription:
    """Go over to another price. More is charged for the rest of the period at once, less is credited with the next.

    Raises NotFound, NoSubscription, PlanAsItIs, PlanNotOffered, OtherCurrency, ProviderSilent.
    """
    held = _mine(subscription, actor)
    if held.state not in PAYING or held.pauses:
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

    def ask() -> None:
        billing.change_price(str(held.subscription_id), price_id=keep_price(price), at_once=is_more(price, held.price))

    return _done(held, "commerce.change_plan", actor, ask, price=str(price))


def is_more(price: PlanPrice, than: PlanPrice) -> bool:
    """Whether going over to `price` is going up: a higher plan, or a longer rhythm of the same."""
    if price.plan_id != than.plan_id:
        return price.plan.rank > than.plan.rank
    return price.interval == PlanInterval.YEAR


def pause(subscription: Subscription, months: int, *, actor: Any) -> Subscription:
    """Pay nothing, and have nothing, for so many periods after the present one. Only plans paid by the month pause.

    Raises NoSubscription, NotFound, ProviderSilent.
    """
    held = _mine(subscription, actor)
    if not may_pause(held) or not 1 <= months <= LONGEST_PAUSE or held.period_end is None:
        raise NoSubscription
    until = held.period_end + months * A_MONTH - BEFORE_THE_PERIOD
    return _done(
        held,
        "commerce.pause_plan",
        actor,
        lambda: billing.pause(str(held.subscription_id), resumes_at=until),
        months=months,
    )


def may_pause(held: Subscription) -> bool:
    is_monthly = held.price.interval == PlanInterval.MONTH
    return held.state == SubscriptionState.ACTIVE and is_monthly and not held.pauses and held.cancels_at is None


def resume(subscription: Subscription, *, actor: Any) -> Subscription:
    """End a pause. One that has begun ends with a new period, which is paid now. Raises as `pause` does."""
    held = _mine(subscription, actor)
    if not held.pauses and held.state != SubscriptionState.PAUSED:
        return held
    with_new_period = held.state == SubscriptionState.PAUSED
    return _done(
        held,
        "commerce.resume_plan",
        actor,
        lambda: billing.resume(str(held.subscription_id), with_new_period=with_new_period),
    )


def cancel(subscription: Subscription, *, actor: Any) -> Subscription:
    """End with what is paid: the period, the trial. Without anything paid it ends now. Raises as `pause` does."""
    held = _mine(subscription, actor)
    name = str(held.subscription_id)
    if held.state in PAYING:
        return _done(held, "commerce.cancel_plan", actor, lambda: billing.cancel_at_period_end(name, wanted=True))
    return _done(held, "commerce.cancel_plan", actor, lambda: billing.cancel_now(name))


def end(subscription: Subscription, *, actor: Any) -> Subscription:
    """End it now, whatever is paid; administrators only. What was paid goes back by its order, if it is to.

    Raises NotAllowed, and as `pause` does.
    """
    if not actor.is_administrator:
        raise NotAllowed
    held = _mine(subscription, actor)
    return _done(held, "commerce.end_plan", actor, lambda: billing.cancel_now(str(held.subscription_id)))


def keep(subscription: Subscription, *, actor: Any) -> Subscription:
    """Take a cancellation back before it comes true. Raises as `pause` does."""
    held = _mine(subscription, actor)
    if held.cancels_at is None:
        return held
    name = str(held.subscription_id)
    return _done(held, "commerce.keep_plan", actor, lambda: billing.cancel_at_period_end(name, wanted=False))


def _mine(subscription: Subscription, actor: Any) -> Subscription:
    """As the provider says it is now. Raises NotFound for another's, NoSubscription for one that does not run."""
    if subscription.subscriber_id != actor.pk:
        if not actor.is_administrator:
            raise NotFound
    elif not actor.is_active:
        raise NotAllowed
    settled(subscription)
    held = Subscription.objects.select_related("price__plan", "subscriber").get(pk=subscription.pk)
    if held.state in {SubscriptionState.OPENING, SubscriptionState.ENDED, SubscriptionState.GIVEN_UP}:
        raise NoSubscription
    return held


def _done(held: Subscription, action: str, actor: Any, ask: Any, **data: Any) -> Subscription:
    try:
        ask()
    except GatewayRefused as refusal:
        settled(held)
        raise NoSubscription from refusal
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    audit.record(held, action, actor, **data)
    settled(held)
    return Subscription.objects.select_related("price__plan", "subscriber").get(pk=held.pk)
