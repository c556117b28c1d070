"""Changing one's e-mail address: asked for with the password, confirmed at the new address, told at the old one.

The address waits as an unverified row of django-allauth, whose confirmation key goes into the letter.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import IntegrityError, transaction

from accounts import letters
from accounts.enums import EndReason
from accounts.errors import LinkNotUsable
from accounts.models import TokenFamily, User
from accounts.operations.devices import end_devices
from accounts.operations.holding import hold_person
from accounts.operations.limits import LETTER, LINK, knock
from accounts.operations.passwords import refuse_wrong_current_password
from accounts.operations.sign_up import refuse_bad_address
from kit import audit, clock, jobs
from kit.errors import InvalidInput
from kit.visitors import Visitor
from notices.letters import send_letter, site_link


def request_email_change(person: User, *, new_email: str, password: str, actor: User, visitor: Visitor) -> None:
    """Ask to move the account to another address. Whether that address is known is told only by letter, there."""
    refuse_bad_address(new_email, field="new_email")
    if new_email.lower() == actor.email.lower():
        raise InvalidInput({"new_email": ["This is your address already."]})
    refuse_wrong_current_password(actor, password, visitor=visitor, field="password")
    knock(LETTER, visitor, subject=f"change {new_email}", anywhere=True)
    with transaction.atomic():
        hold_person(actor.pk)
        EmailAddress.objects.filter(user=actor, verified=False).delete()
        address = EmailAddress.objects.create(user=actor, email=new_email.lower())
        audit.record(actor, "accounts.request_email_change", actor)
        jobs.enqueue("accounts.send_email_change_letters", address_id=address.pk)


def send_email_change_letters(address_id: int) -> None:
    """The job behind `request_email_change`: the link to the new address, the news to the old one."""
    address = EmailAddress.objects.select_related("user").filter(pk=address_id, verified=False).first()
    if address is None:
        return
    person = address.user
    if User.objects.with_address(address.email).exists():
        send_letter(letters.NEW_EMAIL_TAKEN, to=address.email, name=person.display_name)
    else:
        confirmation = EmailConfirmation.create(address)
        confirmation.sent = clock.now()
        confirmation.save(update_fields=["sent"])
        send_letter(
            letters.CONFIRM_NEW_EMAIL,
            to=address.email,
            name=person.display_name,
            url=site_link("/confirm-email", key=confirmation.key),
        )
    send_letter(
        letters.EMAIL_CHANGE_ASKED,
        to=person.email,
        name=person.display_name,
        new_email=address.email,
        reset_url=site_link("/forgot-password"),
    )


def confirm_email_change(key: str, *, keep: TokenFamily | None = None, visitor: Visitor) -> User:
    """Answer the letter at the new address: the account has it from now on, and the old address is told."""
    knock(LINK, visitor)
    with transaction.atomic():
        confirmation = EmailConfirmation.from_key(key)
        if confirmation is None or confirmation.key_expired():
            raise LinkNotUsable
        # With the key, which the address is one of.
        person = User.objects.select_for_update().get(pk=confirmation.email_address.user_id)
        address = EmailAddress.objects.filter(pk=confirmation.email_address_id, verified=False).first()
        if address is None or not person.is_active:
            raise LinkNotUsable
        old_email, person.email = person.email, address.email
        try:
            with transaction.atomic():
                person.save(update_fields=["email"])
                EmailAddress.objects.filter(user=person).exclude(pk=address.pk).delete()
                address.verified = address.primary = True
                address.save(update_fields=["verified", "primary"])
        except IntegrityError:
            raise LinkNotUsable from None
        EmailConfirmation.objects.filter(email_address=address).delete()
        end_devices(person, reason=EndReason.EMAIL_CHANGED, actor=person, but=keep)
        audit.record(person, "accounts.change_email", person, old=old_email, new=person.email)
        jobs.enqueue("accounts.send_email_changed_letter", person_id=person.pk, old_email=old_email)
    return person


def send_email_changed_letter(person_id: int, old_email: str) -> None:
    """The job that tells the old address."""
    person = User.objects.filter(pk=person_id).first()
    if person is not None:
        send_letter(letters.EMAIL_CHANGED, to=old_email, name=person.display_name, new_email=person.email)
