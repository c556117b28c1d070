"""Disputes at Stripe: how they stand, and the evidence that is handed in."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from commerce.gateways import stripe
from commerce.gateways.shapes import DisputeMove, DisputeStanding, DisputeTruth

STANDINGS = {
    "needs_response": DisputeStanding.NEEDS_RESPONSE,
    "under_review": DisputeStanding.UNDER_REVIEW,
    "won": DisputeStanding.WON,
    "prevented": DisputeStanding.WON,
    "lost": DisputeStanding.LOST,
    "warning_needs_response": DisputeStanding.INQUIRY,
    "warning_under_review": DisputeStanding.INQUIRY,
    "warning_closed": DisputeStanding.CLOSED,
}


def disputes_of(intent_id: str) -> tuple[DisputeTruth, ...]:
    """All disputes of a payment, with what each moved on the balance. Raises GatewayUnavailable."""
    found = stripe.call("disputes", "list", {"payment_intent": intent_id, "limit": 100})
    return tuple(_truth(each) for each in found.data)


def upload(*, key: str, name: str, content: bytes) -> str:
    """Hand in a file; its id. Asking again under the same key finds the same file."""
    file = io.BytesIO(content)
    file.name = name
    params = {"purpose": "dispute_evidence", "file": file}
    return str(stripe.call("files", "create", params, {"idempotency_key": key}).id)


def submit_evidence(dispute_id: str, evidence: Mapping[str, str], *, key: str) -> DisputeTruth:
    """Hand in the answer, for good. Raises GatewayRefused when the dispute takes none any more."""
    params = {"evidence": dict(evidence), "submit": True}
    return _truth(stripe.call("disputes", "update", dispute_id, params, {"idempotency_key": key}))


def _truth(told: Any) -> DisputeTruth:
    currency = told.currency.upper()
    details = told.evidence_details
    return DisputeTruth(
        dispute_id=told.id,
        standing=STANDINGS[told.status],
        reason=told.reason,
        amount_minor=stripe.our_amount(told.amount, currency).minor,
        opened_at=datetime.fromtimestamp(told.created, UTC),
        due_by=datetime.fromtimestamp(details.due_by, UTC) if details.due_by else None,
        is_answered=bool(details.submission_count),
        moves=tuple(
            DisputeMove(
                move_id=move.id,
                amount=stripe.our_amount(move.amount, move.currency),
                fee=stripe.our_amount(move.fee, move.currency),
            )
            for move in told.balance_transactions
        ),
    )
