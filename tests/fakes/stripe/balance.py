"""Money as Stripe counts it: balance transactions, and the balances that are their sums."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, currency, text
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60
# How long what a card brought stays pending.
PENDING_DAYS = 2
CATEGORIES = {
    "charge": "charge",
    "payment": "charge",
    "refund": "refund",
    "payment_refund": "refund",
    "transfer": "transfer",
    "transfer_refund": "transfer_reversal",
    "payout": "payout",
    "payout_failure": "payout_reversal",
    "adjustment": "dispute",
    "refund_failure": "refund_failure",
}


def post(
    work: Work,
    kind: str,
    amount: int,
    currency: str,
    source: str,
    *,
    fee: int = 0,
    days: int = 0,
    available_on: int | None = None,
    category: str | None = None,
    description: str | None = None,
    fee_description: str = "Stripe processing fees",
) -> Json:
    """Write one movement of an account's balance: `amount` with its sign, less `fee`, available in `days` days."""
    fees = [{"amount": fee, "application": None, "currency": currency, "description": fee_description}]
    return work.add(
        {
            "id": work.new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": work.now + days * DAY if available_on is None else available_on,
            "balance_type": "payments",
            "created": work.now,
            "currency": currency,
            "description": description,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [{**detail, "type": "stripe_fee"} for detail in fees] if fee else [],
            "net": amount - fee,
            "reporting_category": category or CATEGORIES[kind],
            "source": source,
            "status": "pending" if days or (available_on or 0) > work.now else "available",
            "type": kind,
        }
    )


def sums(work: Work) -> tuple[dict[str, int], dict[str, int]]:
    """What is available and what is pending now, by currency."""
    available: dict[str, int] = defaultdict(int)
    pending: dict[str, int] = defaultdict(int)
    for entry in work.all("balance_transaction"):
        place = available if entry["available_on"] <= work.now else pending
        place[entry["currency"]] += entry["net"]
    return available, pending


def require(work: Work, amount: int, currency: str) -> None:
    """Raise Refused when the account does not have so much that is available."""
    available, _ = sums(work)
    if available[currency] < amount:
        raise Refused(
            "You have insufficient available funds in your Stripe account. Try adding funds directly to your available "
            "balance by creating Charges using the 4000000000000077 test card.",
            code="balance_insufficient",
        )


def as_of_now(work: Work, entry: Json) -> Json:
    """The entry with the status that its date gives it."""
    return {**entry, "status": "available" if entry["available_on"] <= work.now else "pending"}


@door("GET", "/v1/balance")
def show_balance(work: Work, params: Json) -> Json:
    available, pending = sums(work)
    currencies = sorted({*available, *pending} or {"usd"})

    def lines(by_currency: dict[str, int]) -> list[Json]:
        return [
            {"amount": by_currency[code], "currency": code, "source_types": {"card": by_currency[code]}}
            for code in currencies
        ]

    reserved = [{"amount": 0, "currency": code} for code in currencies]
    body: Json = {"object": "balance", "available": lines(available), "livemode": False, "pending": lines(pending)}
    return body if work.account else {**body, "connect_reserved": reserved}


@door("GET", "/v1/balance_transactions", {**PAGE, "type": text, "source": text, "payout": text, "currency": currency})
def list_transactions(work: Work, params: Json) -> Json:
    rows = [
        as_of_now(work, row) for row in work.all("balance_transaction", **filters(params, "type", "source", "currency"))
    ]
    if "payout" in params:
        rows = [row for row in rows if _payout_of(work, row) == params["payout"]]
    return page(rows, params, "/v1/balance_transactions")


@door("GET", "/v1/balance_transactions/{id}")
def show_transaction(work: Work, params: Json, object_id: str) -> Json:
    return as_of_now(work, work.get("balance_transaction", object_id))


def _payout_of(work: Work, entry: Json) -> Any:
    return entry["source"] if entry["type"] == "payout" else work.store.hidden(entry["id"]).get("payout")
