"""Subscribers pause, cancel, and change their minds: asked of the provider, then settled.

Each asks for a state, not for a step, so that asking twice asks for nothing more.
"""

from datetime import timedelta
from typing import Any

from commerce.enums import PlanInterval, SubscriptionState
from commerce.errors import NoSubscription, PlanPaymentDeclined, ProviderSilent
from commerce.gateways import GatewayRefused, GatewayUnavailable, PaymentDeclined, billing
from commerce.models import Subscription
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


def pause(subscription: Subscription, months: int, *, actor: Any) -> Subscription:
    """Pay nothing, and have nothing, for so many periods after the present one. Only plans paid by the month pause.

    Raises NoSubscription, NotFound, ProviderSilent.
    """
    held = mine(subscription, actor)
    if not may_pause(held) or not 1 <= months <= LONGEST_PAUSE or held.period_end is None:
        raise NoSubscription
    until = held.period_end + months * A_MONTH - BEFORE_THE_PERIOD
    return done(
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
    """End a pause. One that has begun ends with a new period, which is paid now.

    Raises PlanPaymentDeclined, and leaves the pause as it is, where that cannot be collected; and as `pause` does.
    """
    held = mine(subscription, actor)
    if not held.pauses and held.state != SubscriptionState.PAUSED:
        return held
    with_new_period = held.state == SubscriptionState.PAUSED
    return done(
        held,
        "commerce.resume_plan",
        actor,
        lambda: billing.resume(str(held.subscription_id), with_new_period=with_new_period),
    )


def cancel(subscription: Subscription, *, actor: Any) -> Subscription:
    """End with what is paid: the period, the trial. Without anything paid it ends now. Raises as `pause` does."""
    held = mine(subscription, actor)
    name = str(held.subscription_id)
    if held.state in PAYING:
        return done(held, "commerce.cancel_plan", actor, lambda: billing.cancel_at_period_end(name, wanted=True))
    return done(held, "commerce.cancel_plan", actor, lambda: billing.cancel_now(name))


def end(subscription: Subscription, *, actor: Any) -> Subscription:
    """End it now, whatever is paid; administrators only. What was paid goes back by its order, if it is to.

    Raises NotAllowed, and as `pause` does.
    """
    if not actor.is_administrator:
        raise NotAllowed
    held = mine(subscription, actor)
    return done(held, "commerce.end_plan", actor, lambda: billing.cancel_now(str(held.subscription_id)))


def keep(subscription: Subscription, *, actor: Any) -> Subscription:
    """Take a cancellation back before it comes true. Raises as `pause` does."""
    held = mine(subscription, actor)
    if held.cancels_at is None:
        return held
    name = str(held.subscription_id)
    return done(held, "commerce.keep_plan", actor, lambda: billing.cancel_at_period_end(name, wanted=False))


def mine(subscription: Subscription, actor: Any) -> Subscription:
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


def done(held: Subscription, action: str, actor: Any, ask: Any, **data: Any) -> Subscription:
    """Have the provider do it, write down who asked for it, and take over what became of it.

    Raises PlanPaymentDeclined where it has to be paid at once and is not, NoSubscription, ProviderSilent.
    """
    try:
        ask()
    except PaymentDeclined as declined:
        raise PlanPaymentDeclined from declined
    except GatewayRefused as refusal:
        settled(held)
        raise NoSubscription from refusal
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    audit.record(held, action, actor, **data)
    settled(held)
    return Subscription.objects.select_related("price__plan", "subscriber").get(pk=held.pk)
