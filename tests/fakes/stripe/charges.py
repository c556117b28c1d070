"""Charges: attempts that reached the card, with what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.stripe import balance, cards, money
from tests.fakes.stripe.cards import Card
from tests.fakes.stripe.doors import INCLUDED, door, filters, page, plain_list
from tests.fakes.stripe.params import PAGE, clearable, merged, metadata, text
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

RISK_SCORES = {"elevated": 68, "highest": 91}
# What makes a dispute of a charge; disputes.py puts it here, because disputes build on charges.
ON_DISPUTE: list[Callable[[Work, Json, str], Any]] = []


def new_charge(work: Work, intent: Json, method: Json, card: Card, *, refused: bool) -> Json:
    """Charge the card for an intent. A charge that succeeds posts its money, less the fee."""
    charge = blank(
        work,
        work.new_id("ch_"),
        intent["amount"],
        intent["currency"],
        amount_captured=0 if refused else intent["amount"],
        billing_details=method["billing_details"],
        calculated_statement_descriptor="PERFOMIX",
        captured=not refused,
        customer=intent["customer"],
        description=intent["description"],
        failure_code=card.declines if refused else None,
        failure_message=cards.message_of(card) if refused else None,
        metadata=dict(intent["metadata"]),
        outcome=_outcome(card, refused=refused),
        paid=not refused,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details={"card": _card_details(work, card, intent["amount"]), "type": "card"},
        status="failed" if refused else "succeeded",
        transfer_group=intent["transfer_group"],
    )
    if not refused:
        charge["receipt_url"] = f"{work.public_url}/receipts/{charge['id']}"
        if charge["transfer_group"] is None:
            charge["transfer_group"] = f"group_{intent['id']}"
        entry = balance.post(
            work,
            "charge",
            charge["amount"],
            charge["currency"],
            charge["id"],
            fee=money.processing_fee(charge["amount"], charge["currency"]),
            days=balance.PENDING_DAYS if card.pending_days is None else card.pending_days,
            description=charge["description"],
        )
        charge["balance_transaction"] = entry["id"]
    work.add(charge)
    work.emit("charge.failed" if refused else "charge.succeeded", charge)
    return charge


def blank(work: Work, charge_id: str, amount: int, currency: str, **members: Any) -> Json:
    """A charge with what it was given, and nothing else."""
    charge: Json = {
        "id": charge_id,
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": cards.billing(None, None),
        "calculated_statement_descriptor": None,
        "captured": True,
        "created": work.now,
        "currency": currency,
        "customer": None,
        "description": None,
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": {},
        "on_behalf_of": None,
        "outcome": None,
        "paid": True,
        "payment_intent": None,
        "payment_method": None,
        "payment_method_details": None,
        "receipt_email": None,
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": None,
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": None,
    }
    unknown = set(members) - set(charge)
    assert not unknown, unknown
    return {**charge, **members}


def dispute_if_it_does(work: Work, charge: Json, card: Card) -> None:
    if card.disputes:
        for dispute in ON_DISPUTE:
            dispute(work, charge, card.disputes)


def _outcome(card: Card, *, refused: bool) -> Json:
    reason = card.reason or card.declines
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": "05" if refused else None,
        "network_status": "declined_by_network" if refused else "approved_by_network",
        "reason": reason if refused else None,
        "seller_message": "The bank did not return any further details with this decline."
        if refused
        else "Payment complete.",
        "type": "issuer_declined" if refused else "authorized",
        # Radar's opinion, where there is one to speak of.
        **({"risk_level": card.risk, "risk_score": RISK_SCORES[card.risk]} if card.risk else {}),
    }


def _card_details(work: Work, card: Card, amount: int) -> Json:
    secure = {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": work.new_id("", 20) if card.authenticates else None,
        "version": "2.2.0",
    }
    return {
        **cards.details(work, card),
        "amount_authorized": amount,
        "authorization_code": None,
        "extended_authorization": {"status": "disabled"},
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "overcapture": {"maximum_amount_capturable": amount, "status": "unavailable"},
        "three_d_secure": secure if card.authenticates else None,
        "transaction_link_id": None,
    }


def _refunds(work: Work, charge: Json) -> Json:
    rows = work.all("refund", charge=charge["id"])
    return plain_list(rows[::-1][:10], f"/v1/charges/{charge['id']}/refunds", has_more=len(rows) > 10)


INCLUDED["charge", "refunds"] = _refunds


@door("GET", "/v1/charges", {**PAGE, "customer": text, "payment_intent": text, "transfer_group": text})
def list_charges(work: Work, params: Json) -> Json:
    rows = work.all("charge", **filters(params, "customer", "payment_intent", "transfer_group"))
    return page(rows, params, "/v1/charges")


@door("GET", "/v1/charges/{id}")
def show_charge(work: Work, params: Json, object_id: str) -> Json:
    return work.get("charge", object_id)


@door("POST", "/v1/charges/{id}", {"description": clearable, "metadata": metadata, "transfer_group": text})
def update_charge(work: Work, params: Json, object_id: str) -> Json:
    charge = work.get("charge", object_id)
    if "metadata" in params:
        params["metadata"] = merged(charge["metadata"], params["metadata"])
    charge.update(params)
    work.save(charge)
    work.emit("charge.updated", charge)
    return charge
