"""Prices as people read them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce.models import Price
from kit.money import Money, NotAnAmount


def price_text(amount_minor: int | None, currency: str | None) -> str:
    """4900 EUR as €49.00, 0 as free; a currency that is none yet as it was typed."""
    if not amount_minor:
        return _("free")
    try:
        return Money(amount_minor, currency or "").formatted(get_language() or "en")
    except NotAnAmount:
        return f"{amount_minor} {currency}"


def words_of(price: Price) -> str:
    """€49.00, or between which amounts learners choose."""
    amount = price_text(price.amount_minor, price.currency)
    if price.bounds is None:
        return amount
    return _("learners choose, %(least)s to %(most)s; %(suggested)s is suggested") % {
        "least": Money(price.bounds.least_minor, price.currency).formatted(get_language() or "en"),
        "most": price_text(price.bounds.most_minor, price.currency),
        "suggested": amount,
    }
