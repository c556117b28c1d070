"""Our balance at Stripe, movement by movement: what really came and went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from commerce.gateways.stripe import call, our_amount

A_PAGE = 100
# Where the thing that moved money names what it belongs to.
BELONGS_TO = ("charge", "source_transaction", "transfer")


@dataclass(frozen=True, slots=True)
class EntryTruth:
    """A movement: `amount` with its sign, and the fee that was kept of it, in minor units of `currency`."""

    entry_id: str
    kind: str
    source: str
    about: str
    reference: UUID | None
    amount_minor: int
    fee_minor: int
    currency: str
    happened_at: datetime


def list_entries(since: datetime, until: datetime, *, after: str = "") -> tuple[Sequence[EntryTruth], bool]:
    """A page of the movements of [since, until), newest first, behind the one named `after`; whether more follow.

    Raises GatewayUnavailable, GatewayRefused.
    """
    span = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
    params: dict[str, Any] = {"created": span, "limit": A_PAGE, "expand": ["data.source"]}
    if after:
        params["starting_after"] = after
    page = call("balance_transactions", "list", params)
    return [_truth(each) for each in page.data], bool(page.has_more)


def entries_of(source: str) -> Sequence[EntryTruth]:
    """All movements of one charge, refund, transfer and so on, whenever they were."""
    found = call("balance_transactions", "list", {"source": source, "limit": A_PAGE, "expand": ["data.source"]})
    return [_truth(each) for each in found.data]


def _truth(told: Any) -> EntryTruth:
    source = told.source
    currency = told.currency.upper()
    is_whole = source is not None and not isinstance(source, str)
    named = [_name(getattr(source, each, None)) for each in BELONGS_TO] if is_whole else []
    return EntryTruth(
        entry_id=told.id,
        kind=told.type,
        source=_name(source),
        about=next(filter(None, named), ""),
        reference=_reference(source) if is_whole else None,
        amount_minor=our_amount(told.amount, currency).minor,
        fee_minor=our_amount(told.fee, currency).minor,
        currency=currency,
        happened_at=datetime.fromtimestamp(told.created, UTC),
    )


def _name(thing: Any) -> str:
    return str(getattr(thing, "id", thing) or "")


def _reference(source: Any) -> UUID | None:
    """Our own payment's public id, which a charge has from its checkout."""
    metadata = getattr(source, "metadata", None) or {}
    try:
        return UUID(str(metadata["payment"])) if "payment" in metadata else None
    except ValueError:
        return None
