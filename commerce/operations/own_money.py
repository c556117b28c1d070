"""What comes and goes on our balance for no order: payouts to our bank and back, and fees of nothing that was sold.

Only the provider's account of our balance tells of it. Each movement that a comparison reads is booked under its own
name there, once. Reserves are not booked: what is held back stays ours at the provider.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from commerce.enums import AccountPurpose, LedgerKind
from commerce.models import LedgerEntry, LedgerTransaction, ProviderEntry
from commerce.operations.ledger import Account, Booking, added, book
from kit.failpoints import failpoint
from kit.money import Money

# The other side of each: which account it came from or went to.
BOOKED: Mapping[str, tuple[LedgerKind, AccountPurpose]] = {
    "payout": (LedgerKind.PAYOUT, AccountPurpose.BANK),
    "payout_failure": (LedgerKind.PAYOUT, AccountPurpose.BANK),
    "payout_cancel": (LedgerKind.PAYOUT, AccountPurpose.BANK),
    "topup": (LedgerKind.PAYOUT, AccountPurpose.BANK),
    "topup_reversal": (LedgerKind.PAYOUT, AccountPurpose.BANK),
    "stripe_fee": (LedgerKind.FEE, AccountPurpose.GATEWAY_FEES),
    "stripe_fx_fee": (LedgerKind.FEE, AccountPurpose.GATEWAY_FEES),
    "tax_fee": (LedgerKind.FEE, AccountPurpose.GATEWAY_FEES),
}
RESERVES = frozenset(
    [
        "payout_minimum_balance_hold", "payout_minimum_balance_release", "reserve_transaction", "reserve_hold",
        "reserve_release", "reserved_funds", "payment_network_reserve_hold", "payment_network_reserve_release",
    ]
)  # fmt: skip
OWN = RESERVES | BOOKED.keys()


def book_own_money() -> int:
    """Book what was read and is not booked. Returns how many movements that were. Repeats change nothing."""
    waiting = ProviderEntry.objects.unmatched().filter(kind__in=BOOKED).order_by("happened_at", "pk")
    return sum(_booked(entry) for entry in waiting)


def booked_here(entries: Sequence[ProviderEntry]) -> dict[int, Money]:
    """What is booked on our balance for each of these movements, by its key; those that are not booked are left out."""
    rows = LedgerEntry.objects.filter(
        transaction__order=None,
        transaction__cause__in=[entry.entry_id for entry in entries],
        account__purpose=AccountPurpose.GATEWAY,
    ).select_related("transaction", "account")
    found = {row.transaction.cause: Money(row.amount_minor, row.account.currency) for row in rows}
    return {entry.pk: found[entry.entry_id] for entry in entries if entry.entry_id in found}


def _booked(entry: ProviderEntry) -> bool:
    kind, other = BOOKED[entry.kind]
    with transaction.atomic():
        # Two comparisons may have read it.
        held = ProviderEntry.objects.select_for_update().get(pk=entry.pk)
        if LedgerTransaction.objects.filter(kind=kind, cause=held.entry_id).exists():
            return False
        failpoint("commerce.own_money_held")
        moved = {
            Account(AccountPurpose.GATEWAY, held.currency): held.amount_minor - held.fee_minor,
            Account(other, held.currency): -held.amount_minor,
        }
        fee = {Account(AccountPurpose.GATEWAY_FEES, held.currency): held.fee_minor}
        return book(Booking(kind, held.entry_id, added(moved, fee)), None) is not None
