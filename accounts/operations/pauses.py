"""Pausing what one is for the public, taking it up again, and the desk one looks at meanwhile.

A pause takes nothing from anybody: rights, drafts, learners and histories stay. What it closes to newcomers is decided
where they come in (courses, later bookings and sales), from `RoleGrant.objects.active()`.
"""

from django.db import transaction

from accounts.enums import PAUSABLE_ROLES, Role
from accounts.errors import RoleCannotPause, RoleNotHeld, RolePaused
from accounts.models import Profile, RoleGrant, User
from accounts.operations.holding import hold_person
from accounts.operations.public_pages import revalidate_presence
from kit import audit, clock
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from notices.operations import notify


@transaction.atomic
def pause_role(person: User, role: Role, *, actor: User) -> RoleGrant:
    """Stop being met in the role until it is resumed. Pausing twice keeps the first moment."""
    return _pause_or_resume(person, role, actor, pauses=True)


@transaction.atomic
def resume_role(person: User, role: Role, *, actor: User) -> RoleGrant:
    """Take the role up again. Resuming what is not paused changes nothing."""
    return _pause_or_resume(person, role, actor, pauses=False)


def refuse_while_paused(person: User, role: Role) -> None:
    """Raise RolePaused for somebody who has paused the role; says nothing of whether they hold it."""
    if RoleGrant.objects.held().filter(person=person, role=role).exclude(paused_at=None).exists():
        raise RolePaused


@transaction.atomic
def choose_context(person: User, role: Role, *, actor: User) -> Profile:
    """Remember whose desk the person wants to see, on every device. Rights do not follow it: all roles always count."""
    if actor.pk != person.pk:
        raise NotAllowed
    hold_person(person.pk)
    if not RoleGrant.objects.held().filter(person=person, role=role).exists():
        raise RoleNotHeld
    failpoint("accounts.context_read")
    profile, _ = Profile.objects.get_or_create(person=person)
    profile.context = role
    profile.save(update_fields=["context"])
    return profile


def context_of(person: User, profile: Profile) -> Role | None:
    """The desk to show: the one last chosen while that role is held, else the first held."""
    if profile.context in person.roles:
        return Role(profile.context)
    return next((role for role in Role if role in person.roles), None)


def _pause_or_resume(person: User, role: Role, actor: User, *, pauses: bool) -> RoleGrant:
    role = Role(role)
    if actor.pk != person.pk and not actor.is_administrator:
        raise NotAllowed
    if role not in PAUSABLE_ROLES:
        raise RoleCannotPause
    hold_person(person.pk)
    grant = RoleGrant.objects.held().select_for_update().filter(person=person, role=role).first()
    if grant is None:
        raise RoleNotHeld
    if bool(grant.paused_at) == pauses:
        return grant
    grant.paused_at = clock.now() if pauses else None
    grant.save(update_fields=["paused_at"])
    if role is Role.PRODUCER:
        revalidate_presence(person)
    audit.record(person, "accounts.pause_role" if pauses else "accounts.resume_role", actor, role=role.value)
    if actor.pk != person.pk:
        notify(
            person,
            "accounts.role_paused" if pauses else "accounts.role_resumed",
            title=f"Your role as {role.label.lower()} {'is paused' if pauses else 'is open again'}",
            body="An administrator changed it. You may change it back.",
        )
    return grant
