"""Where the virus scanner is, as the environment names it."""

from django.core.exceptions import ImproperlyConfigured

from config import environment as env

PORTS = range(1, 65_536)


def read_scanner() -> str:
    """The address of clamd, `host:port` or the path of a socket; empty for none. Raises ImproperlyConfigured."""
    address = env.text("CLAMD_ADDRESS")
    host, _colon, port = address.rpartition(":")
    is_served = bool(host) and port.isascii() and port.isdecimal() and int(port) in PORTS
    if address and not address.startswith("/") and not is_served:
        raise ImproperlyConfigured("CLAMD_ADDRESS must look like scanner.example.org:3310 or /run/clamav/clamd.ctl.")
    return address
