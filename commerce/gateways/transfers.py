"""Transfers to sellers' accounts at Stripe, out of the charge that paid for them, and their way back.

Stripe forgets a key after a day. Whoever asks again later than that looks first whether it was done (`find_…`).
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from commerce.gateways.shapes import TransferOrder
from commerce.gateways.stripe import call, stripe_amount
from kit.money import Money

MOST_LISTED = 100
# Shorter than Stripe's day, for the way there.
KEYS_ARE_KEPT = timedelta(hours=20)


def transfer(wanted: TransferOrder) -> str:
    """Send it; the transfer's name. It reaches the account when the charge's money does.

    Raises GatewayUnavailable when nobody knows, GatewayRefused when it was not sent and will not be under this key.
    """
    params: dict[str, Any] = {
        "amount": stripe_amount(wanted.amount),
        "currency": wanted.amount.currency.lower(),
        "destination": wanted.account_id,
        "transfer_group": wanted.order_number,
        "metadata": {"key": str(wanted.key)},
    }
    if wanted.charge_id:
        params["source_transaction"] = wanted.charge_id
    return str(call("transfers", "create", params, {"idempotency_key": str(wanted.key)}).id)


def find_transfer(wanted: TransferOrder) -> str | None:
    """The name of the transfer that was made under this key, if one was."""
    params = {"transfer_group": wanted.order_number, "destination": wanted.account_id, "limit": MOST_LISTED}
    return _found(call("transfers", "list", params).data, wanted.key)


def reverse(transfer_id: str, *, key: UUID, amount: Money) -> str:
    """Take back so much of a transfer; the reversal's name. Raises as `transfer` does."""
    params = {"amount": stripe_amount(amount), "metadata": {"key": str(key)}}
    return str(call("transfers.reversals", "create", transfer_id, params, {"idempotency_key": str(key)}).id)


def find_reversal(transfer_id: str, *, key: UUID) -> str | None:
    """The name of the reversal that was made under this key, if one was."""
    return _found(call("transfers.reversals", "list", transfer_id, {"limit": MOST_LISTED}).data, key)


def _found(rows: list[object], key: UUID) -> str | None:
    for row in rows:
        metadata = getattr(row, "metadata", None) or {}
        if "key" in metadata and metadata["key"] == str(key):
            return str(row.id)  # type: ignore[attr-defined]
    return None
