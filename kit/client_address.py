"""Whose request it is, for limits and devices: no forwarded address is believed unless somebody trusted signed it."""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.http import HttpRequest

SIGNATURE_LIVES_SECONDS = 60


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address.

    It is the connection's own, unless the storefront names another in `X-Visitor-Address: <address> <unix time>
    <hex HMAC-SHA256 of "address time">`, signed with `STOREFRONT_SECRET` and no older than a minute, or the connection
    comes from one of `TRUSTED_PROXIES`, whose last `X-Forwarded-For` entry then counts (FAULTS S12).
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if (signed := request.headers.get("X-Visitor-Address")) and (vouched := _vouched(signed)):
        return vouched
    if peer in settings.TRUSTED_PROXIES:
        return _address(request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1]) or peer
    return peer or "unknown"


def sign_address(address: str, *, at: int) -> str:
    """The header's value for `address` at the Unix time `at`; what the storefront sends."""
    return f"{address} {at} {_signature(address, str(at))}"


def _vouched(header: str) -> str | None:
    address, _, rest = header.partition(" ")
    at, _, signature = rest.partition(" ")
    if not settings.STOREFRONT_SECRET or not at.isdecimal():
        return None
    if abs(time.time() - int(at[:12])) > SIGNATURE_LIVES_SECONDS:
        return None
    if not hmac.compare_digest(_signature(address, at).encode(), signature.encode()):
        return None
    return _address(address)


def _signature(address: str, at: str) -> str:
    return hmac.new(settings.STOREFRONT_SECRET.encode(), f"{address} {at}".encode(), hashlib.sha256).hexdigest()


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return None
