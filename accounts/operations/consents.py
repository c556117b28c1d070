"""Terms accepted and ages stated."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts import letters
from accounts.models import TermsAcceptance, User
from kit import audit, jobs
from kit.errors import InvalidInput, NotAllowed
from notices.letters import send_letter


@transaction.atomic
def accept_terms(
    person: User, *, terms_version: str, is_of_age: bool, guardian_email: str = "", actor: User
) -> TermsAcceptance:
    """Accept the terms that hold now, and state one's age; a guardian is told of it. Once per version."""
    if actor.pk != person.pk:
        raise NotAllowed
    refuse_bad_consent(terms_version, is_of_age=is_of_age, guardian_email=guardian_email, email=person.email)
    acceptance, is_new = TermsAcceptance.objects.get_or_create(
        person=person,
        terms_version=terms_version,
        defaults={
            "is_of_age": is_of_age,
            "age_limit": settings.AGE_LIMIT,
            "guardian_email": "" if is_of_age else guardian_email,
        },
    )
    if is_new:
        audit.record(person, "accounts.accept_terms", actor, version=terms_version, of_age=is_of_age)
        if not is_of_age:
            jobs.enqueue("accounts.send_guardian_letter", acceptance_id=acceptance.pk)
    return acceptance


def refuse_bad_consent(terms_version: str, *, is_of_age: bool, guardian_email: str, email: str) -> None:
    """The terms of today, and somebody who answers for a minor, other than the minor."""
    if terms_version != settings.TERMS_VERSION:
        raise InvalidInput({"terms_version": [f"Please accept the terms of {settings.TERMS_VERSION}."]})
    if is_of_age:
        return
    try:
        validate_email(guardian_email)
    except ValidationError:
        message = f"Under {settings.AGE_LIMIT} we need the e-mail address of a parent or guardian."
        raise InvalidInput({"guardian_email": [message]}) from None
    if guardian_email.lower() == email.lower():
        raise InvalidInput({"guardian_email": ["This is your own address."]})


def send_guardian_letter(acceptance_id: int) -> None:
    """The job that tells a minor's guardian."""
    acceptance = TermsAcceptance.objects.select_related("person").filter(pk=acceptance_id).first()
    if acceptance is not None and acceptance.guardian_email:
        send_letter(
            letters.GUARDIAN_TOLD,
            to=acceptance.guardian_email,
            name=acceptance.person.display_name,
            age_limit=acceptance.age_limit,
        )
