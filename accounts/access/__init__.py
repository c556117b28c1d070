"""Who is asking: tokens read, devices known."""

from accounts.access.devices import signed_in_device
from accounts.access.tokens import AccessClaims, read_access_token, sign_access_token

__all__ = ["AccessClaims", "read_access_token", "sign_access_token", "signed_in_device"]
