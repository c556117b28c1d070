"""What a payment provider wants to know of a seller, in words that a seller understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# A part of the provider's name for it, and what that is; the first that fits.
KNOWN: tuple[tuple[str, Words], ...] = (
    ("external_account", _("the bank account you want to be paid to")),
    ("additional_document", _("a second document that shows your address")),
    ("verification.document", _("a picture of your passport or identity card")),
    ("proof_of_liveness", _("a picture of yourself")),
    ("tos_acceptance", _("your agreement to the payment provider's terms")),
    ("dob", _("your date of birth")),
    ("first_name", _("your name")),
    ("last_name", _("your name")),
    ("given_name", _("your name")),
    ("surname", _("your name")),
    ("representative", _("who acts for the company")),
    ("owners", _("who owns the company")),
    ("directors", _("who directs the company")),
    ("company.name", _("the company's name")),
    ("company.tax_id", _("the company's tax number")),
    ("company.verification", _("a document about the company")),
    ("id_number", _("your national identity or tax number")),
    ("ssn_last_4", _("your national identity or tax number")),
    ("tax_id", _("your national identity or tax number")),
    ("address", _("your address")),
    ("phone", _("your telephone number")),
    ("email", _("your e-mail address")),
    ("business_profile.url", _("an address on the web where people find you")),
    ("business_profile", _("what you do")),
    ("mcc", _("what you do")),
    ("business_type", _("whether you are paid as a person or a company")),
    ("entity_type", _("whether you are paid as a person or a company")),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is wanted, however many questions the provider asks about it."""

    words: Words
    is_past_due: bool


def wanted_of_payee(wants: Iterable[Mapping[str, Any]]) -> list[Wanted]:
    """What the seller has to tell."""
    return _gathered(each for each in wants if each["waits_for_payee"])


def looked_at_by_provider(wants: Iterable[Mapping[str, Any]]) -> list[Wanted]:
    """What the provider is checking itself."""
    return _gathered(each for each in wants if not each["waits_for_payee"])


def words_for(code: str) -> Words:
    """What the provider's `code` means; unknown ones are said as they are."""
    return next((words for part, words in KNOWN if part in code), _("something more (%(code)s)") % {"code": code})


def _gathered(wants: Iterable[Mapping[str, Any]]) -> list[Wanted]:
    found: dict[str, bool] = {}
    for each in wants:
        words = str(words_for(each["code"]))
        found[words] = found.get(words, False) or bool(each["is_past_due"])
    return [Wanted(words, is_past_due) for words, is_past_due in found.items()]
