"""Whether Stripe said it: signatures of webhooks (docs.stripe.com/webhooks/signature)."""

import math
import time
from collections.abc import Sequence

import stripe

from commerce.gateways.shapes import SignatureRefused

WEBHOOK_TOLERANCE_SECONDS = 300


def refuse_unsigned(body: bytes, signature: str, secrets: Sequence[str]) -> None:
    """Raises SignatureRefused for a body that was not signed under one of the secrets just now.

    The library looks for signatures that are too old alone: one of tomorrow could be replayed until then.
    """
    if _signed_at(signature) > time.time() + WEBHOOK_TOLERANCE_SECONDS:
        raise SignatureRefused
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(body.decode(), signature, secret, tolerance=WEBHOOK_TOLERANCE_SECONDS)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return
    raise SignatureRefused


def _signed_at(signature: str) -> float:
    """The moment that the header names, in seconds since 1970; the end of time where it names none."""
    for part in signature.split(","):
        name, _equals, value = part.partition("=")
        if name == "t" and value.isascii() and value.isdigit():
            return float(value[:20])
    return math.inf
