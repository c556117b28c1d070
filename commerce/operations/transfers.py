"""Sellers' shares are sent to them once the time for refunds is over: meant, committed, asked for, booked.

Only what is theirs is sent: nothing that was given back or is on its way back, nothing while payments to them are held,
and nothing before their account is ready. Nothing is lost meanwhile: what is due stays due.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from commerce.enums import (
    AccountPurpose,
    LedgerKind,
    OrderState,
    PaymentState,
    PayoutAccountState,
    RefundState,
    TransferState,
)
from commerce.errors import TransferDecided
from commerce.gateways import GatewayRefused, GatewayUnavailable, TransferOrder, transfers
from commerce.models import (
    Dispute,
    LineShare,
    Order,
    OrderLine,
    Payment,
    PayoutAccount,
    PayoutHold,
    Refund,
    SetOff,
    Transfer,
    TransferReversal,
)
from commerce.operations.ledger import Account, Booking, book
from commerce.operations.onboarding import ask_about_account
from commerce.operations.reversals import carry_out_reversal, is_old, order_of, take_back_from_sellers
from commerce.operations.shares import had_of, is_on_its_way_back, kept_shares, too_much_of, with_had
from kit import audit, clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint

CARRY_OUT = "commerce.carry_out_transfer"
RETRIED_AFTER = timedelta(hours=6)
MOST_TRIES = 6
MEANT_AT_ONCE = 500
SWEPT_AFTER = timedelta(minutes=2)
SWEPT_AT_ONCE = 100

log = structlog.get_logger("commerce.transfers")


def due_shares(at: datetime) -> QuerySet[LineShare]:
    """Shares whose time has come, of sellers who can be paid. What forbids one at last is looked at under its lock."""
    own = Transfer.objects.filter(share=OuterRef("pk"))
    back = TransferReversal.objects.filter(transfer__share=OuterRef("pk"))
    lately = own.filter(state=TransferState.FAILED, decided_at__gt=at - RETRIED_AFTER)
    line = F("line__total_minor")
    keeps = F("amount_minor") * (line - F("line__refunded_minor")) / line
    # Sent once and owed again: what was taken back was, in the end, not given back. To the cent is looked at later.
    again = Q(Exists(back.filter(state=TransferState.MADE)), had_minor__lt=keeps - 1)
    return (
        with_had(paid_shares(at))
        .filter(payee__is_active=True, payee__payout_account__state=PayoutAccountState.READY)
        .filter(~Exists(own.filter(state=TransferState.MADE)) | again)
        .exclude(Exists(own.filter(state=TransferState.INTENDED)))
        .exclude(Exists(back.filter(state=TransferState.INTENDED)))
        .exclude(Exists(lately))
        .exclude(Exists(PayoutHold.objects.filter(person=OuterRef("payee"), released_at=None)))
        .annotate(tries=Count("transfers", filter=Q(transfers__state=TransferState.FAILED)))
        .filter(tries__lt=MOST_TRIES)
    )


def paid_shares(at: datetime) -> QuerySet[LineShare]:
    """Shares of what was paid for so long ago that it is not given back any more just so."""
    return LineShare.objects.filter(
        payee__isnull=False,
        amount_minor__gt=0,
        line__order__state=OrderState.PAID,
        line__order__paid_at__lte=at - timedelta(days=settings.TRANSFER_AFTER_DAYS),
        line__granted_at__isnull=False,
        line__refunded_minor__lt=F("line__total_minor"),
    )


def pay_sellers() -> int:
    """Mean to send whatever is due; jobs send it. Returns how many transfers were meant."""
    due = list(
        due_shares(clock.now()).order_by("line__order__paid_at", "pk").values_list("pk", flat=True)[:MEANT_AT_ONCE]
    )
    return sum(intend_transfer(share) is not None for share in due)


def intend_transfer(share_id: int) -> Transfer | None:
    """Mean to send what the seller does not have yet of the share; None when there is nothing to send just now.

    First it makes good what the seller owes of other shares.
    """
    payee = LineShare.objects.values_list("payee", flat=True).get(pk=share_id)
    with transaction.atomic():
        # One after another for one seller, so that nothing owed is set off twice.
        account = PayoutAccount.objects.select_for_update().filter(person=payee).first()
        if account is None:
            return None
        failpoint("commerce.payee_held")
        share = LineShare.objects.select_related("line__order", "payee").get(pk=share_id)
        owing = _owing(account, share)
        _hold_orders([share, *owing])
        share = LineShare.objects.select_related("line__order", "payee").get(pk=share_id)
        if not may_be_sent(share, account) or not paid_shares(clock.now()).filter(pk=share_id).exists():
            return None
        if share.transfers.filter(state=TransferState.INTENDED).exists() or is_on_its_way_back(share):
            return None
        amount = kept_shares(share.line)[share] - had_of(share)
        amount -= _set_off(share, owing, amount)
        if amount <= 0:
            return None
        transfer = Transfer.objects.create(
            share=share, account=account, amount_minor=amount, currency=share.line.order.currency
        )
        jobs.enqueue(CARRY_OUT, transfer=transfer.pk)
    return transfer


def may_be_sent(share: LineShare, account: PayoutAccount) -> bool:
    """Whether nothing forbids to send the share now. The caller holds its order."""
    return (
        account.is_ready
        and share.payee is not None
        and share.payee.is_active
        and share.line.order.state == OrderState.PAID
        and not PayoutHold.objects.filter(person=share.payee_id, released_at=None).exists()
        and not _refund_is_under_way(share.line)
        and not Dispute.objects.undecided().filter(payment__order=share.line.order_id).exists()
        and _payment_of(share.line.order) is not None
    )


def carry_out_transfer(transfer: Transfer) -> None:
    """Ask the provider for it and book what it did. Raises GatewayUnavailable."""
    asked = _note_asking(transfer)
    if asked is None:
        return
    failpoint("commerce.before_asking_for_transfer")
    try:
        transfer_id = transfers.find_transfer(asked) if is_old(transfer) else None
        transfer_id = transfer_id or transfers.transfer(asked)
    except GatewayRefused as refusal:
        _fail(transfer, str(refusal))
        return
    failpoint("commerce.before_transfer_is_recorded")
    record_transfer(transfer, transfer_id)


def record_transfer(transfer: Transfer, transfer_id: str) -> None:
    """Write down that it was sent, and book it. What was given back meanwhile is taken back. Repeats change nothing."""
    with transaction.atomic():
        order = order_of(transfer)
        held = Transfer.objects.select_for_update().select_related("share").get(pk=transfer.pk)
        if held.state != TransferState.INTENDED:
            return
        held.state, held.transfer_id, held.decided_at = TransferState.MADE, transfer_id, clock.now()
        held.save(update_fields=["state", "transfer_id", "decided_at"])
        take_back_from_sellers(order)
        amounts = {
            Account(AccountPurpose.PAYEE, order.currency, held.share.payee_id): held.amount_minor,
            Account(AccountPurpose.GATEWAY, order.currency): -held.amount_minor,
        }
        book(Booking(LedgerKind.TRANSFER, transfer_id, amounts), order)


def try_transfer_again(transfer: Transfer, *, actor: Any) -> Transfer:
    """Mean anew what failed, however often it did; for administrators. Raises NotAllowed, TransferDecided."""
    if not actor.is_administrator:
        raise NotAllowed
    with transaction.atomic():
        if Transfer.objects.get(pk=transfer.pk).state != TransferState.FAILED:
            raise TransferDecided
        again = intend_transfer(transfer.share_id)
        if again is None:
            raise TransferDecided
        audit.record(transfer.share.line.order, "commerce.try_transfer_again", actor, transfer=str(transfer.public_id))
    return again


def sweep_transfers() -> int:
    """Ask again for what was meant and whose job died. Returns how many were looked at."""
    before = clock.now() - SWEPT_AFTER
    meant: dict[str, Any] = {"state": TransferState.INTENDED, "intended_at__lt": before}
    looked_at = 0
    try:
        for transfer in Transfer.objects.filter(**meant).order_by("intended_at")[:SWEPT_AT_ONCE]:
            looked_at += 1
            carry_out_transfer(transfer)
        for reversal in TransferReversal.objects.filter(**meant).order_by("intended_at")[:SWEPT_AT_ONCE]:
            looked_at += 1
            carry_out_reversal(reversal)
    except GatewayUnavailable:
        log.warning("sweep_of_transfers_ended_early", looked_at=looked_at)
    return looked_at


def _note_asking(transfer: Transfer) -> TransferOrder | None:
    """What is to be asked for. What is forbidden by now is called off, unless it may have been done before."""
    with transaction.atomic():
        order = order_of(transfer)
        held = (
            Transfer.objects.select_for_update(of=("self",))
            .select_related("account", "share__payee", "share__line")
            .get(pk=transfer.pk)
        )
        if held.state != TransferState.INTENDED:
            return None
        if held.asked_at is None:
            held.share.line.order = order
            left = kept_shares(held.share.line)[held.share] - had_of(held.share, without=held)
            if not may_be_sent(held.share, held.account) or left < held.amount_minor:
                held.state, held.decided_at = TransferState.CALLED_OFF, clock.now()
                held.save(update_fields=["state", "decided_at"])
                return None
            held.asked_at = clock.now()
            held.save(update_fields=["asked_at"])
        payment = _payment_of(order)
        # A charge pays for no more than it brought, what came back of it included; what follows is of our balance.
        is_first = not held.share.transfers.filter(pk__lt=held.pk, state=TransferState.MADE).exists()
        return TransferOrder(
            key=held.key,
            account_id=str(held.account.account_id),
            charge_id=str(payment.charge_id) if payment and is_first else "",
            amount=held.amount,
            order_number=order.number,
        )


def _fail(transfer: Transfer, why: str) -> None:
    log.warning("transfer_refused", transfer=str(transfer.public_id), why=why)
    Transfer.objects.filter(pk=transfer.pk, state=TransferState.INTENDED).update(
        state=TransferState.FAILED, failure=why[:100], decided_at=clock.now()
    )
    try:
        # The account may be why.
        ask_about_account(PayoutAccount.objects.get(transfers=transfer.pk))
    except GatewayUnavailable:
        log.info("account_not_asked_about", transfer=str(transfer.public_id))


def _owing(account: PayoutAccount, share: LineShare) -> list[LineShare]:
    """Shares of which the seller may have too much, in the same currency, oldest first."""
    given_back = LineShare.objects.filter(
        payee=account.person_id, line__order__currency=share.line.order.currency, line__refunded_minor__gt=0
    )
    sent = Exists(Transfer.objects.filter(share=OuterRef("pk"), state=TransferState.MADE))
    set_off = Exists(SetOff.objects.filter(share=OuterRef("pk")))
    found = given_back.filter(sent | set_off).exclude(pk=share.pk).select_related("line").order_by("pk")
    return [each for each in found if too_much_of(each)]


def _hold_orders(shares: Iterable[LineShare]) -> None:
    orders = sorted({share.line.order_id for share in shares})
    list(Order.objects.select_for_update().filter(pk__in=orders).order_by("pk"))


def _set_off(share: LineShare, owing: Iterable[LineShare], amount: int) -> int:
    """Make good what is owed, out of the share; how much that took."""
    taken = 0
    for each in owing:
        each.line = OrderLine.objects.get(pk=each.line_id)
        part = min(too_much_of(each), amount - taken)
        if part > 0:
            SetOff.objects.create(share=share, owed_by=each, amount_minor=part)
            taken += part
    return taken


def _refund_is_under_way(line: OrderLine) -> bool:
    under_way = [RefundState.INTENDED, RefundState.PENDING]
    return Refund.objects.filter(parts__line=line, state__in=under_way).exists()


def _payment_of(order: Order) -> Payment | None:
    return order.payments.filter(state=PaymentState.SUCCEEDED).exclude(charge_id=None).first()
