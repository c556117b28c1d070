"""Prices as people read them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.money import Money, NotAnAmount


def price_text(amount_minor: int | None, currency: str | None) -> str:
    """4900 EUR as €49.00, 0 as free; a currency that is none yet as it was typed."""
    if not amount_minor:
        return _("free")
    try:
        return Money(amount_minor, currency or "").formatted(get_language() or "en")
    except NotAnAmount:
        return f"{amount_minor} {currency}"
