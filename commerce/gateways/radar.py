"""How Stripe and the cardholder's bank see the risk of a payment."""

from dataclasses import dataclass

from commerce.gateways.stripe import call

MOST = 100


@dataclass(frozen=True, slots=True)
class RiskTruth:
    """`card` is the same for every payment with one card; `warnings` are the bank's own words for the kind of fraud."""

    card: str
    level: str
    declined: int
    warnings: tuple[str, ...]


def read_risk(intent_id: str) -> RiskTruth:
    """All tries of a payment, how risky the one that succeeded seemed, and what the bank warned of since.

    Raises GatewayUnavailable, GatewayRefused.
    """
    about = {"payment_intent": intent_id, "limit": MOST}
    charges = call("charges", "list", about).data
    warnings = call("radar.early_fraud_warnings", "list", about).data
    taken = next((each for each in charges if each.status == "succeeded"), None)
    means = taken.payment_method_details if taken is not None else None
    card = getattr(means, "card", None)
    outcome = taken.outcome if taken is not None else None
    return RiskTruth(
        card=(getattr(card, "fingerprint", None) or "") if card is not None else "",
        level=(getattr(outcome, "risk_level", None) or "") if outcome is not None else "",
        declined=sum(each.status == "failed" for each in charges),
        warnings=tuple(each.fraud_type for each in warnings),
    )
