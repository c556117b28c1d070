"""Money back, whole or in part: meant here first, asked for outside any transaction, booked once it is true."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction

from commerce.enums import (
    AccountPurpose,
    DisputeState,
    LedgerKind,
    OrderState,
    PaymentState,
    RefundReason,
    RefundState,
    RequestState,
)
from commerce.errors import Disputed, MoreThanPaid, OrderNotPaid
from commerce.gateways import GatewayRefused, RefundTruth, stripe
from commerce.models import LedgerTransaction, Order, OrderLine, Payment, Refund, RefundPart
from commerce.operations.delivery import withdraw
from commerce.operations.ledger import Account, Amounts, Booking, account_of, added, book
from commerce.operations.order_notices import tell_of_refund, tell_of_returned_refund, tell_of_taking_back
from commerce.operations.papers import issue_credit_notes
from commerce.operations.reversals import take_back_from_sellers
from commerce.operations.splitting import split
from commerce.operations.taxes import tax_given_back
from kit import audit, clock, jobs
from kit.errors import InvalidInput, NotAllowed
from kit.failpoints import failpoint
from kit.money import Money

CARRY_OUT = "commerce.carry_out_refund"
LONGEST_NOTE = 2000
UNDER_WAY = (RefundState.INTENDED, RefundState.PENDING)
# Of the others buyers hear when they are decided.
TOLD_WHEN_DONE = frozenset({RefundReason.BY_POLICY, RefundReason.BY_STAFF, RefundReason.ELSEWHERE})

log = structlog.get_logger("commerce.refunds")


def refund_order(order: Order, amounts: Mapping[OrderLine, int], *, note: str, actor: Any) -> Refund:
    """Give back so much of these lines, in minor units; administrators only. It is carried out by a job.

    `note` says why, to colleagues: it stays with the refund and in the audit log, and no buyer reads it. Raises
    NotAllowed, InvalidInput without one, OrderNotPaid, MoreThanPaid, Disputed. The buyer is told once it is done.
    """
    if not actor.is_administrator:
        raise NotAllowed
    note = _written(note)
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order.pk)
        payment = order.payments.filter(state=PaymentState.SUCCEEDED).first()
        if payment is None or order.state != OrderState.PAID:
            raise OrderNotPaid
        refuse_while_disputed(payment)
        refund = intend_refund(payment, amounts, reason=RefundReason.BY_STAFF, note=note)
        told = {"amount_minor": refund.amount_minor, "currency": order.currency, "note": note}
        audit.record(order, "commerce.refund_order", actor, **told)
        return refund


def take_back(order: Order, *, note: str, actor: Any) -> None:
    """End an order of nothing: access to what it gave ends, and there is nothing to pay back. For administrators.

    `note` says why, in the audit log. Taking it back twice changes nothing. Raises NotAllowed, InvalidInput without a
    note, and OrderNotPaid for any other order. The buyer is told.
    """
    if not actor.is_administrator:
        raise NotAllowed
    note = _written(note)
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order.pk)
        if order.total_minor or order.state not in {OrderState.PAID, OrderState.REFUNDED}:
            raise OrderNotPaid
        if order.state == OrderState.PAID:
            _take_back_what_cost_nothing(order)
            order.state, order.ended_at = OrderState.REFUNDED, clock.now()
            order.save(update_fields=["state", "ended_at"])
            audit.record(order, "commerce.take_back", actor, note=note)
            tell_of_taking_back(order)


def intend_refund(
    payment: Payment, amounts: Mapping[OrderLine, int], *, reason: RefundReason, words: str = "", note: str = ""
) -> Refund:
    """Write down what is to be given back, and have it done. The caller holds the order's lock. Raises MoreThanPaid.

    `words` are the buyer's, `note` an administrator's for colleagues.
    """
    for line, amount in amounts.items():
        if not 0 < amount <= left_of(line):
            raise MoreThanPaid
    refund = Refund.objects.create(
        payment=payment, reason=reason, words=words, note=note, amount_minor=sum(amounts.values())
    )
    RefundPart.objects.bulk_create(
        RefundPart(refund=refund, line=line, amount_minor=amount) for line, amount in amounts.items()
    )
    jobs.enqueue(CARRY_OUT, refund=refund.pk)
    return refund


def _written(note: str) -> str:
    if not (note := note.strip()):
        raise InvalidInput({"note": ["Say why."]})
    if len(note) > LONGEST_NOTE:
        raise InvalidInput({"note": [f"At most {LONGEST_NOTE} characters."]})
    return note


def refuse_while_disputed(payment: Payment) -> None:
    """Raises Disputed: the bank has the money already, and would pay it twice."""
    if is_disputed(payment):
        raise Disputed


def is_disputed(payment: Payment) -> bool:
    """Whether the money of this payment is in the hands of a bank that has yet to decide."""
    return payment.disputes.undecided().exclude(state=DisputeState.INQUIRY).exists()


def carry_out(refund: Refund) -> None:
    """Ask the provider for the refund and act on what it says. Raises GatewayUnavailable."""
    payment = Payment.objects.get(pk=refund.payment_id)
    failpoint("commerce.before_asking_for_refund")
    try:
        truth = stripe.refund(
            key=str(refund.key),
            intent_id=str(payment.intent_id),
            amount=Money(refund.amount_minor, payment.currency),
        )
    except GatewayRefused:
        log.exception("refund_refused", refund=str(refund.public_id))
        Refund.objects.filter(pk=refund.pk, state=RefundState.INTENDED).update(
            state=RefundState.FAILED, decided_at=clock.now()
        )
        return
    failpoint("commerce.before_refund_is_recorded")
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        booking = record_refund(Payment.objects.select_for_update().get(pk=payment.pk), order, truth)
        if booking is not None:
            book(booking, order)
            issue_credit_notes(order)


def record_refund(payment: Payment, order: Order, truth: RefundTruth) -> Booking | None:
    """Make ours what the provider says of one refund; the caller holds order and payment, and books what is returned.

    Repeats change nothing.
    """
    refund = _found(payment, order, truth)
    if refund.state == RefundState.SUCCEEDED and truth.is_failed:
        return _come_back(refund, order)
    if refund.state in {RefundState.SUCCEEDED, RefundState.FAILED}:
        return None
    booking = None
    refund.refund_id = truth.refund_id
    refund.state = RefundState.PENDING
    if truth.is_failed:
        refund.state, refund.decided_at = RefundState.FAILED, clock.now()
    elif truth.is_done:
        refund.state, refund.decided_at = RefundState.SUCCEEDED, clock.now()
        booking = give_back_lines(refund, order)
        if refund.reason in TOLD_WHEN_DONE:
            tell_of_refund(refund, order)
    refund.save(update_fields=["refund_id", "state", "decided_at"])
    return booking


def _found(payment: Payment, order: Order, truth: RefundTruth) -> Refund:
    """The refund the provider speaks of: ours by its name there or by its key, or one that was made there."""
    known = payment.refunds.filter(refund_id=truth.refund_id).first()
    if known is None and truth.key:
        known = payment.refunds.filter(refund_id=None, key=truth.key).first()
    if known is not None:
        return known
    refund = Refund.objects.create(
        payment=payment, reason=RefundReason.ELSEWHERE, amount_minor=truth.amount_minor, refund_id=truth.refund_id
    )
    if truth.is_failed:
        return refund
    lines = list(order.lines.order_by("pk"))
    parts = split(truth.amount_minor, [line.total_minor - line.refunded_minor for line in lines])
    RefundPart.objects.bulk_create(
        RefundPart(refund=refund, line=line, amount_minor=part) for line, part in zip(lines, parts, strict=True) if part
    )
    return refund


def give_back_lines(refund: Refund, order: Order, *, out_of: AccountPurpose = AccountPurpose.GATEWAY) -> Booking:
    """Take shares and access back for a refund that is done; what is to be booked. The caller holds the order."""
    reversed_: list[Amounts] = [{Account(out_of, order.currency): -refund.amount_minor}]
    # In the order in which they are delivered, so that two orders never wait for each other's things.
    for part in refund.parts.select_related("line").order_by("line__sellable_kind", "line__sellable_id"):
        if part.line.tax_minor:
            part.tax_minor = tax_given_back(part.line, part.amount_minor)
            part.save(update_fields=["tax_minor"])
        reversed_.append(_reversed(part, order))
        _take_back(part.line, part.amount_minor, order, tax=part.tax_minor)
    if order.state == OrderState.PAID and not order.lines.filter(claims=True, total_minor__gt=0).exists():
        _take_back_what_cost_nothing(order)
        order.state, order.ended_at = OrderState.REFUNDED, clock.now()
        order.save(update_fields=["state", "ended_at"])
    take_back_from_sellers(order)
    return Booking(LedgerKind.REFUND, str(refund.refund_id), added(*reversed_))


def _come_back(refund: Refund, order: Order) -> Booking:
    """The bank could not pay it out: the money is at the provider again and owed. What ended stays ended."""
    for part in refund.parts.select_related("line").order_by("line__sellable_kind", "line__sellable_id"):
        part.line.refunded_minor -= part.amount_minor
        part.line.refunded_tax_minor -= part.tax_minor
        part.line.save(update_fields=["refunded_minor", "refunded_tax_minor"])
    refund.state, refund.decided_at = RefundState.FAILED, clock.now()
    refund.save(update_fields=["state", "decided_at"])
    if order.state == OrderState.REFUNDED:
        order.state, order.ended_at = OrderState.PAID, None
        order.save(update_fields=["state", "ended_at"])
    tell_of_returned_refund(refund, order)
    booked = LedgerTransaction.objects.get(kind=LedgerKind.REFUND, cause=refund.refund_id)
    moved = {
        Account(AccountPurpose(entry.account.purpose), entry.account.currency, entry.account.person_id): (
            -entry.amount_minor
        )
        for entry in booked.entries.select_related("account")
    }
    return Booking(LedgerKind.RETURN, str(refund.refund_id), moved)


def _reversed(part: RefundPart, order: Order) -> Amounts:
    """Who gives back how much: as it was divided, so that giving back everything leaves nobody with anything."""
    line, net = part.line, part.amount_minor - part.tax_minor
    shares = list(line.shares.order_by("pk"))
    accounts = [
        Account(AccountPurpose.COMMISSION, order.currency),
        *(account_of(share, order.currency) for share in shares),
    ]
    weights = [line.commission_minor, *(share.amount_minor for share in shares)]
    earlier = line.refunded_minor - line.refunded_tax_minor
    before, after = split(earlier, weights), split(earlier + net, weights)
    own = {account: later - first for account, first, later in zip(accounts, before, after, strict=True)}
    return own | {Account(AccountPurpose.TAX, order.currency): part.tax_minor}


def _take_back_what_cost_nothing(order: Order) -> None:
    """What came along with the rest goes with it."""
    for line in order.lines.filter(claims=True, total_minor=0).order_by("sellable_kind", "sellable_id"):
        _take_back(line, 0, order)


def _take_back(line: OrderLine, amount: int, order: Order, *, tax: int = 0) -> None:
    line.refunded_minor += amount
    line.refunded_tax_minor += tax
    fields = ["refunded_minor", "refunded_tax_minor"]
    if line.refunded_minor == line.total_minor:
        line.claims = False
        fields.append("claims")
        line.refund_requests.waiting().update(state=RequestState.SETTLED, decided_at=clock.now())
        if line.granted_at is not None and line.revoked_at is None:
            withdraw(line, order)
            line.revoked_at = clock.now()
            fields.append("revoked_at")
    line.save(update_fields=fields)


def left_of(line: OrderLine) -> int:
    """How much of the line can still be given back: neither given back nor on its way."""
    under_way = RefundPart.objects.filter(line=line, refund__state__in=UNDER_WAY)
    return line.total_minor - line.refunded_minor - sum(under_way.values_list("amount_minor", flat=True))
