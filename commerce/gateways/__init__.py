"""The payment provider as commerce sees it. `commerce.gateways.stripe` is the one that is real (DESIGN 6)."""

from commerce.gateways.shapes import (
    Checkout,
    CheckoutItem,
    CheckoutTruth,
    DisputeTruth,
    GatewayRefused,
    GatewayUnavailable,
    NewPayee,
    PayeeTruth,
    Payer,
    RefundTruth,
    Requirement,
    ReversalTruth,
    SignatureRefused,
    ToldEvent,
    ToldOfAccount,
    TransferOrder,
)

__all__ = [
    "Checkout",
    "CheckoutItem",
    "CheckoutTruth",
    "DisputeTruth",
    "GatewayRefused",
    "GatewayUnavailable",
    "NewPayee",
    "PayeeTruth",
    "Payer",
    "RefundTruth",
    "Requirement",
    "ReversalTruth",
    "SignatureRefused",
    "ToldEvent",
    "ToldOfAccount",
    "TransferOrder",
]
