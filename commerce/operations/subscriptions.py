"""Making ours what is true of a subscription at the provider. Run by whoever comes first, any number of times.

Webhooks, the return page, the sweep and administrators all end in `settle_subscription`, and none of them is believed:
the provider is asked (DESIGN 6).
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from commerce.enums import SubscriptionState
from commerce.errors import ProviderSilent
from commerce.gateways import GatewayUnavailable, ToldEvent, billing
from commerce.gateways.billing_shapes import Standing, SubscriptionTruth
from commerce.models import PlanPrice, Subscription
from commerce.operations.plan_access import close_grants, open_grants_again
from commerce.operations.plan_invoices import book_invoices
from commerce.operations.plan_notices import tell_of_change
from commerce.operations.subscribing import give_up
from kit import clock

SWEPT_AT_ONCE = 100
# Webhooks had their chance by then; invoices of a new period are collected about an hour after it began.
LOOKED_AT_AFTER = timedelta(minutes=10)
LOOKED_AT_AGAIN_AFTER = timedelta(hours=1)
LOOKED_AT_AT_LEAST_EVERY = timedelta(days=7)
OVER = frozenset({SubscriptionState.ENDED, SubscriptionState.GIVEN_UP})
RUNNING = {
    Standing.INCOMPLETE: SubscriptionState.OPENING,
    Standing.TRIALING: SubscriptionState.TRIALING,
    Standing.ACTIVE: SubscriptionState.ACTIVE,
    Standing.PAST_DUE: SubscriptionState.PAST_DUE,
    Standing.UNPAID: SubscriptionState.PAST_DUE,
    Standing.PAUSED: SubscriptionState.PAUSED,
    Standing.CANCELED: SubscriptionState.ENDED,
    Standing.INCOMPLETE_EXPIRED: SubscriptionState.ENDED,
}

TAKEN_OVER = [
    "state", "is_good", "price", "period_start", "period_end", "trial_ends_at", "cancels_at", "pauses", "resumes_at",
    "grace_until", "ended_at", "paid_with", "applied", "look_at",
]  # fmt: skip

log = structlog.get_logger("commerce.subscriptions")


def settle_subscription(subscription: Subscription) -> Subscription:
    """Ask how the subscription stands, act on it, and return it as it is then. Raises GatewayUnavailable."""
    subscription.refresh_from_db()
    if subscription.state == SubscriptionState.GIVEN_UP:
        return subscription
    if subscription.subscription_id is None and not _find_it(subscription):
        return subscription
    asked = _number_of_asking(subscription)
    truth = billing.read_subscription(str(subscription.subscription_id))
    apply_subscription(subscription, truth, asked=asked)
    book_invoices(subscription, truth.paid)
    subscription.refresh_from_db()
    return subscription


def settled(subscription: Subscription) -> Subscription:
    """The same for people who wait for it. Raises ProviderSilent."""
    try:
        return settle_subscription(subscription)
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence


def apply_subscription(subscription: Subscription, truth: SubscriptionTruth, *, asked: int) -> None:
    """Take the provider's answer to the asking numbered `asked`, unless a later one was taken: state and access."""
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if held.applied >= asked or held.state in OVER:
            return
        before = (held.state, held.is_good)
        _take_over(held, truth)
        held.applied = asked
        held.save(update_fields=TAKEN_OVER)
        if held.is_good != before[1]:
            (open_grants_again if held.is_good else close_grants)(held)
        tell_of_change(held, state=before[0], was_good=before[1])


def told_of(told: ToldEvent) -> Subscription | None:
    """The subscription that an event speaks of, if it is one of ours."""
    if told.session_id and (found := Subscription.objects.filter(session_id=told.session_id).first()):
        return found
    if not told.subscription_id:
        return None
    # Before the page was settled we do not know the name; the provider keeps ours beside it.
    known = Q(subscription_id=told.subscription_id)
    return Subscription.objects.filter(known | Q(public_id=told.subscription) if told.subscription else known).first()


def sweep_subscriptions() -> int:
    """Ask about those whose next moment has come. Returns how many were asked about."""
    due = Subscription.objects.live().filter(look_at__lte=clock.now()).order_by("look_at", "pk")[:SWEPT_AT_ONCE]
    looked_at = 0
    for subscription in due:
        looked_at += 1
        Subscription.objects.filter(pk=subscription.pk).update(look_at=clock.now() + LOOKED_AT_AGAIN_AFTER)
        try:
            settle_subscription(subscription)
        except GatewayUnavailable:
            log.warning("sweep_of_subscriptions_ended_early", looked_at=looked_at)
            return looked_at
        except Exception:
            # One that cannot be worked keeps nobody else from being looked at; it is tried again in an hour.
            log.exception("subscription_not_settled", subscription=str(subscription.public_id))
    return looked_at


def is_good_at(state: str, grace_until: datetime | None, now: datetime) -> bool:
    """Whether a subscription in this state opens things: while it runs, and a while after a payment failed."""
    if state == SubscriptionState.PAST_DUE:
        return grace_until is not None and now < grace_until
    return state in {SubscriptionState.TRIALING, SubscriptionState.ACTIVE}


def state_of(truth: SubscriptionTruth) -> SubscriptionState:
    """Our word for how it stands. A period for which nothing is collected is a pause, also once collecting goes on."""
    if truth.standing == Standing.ACTIVE and truth.skips_period:
        return SubscriptionState.PAUSED
    return RUNNING[truth.standing]


def _number_of_asking(subscription: Subscription) -> int:
    with transaction.atomic():
        held = Subscription.objects.select_for_update().only("asked").get(pk=subscription.pk)
        held.asked += 1
        held.save(update_fields=["asked"])
    return held.asked


def _find_it(subscription: Subscription) -> bool:
    """Whether the hosted page has led to a subscription at the provider, which is then written down."""
    if subscription.session_id is None:
        # Nobody was ever sent to a page of which we do not know.
        if clock.now() >= subscription.expires_at:
            give_up(subscription)
        return False
    page = billing.read_sign_up(subscription.session_id)
    if page.subscription_id is None:
        if page.is_closed:
            give_up(subscription)
        return False
    Subscription.objects.filter(pk=subscription.pk, subscription_id=None).update(
        subscription_id=page.subscription_id, url=""
    )
    subscription.refresh_from_db()
    return True


def _take_over(held: Subscription, truth: SubscriptionTruth) -> None:
    now = clock.now()
    held.state = state_of(truth)
    held.period_start, held.period_end = truth.period_start, truth.period_end
    held.trial_ends_at, held.cancels_at = truth.trial_ends_at, truth.cancels_at
    held.pauses, held.resumes_at, held.paid_with = truth.pauses, truth.resumes_at, truth.paid_with
    held.grace_until = None
    if held.state == SubscriptionState.PAST_DUE and truth.unpaid_since is not None:
        held.grace_until = truth.unpaid_since + timedelta(days=settings.PLAN_GRACE_DAYS)
    if held.state == SubscriptionState.ENDED:
        held.ended_at = truth.ended_at or now
    if price := PlanPrice.objects.select_related("plan").known_as(truth.price_id).first():
        held.price = price
    held.is_good = is_good_at(held.state, held.grace_until, now)
    held.look_at = _next_look(held, now)


def _next_look(held: Subscription, now: datetime) -> datetime:
    moments = (held.trial_ends_at, held.period_end, held.grace_until, held.cancels_at, held.resumes_at)
    ahead = [moment + LOOKED_AT_AFTER for moment in moments if moment is not None and moment + LOOKED_AT_AFTER > now]
    at_least = now + (LOOKED_AT_AGAIN_AFTER if not ahead else LOOKED_AT_AT_LEAST_EVERY)
    return min([*ahead, at_least])
