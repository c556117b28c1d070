"""How server and front end know each other's requests: HMAC-SHA256 with STOREFRONT_SECRET over time and body.

Visitors' addresses are signed in the same spirit by `kit.client_address`; the texts that are signed never look alike.
"""

import hashlib
import hmac

from django.conf import settings

from kit import clock

TIMESTAMP_HEADER = "X-Storefront-Timestamp"
SIGNATURE_HEADER = "X-Storefront-Signature"
WINDOW_SECONDS = 300


def signed_headers(body: bytes) -> dict[str, str]:
    """The headers that vouch for `body`, from now for five minutes."""
    timestamp = str(int(clock.now().timestamp()))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: signature_of(timestamp, body)}


def is_signed(body: bytes, timestamp: str, signature: str) -> bool:
    """Whether somebody who knows the secret signed `body` within the last five minutes. Without a secret nobody did."""
    if not settings.STOREFRONT_SECRET or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    if abs(clock.now().timestamp() - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(signature_of(timestamp, body).encode(), signature.encode())


def signature_of(timestamp: str, body: bytes) -> str:
    key = settings.STOREFRONT_SECRET.encode()
    return hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
