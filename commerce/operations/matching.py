"""Which of the provider's movements is which of ours, and whether they agree to the cent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from commerce.enums import (
    AccountPurpose,
    FindingKind,
    LedgerKind,
    PaymentState,
    RefundReason,
    RefundState,
    TransferState,
)
from commerce.models import LedgerEntry, Payment, ProviderEntry, Refund, Transfer, TransferReversal
from commerce.operations.own_money import BOOKED, RESERVES, booked_here
from commerce.operations.refunds import UNDER_WAY
from kit.money import Money


@dataclass(frozen=True, slots=True)
class Ours:
    """What is booked here for a movement. `fee` is None while it is not known; `waits` for the provider to decide.

    Our own money belongs to no order.
    """

    order_id: int | None
    amount: Money
    fee: Money | None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    kind: FindingKind
    ours: Ours | None


@dataclass(frozen=True, slots=True)
class Unmoved:
    """Something that is booked here and did not move there, under its name there."""

    name: str
    order_id: int | None
    amount: Money


def matched(entries: Sequence[ProviderEntry]) -> Iterator[tuple[ProviderEntry, Difference | None]]:
    """Each movement with what differs, None where it is just what is booked. What still waits is left out."""
    found = [find([each for each in entries if each.kind in kinds]) for kinds, find in _KINDS]
    for entry in entries:
        if entry.kind in RESERVES or not (entry.amount_minor or entry.fee_minor):
            yield entry, None
            continue
        ours = next((known[entry.pk] for known in found if entry.pk in known), None)
        if ours is None or not ours.waits:
            kind = _difference(entry, ours)
            yield entry, Difference(kind, ours) if kind else None


def _difference(entry: ProviderEntry, ours: Ours | None) -> FindingKind | None:
    if ours is None:
        return FindingKind.MISSING_HERE
    if ours.amount.currency != entry.currency:
        return FindingKind.CURRENCY
    if ours.amount.minor != entry.amount_minor:
        return FindingKind.AMOUNT
    if ours.fee != Money(entry.fee_minor, entry.currency):
        return FindingKind.FEE
    return None


def _payments(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    known = {each.charge_id: each for each in Payment.objects.filter(charge_id__in=[each.source for each in entries])}
    return {
        entry.pk: Ours(
            payment.order_id,
            Money(payment.amount_minor, payment.currency),
            None if payment.fee_minor is None else Money(payment.fee_minor, payment.fee_currency),
        )
        for entry in entries
        if (payment := known.get(entry.source))
    }


def _refunds(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    """A refund that the bank sent back moved twice; one that never succeeded is booked neither time."""
    rows = Refund.objects.filter(refund_id__in=[each.source for each in entries]).select_related("payment")
    known = {each.refund_id: each for each in rows.exclude(reason=RefundReason.DISPUTE)}
    found = {}
    for entry in entries:
        refund = known.get(entry.source)
        came_back = entry.kind == "refund_failure"
        if refund is None or (came_back and refund.state == RefundState.SUCCEEDED):
            continue
        currency = refund.payment.currency
        amount = refund.amount_minor if came_back else -refund.amount_minor
        found[entry.pk] = Ours(
            refund.payment.order_id, Money(amount, currency), Money(0, currency), waits=refund.state in UNDER_WAY
        )
    return found


def _own(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    """Our own money is booked with its fee in one: what the balance changed by."""
    fees = {entry.pk: Money(entry.fee_minor, entry.currency) for entry in entries}
    return {
        key: Ours(None, Money(net.minor + fees[key].minor, net.currency), fees[key])
        for key, net in booked_here(entries).items()
    }


def _disputes(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    """Each movement of a dispute is booked under its own name, fee and all."""
    rows = LedgerEntry.objects.filter(
        transaction__kind=LedgerKind.DISPUTE, transaction__cause__in=[each.entry_id for each in entries]
    ).select_related("transaction", "account")
    moved: dict[str, dict[str, LedgerEntry]] = {}
    for row in rows:
        moved.setdefault(row.transaction.cause, {})[row.account.purpose] = row
    found = {}
    for entry in entries:
        if sides := moved.get(entry.entry_id):
            one = next(iter(sides.values()))
            disputed, fee = sides.get(AccountPurpose.DISPUTED), sides.get(AccountPurpose.GATEWAY_FEES)
            currency = one.account.currency
            found[entry.pk] = Ours(
                one.transaction.order_id,
                Money(-disputed.amount_minor if disputed else 0, currency),
                Money(fee.amount_minor if fee else 0, currency),
            )
    return found


def _transfers(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    rows = Transfer.objects.filter(transfer_id__in=[each.source for each in entries], state=TransferState.MADE)
    known = {each.transfer_id: each for each in rows.select_related("share__line")}
    return {
        entry.pk: Ours(row.share.line.order_id, Money(-row.amount_minor, row.currency), Money(0, row.currency))
        for entry in entries
        if (row := known.get(entry.source))
    }


def _reversals(entries: Sequence[ProviderEntry]) -> dict[int, Ours]:
    rows = TransferReversal.objects.filter(
        reversal_id__in=[each.source for each in entries], state=TransferState.MADE
    ).select_related("transfer__share__line")
    known = {each.reversal_id: each for each in rows}
    return {
        entry.pk: Ours(
            row.transfer.share.line.order_id,
            Money(row.amount_minor, row.transfer.currency),
            Money(0, row.transfer.currency),
        )
        for entry in entries
        if (row := known.get(entry.source))
    }


Find = Callable[[Sequence[ProviderEntry]], dict[int, Ours]]
CHARGES, REFUNDS = frozenset({"charge", "payment"}), frozenset({"refund", "payment_refund", "refund_failure"})
TRANSFERS, REVERSALS = frozenset({"transfer"}), frozenset({"transfer_refund"})
DISPUTES = frozenset({"adjustment"})
_KINDS: tuple[tuple[frozenset[str], Find], ...] = (
    (CHARGES, _payments),
    (REFUNDS, _refunds),
    (DISPUTES, _disputes),
    (TRANSFERS, _transfers),
    (REVERSALS, _reversals),
    (frozenset(BOOKED), _own),
)


def missing_there(start: datetime, until: datetime) -> list[Unmoved]:
    """What was decided here in [start, until) and is among none of the movements that were read."""
    span: dict[str, Any] = {"decided_at__gte": start, "decided_at__lt": until}

    def unmoved(rows: Any, name: str, kinds: Iterable[str], *values: str) -> list[Unmoved]:
        moved = ProviderEntry.objects.filter(source=OuterRef(name), kind__in=kinds)
        found = rows.filter(**span).filter(~Exists(moved)).order_by("pk").values_list(name, *values)
        return [Unmoved(name, order, Money(amount, currency)) for name, order, amount, currency in found]

    payments = Payment.objects.filter(state=PaymentState.SUCCEEDED).exclude(charge_id=None)
    refunds = Refund.objects.filter(state=RefundState.SUCCEEDED).exclude(reason=RefundReason.DISPUTE)
    transfers = Transfer.objects.filter(state=TransferState.MADE)
    reversals = TransferReversal.objects.filter(state=TransferState.MADE)
    of_reversals = ("transfer__share__line__order", "amount_minor", "transfer__currency")
    return [
        *unmoved(payments, "charge_id", CHARGES, "order", "amount_minor", "currency"),
        *unmoved(refunds, "refund_id", REFUNDS, "payment__order", "amount_minor", "payment__currency"),
        *unmoved(transfers, "transfer_id", TRANSFERS, "share__line__order", "amount_minor", "currency"),
        *unmoved(reversals, "reversal_id", REVERSALS, *of_reversals),
        *_untold_disputes(start, until),
    ]


def _untold_disputes(start: datetime, until: datetime) -> list[Unmoved]:
    told = ProviderEntry.objects.filter(entry_id=OuterRef("transaction__cause"))
    rows = LedgerEntry.objects.filter(
        transaction__kind=LedgerKind.DISPUTE,
        transaction__at__gte=start,
        transaction__at__lt=until,
        account__purpose=AccountPurpose.DISPUTED,
    )
    found = rows.filter(~Exists(told)).select_related("transaction", "account").order_by("pk")
    return [
        Unmoved(row.transaction.cause, row.transaction.order_id, Money(-row.amount_minor, row.account.currency))
        for row in found
    ]
