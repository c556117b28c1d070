"""Stripe's arithmetic: integers of minor units, fees, taxes, and what a currency allows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tests.fakes.stripe.refusals import BadRequest

ZERO_DECIMAL = frozenset(
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"]
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
# Written with two decimals that have to be zero.
WHOLE_ONLY = frozenset(["isk", "ugx"])
LARGEST = 99_999_999
FEE_RATE = Decimal("0.029")
FIXED_FEE = 30


def rounded(number: Decimal) -> int:
    """To whole minor units, halves away from zero."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def processing_fee(amount: int, currency: str) -> int:
    """2.9 % and thirty of the smallest unit that is in use: cents, yen, or tens of fils."""
    if currency in THREE_DECIMAL:
        return rounded(Decimal(amount) * FEE_RATE / 10) * 10 + FIXED_FEE * 10
    return rounded(Decimal(amount) * FEE_RATE) + FIXED_FEE


def tax_on(amount: int, currency: str, percentage: Decimal, *, included: bool) -> int:
    """The tax on top of an amount, or the part of it that is tax; what the currency does not have is rounded away."""
    step = step_of(currency)
    part = percentage / (100 + percentage) if included else percentage / 100
    return rounded(Decimal(amount) * part / step) * step


def step_of(currency: str) -> int:
    """By what the amounts of a currency have to be divisible."""
    return 10 if currency in THREE_DECIMAL else 100 if currency in WHOLE_ONLY else 1


def check_chargeable(amount: int, currency: str, param: str) -> None:
    """Raise BadRequest for a sum that Stripe would not charge."""
    smallest = 500 if currency in THREE_DECIMAL else 50
    if amount < smallest:
        raise BadRequest(
            f"The amount must convert to at least {shown(smallest, currency)}.", code="amount_too_small", param=param
        )
    if amount > LARGEST:
        raise BadRequest(
            f"Amount must be no more than {shown(LARGEST, currency)}", code="amount_too_large", param=param
        )
    step = step_of(currency)
    if amount % step:
        raise BadRequest(
            f"Invalid amount: in {currency.upper()} it has to be divisible by {step}.",
            code="invalid_charge_amount",
            param=param,
        )


def decimals(currency: str) -> int:
    return 0 if currency in ZERO_DECIMAL else 3 if currency in THREE_DECIMAL else 2


def shown(amount: int, currency: str) -> str:
    """For people: `€19.00`, `¥1,900`, `19.000 KWD`."""
    places = decimals(currency)
    sign = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}.get(currency)
    number = f"{Decimal(amount).scaleb(-places):,.{places}f}"
    return f"{sign}{number}" if sign else f"{number} {currency.upper()}"
