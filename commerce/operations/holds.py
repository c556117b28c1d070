"""Payments to a seller are held by an administrator, and by themselves while the seller is suspended."""

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.models import PayoutHold
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed
from notices.letters import admin_link
from notices.operations import notify


def hold_of(person: User) -> PayoutHold | None:
    """The hold that stands."""
    return PayoutHold.objects.filter(person=person, released_at=None).select_related("placed_by").first()


@transaction.atomic
def hold_payouts(person: User, *, reason: str, actor: Any) -> PayoutHold:
    """Send nothing to the person from now on. What is held already stays as it is. Raises NotAllowed, InvalidInput."""
    if not actor.is_administrator:
        raise NotAllowed
    if not reason.strip():
        raise InvalidInput({"reason": ["Say why."]})
    hold_person(person.pk)
    if (held := hold_of(person)) is not None:
        return held
    hold = PayoutHold.objects.create(person=person, reason=reason.strip(), placed_by=actor, placed_at=clock.now())
    audit.record(person, "commerce.hold_payouts", actor, reason=hold.reason)
    notify(
        person,
        "accounts.payouts_held",
        title="Your payments are held",
        body=hold.reason,
        url=admin_link("/admin/earnings/"),
    )
    return hold


@transaction.atomic
def release_payouts(person: User, *, actor: Any) -> None:
    """Send again what waits. Releasing what is not held changes nothing. Raises NotAllowed."""
    if not actor.is_administrator:
        raise NotAllowed
    hold_person(person.pk)
    hold = hold_of(person)
    if hold is None:
        return
    hold.released_by, hold.released_at = actor, clock.now()
    hold.save(update_fields=["released_by", "released_at"])
    audit.record(person, "commerce.release_payouts", actor)
    notify(
        person,
        "accounts.payouts_released",
        title="Your payments go on",
        body="What waited is sent to you with the next transfers.",
        url=admin_link("/admin/earnings/"),
    )
