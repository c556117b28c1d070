"""Money: whole minor units and a currency (DESIGN 2). Decimal amounts exist only where people read or type them."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from babel.numbers import format_currency, get_currency_name, get_currency_precision, get_currency_symbol

_CURRENCY = re.compile(r"[A-Z]{3}")


class NotAnAmount(ValueError):
    """A text or number that is no amount of this currency."""


def decimal_places(currency: str) -> int:
    """How many decimals people write in this currency: 2 for euros, 0 for yen."""
    return int(get_currency_precision(currency))


def currency_name(currency: str, language: str = "en") -> str:
    """US Dollar, US-Dollar: what people of this language call it; its code where nobody knows."""
    return str(get_currency_name(currency, locale=language.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise NotAnAmount(f"{self.currency!r} is not a currency")

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """49.00 EUR from "49", "49.0" or Decimal("49.00"); refuses what has more decimals than the currency."""
        try:
            minor = Decimal(amount).scaleb(decimal_places(currency))
        except InvalidOperation:
            raise NotAnAmount(f"{amount!r} is not a number") from None
        if not minor.is_finite():
            raise NotAnAmount(f"{amount!r} is not a number")
        if minor != minor.to_integral_value():
            raise NotAnAmount(f"{amount} has more decimals than {currency} has")
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """The amount as people write it, with the currency's own number of decimals."""
        return Decimal(self.minor).scaleb(-decimal_places(self.currency))

    def formatted(self, language: str = "en") -> str:
        """€49.00, 49,00 €: as people of this language write it."""
        locale = language.replace("-", "_")
        text = str(format_currency(self.amount, self.currency, locale=locale))
        symbol = get_currency_symbol(self.currency, locale)
        if not symbol[-1].isalpha():
            return text
        # Letters do not stick to digits: CHF 52.00.
        return re.sub(rf"{re.escape(symbol)}(?=\d)", f"{symbol}\u00a0", text)

    def __str__(self) -> str:
        return self.formatted()
