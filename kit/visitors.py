"""Who is at the other end of a request, as far as devices and limits ask."""

import ipaddress
from dataclasses import dataclass

from django.http import HttpRequest

from kit.client_address import client_address


@dataclass(frozen=True)
class Visitor:
    """`address` is empty where it is not known, as on a local socket."""

    address: str = ""
    user_agent: str = ""

    @property
    def network(self) -> str:
        """What limits count by: the address, or its /64 for IPv6, where one visitor holds as much."""
        if ":" not in self.address:
            return self.address
        return str(ipaddress.ip_network(f"{self.address}/64", strict=False))


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor behind `request`, with what of their browser's name can be shown."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        text = ""
    else:
        text = str(getattr(address, "ipv4_mapped", None) or address)
    browser = request.headers.get("User-Agent", "")
    return Visitor(text, "".join(letter if letter.isprintable() else " " for letter in browser)[:300])
