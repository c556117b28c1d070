"""Random keys for letters and refresh tokens. What is stored is their hash."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_key() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def child_key(parent: str, salt: str) -> str:
    """The refresh token that follows `parent`: always the same for the same salt, so that two tabs get one answer."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"refresh {parent} {salt}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
