"""Sellers give back what was sent to them for something that was given back: meant, committed, asked for, booked.

What cannot be taken back, because the seller's account is empty or closed, stays owed by them in the ledger and is set
off against the next shares that would be sent (`commerce.operations.transfers`).
"""

from typing import Any

import structlog
from django.db import transaction

from commerce.enums import AccountPurpose, LedgerKind, TransferState
from commerce.errors import ProviderSilent, TransferDecided
from commerce.gateways import GatewayRefused, GatewayUnavailable, ReversalTruth, transfers
from commerce.models import Order, Transfer, TransferReversal
from commerce.operations.ledger import Account, Booking, book
from commerce.operations.shares import had_of, kept_shares, reversible_of
from kit import audit, clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from kit.money import Money

CARRY_OUT = "commerce.carry_out_reversal"

log = structlog.get_logger("commerce.reversals")


def take_back_from_sellers(order: Order) -> list[TransferReversal]:
    """Mean to take back what sellers have too much of this order. The caller holds the order. Repeats change nothing.

    A transfer that is only meant, or whose outcome nobody knows, is seen to once it is decided.
    """
    meant = []
    for line in order.lines.order_by("pk"):
        for share, kept in kept_shares(line).items():
            too_much = had_of(share) - kept
            for transfer in Transfer.objects.filter(share=share, state=TransferState.MADE).order_by("pk"):
                amount = min(too_much, reversible_of(transfer))
                if amount > 0:
                    meant.append(TransferReversal.objects.create(transfer=transfer, amount_minor=amount))
                    too_much -= amount
    for reversal in meant:
        jobs.enqueue(CARRY_OUT, reversal=reversal.pk)
    return meant


def carry_out_reversal(reversal: TransferReversal) -> None:
    """Ask the provider for it and book what it did. Raises GatewayUnavailable."""
    reversal = TransferReversal.objects.select_related("transfer").get(pk=reversal.pk)
    if reversal.state != TransferState.INTENDED:
        return
    transfer = reversal.transfer
    name = str(transfer.transfer_id)
    failpoint("commerce.before_asking_for_reversal")
    try:
        reversal_id = transfers.find_reversal(name, key=reversal.key) if is_old(reversal) else None
        reversal_id = reversal_id or transfers.reverse(
            name, key=reversal.key, amount=Money(reversal.amount_minor, transfer.currency)
        )
    except GatewayRefused as refusal:
        log.warning("reversal_refused", reversal=str(reversal.public_id), why=str(refusal))
        TransferReversal.objects.filter(pk=reversal.pk, state=TransferState.INTENDED).update(
            state=TransferState.FAILED, failure=str(refusal)[:100], decided_at=clock.now()
        )
        return
    failpoint("commerce.before_reversal_is_recorded")
    record_reversal(reversal, reversal_id)


def record_reversal(reversal: TransferReversal, reversal_id: str) -> None:
    """Write down that it is back, and book it. Writing it again changes nothing."""
    with transaction.atomic():
        order = order_of(reversal.transfer)
        held = TransferReversal.objects.select_for_update().select_related("transfer__share").get(pk=reversal.pk)
        if held.state != TransferState.INTENDED:
            return
        held.state, held.reversal_id, held.decided_at = TransferState.MADE, reversal_id, clock.now()
        held.save(update_fields=["state", "reversal_id", "decided_at"])
        _book(held, order)


def try_reversal_again(reversal: TransferReversal, *, actor: Any) -> None:
    """Mean anew what could not be taken back; for administrators. What is made good by now is left out.

    Raises NotAllowed, TransferDecided.
    """
    if not actor.is_administrator:
        raise NotAllowed
    with transaction.atomic():
        order = order_of(reversal.transfer)
        if TransferReversal.objects.get(pk=reversal.pk).state != TransferState.FAILED:
            raise TransferDecided
        if not take_back_from_sellers(order):
            raise TransferDecided
        audit.record(order, "commerce.try_reversal_again", actor, reversal=str(reversal.public_id))


def book_what_was_taken_back(transfer: Transfer, *, actor: Any) -> int:
    """Book what somebody took back of the transfer at the provider, as it says itself. Returns how much that was.

    The seller is owed it again, and it is sent again unless payments to them are held first. For administrators.
    Repeats change nothing. Raises NotAllowed, TransferDecided, ProviderSilent.
    """
    if not actor.is_administrator:
        raise NotAllowed
    if transfer.state != TransferState.MADE:
        raise TransferDecided
    try:
        # What is ours and under way is decided first: there may not be enough left of the transfer for both.
        for meant in transfer.reversals.filter(state=TransferState.INTENDED).order_by("pk"):
            carry_out_reversal(meant)
        told = transfers.list_reversals(str(transfer.transfer_id))
    except GatewayUnavailable:
        raise ProviderSilent from None
    except GatewayRefused:
        raise TransferDecided from None
    return sum(_book_of_others(transfer, each, actor=actor) for each in told)


def _book_of_others(transfer: Transfer, truth: ReversalTruth, *, actor: Any) -> int:
    """Write down and book a reversal that is not known here; how much it was."""
    with transaction.atomic():
        order = order_of(transfer)
        if TransferReversal.objects.filter(reversal_id=truth.reversal_id).exists():
            return 0
        failpoint("commerce.taken_back_held")
        made = TransferReversal.objects.create(
            transfer=transfer,
            state=TransferState.MADE,
            amount_minor=truth.amount_minor,
            reversal_id=truth.reversal_id,
            decided_at=clock.now(),
        )
        audit.record(order, "commerce.book_what_was_taken_back", actor, reversal=truth.reversal_id)
        _book(made, order)
    return truth.amount_minor


def _book(reversal: TransferReversal, order: Order) -> None:
    amounts = {
        Account(AccountPurpose.GATEWAY, order.currency): reversal.amount_minor,
        Account(AccountPurpose.PAYEE, order.currency, reversal.transfer.share.payee_id): -reversal.amount_minor,
    }
    book(Booking(LedgerKind.REVERSAL, str(reversal.reversal_id), amounts), order)


def order_of(transfer: Any) -> Order:
    """The order of a transfer, held until the transaction ends."""
    return Order.objects.select_for_update().get(lines__shares__transfers=transfer.pk)


def is_old(meant: Any) -> bool:
    """Whether the provider may have forgotten the key by now."""
    return bool(clock.now() - meant.intended_at > transfers.KEYS_ARE_KEPT)
