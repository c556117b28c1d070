"""From a bearer token to the person, in one query."""

from typing import Any

from django.db import connection, models

from accounts.access.tokens import read_access_token
from accounts.enums import Door, EndReason, Role
from accounts.errors import SessionEnded, SessionSuspended
from accounts.models import RoleGrant, TokenFamily, User
from kit import clock
from kit.written_out import columns_of, row_as, width_of

# Written out, since every signed-in request asks it: building it from querysets cost more than answering it.
_DEVICE = f"""
SELECT {columns_of(TokenFamily, "device")}, {columns_of(User, "person")},
    ARRAY(SELECT held.role FROM {RoleGrant._meta.db_table} held
        WHERE held.person_id = person.id AND held.ended_at IS NULL)
FROM {TokenFamily._meta.db_table} device
JOIN {User._meta.db_table} person ON person.id = device.person_id
WHERE device.public_id = %(family)s AND device.door = %(door)s AND device.ended_at IS NULL
    AND device.expires_at > %(now)s AND person.public_id = %(person)s AND person.is_active
"""  # noqa: S608 - put together from the models' own columns
_WIDTH = width_of(TokenFamily)


def signed_in_device(raw_token: str) -> TokenFamily:
    """The device behind an access token, with its person and the roles held this moment, or SessionEnded.

    Asked of the database each time: what was signed out, suspended or taken away a second ago counts now.
    """
    claims = read_access_token(raw_token)
    values: dict[str, Any] = {
        "family": claims.family,
        "person": claims.person,
        "door": Door.API.value,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DEVICE, values)
        row = cursor.fetchone()
    if row is None:
        raise why_ended(TokenFamily.objects.filter(public_id=claims.family, person__public_id=claims.person))
    device = row_as(TokenFamily, row[:_WIDTH])
    device.person = row_as(User, row[_WIDTH:-1])
    device.person.roles = frozenset(map(Role, row[-1]))
    return device


def why_ended(devices: models.QuerySet[TokenFamily]) -> SessionEnded:
    """What whoever holds a token of one of these `devices`, none of which is open, is told."""
    is_suspended = devices.filter(end_reason=EndReason.SUSPENDED, person__is_active=False).exists()
    return SessionSuspended() if is_suspended else SessionEnded()
