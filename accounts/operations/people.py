"""An account's beginning, suspension and restoration."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.models import APIToken

from accounts import letters
from accounts.enums import EndReason, Role
from accounts.errors import AddressTaken, DemoPersonInProduction
from accounts.models import Profile, TokenFamily, User
from accounts.operations.holding import hold_person
from accounts.operations.public_pages import revalidate_presence
from accounts.operations.roles import grant_role, lock_administrators
from kit import audit, clock, jobs
from kit.errors import InvalidInput, NotAllowed
from notices.letters import send_letter
from notices.operations import notify

# Addresses of demo people end so; the name can never be registered (RFC 2606).
DEMO_DOMAIN = "demo.perfomix.example"


@transaction.atomic
def create_person(
    email: str,
    *,
    password: str | None = None,
    hashed_password: str | None = None,
    display_name: str,
    roles: Iterable[Role] = (Role.LEARNER,),
    language: str = "en",
    actor: User | None,
) -> User:
    """An account whose address is known to be theirs, with profile and roles. Give the password in clear or hashed."""
    refuse_demo_in_production(email)
    email = email.lower()
    person = User(email=email, display_name=display_name)
    if hashed_password is None:
        person.set_password(password)
    else:
        person.password = hashed_password
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise AddressTaken from error
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    Profile.objects.create(person=person, language=language)
    audit.record(person, "accounts.create", actor)
    for role in roles:
        grant_role(person, role, actor=None)
    return person


@transaction.atomic
def suspend_person(person: User, *, reason: str, actor: User) -> None:
    """Close the account everywhere at once: no sign-in, no token, no admin session. Nothing is lost."""
    if not actor.is_administrator:
        raise NotAllowed
    if not reason.strip():
        raise InvalidInput({"reason": ["Say why."]})
    if Role.ADMINISTRATOR in person.roles:
        lock_administrators(leaving=person)
    locked = hold_person(person.pk)
    if not locked.is_active:
        return
    locked.is_active = person.is_active = False
    locked.save(update_fields=["is_active"])
    TokenFamily.objects.filter(person=locked, ended_at=None).update(
        ended_at=clock.now(), end_reason=EndReason.SUSPENDED
    )
    APIToken.objects.filter(user=locked, revoked_at=None).update(revoked_at=clock.now())
    # A move to another address that was asked for is called off, so that who restores the account restores this one.
    EmailAddress.objects.filter(user=locked, verified=False).delete()
    if Role.PRODUCER in locked.roles:
        revalidate_presence(locked)
    audit.record(locked, "accounts.suspend", actor, reason=reason.strip())
    jobs.enqueue("accounts.send_suspended_letter", person_id=locked.pk, reason=reason.strip())


@transaction.atomic
def restore_person(person: User, *, reason: str, actor: User) -> None:
    """Open a suspended account again. Its devices stay signed out."""
    if not actor.is_administrator:
        raise NotAllowed
    if not reason.strip():
        raise InvalidInput({"reason": ["Say why."]})
    locked = hold_person(person.pk)
    if locked.is_active:
        return
    locked.is_active = person.is_active = True
    locked.save(update_fields=["is_active"])
    if Role.PRODUCER in locked.roles:
        revalidate_presence(locked)
    audit.record(locked, "accounts.restore", actor, reason=reason.strip())
    notify(locked, "accounts.restored", title="Your account is open again", body="You can sign in as before.")


def refuse_demo_in_production(email: str) -> None:
    """Demo people have passwords that stand in the README; they must never exist where the public is."""
    if email.lower().endswith("@" + DEMO_DOMAIN) and not settings.DEMO_PEOPLE_ALLOWED:
        raise DemoPersonInProduction


def send_suspended_letter(person_id: int, reason: str) -> None:
    """The job that tells a suspended person why."""
    person = User.objects.filter(pk=person_id, is_active=False).first()
    if person is not None:
        send_letter(letters.ACCOUNT_SUSPENDED, to=person.email, name=person.display_name, reason=reason)
