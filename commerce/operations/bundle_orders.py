"""A bundle in an order: each of its things becomes a line of its own, which remembers the bundle.

So seats, refunds, commission, shares and papers are those of any line.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accounts.models import User
from commerce.enums import OrderState
from commerce.errors import AlreadyBought, InTheBundle, PriceChanged, PriceIsFixed
from commerce.gates import Offer, Thing, sellable
from commerce.models import BoughtBundle, Bundle, Coupon, Order
from commerce.operations.bundles import (
    SELLABLE_KIND,
    BundleOffer,
    bundle_offer,
    find_bundle,
    things_left,
)
from commerce.operations.coupons import discounts_of
from commerce.operations.wanted import Wanted, WantedBundle
from kit.errors import NotFound


def expand(buyer: User, wanted: Sequence[Wanted]) -> list[Wanted]:
    """What is wanted, with the things of each bundle that the buyer does not have in its place.

    Raises NotFound for a bundle there is not, or that is to be given; AlreadyBought, PriceIsFixed, and InTheBundle for
    what would be bought twice.
    """
    if all(each.kind != SELLABLE_KIND for each in wanted):
        return list(wanted)
    expanded: list[Wanted] = []
    for each in wanted:
        if each.kind != SELLABLE_KIND:
            expanded.append(each)
            continue
        if each.gift is not None:
            raise NotFound
        bundle = find_bundle(each.sellable_id)
        if each.amount is not None:
            raise PriceIsFixed(title=bundle.name, price=bundle_offer(bundle, buyer).price)
        things = things_left(bundle, buyer)
        if not things:
            raise AlreadyBought(title=bundle.name)
        part_of = WantedBundle(bundle, each.expected)
        expanded.extend(Wanted(thing.kind, thing.sellable_id, part_of=part_of) for thing in things)
    _refuse_doubles(expanded, buyer)
    return expanded


def offer_of_bundle(buyer: User, wanted: WantedBundle, currency: str | None) -> BundleOffer:
    """What is left of it for the buyer. Raises what forbids to buy it, NotInCurrency, PriceChanged."""
    offer = bundle_offer(wanted.bundle, buyer, currency)
    if wanted.expected not in {None, offer.price}:
        raise PriceChanged(title=offer.name, price=offer.price)
    return offer


def discounts_with(
    coupon: Coupon | None,
    wanted: Sequence[Wanted],
    offered: Sequence[tuple[Thing, Offer]],
    bundles: Mapping[int, BundleOffer],
) -> list[int]:
    """What each costs less: in a bundle by its rate, beside one by the coupon, which is not for bundles."""
    alone = [pair for pair, each in zip(offered, wanted, strict=True) if each.part_of is None]
    lowered = iter(discounts_of(coupon, alone) if coupon is not None else [0] * len(alone))
    return [
        next(lowered) if each.part_of is None else bundles[each.part_of.bundle.pk].discounts[thing]
        for each, (thing, _offer) in zip(wanted, offered, strict=True)
    ]


def write_bundles(order: Order, bundles: Mapping[int, BundleOffer]) -> dict[int, BoughtBundle]:
    """What was promised of each bundle, by the bundle's primary key; its lines follow in the same transaction."""
    return {
        key: BoughtBundle.objects.create(
            order=order,
            bundle_id=key,
            name=offer.name,
            price_minor=offer.before.minor,
            total_minor=offer.price.minor,
        )
        for key, offer in bundles.items()
    }


def bundles_that_wait(buyer: User, things: Iterable[Thing]) -> list[BoughtBundle]:
    """Those of these that stand in an order of the buyer's which waits for payment."""
    ids = [thing.sellable_id for thing in things if thing.kind == SELLABLE_KIND]
    if not ids:
        return []
    waiting = BoughtBundle.objects.filter(order__buyer=buyer, order__state=OrderState.PENDING)
    return list(waiting.filter(bundle__public_id__in=ids).select_related("order", "bundle").order_by("-pk"))


def doubled(things: Iterable[Thing], reader: Any) -> dict[Thing, InTheBundle]:
    """Which of these would be bought twice: what a bundle beside it brings, and a bundle that shares with another."""
    listed = list(things)
    bringing: dict[Thing, str] = {}
    refused: dict[Thing, InTheBundle] = {}
    for thing in listed:
        if thing.kind == SELLABLE_KIND and (bundle := _found(thing)) is not None:
            own = things_left(bundle, reader)
            if other := next((bringing[each] for each in own if each in bringing), None):
                refused[thing] = InTheBundle(title=f"Something in {bundle.name}", name=other)
            else:
                bringing |= dict.fromkeys(own, bundle.name)
    for thing in listed:
        if thing in bringing:
            refused[thing] = InTheBundle(title=_title(thing, reader), name=bringing[thing])
    return refused


def _refuse_doubles(expanded: Sequence[Wanted], buyer: User) -> None:
    seen: dict[Thing, Wanted] = {}
    for each in expanded:
        thing = Thing(each.kind, each.sellable_id)
        other = seen.setdefault(thing, each)
        if other is not each and (part_of := other.part_of or each.part_of) is not None:
            raise InTheBundle(title=_title(thing, buyer), name=part_of.bundle.name)


def _title(thing: Thing, reader: Any) -> str:
    shown = sellable(thing.kind).show(thing.sellable_id, reader)
    return shown.title if shown is not None else "This"


def _found(thing: Thing) -> Bundle | None:
    return Bundle.objects.filter(public_id=thing.sellable_id).prefetch_related("things").first()
