"""Passwords: what one must be, checked against a hash at equal cost, changed, and set anew by letter."""

import uuid
from functools import lru_cache

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import letters
from accounts.enums import EndReason
from accounts.errors import LinkNotUsable
from accounts.models import TokenFamily, User
from accounts.operations.devices import end_devices
from accounts.operations.holding import hold_person
from accounts.operations.limits import LETTER, LINK, PASSWORD, knock
from kit import audit, jobs
from kit.errors import InvalidInput
from kit.visitors import Visitor
from notices.letters import admin_link, send_letter, site_link

NOBODY = 0


def refuse_weak_password(password: str, *, email: str, display_name: str, field: str = "password") -> None:
    """Raise InvalidInput under `field` unless the password is 8 to 128 characters, uncommon and not one's own name."""
    try:
        validate_password(password, User(email=email, display_name=display_name))
    except ValidationError as error:
        raise InvalidInput({field: list(error.messages)}) from None


def is_right_password(password: str, stored: str | None) -> bool:
    """Whether the password fits; the same single hash is computed where there is nothing to fit."""
    if stored is None or not is_password_usable(stored):
        check_password(password, _hash_of_nothing(tuple(settings.PASSWORD_HASHERS)))
        return False
    return check_password(password, stored)


def request_password_reset(email: str, *, visitor: Visitor, in_admin: bool = False) -> None:
    """Send a letter to the address if there is an open account; the caller learns nothing either way.

    The letter's link leads to the storefront, or to the editor when it was asked for `in_admin`.
    """
    knock(LETTER, visitor, subject=f"reset {email}", anywhere=True)
    with transaction.atomic():
        person_id = User.objects.with_address(email).filter(is_active=True).values_list("pk", flat=True).first()
        jobs.enqueue("accounts.send_reset_letter", person_id=person_id or NOBODY, in_admin=in_admin)


def send_reset_letter(person_id: int, in_admin: bool = False) -> None:
    """The job behind `request_password_reset`."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    key = f"{person.public_id.hex}-{EmailAwarePasswordResetTokenGenerator().make_token(person)}"
    send_letter(
        letters.RESET_PASSWORD,
        to=person.email,
        name=person.display_name,
        url=admin_link("/admin/set-password/", key=key) if in_admin else site_link("/reset-password", key=key),
    )


def reset_password(key: str, password: str, *, visitor: Visitor) -> User:
    """Set a new password by the letter's key, once, within the hour. All devices are signed out."""
    knock(LINK, visitor)
    with transaction.atomic():
        person = _person_of_reset_key(key)
        refuse_weak_password(password, email=person.email, display_name=person.display_name)
        _set_password(person, password)
        end_devices(person, reason=EndReason.PASSWORD_CHANGED, actor=person)
        audit.record(person, "accounts.reset_password", person)
    return person


def change_password(
    person: User, *, current: str, new: str, keep: TokenFamily | None, actor: User, visitor: Visitor
) -> None:
    """Set another password, knowing the current one. All devices but `keep` are signed out."""
    refuse_wrong_current_password(actor, current, visitor=visitor, field="current_password")
    with transaction.atomic():
        locked = hold_person(actor.pk)
        refuse_weak_password(new, email=locked.email, display_name=locked.display_name, field="new_password")
        _set_password(locked, new)
        person.password = locked.password
        end_devices(locked, reason=EndReason.PASSWORD_CHANGED, actor=actor, but=keep)
        audit.record(locked, "accounts.change_password", actor)


def refuse_wrong_current_password(person: User, password: str, *, visitor: Visitor, field: str) -> None:
    """A stolen token alone must not be enough for what changes the account itself."""
    knock(PASSWORD, visitor, subject=str(person.pk), anywhere=True)
    if not is_right_password(password, User.objects.values_list("password", flat=True).get(pk=person.pk)):
        raise InvalidInput({field: ["This is not your password."]})


def send_password_changed_letter(person_id: int) -> None:
    """The job that tells the owner."""
    person = User.objects.filter(pk=person_id).first()
    if person is not None:
        send_letter(
            letters.PASSWORD_CHANGED,
            to=person.email,
            name=person.display_name,
            reset_url=site_link("/forgot-password"),
        )


def _person_of_reset_key(key: str) -> User:
    name, _, token = key.partition("-")
    try:
        public_id = uuid.UUID(hex=name)
    except ValueError:
        raise LinkNotUsable from None
    person = User.objects.select_for_update(no_key=True).filter(public_id=public_id, is_active=True).first()
    if person is None or not EmailAwarePasswordResetTokenGenerator().check_token(person, token):
        raise LinkNotUsable
    return person


def _set_password(person: User, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    # Whoever knew the old password may have asked to move the account to an address of theirs.
    EmailAddress.objects.filter(user=person, verified=False).delete()
    jobs.enqueue("accounts.send_password_changed_letter", person_id=person.pk)


@lru_cache(maxsize=4)
def _hash_of_nothing(hashers: tuple[str, ...]) -> str:
    return make_password(uuid.uuid4().hex)
