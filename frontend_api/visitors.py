"""Whose request it is, for limits: the storefront vouches for its visitors' addresses, nobody else is believed."""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Visitor-Address"
SIGNATURE_LASTS_SECONDS = 60


def signed_address(address: str, moment: int) -> str:
    """What the storefront puts into the header for a visitor at `address`."""
    text = f"{address};{moment}"
    digest = hmac.new(settings.STOREFRONT_SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    return f"{text};{digest}"


def visitor_address(request: HttpRequest) -> str:
    """The visitor's network address; of IPv6 the network of the household, since one has billions of addresses."""
    claimed = request.headers.get(HEADER)
    address = _vouched(claimed) if claimed and settings.STOREFRONT_SECRET else None
    return _network(address or request.META.get("REMOTE_ADDR") or "unknown")


def _vouched(claim: str) -> str | None:
    address, _, rest = claim.partition(";")
    moment, _, _ = rest.partition(";")
    if not (moment.isascii() and moment.isdigit()) or abs(time.time() - int(moment)) > SIGNATURE_LASTS_SECONDS:
        return None
    expected = signed_address(address, int(moment)).encode()
    return address if hmac.compare_digest(expected, claim.encode("utf-8", "replace")) else None


def _network(address: str) -> str:
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    except ValueError:
        return address
