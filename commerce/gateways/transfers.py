"""Transfers to sellers' accounts at Stripe, out of the charge that paid for them, and their way back.

Stripe forgets a key after a day. Whoever asks again later than that looks first whether it was done (`find_…`).
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from commerce.gateways.shapes import ReversalTruth, TransferOrder
from commerce.gateways.stripe import call, our_amount, stripe_amount
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


def list_reversals(transfer_id: str) -> list[ReversalTruth]:
    """All that came back of a transfer, whoever asked for it. Raises GatewayUnavailable, GatewayRefused."""
    return [
        ReversalTruth(row.id, _key_of(row), our_amount(row.amount, row.currency.upper()).minor)
        for row in call("transfers.reversals", "list", transfer_id, {"limit": MOST_LISTED}).data
    ]


def _found(rows: list[Any], key: UUID) -> str | None:
    return next((str(row.id) for row in rows if _key_of(row) == str(key)), None)


def _key_of(row: Any) -> str:
    """Under which key of ours it was made; empty for what somebody else made."""
    metadata = row.metadata or {}
    return str(metadata["key"]) if "key" in metadata else ""
