"""The payment provider as commerce sees it. `commerce.gateways.stripe` is the one that is real (DESIGN 6)."""

from commerce.gateways.shapes import (
    Checkout,
    CheckoutItem,
    CheckoutTruth,
    DisputeTruth,
    GatewayRefused,
    GatewayUnavailable,
    Payer,
    RefundTruth,
    SignatureRefused,
    ToldEvent,
)

__all__ = [
    "Checkout",
    "CheckoutItem",
    "CheckoutTruth",
    "DisputeTruth",
    "GatewayRefused",
    "GatewayUnavailable",
    "Payer",
    "RefundTruth",
    "SignatureRefused",
    "ToldEvent",
]
