"""Making ours what is true at the provider: paid, expired, given back. Run by whoever comes first, any number of times.

Webhooks, the return page and the sweep all end here, and none of them is believed: the provider is asked (DESIGN 6).
"""

from collections.abc import Sequence

import structlog
from django.db import transaction

from commerce.enums import AccountPurpose, LedgerKind, OrderState, PaymentState, RefundReason, TaxMode
from commerce.errors import OrderDecided, ProviderSilent
from commerce.gates import sellable
from commerce.gateways import CheckoutTruth, DisputeTruth, GatewayRefused, GatewayUnavailable, stripe
from commerce.gateways.disputes import disputes_of
from commerce.gateways.intents import read_intent
from commerce.gateways.shapes import SessionState
from commerce.models import Order, OrderLine, Payment
from commerce.operations.carts import remove_what_was_paid
from commerce.operations.checkout import give_up_payment
from commerce.operations.delivery import deliver
from commerce.operations.disputes import record_dispute
from commerce.operations.giving_back import freeze_terms
from commerce.operations.ledger import Account, Amounts, Booking, account_of, added, book
from commerce.operations.order_notices import announce_purchase
from commerce.operations.papers import issue_credit_notes, issue_receipt
from commerce.operations.refunds import intend_refund, record_refund
from commerce.operations.taxes import PaymentMismatch, take_tax
from kit import clock
from kit.errors import DomainError
from kit.failpoints import failpoint

log = structlog.get_logger("commerce.settlement")


def settle_payment(payment: Payment) -> None:
    """Ask how the payment stands and act on it. Raises GatewayUnavailable, PaymentMismatch."""
    if payment.session_id is None and payment.intent_id is None:
        # Nobody was ever sent to its page, not even if the provider opened one and its answer was lost.
        if clock.now() >= payment.expires_at:
            give_up_payment(payment)
        return
    truth = _ask(payment)
    disputed = disputes_of(truth.intent_id) if truth.is_disputed and truth.intent_id else ()
    failpoint("commerce.before_truth_is_applied")
    apply_truth(payment, truth, disputed)


def _ask(payment: Payment) -> CheckoutTruth:
    has_refunds = payment.refunds.exists()
    if payment.session_id is not None:
        truth = stripe.read_checkout(payment.session_id, has_refunds=has_refunds)
        is_new = truth.is_paid and payment.state != PaymentState.SUCCEEDED
        return stripe.with_taxes(truth) if is_new and payment.order.tax_mode != TaxMode.OFF else truth
    return read_intent(str(payment.intent_id), has_refunds=has_refunds)


def settle_order(order: Order, *, also_decided: bool = False) -> Order:
    """Settle what `order` waits for, and return it as it is then. Raises ProviderSilent.

    `also_decided` asks about decided payments too: somebody may have given money back at the provider.
    """
    payments = order.payments.all() if also_decided else order.payments.undecided()
    for payment in payments:
        try:
            settle_payment(payment)
        except GatewayUnavailable as silence:
            raise ProviderSilent from silence
    return _again(order)


def cancel_order(order: Order) -> Order:
    """Close the hosted page of an order that waits for payment. Whoever paid meanwhile has bought.

    Raises OrderDecided when it was decided before, ProviderSilent.
    """
    payment = Payment.objects.undecided().filter(order=order).first()
    if payment is None:
        raise OrderDecided(state=Order.objects.get(pk=order.pk).get_state_display().lower())
    if payment.session_id is None:
        give_up_payment(payment)
        return _again(order)
    try:
        try:
            stripe.close_checkout(payment.session_id)
        except GatewayRefused:
            log.info("checkout_closed_before", payment=str(payment.public_id))
        settle_payment(payment)
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    return _again(order)


def apply_truth(payment: Payment, truth: CheckoutTruth, disputed: Sequence[DisputeTruth] = ()) -> None:
    """Bring order, seats and ledger to what the provider says, all at once. Saying it again changes nothing."""
    if truth.state == SessionState.EXPIRED and not truth.is_paid:
        give_up_payment(payment)
        return
    if not truth.is_paid:
        return
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        bookings: list[Booking | None] = []
        is_new = payment.state != PaymentState.SUCCEEDED
        if is_new:
            take_tax(payment, order, truth)
            bookings.append(_take(payment, order, truth))
        elif (truth.total.minor, truth.total.currency) != (payment.amount_minor, payment.currency):
            raise PaymentMismatch(f"payment {payment.public_id}: {truth.total} was taken")
        bookings.append(_note_fee(payment, truth))
        bookings += [record_refund(payment, order, refund) for refund in truth.refunds]
        bookings += [booking for dispute in disputed for booking in record_dispute(payment, order, dispute)]
        failpoint("commerce.before_delivery")
        _deliver(payment, order)
        for booking in bookings:
            if booking is not None:
                book(booking, order)
        _hand_out_papers(order, truth, is_new=is_new)


def _hand_out_papers(order: Order, truth: CheckoutTruth, *, is_new: bool) -> None:
    """Receipt, credit notes and thanks; nothing for what was paid after the order had been given up."""
    if order.paid_at is None:
        return
    issue_receipt(order, truth.payer)
    issue_credit_notes(order)
    if is_new:
        announce_purchase(order)


def _take(payment: Payment, order: Order, truth: CheckoutTruth) -> Booking:
    payment.state, payment.decided_at = PaymentState.SUCCEEDED, clock.now()
    payment.intent_id, payment.charge_id, payment.url = truth.intent_id, truth.charge_id, ""
    payment.save(update_fields=["state", "decided_at", "intent_id", "charge_id", "url"])
    if order.state == OrderState.PENDING:
        order.state, order.paid_at = OrderState.PAID, clock.now()
        order.save(update_fields=["state", "paid_at"])
        freeze_terms(order)
        remove_what_was_paid(order)
    lines = order.lines.prefetch_related("shares").order_by("pk")
    received = {Account(AccountPurpose.GATEWAY, order.currency): order.total_minor}
    owed = [_owed(line, order) for line in lines]
    return Booking(LedgerKind.PAYMENT, str(payment.public_id), added(received, *owed))


def _owed(line: OrderLine, order: Order) -> Amounts:
    """Whose the line's money is: credits."""
    own = {
        Account(AccountPurpose.TAX, order.currency): -line.tax_minor,
        Account(AccountPurpose.COMMISSION, order.currency): -line.commission_minor,
    }
    shares = {account_of(share, order.currency): -share.amount_minor for share in line.shares.all()}
    return added(own, shares)


def _note_fee(payment: Payment, truth: CheckoutTruth) -> Booking | None:
    """The provider's fee, once it is known."""
    if truth.fee is None or truth.fee_id is None or payment.fee_minor is not None:
        return None
    payment.fee_minor, payment.fee_currency = truth.fee.minor, truth.fee.currency
    payment.save(update_fields=["fee_minor", "fee_currency"])
    kept = {
        Account(AccountPurpose.GATEWAY_FEES, truth.fee.currency): truth.fee.minor,
        Account(AccountPurpose.GATEWAY, truth.fee.currency): -truth.fee.minor,
    }
    return Booking(LedgerKind.FEE, truth.fee_id, kept)


def _deliver(payment: Payment, order: Order) -> None:
    """Give what was paid for and not given back; what cannot be given is paid back."""
    undelivered: list[OrderLine] = []
    waiting = order.lines.filter(granted_at=None, refusal="").order_by("sellable_kind", "sellable_id")
    for line in waiting:
        if line.total_minor and line.refunded_minor == line.total_minor:
            _release(line)
            continue
        refusal = _grant(line, order) if order.state == OrderState.PAID else "order_cancelled"
        if refusal is None:
            line.granted_at = clock.now()
        else:
            line.refusal = refusal
            undelivered.append(line)
            _release(line)
        line.save(update_fields=["granted_at", "refusal"])
    _pay_back(payment, undelivered)


def _grant(line: OrderLine, order: Order) -> str | None:
    """Why it could not be given; None when it was."""
    try:
        with transaction.atomic():
            deliver(line, order)
    except DomainError as refusal:
        log.warning("paid_and_not_delivered", order=order.number, reason=refusal.reason)
        return refusal.reason
    return None


def _release(line: OrderLine) -> None:
    sellable(line.sellable_kind).release(line.sellable_id, line.public_id)


def _pay_back(payment: Payment, lines: Sequence[OrderLine]) -> None:
    parts = {line: left for line in lines if (left := line.total_minor - line.refunded_minor)}
    if parts:
        intend_refund(payment, parts, reason=RefundReason.NOT_DELIVERED)


def _again(order: Order) -> Order:
    order.refresh_from_db()
    return order
