"""Sellers give back what was sent to them for something that was given back: meant, committed, asked for, booked.

What cannot be taken back, because the seller's account is empty or closed, stays owed by them in the ledger and is set
off against the next shares that would be sent (`commerce.operations.transfers`).
"""

from typing import Any

import structlog
from django.db import transaction

from commerce.enums import AccountPurpose, LedgerKind, TransferState
from commerce.errors import TransferDecided
from commerce.gateways import GatewayRefused, transfers
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
        currency = order.currency
        amounts = {
            Account(AccountPurpose.GATEWAY, currency): held.amount_minor,
            Account(AccountPurpose.PAYEE, currency, held.transfer.share.payee_id): -held.amount_minor,
        }
        book(Booking(LedgerKind.REVERSAL, reversal_id, amounts), order)


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


def order_of(transfer: Any) -> Order:
    """The order of a transfer, held until the transaction ends."""
    return Order.objects.select_for_update().get(lines__shares__transfers=transfer.pk)


def is_old(meant: Any) -> bool:
    """Whether the provider may have forgotten the key by now."""
    return bool(clock.now() - meant.intended_at > transfers.KEYS_ARE_KEPT)
