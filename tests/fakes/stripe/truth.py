"""What really happened, for whoever reconciles: everything that moved money, and what is where."""

from __future__ import annotations

from tests.fakes.stripe import balance
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

KINDS = {
    "sessions": "checkout.session",
    "intents": "payment_intent",
    "charges": "charge",
    "refunds": "refund",
    "transfers": "transfer",
    "reversals": "transfer_reversal",
    "payouts": "payout",
    "disputes": "dispute",
    "subscriptions": "subscription",
    "invoices": "invoice",
    "accounts": "account",
    "customers": "customer",
}


def truth(work: Work) -> Json:
    """The platform's objects of these kinds, oldest first; what connected accounts got is `payments`.

    `payouts` are everybody's, and `balance` is by account (the platform is "").
    """
    objects: Json = {name: work.all(kind) for name, kind in KINDS.items()}
    objects["payouts"] = work.store.all("payout", account=None)
    objects["payments"] = [row for row in work.store.all("charge", account=None) if row["source_transfer"]]
    accounts = ["", *(account["id"] for account in objects["accounts"])]
    balances: Json = {}
    for account in accounts:
        available, pending = balance.sums(work.of(account))
        balances[account] = {
            code: {"available": available[code], "pending": pending[code]} for code in {*available, *pending}
        }
    return {**objects, "balance": balances}
