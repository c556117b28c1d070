"""Payouts: from a balance to a bank, by hand or by themselves every day."""

from __future__ import annotations

from tests.fakes.stripe import balance
from tests.fakes.stripe.clockwork import MOMENTS, WHEELS
from tests.fakes.stripe.control import deed
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, Required, choice, currency, metadata, positive, text
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60
DAYS_TO_ARRIVE = 2


def new_payout(work: Work, amount: int, code: str, *, automatic: bool, params: Json) -> Json:
    """Take the money from the balance and send it on its way. Raises Refused when it is not there."""
    balance.require(work, amount, code)
    holder = work.store.find(work.account, "") if work.account else None
    if holder is not None and not holder["payouts_enabled"]:
        raise Refused("Payouts are not enabled for this account.", code="payouts_not_allowed")
    payout_id = work.new_id("po_")
    entry = balance.post(work, "payout", -amount, code, payout_id, description="STRIPE PAYOUT")
    banks = holder["external_accounts"]["data"] if holder else []
    payout = {
        "id": payout_id,
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": work.now + DAYS_TO_ARRIVE * DAY,
        "automatic": automatic,
        "balance_transaction": entry["id"],
        "created": work.now,
        "currency": code,
        "description": params.get("description", "STRIPE PAYOUT" if automatic else None),
        "destination": banks[0]["id"] if banks else None,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "method": "standard",
        "original_payout": None,
        "payout_method": None,
        "reconciliation_status": "completed" if automatic else "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": params.get("statement_descriptor"),
        "status": "pending",
        "trace_id": None,
        "type": "bank_account",
    }
    work.add(payout)
    work.emit("payout.created", payout)
    return payout


def arrive(work: Work) -> None:
    """Payouts whose day has come are paid."""
    for payout in work.store.all("payout", account=None, status="pending"):
        if payout["arrival_date"] <= work.now:
            theirs = work.of(work.store.account_of(payout["id"]))
            theirs.save({**payout, "status": "paid"})
            theirs.emit("payout.paid", {**payout, "status": "paid"})


def pay_out_daily(work: Work) -> None:
    """Once a day, everything available goes to the banks of the accounts that want it so."""
    day = work.now // DAY
    for account in work.store.all("account"):
        last = work.store.note(f"payouts:{account['id']}")
        if account.get("payouts_enabled") and account["created"] // DAY < day and last != day:
            work.store.write_note(f"payouts:{account['id']}", day)
            _pay_out(work.of(account["id"]), account)


def _pay_out(theirs: Work, account: Json) -> None:
    if account["settings"]["payouts"]["schedule"]["interval"] == "daily":
        available, _ = balance.sums(theirs)
        for code, amount in available.items():
            if amount > 0:
                new_payout(theirs, amount, code, automatic=True, params={})


def moments(work: Work) -> list[int]:
    midnight = [(work.now // DAY + 1) * DAY] if work.store.all("account", payouts_enabled=True) else []
    return midnight + [row["arrival_date"] for row in work.store.all("payout", account=None, status="pending")]


WHEELS.extend([arrive, pay_out_daily])
MOMENTS.append(moments)


def fail(work: Work, payout: Json) -> Json:
    """The bank refuses: the money is in the balance again."""
    theirs = work.of(work.store.account_of(payout["id"]))
    entry = balance.post(theirs, "payout_failure", payout["amount"], payout["currency"], payout["id"])
    payout.update(
        status="failed",
        failure_balance_transaction=entry["id"],
        failure_code="account_closed",
        failure_message="The bank account has been closed",
    )
    theirs.save(payout)
    theirs.emit("payout.failed", payout)
    return payout


@deed("POST", "payouts/{id}/fail")
def fail_by_hand(work: Work, given: Json) -> Json:
    """The bank sends a payout back."""
    with work.store.transaction():
        payout = work.store.find(given["id"])
        if payout is None or payout["object"] != "payout" or payout["status"] == "failed":
            raise Refused("There is no such payout that could fail.", status=404)
        return fail(work, payout)


@door(
    "POST",
    "/v1/payouts",
    {
        "amount": Required(positive),
        "currency": Required(currency),
        "description": text,
        "metadata": metadata,
        "method": choice("standard"),
        "statement_descriptor": text,
    },
)
def create_payout(work: Work, params: Json) -> Json:
    return new_payout(work, params["amount"], params["currency"], automatic=False, params=params)


@door("GET", "/v1/payouts", {**PAGE, "status": text})
def list_payouts(work: Work, params: Json) -> Json:
    arrive(work)
    return page(work.all("payout", **filters(params, "status")), params, "/v1/payouts")


@door("GET", "/v1/payouts/{id}")
def show_payout(work: Work, params: Json, payout_id: str) -> Json:
    arrive(work)
    return work.get("payout", payout_id)


@door("POST", "/v1/payouts/{id}/cancel")
def cancel_payout(work: Work, params: Json, payout_id: str) -> Json:
    payout = work.get("payout", payout_id)
    if payout["status"] != "pending" or payout["automatic"]:
        raise Refused("Payouts can only be canceled while they are pending.", code="payouts_not_allowed")
    balance.post(work, "payout_failure", payout["amount"], payout["currency"], payout_id)
    payout["status"] = "canceled"
    work.save(payout)
    work.emit("payout.canceled", payout)
    return payout
