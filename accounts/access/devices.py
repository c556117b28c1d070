"""From a bearer token to the person, in one query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.access.tokens import read_access_token
from accounts.enums import Door, Role
from accounts.errors import SessionEnded
from accounts.models import RoleGrant, TokenFamily


def signed_in_device(raw_token: str) -> TokenFamily:
    """The device behind an access token, with its person and the roles held this moment, or SessionEnded.

    Asked of the database each time: what was signed out, suspended or taken away a second ago counts now.
    """
    claims = read_access_token(raw_token)
    held = RoleGrant.objects.held().filter(person=OuterRef("person")).values("role")
    device = (
        TokenFamily.objects.alive()
        .filter(public_id=claims.family, person__public_id=claims.person, person__is_active=True, door=Door.API)
        .select_related("person")
        .annotate(held_roles=ArraySubquery(held))
        .first()
    )
    if device is None:
        raise SessionEnded
    device.person.roles = frozenset(Role(role) for role in device.held_roles)
    return device
