"""Booking money. The database numbers, balances and chains what is booked here (commerce.models.ledger)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce.enums import AccountPurpose, LedgerKind
from commerce.models import LedgerAccount, LedgerEntry, LedgerTransaction, LineShare, Order


@dataclass(frozen=True, slots=True)
class Account:
    """Which account: payees have one each, every other purpose has one, all of them per currency."""

    purpose: AccountPurpose
    currency: str
    person_id: int | None = None


Amounts = Mapping[Account, int]


@dataclass(frozen=True, slots=True)
class Booking:
    """What is to be booked for which cause. Amounts of nothing are left out; debits are positive."""

    kind: LedgerKind
    cause: str
    amounts: Amounts


def book(booking: Booking, order: Order | None) -> LedgerTransaction | None:
    """Write a transaction inside the caller's, as the last thing it does: everybody's money moves through these rows.

    Only our own money belongs to no order. Returns None when nothing moves. Raises IntegrityError for a cause that was
    booked already, and at commit for amounts that do not sum to zero in each currency.
    """
    moved = {account: amount for account, amount in booking.amounts.items() if amount}
    if not moved:
        return None
    rows = {account: _row(account) for account in moved}
    written = LedgerTransaction.objects.create(kind=booking.kind, cause=booking.cause, order=order)
    # Balances are held until commit: always taken in one order.
    for account in sorted(moved, key=lambda each: rows[each].pk):
        LedgerEntry.objects.create(transaction=written, account=rows[account], amount_minor=moved[account])
    return written


def account_of(share: LineShare, currency: str) -> Account:
    """Where a share of a line stands: with its seller, or with what is to be shared while it is nobody's yet."""
    purpose = AccountPurpose.PLANS if share.payee_id is None else AccountPurpose.PAYEE
    return Account(purpose, currency, share.payee_id)


def added(*parts: Amounts) -> dict[Account, int]:
    """Several amounts for the same accounts as one."""
    total: Counter[Account] = Counter()
    for part in parts:
        for account, amount in part.items():
            total[account] += amount
    return dict(total)


def _row(account: Account) -> LedgerAccount:
    key: dict[str, Any] = {"purpose": account.purpose, "person_id": account.person_id, "currency": account.currency}
    found = LedgerAccount.objects.filter(**key).first()
    return found or LedgerAccount.objects.get_or_create(**key)[0]
