"""Pay what you want: what buyers choose is held against the price that holds, here and nowhere else.

Neither sales nor coupons lower such a price: whoever wants to pay less chooses less.
"""

from dataclasses import replace

from commerce.errors import (
    AmountMissing,
    AmountNotCharged,
    AmountTooFine,
    AmountTooHigh,
    AmountTooLow,
    PriceIsFixed,
)
from commerce.gates import Offer
from commerce.models import Bounds
from commerce.operations.charging import refusal_of_charge, smallest_charge, step_of
from kit.money import Money

# Where nobody sets the most that is paid: more is a slip of the finger.
TIMES_SUGGESTED = 100


def at_chosen(offer: Offer, amount: Money | None, *, is_gift: bool = False) -> Offer:
    """The offer at what the buyer chose; of a fixed price the offer itself, and then nobody may choose.

    Raises PriceIsFixed, AmountMissing, AmountTooLow, AmountTooHigh, AmountNotCharged, AmountTooFine.
    """
    title, currency = offer.title, offer.price.currency
    if offer.bounds is None:
        if amount is not None:
            raise PriceIsFixed(title=title, price=offer.price)
        return offer
    if amount is None or amount.currency != currency:
        raise AmountMissing(title=title, currency=currency)
    smallest = smallest_charge(currency)
    # What costs nothing is nothing to give.
    least = max(offer.bounds.least_minor, smallest) if is_gift else offer.bounds.least_minor
    if amount.minor < least:
        raise AmountTooLow(title=title, least=Money(least, currency))
    if amount.minor > offer.bounds.most_minor:
        raise AmountTooHigh(title=title, most=Money(offer.bounds.most_minor, currency))
    if 0 < amount.minor < smallest:
        raise AmountNotCharged(title=title, smallest=Money(smallest, currency))
    if amount.minor % step_of(currency):
        raise AmountTooFine(title=title)
    return replace(offer, price=amount)


def refusal_of_bounds(bounds: Bounds, suggested_minor: int, currency: str) -> dict[str, list[str]]:
    """Why buyers cannot be let choose between these, by field; empty where they can."""
    wrong: dict[str, list[str]] = {}
    smallest = smallest_charge(currency)
    amounts = {"least": bounds.least_minor, "suggested": suggested_minor, "most": bounds.most_minor}
    wrong |= {name: refusal for name, amount in amounts.items() if (refusal := refusal_of_charge(amount, currency))}
    if suggested_minor < max(bounds.least_minor, smallest):
        wrong["suggested"] = [f"At least {Money(max(bounds.least_minor, smallest), currency)}."]
    if bounds.most_minor < suggested_minor:
        wrong["most"] = ["At least what you suggest."]
    return wrong
