"""The secret in a gift's link: made anew whenever it is wanted, and found by its hash."""

import base64
import hashlib
import hmac

from django.conf import settings

from commerce.models import Gift
from kit.errors import NotFound


def code_of(gift: Gift) -> str:
    """The code of the gift's present turn: 256 bits, fit for an address."""
    text = f"gift {gift.public_id} {gift.turn}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def path_of(gift: Gift) -> str:
    """Where whoever gets it finds it in the front end."""
    return f"/gifts/{code_of(gift)}"


def hash_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def find_gift(code: str) -> Gift:
    """The gift that was paid for and whose link this is. Raises NotFound."""
    found = Gift.objects.select_related("line__order", "line__buyer", "accepted_by")
    gift = found.filter(code_hash=hash_of(code), line__granted_at__isnull=False).first()
    if gift is None:
        raise NotFound
    return gift
