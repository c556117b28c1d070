"""Payments that were made without a hosted page of ours: those of a subscription's invoices."""

from typing import Any

from commerce.gateways.shapes import CheckoutTruth, Payer, SessionState
from commerce.gateways.stripe import call, our_amount, refunds_of

EXPANDED = ["latest_charge.balance_transaction"]


def read_intent(intent_id: str, *, has_refunds: bool = False) -> CheckoutTruth:
    """How the payment stands, as `stripe.read_checkout` says it of one with a page."""
    intent = call("payment_intents", "retrieve", intent_id, {"expand": EXPANDED})
    charge = intent.latest_charge if not isinstance(intent.latest_charge, str) else None
    kept = charge.balance_transaction if charge is not None else None
    if isinstance(kept, str):
        kept = None
    currency = intent.currency.upper()
    return CheckoutTruth(
        session_id="",
        state=SessionState.COMPLETE,
        is_paid=intent.status == "succeeded",
        total=our_amount(intent.amount, currency),
        intent_id=intent.id,
        charge_id=charge.id if charge is not None else None,
        fee_id=kept.id if kept is not None else None,
        fee=our_amount(kept.fee, kept.currency) if kept is not None else None,
        refunds=refunds_of(intent.id, currency)
        if charge is not None and (charge.amount_refunded or has_refunds)
        else (),
        payer=_payer(charge),
        is_disputed=charge is not None and bool(charge.disputed),
    )


def _payer(charge: Any) -> Payer:
    if charge is None:
        return Payer()
    details, means = charge.billing_details, charge.payment_method_details
    place = details.address if details is not None else None
    town = " ".join(part for part in (place.postal_code, place.city) if part) if place is not None else ""
    lines = (place.line1, place.line2, town, place.state) if place is not None else ()
    card = means.card if means is not None and means.type == "card" else None
    return Payer(
        name=(details.name or "") if details is not None else "",
        email=(details.email or "") if details is not None else "",
        address=tuple(line for line in lines if line),
        country=(place.country or "") if place is not None else "",
        paid_with=f"{card.brand.title()} {card.last4}" if card is not None else "",
    )
