"""What the payment provider charges: at least so much, in such steps (docs.stripe.com/currencies)."""

from kit.money import Money, decimal_places

# In minor units; of currencies that Stripe names no amount for, about as much.
SMALLEST_CHARGE = {
    "EUR": 50, "USD": 50, "GBP": 30, "CHF": 50, "SEK": 300, "NOK": 300, "DKK": 250, "PLN": 200, "CZK": 1500,
    "CAD": 50, "AUD": 50, "JPY": 50, "KWD": 200, "BRL": 50, "MXN": 1000,
}  # fmt: skip


def step_of(currency: str) -> int:
    """By how much amounts that are charged differ at least: where there are three decimals the last is 0."""
    return 10 if decimal_places(currency) == 3 else 1


def smallest_charge(currency: str) -> int:
    """The least that is charged, in minor units; 0 where nobody knows."""
    return SMALLEST_CHARGE.get(currency, 0)


def chargeable(minor: int, currency: str) -> int:
    """The least that can be charged and is not less than this; nothing stays nothing."""
    if minor == 0:
        return 0
    step = step_of(currency)
    return max(smallest_charge(currency), -(-minor // step) * step)


def refusal_of_charge(minor: int, currency: str) -> list[str]:
    """Why nobody can be charged this amount; empty for what can be charged, and for nothing."""
    if minor % step_of(currency):
        return ["The last digit has to be 0: cards are charged so."]
    if 0 < minor < smallest_charge(currency):
        return [f"0, or at least {Money(smallest_charge(currency), currency)}: less cannot be charged."]
    return []
