"""What Stripe tells: kept as it came, answered at once, worked by the queue (DESIGN 6)."""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce

from commerce.enums import RefundState
from commerce.gateways import GatewayUnavailable, SignatureRefused, ToldEvent, stripe
from commerce.models import Dispute, Order, Payment, Refund, StripeEvent
from commerce.models.payments import LIVE_PAYMENTS
from commerce.operations.account_events import work_account_event
from commerce.operations.hosted_pages import record_checkout
from commerce.operations.order_checks import look_at
from commerce.operations.refunds import UNDER_WAY, carry_out
from commerce.operations.settlement import settle_payment
from commerce.operations.subscriptions import settle_subscription, told_of
from commerce.operations.taxes import PaymentMismatch
from kit import clock, jobs
from kit.errors import NotAllowed

WORK = "commerce.work_event"
# The quick ways had their chance by then: the return page, the webhook, the job.
SWEPT_AFTER = timedelta(minutes=2)
SWEPT_AT_ONCE = 100
DISPUTES_LOOKED_AT_EVERY = timedelta(hours=1)
# What the provider lists; it keeps thirty days, and takes at most twenty kinds.
CAUGHT_UP = (
    "checkout.session.completed",
    "checkout.session.expired",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
    "radar.early_fraud_warning.created",
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "invoice.paid",
    "invoice.payment_failed",
)
FURTHEST_BACK = timedelta(days=30)
# The provider's list and clock are not those of one machine.
OVERLAP = timedelta(minutes=10)

log = structlog.get_logger("commerce.events")


def receive_event(body: bytes, signature: str) -> bool:
    """Keep a webhook and have it worked; whether it was new. Raises SignatureRefused, and then keeps nothing."""
    return _keep(stripe.read_webhook(body, signature), body)


def catch_up() -> int:
    """Ask the provider what it meant to tell us, and keep and have worked what never came. Returns how many those were.

    A refund or dispute of an order that was settled long ago is heard of in no other way. Raises GatewayUnavailable.
    """
    known = StripeEvent.objects.filter(is_listed=True).aggregate(last=Max("happened_at"))["last"]
    since = max(filter(None, [clock.now() - FURTHEST_BACK, known and known - OVERLAP]))
    missed, seen = 0, []
    for body in stripe.list_events(CAUGHT_UP, since):
        told = stripe.parse_event(body)
        missed += _keep(told, body)
        seen.append(told.event_id)
    # Only once the whole list was read: the next one begins behind it.
    StripeEvent.objects.filter(event_id__in=seen, is_listed=False).update(is_listed=True)
    if missed:
        log.warning("events_caught_up", missed=missed)
    return missed


def _keep(told: ToldEvent, body: bytes) -> bool:
    with transaction.atomic():
        event, is_new = StripeEvent.objects.get_or_create(
            event_id=told.event_id, defaults={"kind": told.kind, "body": body, "happened_at": told.happened_at}
        )
        if is_new:
            jobs.enqueue(WORK, event=event.pk)
    return is_new


def work_event(event: StripeEvent) -> None:
    """Settle the payment that the event speaks of, if it is one of ours.

    Raises GatewayUnavailable, PaymentMismatch; why is kept with the event.
    """
    try:
        _work(event)
    except Exception as failure:
        said = f"{type(failure).__name__}: {failure}"[:500]
        StripeEvent.objects.filter(pk=event.pk).update(error=said)
        raise
    StripeEvent.objects.filter(pk=event.pk).update(error="", worked_at=Coalesce("worked_at", clock.now()))


def replay_event(event: StripeEvent, *, actor: Any) -> None:
    """Have an event worked once more, by a job; administrators only. Working it twice changes nothing.

    Raises NotAllowed.
    """
    if not actor.is_administrator:
        raise NotAllowed
    jobs.enqueue(WORK, event=event.pk)
    log.info("event_replayed", event_id=event.event_id, by=actor.pk)


def order_of(event: StripeEvent) -> Order | None:
    """The order that the event speaks of, if it is one of ours."""
    try:
        payment = _payment_of(stripe.parse_event(bytes(event.body)))
    except SignatureRefused:
        return None
    return payment.order if payment else None


def _work(event: StripeEvent) -> None:
    if event.account:
        work_account_event(event)
        return
    told = stripe.parse_event(bytes(event.body))
    payment = _payment_of(told)
    subscription = told_of(told) if payment is None else None
    if subscription is not None:
        StripeEvent.objects.filter(pk=event.pk).update(subscription=subscription)
        settle_subscription(subscription)
    elif payment is None:
        log.info("event_of_no_payment", event_id=told.event_id, kind=told.kind)
    else:
        if payment.session_id is None and told.session_id:
            payment = record_checkout(payment, told.session_id)
        settle_payment(payment)
        if told.kind.startswith("radar."):
            look_at(payment.order)


def sweep() -> int:
    """Settle what nobody told us of, and ask again for refunds whose job died. Returns how many were looked at.

    Payments come before refunds: the provider may know of a refund whose answer was lost, and forgets keys after a day.
    """
    before = clock.now() - SWEPT_AFTER
    waits = Q(state__in=LIVE_PAYMENTS, intended_at__lt=before)
    gives_back = Q(pk__in=Refund.objects.filter(state__in=UNDER_WAY, intended_at__lt=before).values("payment"))
    longest_ago = F("looked_at").asc(nulls_first=True)
    long_not_asked = Q(looked_at=None) | Q(looked_at__lt=clock.now() - DISPUTES_LOOKED_AT_EVERY)
    disputed = Q(pk__in=Dispute.objects.undecided().values("payment")) & long_not_asked
    payments = Payment.objects.filter(waits | gives_back | disputed).order_by(longest_ago, "pk")[:SWEPT_AT_ONCE]
    looked_at = 0
    try:
        for payment in payments:
            looked_at += 1
            Payment.objects.filter(pk=payment.pk).update(looked_at=clock.now())
            _settle_or_tell(payment)
            for refund in payment.refunds.filter(state=RefundState.INTENDED, intended_at__lt=before):
                carry_out(refund)
    except GatewayUnavailable:
        log.warning("sweep_ended_early", looked_at=looked_at)
    return looked_at


def _settle_or_tell(payment: Payment) -> None:
    try:
        settle_payment(payment)
    except PaymentMismatch as mismatch:
        log.exception("payment_mismatch", why=str(mismatch))


def _payment_of(told: ToldEvent) -> Payment | None:
    for field, value in (
        ("session_id", told.session_id),
        ("intent_id", told.intent_id),
        ("public_id", told.reference),
    ):
        if value and (found := Payment.objects.filter(**{field: value}).first()):
            return found
    return None
