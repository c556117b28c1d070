"""The currencies that things are sold in, and what they are chosen from."""

from django.utils.translation import get_language

from commerce.operations.charging import SMALLEST_CHARGE
from kit.money import currency_name

CURRENCIES = tuple(SMALLEST_CHARGE)


def currency_choices(held: str = "") -> list[tuple[str, str]]:
    """Code and name of each, for a field of a form; one that is `held` already stays to be chosen."""
    language = get_language() or "en"
    codes = CURRENCIES if held in {"", *CURRENCIES} else (held, *CURRENCIES)
    return [(code, f"{code} – {currency_name(code, language)}") for code in codes]
