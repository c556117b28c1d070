"""Refunds: money that goes back, whole or in parts, never more than came."""

from __future__ import annotations

from tests.fakes.stripe import balance, cards, money
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, choice, merged, metadata, positive, text
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work


@door(
    "POST",
    "/v1/refunds",
    {
        "amount": positive,
        "charge": text,
        "metadata": metadata,
        "payment_intent": text,
        "reason": choice("duplicate", "fraudulent", "requested_by_customer"),
    },
)
def create_refund(work: Work, params: Json) -> Json:
    charge = _charge(work, params)
    left = charge["amount_captured"] - charge["amount_refunded"]
    if charge["disputed"] and _lost_or_open(work, charge):
        raise Refused(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            param="charge",
        )
    if left <= 0:
        raise Refused(
            f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded", param="charge"
        )
    amount = params.get("amount", left)
    if amount > left:
        currency = charge["currency"]
        raise Refused(
            f"Refund amount ({money.shown(amount, currency)}) is greater than unrefunded amount on charge "
            f"({money.shown(left, currency)})",
            code="amount_too_large",
            param="amount",
        )
    return _refund(work, charge, amount, params)


def _charge(work: Work, params: Json) -> Json:
    if "charge" in params and "payment_intent" in params:
        raise BadRequest("You may only specify one of these parameters: charge, payment_intent.", param="charge")
    if "charge" in params:
        charge = work.get("charge", params["charge"], param="charge")
    elif "payment_intent" in params:
        intent = work.get("payment_intent", params["payment_intent"], param="payment_intent")
        if intent["latest_charge"] is None:
            raise Refused(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                code="payment_intent_unexpected_state",
                param="payment_intent",
            )
        charge = work.get("charge", intent["latest_charge"])
    else:
        raise BadRequest(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    if charge["status"] != "succeeded":
        raise Refused("This charge did not succeed; there is nothing to refund.", code="charge_not_refundable")
    return charge


def _lost_or_open(work: Work, charge: Json) -> bool:
    return any(dispute["status"] != "won" for dispute in work.all("dispute", charge=charge["id"]))


def _refund(work: Work, charge: Json, amount: int, params: Json) -> Json:
    status = cards.card_of(work, charge["payment_method"]).refund
    refund_id = work.new_id("re_")
    entry = balance.post(work, "refund", -amount, charge["currency"], refund_id, description="REFUND FOR CHARGE")
    refund: Json = {
        "id": refund_id,
        "object": "refund",
        "amount": amount,
        "balance_transaction": entry["id"],
        "charge": charge["id"],
        "created": work.now,
        "currency": charge["currency"],
        "customer": charge["customer"],
        "customer_account": None,
        "destination_details": {
            "card": {"type": "refund"},
            "type": "card",
        },
        "metadata": params.get("metadata", {}),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending" if status == "pending" else "succeeded",
        "transfer_reversal": None,
    }
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    work.save(charge)
    work.add(refund)
    work.emit("charge.refunded", charge)
    work.emit("refund.created", refund)
    if status == "failed":
        fail_refund(work, refund)
    return work.store.find(refund_id) or refund


def settle_refund(work: Work, refund: Json) -> Json:
    """A pending refund has reached the card."""
    before = refund["status"]
    refund["status"] = "succeeded"
    work.save(refund)
    work.emit("refund.updated", refund, {"status": before})
    work.emit("charge.refund.updated", refund, {"status": before})
    return refund


def fail_refund(work: Work, refund: Json) -> Json:
    """The bank sends the money back: it is in the balance again, and the charge is not refunded."""
    before = refund["status"]
    entry = balance.post(work, "refund_failure", refund["amount"], refund["currency"], refund["id"])
    refund.update(status="failed", failure_balance_transaction=entry["id"], failure_reason="expired_or_canceled_card")
    work.save(refund)
    charge = work.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    work.save(charge)
    for kind in ("refund.updated", "refund.failed", "charge.refund.updated"):
        work.emit(kind, refund, {"status": before})
    return refund


@door("GET", "/v1/refunds", {**PAGE, "charge": text, "payment_intent": text})
def list_refunds(work: Work, params: Json) -> Json:
    return page(work.all("refund", **filters(params, "charge", "payment_intent")), params, "/v1/refunds")


@door("GET", "/v1/refunds/{id}")
def show_refund(work: Work, params: Json, object_id: str) -> Json:
    return work.get("refund", object_id)


@door("POST", "/v1/refunds/{id}", {"metadata": metadata})
def update_refund(work: Work, params: Json, object_id: str) -> Json:
    refund = work.get("refund", object_id)
    before = refund["metadata"]
    refund["metadata"] = merged(before, params.get("metadata", {}))
    work.save(refund)
    work.emit("refund.updated", refund, {"metadata": before})
    return refund
