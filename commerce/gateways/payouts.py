"""What Stripe pays from sellers' accounts to their banks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from commerce.gateways.stripe import call, our_amount
from kit.money import Money

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class PayoutTruth:
    """How a payout stands. `state` is one of Stripe's own words: pending, in_transit, paid, failed, canceled."""

    payout_id: str
    state: str
    amount: Money
    begun_at: datetime
    arrives_on: date
    failure_code: str
    failure: str


def list_payouts(account_id: str, since: datetime) -> Iterator[PayoutTruth]:
    """The payouts of a seller's account that were begun since then, newest first. Raises GatewayUnavailable."""
    params: dict[str, Any] = {"created": {"gte": int(since.timestamp())}, "limit": A_PAGE}
    while True:
        page = call("payouts", "list", params, {"stripe_account": account_id})
        for told in page.data:
            yield _truth(told)
        if not page.has_more:
            return
        params["starting_after"] = page.data[-1].id


def _truth(told: Any) -> PayoutTruth:
    return PayoutTruth(
        payout_id=told.id,
        state=told.status,
        amount=our_amount(told.amount, told.currency),
        begun_at=datetime.fromtimestamp(told.created, UTC),
        arrives_on=datetime.fromtimestamp(told.arrival_date, UTC).date(),
        failure_code=told.failure_code or "",
        failure=told.failure_message or "",
    )
