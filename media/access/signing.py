"""Signed addresses of files: they say what may be fetched, how it is shown and until when, and cannot be forged."""

from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from kit import clock

LIFETIME = 300
STEP = 150
# Of pictures that everybody may have: their address is the same for a day, so that whoever comes back has them already.
PUBLIC_LIFETIME = 2 * 24 * 3600
PUBLIC_STEP = 24 * 3600
_signer = Signer(salt="media.address")


@dataclass(frozen=True, slots=True)
class Permit:
    """What one signed address opens. `until` is in seconds since the epoch.

    With a `medium`, by its public name, it opens for as long as `person`, none for everybody, may have that.
    """

    name: str
    until: int
    content_type: str = ""
    filename: str = ""
    public: bool = False
    medium: str = ""
    person: int | None = None


def sign(
    name: str,
    *,
    content_type: str = "",
    filename: str = "",
    public: bool = False,
    seconds: int | None = None,
    medium: str = "",
    person: int | None = None,
) -> str:
    """The address of a stored file, good for five minutes at most; a `public` one for two days, else for `seconds`.

    The end is rounded, so that the same file has the same address for a while and browsers need not fetch it again;
    that of `seconds` is not. `medium` and `person` are as in `Permit`.
    """
    now = int(clock.now().timestamp())
    step, lifetime = (PUBLIC_STEP, PUBLIC_LIFETIME) if public else (STEP, LIFETIME)
    if seconds is not None:
        step, lifetime = 1, seconds
    permit = Permit(name, now - now % step + lifetime, content_type, filename, public, medium, person)
    return reverse("media_file", args=[_signer.sign_object(asdict(permit), compress=True)])


def open_permit(signed: str) -> Permit | None:
    """The permit, unless it was forged or has ended."""
    try:
        permit = Permit(**_signer.unsign_object(signed))
    except (BadSignature, TypeError, ValueError, UnicodeError):
        return None
    return permit if clock.now().timestamp() <= permit.until else None
