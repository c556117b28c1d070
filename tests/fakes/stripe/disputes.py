"""Disputes: a cardholder's bank takes the money back, and both sides have their say."""

from __future__ import annotations

from tests.fakes.stripe import balance, charges
from tests.fakes.stripe.clockwork import MOMENTS, WHEELS
from tests.fakes.stripe.control import deed
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import PAGE, boolean, clearable, merged, metadata, text
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60
DAYS_TO_ANSWER = 9
FEE = 1500
FILES = (
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
)
TEXTS = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
)
OPEN = ("needs_response", "under_review")
# Evidence that decides by itself, as in Stripe's test mode.
WINNING, LOSING = "winning_evidence", "losing_evidence"


def open_dispute(work: Work, charge: Json, reason: str, amount: int | None = None) -> Json:
    """Take the money of a charge away until it is decided."""
    amount = charge["amount"] if amount is None else amount
    dispute_id = work.new_id("dp_1", 23)
    entry = balance.post(
        work,
        "adjustment",
        -amount,
        charge["currency"],
        dispute_id,
        fee=FEE,
        fee_description="Dispute fee",
        description=f"Chargeback withdrawal for {charge['id']}",
    )
    card = charge["payment_method_details"]["card"]
    dispute = {
        "id": dispute_id,
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [entry],
        "charge": charge["id"],
        "created": work.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(sorted((*FILES, *TEXTS))), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": work.now + DAYS_TO_ANSWER * DAY,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {
                "brand": card["brand"],
                "case_type": "chargeback",
                "network": card["network"],
                "network_reason_code": "10.4",
            },
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }
    work.add(dispute)
    charge["disputed"] = True
    work.save(charge)
    work.emit("charge.dispute.created", dispute)
    work.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


charges.ON_DISPUTE.append(open_dispute)


def decide(work: Work, dispute: Json, *, won: bool) -> Json:
    """The bank's word: the money comes back, or it does not."""
    if dispute["status"] not in OPEN:
        raise Refused(f"This dispute is {dispute['status']}.", code="dispute_already_closed")
    before = dispute["status"]
    dispute["status"] = "won" if won else "lost"
    if won:
        entry = balance.post(
            work,
            "adjustment",
            dispute["amount"],
            dispute["currency"],
            dispute["id"],
            category="dispute_reversal",
            description=f"Chargeback reversal for {dispute['charge']}",
        )
        dispute["balance_transactions"].append(entry)
    work.save(dispute)
    work.emit("charge.dispute.closed", dispute, {"status": before})
    if won:
        work.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def lose_unanswered(work: Work) -> None:
    """Who does not answer in time has lost."""
    for dispute in work.store.all("dispute", status="needs_response"):
        if dispute["evidence_details"]["due_by"] <= work.now:
            dispute["evidence_details"]["past_due"] = True
            decide(work, dispute, won=False)


def moments(work: Work) -> list[int]:
    return [dispute["evidence_details"]["due_by"] for dispute in work.store.all("dispute", status="needs_response")]


WHEELS.append(lose_unanswered)
MOMENTS.append(moments)


@door("GET", "/v1/disputes", {**PAGE, "charge": text, "payment_intent": text})
def list_disputes(work: Work, params: Json) -> Json:
    return page(work.all("dispute", **filters(params, "charge", "payment_intent")), params, "/v1/disputes")


@door("GET", "/v1/disputes/{id}")
def show_dispute(work: Work, params: Json, dispute_id: str) -> Json:
    return work.get("dispute", dispute_id)


@door(
    "POST",
    "/v1/disputes/{id}",
    {"evidence": dict.fromkeys((*FILES, *TEXTS), clearable), "metadata": metadata, "submit": boolean},
)
def update_dispute(work: Work, params: Json, dispute_id: str) -> Json:
    dispute = work.get("dispute", dispute_id)
    if "metadata" in params:
        dispute["metadata"] = merged(dispute["metadata"], params["metadata"])
    evidence = params.get("evidence", {})
    if evidence or params.get("submit"):
        if dispute["status"] not in OPEN:
            raise Refused("This dispute is already closed.", code="dispute_already_closed")
        _take_evidence(work, dispute, evidence, submit=params.get("submit", True))
    work.save(dispute)
    work.emit("charge.dispute.updated", dispute)
    said = dispute["evidence"]["uncategorized_text"]
    if dispute["status"] == "under_review" and said in (WINNING, LOSING):
        return decide(work, dispute, won=said == WINNING)
    return dispute


def _take_evidence(work: Work, dispute: Json, evidence: Json, *, submit: bool) -> None:
    for name in FILES:
        if evidence.get(name):
            work.get("file", evidence[name], param=f"evidence[{name}]", name="file upload")
    dispute["evidence"].update(evidence)
    details = dispute["evidence_details"]
    details["has_evidence"] = any(value for name, value in dispute["evidence"].items() if name != "enhanced_evidence")
    if submit:
        details["submission_count"] += 1
        details["submission_method"] = "manual"
        dispute["status"] = "under_review"


@door("POST", "/v1/disputes/{id}/close")
def close_dispute(work: Work, params: Json, dispute_id: str) -> Json:
    return decide(work, work.get("dispute", dispute_id), won=False)


@deed("POST", "disputes/{id}/decide")
def decide_by_hand(work: Work, given: Json) -> Json:
    """The bank decides: `won` is true or false."""
    with work.store.transaction():
        return decide(work, work.get("dispute", given["id"]), won=bool(given["won"]))


@deed("POST", "charges/{id}/dispute")
def dispute_by_hand(work: Work, given: Json) -> Json:
    """A cardholder disputes a charge that was good until now, for a `reason`, maybe only an `amount` of it."""
    with work.store.transaction():
        charge = work.get("charge", given["id"])
        if charge["status"] != "succeeded" or charge["disputed"]:
            raise BadRequest("This charge cannot be disputed.")
        return open_dispute(work, charge, given.get("reason", "fraudulent"), given.get("amount"))
