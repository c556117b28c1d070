"""Signed-in devices: begun at sign-in, seen at each refresh, ended one by one or all together."""

from datetime import timedelta

from django.db import transaction

from accounts.enums import Door, EndReason
from accounts.models import TokenFamily, User
from kit import audit, clock
from kit.errors import NotAllowed
from kit.visitors import Visitor

# A device that is not remembered must sign in again after a week, a remembered one after three months.
SHORT_LIFE = timedelta(days=7)
LONG_LIFE = timedelta(days=90)


def begin_device(person: User, *, door: Door, visitor: Visitor, remember: bool) -> TokenFamily:
    """Write down that `person` signed in from this device."""
    device = TokenFamily.objects.create(
        person=person,
        door=door,
        user_agent=visitor.user_agent,
        address=visitor.address or None,
        is_remembered=remember,
        expires_at=clock.now() + (LONG_LIFE if remember else SHORT_LIFE),
    )
    audit.record(person, "accounts.sign_in", person, door=door.value, device=str(device.public_id))
    return device


@transaction.atomic
def end_device(device: TokenFamily, *, reason: EndReason, actor: User | None) -> None:
    """Sign one device out: its tokens are dead at once. Repeating changes nothing."""
    if not (actor is None or actor.pk == device.person_id or actor.is_administrator):
        raise NotAllowed
    ended = TokenFamily.objects.filter(pk=device.pk, ended_at=None).update(ended_at=clock.now(), end_reason=reason)
    if ended:
        audit.record(device.person, "accounts.end_device", actor, device=str(device.public_id), reason=reason.value)


@transaction.atomic
def end_devices(person: User, *, reason: EndReason, actor: User | None, but: TokenFamily | None = None) -> int:
    """Sign all devices of `person` out, except `but`. Says how many there were."""
    if not (actor is None or actor.pk == person.pk or actor.is_administrator):
        raise NotAllowed
    devices = TokenFamily.objects.filter(person=person, ended_at=None)
    if but is not None:
        devices = devices.exclude(pk=but.pk)
    ended = devices.update(ended_at=clock.now(), end_reason=reason)
    if ended:
        audit.record(person, "accounts.end_devices", actor, count=ended, reason=reason.value)
    return ended
