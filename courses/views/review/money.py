"""Prices as people read them."""

from django.utils.translation import gettext as _

# ISO 4217: currencies whose smallest unit is not a hundredth.
EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "HUF": 2, "BHD": 3, "KWD": 3, "TND": 3}


def price_text(amount_minor: int | None, currency: str | None) -> str:
    """4900 EUR as “49.00 EUR”, 0 as “free”."""
    if not amount_minor:
        return _("free")
    places = EXPONENTS.get(currency or "", 2)
    return f"{amount_minor / 10**places:.{places}f} {currency}"
