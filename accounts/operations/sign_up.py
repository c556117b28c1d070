"""Signing up: a letter first, the account when it is answered. Nothing here tells whether an address is known."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts import letters
from accounts.enums import SELF_ASSIGNED_ROLES, Role
from accounts.errors import AddressTaken, LinkNotUsable
from accounts.models import SignUp, User
from accounts.operations.consents import accept_terms, refuse_bad_consent
from accounts.operations.limits import LETTER, LINK, SIGN_UP, knock
from accounts.operations.passwords import NOBODY, refuse_weak_password
from accounts.operations.people import create_person, refuse_demo_in_production
from accounts.operations.roles import request_role
from accounts.operations.secrets import hash_key, new_key
from kit import clock, jobs
from kit.errors import InvalidInput
from kit.visitors import Visitor
from notices.letters import send_letter, site_link

LINK_LIFE = timedelta(hours=1)
# Sign-ups that nobody answered are forgotten after this time.
KEPT_FOR = timedelta(days=2)


def sign_up(
    *,
    email: str,
    password: str,
    display_name: str,
    wanted_roles: Iterable[Role] = (),
    terms_version: str,
    is_of_age: bool,
    guardian_email: str = "",
    language: str = "en",
    visitor: Visitor,
) -> None:
    """Take a sign-up and send a letter to the address: with a link, or, to somebody who has an account, with that news.

    The work is the same in both cases: one hash, one row, one job.
    """
    knock(SIGN_UP, visitor, subject=email, anywhere=True)
    wanted = sorted({Role(role) for role in wanted_roles} - SELF_ASSIGNED_ROLES)
    if Role.ADMINISTRATOR in wanted:
        raise InvalidInput({"wanted_roles": ["This role cannot be asked for."]})
    refuse_bad_name(display_name)
    refuse_bad_address(email)
    refuse_demo_in_production(email)
    refuse_bad_consent(terms_version, is_of_age=is_of_age, guardian_email=guardian_email, email=email)
    refuse_weak_password(password, email=email, display_name=display_name)
    hashed = make_password(password)
    with transaction.atomic():
        row = SignUp.objects.create(
            email=email.lower(),
            password=hashed,
            display_name=" ".join(display_name.split()),
            wanted_roles=[role.value for role in wanted],
            terms_version=terms_version,
            is_of_age=is_of_age,
            guardian_email="" if is_of_age else guardian_email,
            language=language,
        )
        jobs.enqueue("accounts.send_sign_up_letter", sign_up_id=row.pk)


def resend_verification(email: str, *, visitor: Visitor) -> None:
    """Send the letter again, if somebody signed up with the address; the caller learns nothing either way."""
    knock(LETTER, visitor, subject=f"verify {email}", anywhere=True)
    with transaction.atomic():
        row_id = SignUp.objects.filter(email=email.lower()).order_by("-created_at").values_list("pk", flat=True).first()
        jobs.enqueue("accounts.send_sign_up_letter", sign_up_id=row_id or NOBODY)


@transaction.atomic
def send_sign_up_letter(sign_up_id: int) -> None:
    """The job behind `sign_up`: a fresh link, or the news that there is an account already."""
    row = SignUp.objects.select_for_update().filter(pk=sign_up_id).first()
    if row is None:
        return
    known = User.objects.with_address(row.email).first()
    if known is not None:
        send_letter(
            letters.ALREADY_REGISTERED,
            to=known.email,
            name=known.display_name,
            sign_in_url=site_link("/sign-in"),
            reset_url=site_link("/forgot-password"),
        )
        return
    key = new_key()
    row.key_hash, row.key_sent_at = hash_key(key), clock.now()
    row.save(update_fields=["key_hash", "key_sent_at"])
    send_letter(
        letters.VERIFY_EMAIL,
        to=row.email,
        name=row.display_name,
        url=site_link("/verify-email", key=key),
    )


def verify_email(key: str, *, visitor: Visitor) -> User:
    """Answer the letter: the account begins, with its consent, and its wishes for roles become requests."""
    knock(LINK, visitor)
    with transaction.atomic():
        row = SignUp.objects.select_for_update().filter(key_hash=hash_key(key)).first()
        if row is None or row.key_sent_at is None or row.key_sent_at + LINK_LIFE < clock.now():
            raise LinkNotUsable
        try:
            person = create_person(
                row.email,
                hashed_password=row.password,
                display_name=row.display_name,
                language=row.language,
                actor=None,
            )
        except AddressTaken:
            raise LinkNotUsable from None
        accept_terms(
            person,
            terms_version=row.terms_version,
            is_of_age=row.is_of_age,
            guardian_email=row.guardian_email,
            actor=person,
        )
        for role in row.wanted_roles:
            request_role(person, Role(role), actor=person)
        SignUp.objects.filter(email=row.email).delete()
    return person


def forget_unanswered_sign_ups() -> int:
    """Delete sign-ups that nobody answered. Says how many."""
    return SignUp.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def refuse_bad_name(display_name: str) -> None:
    """A name is one line of visible characters."""
    if not display_name.strip() or not display_name.isprintable() or len(display_name) > 80:
        raise InvalidInput({"display_name": ["Give a name of at most 80 characters on one line."]})


def refuse_bad_address(email: str, *, field: str = "email") -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput({field: ["Give an e-mail address."]}) from None
    if len(email) > 254 or not email.isprintable():
        raise InvalidInput({field: ["Give an e-mail address."]})
