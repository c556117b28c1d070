"""What a bundle costs somebody at a moment: what its things cost one by one, less its part, split exactly over them.

Whoever has some of its things buys the others at the bundle's rate. What its things cost is what is asked for them
just now, sales too, so that a bundle is never dearer than its things one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from commerce.enums import BundleState
from commerce.errors import AlreadyBought, BundleNotOffered, NotInCurrency
from commerce.gates import Offer, Thing, sellable
from commerce.models import Bundle
from commerce.operations.offers import offered_prices
from commerce.operations.splitting import share_of, split
from kit.errors import DomainError, NotFound
from kit.money import Money, decimal_places

# As it is stored with carts; no order line is of this kind.
SELLABLE_KIND = "bundle"


@dataclass(frozen=True, slots=True)
class BundleOffer:
    """What is left of a bundle for somebody, in one currency: an offer for each thing, and what is taken off it."""

    name: str
    offers: Mapping[Thing, Offer]
    discounts: Mapping[Thing, int]

    @property
    def before(self) -> Money:
        """What the things cost one by one."""
        prices = [offer.price for offer in self.offers.values()]
        return Money(sum(price.minor for price in prices), prices[0].currency)

    @property
    def price(self) -> Money:
        return Money(self.before.minor - sum(self.discounts.values()), self.before.currency)


def things_of(bundle: Bundle) -> list[Thing]:
    """What is in it, in its order."""
    ordered = sorted(bundle.things.all(), key=lambda each: each.place)
    return [Thing(each.sellable_kind, each.sellable_id) for each in ordered]


def things_left(bundle: Bundle, buyer: Any) -> list[Thing]:
    """What of it the buyer, who may be anonymous, does not have yet."""
    things = things_of(bundle)
    if not buyer.is_authenticated:
        return things
    return [thing for thing in things if not sellable(thing.kind).is_held_by(thing.sellable_id, buyer)]


def bundle_offers(bundle: Bundle, buyer: Any) -> list[BundleOffer]:
    """What is left of it for `buyer`, once for each currency in which all of that is sold, never none.

    Raises AlreadyBought for who has everything, BundleNotOffered.
    """
    if bundle.state != BundleState.OFFERED:
        raise BundleNotOffered(name=bundle.name, why=f"It is {bundle.get_state_display().lower()}.")
    things = things_left(bundle, buyer)
    if not things:
        raise AlreadyBought(title=bundle.name)
    offers = {thing: _offer(bundle, thing, buyer) for thing in things}
    # The amounts of all currencies come with one question for each thing.
    asked = {thing: _fixed(thing) for thing in things}
    for thing, prices in asked.items():
        if not prices:
            raise BundleNotOffered(name=bundle.name, why=f"Buyers choose what they pay for {offers[thing].title}.")
    first = next(iter(offers.values()))
    shared = [currency for currency in first.currencies if all(currency in prices for prices in asked.values())]
    if not shared:
        raise BundleNotOffered(name=bundle.name, why="There is no currency in which all of it is sold.")
    return [
        _priced(
            bundle,
            {
                thing: replace(
                    offer, price=Money(asked[thing][currency], currency), currencies=shared, bounds=None, before=None
                )
                for thing, offer in offers.items()
            },
        )
        for currency in shared
    ]


def _fixed(thing: Thing) -> dict[str, int]:
    """What it costs in each currency in which nobody chooses: of what one chooses, a bundle would be the dearer way."""
    prices = offered_prices(thing.kind, thing.sellable_id)
    return {each.currency: each.amount_minor for each in prices if each.bounds is None}


def bundle_offer(bundle: Bundle, buyer: Any, currency: str | None = None) -> BundleOffer:
    """In this currency, else in the main one of its first thing where all is sold in it. Raises NotInCurrency too."""
    offers = bundle_offers(bundle, buyer)
    if currency is None:
        return offers[0]
    found = next((offer for offer in offers if offer.price.currency == currency), None)
    if found is None:
        raise NotInCurrency(title=bundle.name, currency=currency)
    return found


def refusal_of(bundle: Bundle) -> str:
    """Why nobody can buy it just now; empty where a visitor could."""
    try:
        bundle_offers(bundle, AnonymousUser())
    except DomainError as refusal:
        return str(refusal)
    return ""


def find_bundle(public_id: UUID) -> Bundle:
    """Raises NotFound."""
    found = Bundle.objects.filter(public_id=public_id).prefetch_related("things").first()
    if found is None:
        raise NotFound
    return found


def taken_off(prices: Sequence[Money], basis_points: int) -> list[int]:
    """What is taken off each price of one currency, so that something is left to pay and the parts sum.

    Where there are three decimals the last is 0, since cards are charged so.
    """
    step = 10 if decimal_places(prices[0].currency) == 3 else 1
    weights = [price.minor // step for price in prices]
    off = min(share_of(sum(weights), basis_points), sum(weights) - 1)
    return [part * step for part in split(off, weights)]


def _priced(bundle: Bundle, offers: Mapping[Thing, Offer]) -> BundleOffer:
    parts = taken_off([offer.price for offer in offers.values()], bundle.basis_points)
    return BundleOffer(bundle.name, offers, dict(zip(offers, parts, strict=True)))


def _offer(bundle: Bundle, thing: Thing, buyer: Any) -> Offer:
    try:
        offer = sellable(thing.kind).quote(thing.sellable_id, buyer)
    except NotFound:
        raise BundleNotOffered(name=bundle.name, why="Something in it is no longer offered.") from None
    except DomainError as refusal:
        raise BundleNotOffered(name=bundle.name, why=str(refusal)) from refusal
    if bundle.seller_id is not None and offer.seller.pk != bundle.seller_id:
        raise BundleNotOffered(name=bundle.name, why=f"{offer.title} is no longer its seller's.")
    if not offer.price.minor:
        raise BundleNotOffered(name=bundle.name, why=f"{offer.title} is free.")
    return offer
