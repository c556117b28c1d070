"""Roles: asked for, granted, declined, ended. `is_superuser` and the editor's groups follow them, here alone."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify

from accounts.enums import SELF_ASSIGNED_ROLES, RequestState, Role
from accounts.errors import LastAdministrator, RequestDecided, RoleAlreadyHeld, RoleNotHeld
from accounts.models import Profile, RoleGrant, RoleRequest, User
from accounts.operations.holding import hold_person
from accounts.operations.public_pages import revalidate_presence
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed
from kit.failpoints import failpoint
from notices.letters import admin_link
from notices.operations import notify

# The role's group in the editor; the migrations create them.
ROLE_GROUPS = {Role.PRODUCER: "Producers", Role.REVIEWER: "Reviewers"}


@transaction.atomic
def grant_role(person: User, role: Role, *, actor: User | None) -> RoleGrant:
    """Give `person` the role. Granting it again returns the grant held already.

    `actor` is an administrator, the person themselves for a role that anyone may take, or None for the system.
    """
    role = Role(role)
    _refuse_unless_may_decide(person, role, actor)
    person_locked = hold_person(person.pk)
    grant, is_new = RoleGrant.objects.get_or_create(
        person=person_locked, role=role, ended_at=None, defaults={"granted_by": actor}
    )
    _follow_roles(person_locked, person)
    RoleRequest.objects.filter(person=person_locked, role=role, state=RequestState.OPEN).update(
        state=RequestState.GRANTED, decided_at=clock.now(), decided_by=actor
    )
    if is_new:
        audit.record(person_locked, "accounts.grant_role", actor, role=role.value)
        _tell_front_ends(person_locked, role)
    return grant


@transaction.atomic
def end_role(person: User, role: Role, *, actor: User | None) -> None:
    """Take the role from `person`; what they did in it stays. Ending a role that is not held changes nothing."""
    role = Role(role)
    if not (actor is None or actor.pk == person.pk or actor.is_administrator):
        raise NotAllowed
    if role is Role.ADMINISTRATOR:
        lock_administrators(leaving=person)
    person_locked = hold_person(person.pk)
    ended = RoleGrant.objects.held().filter(person=person_locked, role=role).update(ended_at=clock.now())
    _follow_roles(person_locked, person)
    if ended:
        audit.record(person_locked, "accounts.end_role", actor, role=role.value)
        _tell_front_ends(person_locked, role)


@transaction.atomic
def request_role(person: User, role: Role, *, note: str = "", actor: User) -> RoleRequest:
    """Ask for a role. Asking again while the first waits returns that one; a role anyone may take is granted."""
    role = Role(role)
    if actor.pk != person.pk:
        raise NotAllowed
    if role is Role.ADMINISTRATOR:
        raise InvalidInput({"role": ["This role cannot be asked for."]})
    hold_person(person.pk)
    if RoleGrant.objects.held().filter(person=person, role=role).exists():
        raise RoleAlreadyHeld
    request, is_new = RoleRequest.objects.get_or_create(
        person=person, role=role, state=RequestState.OPEN, defaults={"note": note}
    )
    if is_new:
        audit.record(person, "accounts.request_role", actor, role=role.value)
        for administrator in User.objects.holding(Role.ADMINISTRATOR):
            notify(
                administrator,
                "accounts.role_requested",
                title=f"{person.display_name} asks to be a {role.label.lower()}",
                url=admin_link(f"/admin/role-requests/edit/{request.pk}/"),
                body=note,
                letter=False,
            )
    if role in SELF_ASSIGNED_ROLES:
        grant_role(person, role, actor=actor)
        request.refresh_from_db()
    return request


@transaction.atomic
def grant_request(request: RoleRequest, *, actor: User) -> RoleGrant:
    """Answer a request with yes; the person is told."""
    request = _open_request(request, actor)
    grant = grant_role(request.person, Role(request.role), actor=actor)
    notify(
        request.person,
        "accounts.role_granted",
        title=f"You are now a {request.get_role_display().lower()}",
        body="An administrator granted the role you asked for.",
        url=admin_link("/admin/") if request.role in ROLE_GROUPS else "",
    )
    return grant


@transaction.atomic
def decline_request(request: RoleRequest, *, reason: str, actor: User) -> RoleRequest:
    """Answer a request with no and a reason, which the person reads."""
    if not reason.strip():
        raise InvalidInput({"reason": ["Say why."]})
    request = _open_request(request, actor)
    request.state, request.reason = RequestState.DECLINED, reason.strip()
    request.decided_at, request.decided_by = clock.now(), actor
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    audit.record(request.person, "accounts.decline_role", actor, role=request.role, reason=request.reason)
    notify(
        request.person,
        "accounts.role_declined",
        title=f"Your request to be a {request.get_role_display().lower()} was declined",
        body=request.reason,
    )
    return request


@transaction.atomic
def withdraw_request(request: RoleRequest, *, actor: User) -> RoleRequest:
    """Take one's own waiting request back."""
    if request.person_id != actor.pk:
        raise NotAllowed
    request = _hold_request(request)
    if request.state != RequestState.OPEN:
        raise RequestDecided
    request.state, request.decided_at, request.decided_by = RequestState.WITHDRAWN, clock.now(), actor
    request.save(update_fields=["state", "decided_at", "decided_by"])
    return request


@transaction.atomic
def give_up_role(person: User, role: Role, *, actor: User) -> None:
    """Lay down a role of one's own."""
    if role not in person.roles:
        raise RoleNotHeld
    end_role(person, role, actor=actor)


def _tell_front_ends(person: User, role: Role) -> None:
    if role is Role.PRODUCER:
        revalidate_presence(person)


def lock_administrators(*, leaving: User) -> None:
    """Hold every acting administrator until the transaction ends, and refuse when `leaving` is the only one."""
    administrators = User.objects.holding(Role.ADMINISTRATOR)
    # Counted once all are held: who is waited for may have left meanwhile.
    list(administrators.select_for_update(of=("self",), no_key=True).order_by("pk"))
    acting = set(administrators.values_list("pk", flat=True))
    failpoint("accounts.administrators_counted")
    if acting == {leaving.pk}:
        raise LastAdministrator


def _refuse_unless_may_decide(person: User, role: Role, actor: User | None) -> None:
    if actor is None or actor.is_administrator:
        return
    if role not in SELF_ASSIGNED_ROLES or actor.pk != person.pk:
        raise NotAllowed


def _open_request(request: RoleRequest, actor: User) -> RoleRequest:
    if not actor.is_administrator:
        raise NotAllowed
    request = _hold_request(request)
    if request.state != RequestState.OPEN:
        raise RequestDecided
    failpoint("accounts.request_held")
    return request


def _hold_request(request: RoleRequest) -> RoleRequest:
    hold_person(request.person_id)
    return RoleRequest.objects.select_for_update().get(pk=request.pk)


def _follow_roles(locked: User, caller: User) -> None:
    """Keep `is_superuser`, the groups and the producer's address in step with the roles held."""
    held = frozenset(Role(role) for role in locked.role_grants.held().values_list("role", flat=True))
    if locked.is_superuser != (Role.ADMINISTRATOR in held):
        locked.is_superuser = Role.ADMINISTRATOR in held
        locked.save(update_fields=["is_superuser"])
    wanted = {name for role, name in ROLE_GROUPS.items() if role in held}
    belongs = set(locked.groups.filter(name__in=ROLE_GROUPS.values()).values_list("name", flat=True))
    if wanted != belongs:
        locked.groups.remove(*Group.objects.filter(name__in=belongs - wanted))
        locked.groups.add(*(Group.objects.get(name=name) for name in sorted(wanted - belongs)))
    if Role.PRODUCER in held:
        _give_producer_address(locked)
    caller.is_superuser = locked.is_superuser
    caller.roles = held
    for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        caller.__dict__.pop(cache, None)


def _give_producer_address(person: User) -> None:
    profile, _ = Profile.objects.get_or_create(person=person)
    if profile.producer_slug is not None:
        return
    base = slugify(person.display_name)[:60] or "producer"
    taken = set(Profile.objects.filter(producer_slug__startswith=base).values_list("producer_slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    profile.producer_slug = slug
    profile.save(update_fields=["producer_slug"])
