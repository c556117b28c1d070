"""Carts: things laid in and taken out, and what they cost and whether they can be had just now.

Nothing in a cart is promised. Whoever buys places an order, which asks everything anew.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.enums import OrderState
from commerce.errors import AlreadyBought, CartIsFull, NotInCurrency
from commerce.gates import Offer, Shown, Thing, free_in, sellable
from commerce.models import CartItem, Coupon, CouponUse, Order, OrderLine, Wish
from commerce.operations.bundle_orders import bundles_that_wait, doubled
from commerce.operations.bundles import SELLABLE_KIND
from commerce.operations.chosen import at_chosen
from commerce.operations.coupons import discounts_of, free_turn
from kit.errors import DomainError
from kit.failpoints import failpoint
from kit.money import Money

MOST_ITEMS = 20
NOTHING: Mapping[Thing, Money] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CartLine:
    """A thing as it is now. Without a refusal it can be bought at this price; `shown` is None for what is gone.

    Where the person chooses what they pay, the price is that, or what is `suggested` until they have said.
    """

    thing: Thing
    title: str
    shown: Shown | None
    offer: Offer | None
    price: Money | None
    refusal: DomainError | None
    discount: int = 0
    suggested: Money | None = None

    @property
    def before(self) -> Money | None:
        """What the price is compared with; None where it is not what is asked now, as in an order that waits."""
        return self.offer.before if self.offer is not None and self.offer.price == self.price else None


@dataclass(frozen=True, slots=True)
class Cart:
    """What lies in a cart, oldest first, and the order that waits for payment with something of it.

    It is bought in one `currency`; None where nothing has a price. A coupon that lowers nothing here says why in
    `coupon_refusal`.
    """

    lines: Sequence[CartLine]
    order: Order | None = None
    coupon: Coupon | None = None
    coupon_refusal: DomainError | None = None
    currency: str | None = None

    @property
    def currencies(self) -> dict[str, bool]:
        """The currencies in which something here is sold, each with whether everything that is offered can be had."""
        sold = [set(line.offer.currencies) for line in self.lines if line.offer is not None and line.offer.price.minor]
        return {each: all(each in some for some in sold) for each in sorted(set().union(*sold))}

    @property
    def buyable(self) -> list[CartLine]:
        return [line for line in self.lines if line.refusal is None]

    @property
    def total(self) -> Money | None:
        """What everything that can be bought costs together, less the coupon; None for nothing."""
        prices = [line.price for line in self.buyable if line.price is not None]
        if not prices:
            return None
        return Money(sum(price.minor for price in prices) - self.discount, prices[0].currency)

    @property
    def discount(self) -> int:
        """What the coupon takes off, in minor units of the total's currency."""
        return sum(line.discount for line in self.lines)

    @property
    def is_ordered(self) -> bool:
        """Whether the order that waits is for just this, at what it costs now."""
        if self.order is None:
            return False
        currency = self.order.currency
        ordered = {
            (line.sellable_kind, line.sellable_id): Money(line.price_minor, currency)
            for line in self.order.lines.filter(part_of=None)
        } | {
            (SELLABLE_KIND, each.bundle.public_id): Money(each.total_minor, currency)
            for each in self.order.bundles.select_related("bundle")
        }
        here = {(line.thing.kind, line.thing.sellable_id): line.price for line in self.buyable}
        return ordered == here and self.order.total == self.total


def add_to_cart(person: User, things: Iterable[Thing], amounts: Mapping[Thing, Money] = NOTHING) -> None:
    """Lay things in a person's cart, each once. What there is not, or not for this person, is left out.

    `amounts` is what they want to pay for some, kept as it was said last; whether it can be paid is told when the cart
    is read. Raises CartIsFull, and then nothing is laid in.
    """
    with transaction.atomic():
        # Two tabs, a browser's cart taken over twice: one after the other.
        person = hold_person(person.pk)
        held = {Thing(each.sellable_kind, each.sellable_id): each for each in person.cart_items.all()}
        failpoint("commerce.cart_read")
        added = []
        for thing in dict.fromkeys(things):
            shown = sellable(thing.kind).show(thing.sellable_id, person) if thing not in held else None
            if shown is not None:
                item = CartItem(person=person, sellable_kind=thing.kind, sellable_id=thing.sellable_id)
                item.title = shown.title
                added.append(_with(item, amounts.get(thing)))
        if len(held) + len(added) > MOST_ITEMS:
            raise CartIsFull(most=MOST_ITEMS)
        CartItem.objects.bulk_create(added)
        said = [_with(item, amounts[thing]) for thing, item in held.items() if thing in amounts]
        CartItem.objects.bulk_update(said, ["amount_minor", "currency"])


def _with(item: CartItem, amount: Money | None) -> CartItem:
    if amount is not None:
        item.amount_minor, item.currency = amount.minor, amount.currency
    return item


def remove_from_cart(person: User, thing: Thing) -> None:
    """Take a thing out. Taking it out twice changes nothing."""
    person.cart_items.filter(sellable_kind=thing.kind, sellable_id=thing.sellable_id).delete()


def remove_what_was_paid(order: Order) -> None:
    """Take out of the buyer's cart, and off their wishes, what this order has brought."""
    own = order.lines.filter(is_gift=False)
    ordered = own.filter(sellable_kind=OuterRef("sellable_kind"), sellable_id=OuterRef("sellable_id"))
    bundles = Q(sellable_kind=SELLABLE_KIND, sellable_id__in=order.bundles.values("bundle__public_id"))
    for mine in (CartItem.objects, Wish.objects):
        mine.filter(Exists(ordered) | bundles, person=order.buyer_id).delete()


def read_cart(person: User, coupon: Coupon | None = None, currency: str | None = None) -> Cart:
    """The person's cart as it is now, in a currency and with a coupon: these, or those of the order which waits."""
    items = list(person.cart_items.order_by("pk"))
    titles = {Thing(each.sellable_kind, each.sellable_id): each.title for each in items}
    amounts = {Thing(each.sellable_kind, each.sellable_id): each.amount for each in items if each.amount is not None}
    claimed = _claimed(person, titles)
    waiting = {thing: line for thing, line in claimed.items() if line.order.state == OrderState.PENDING}
    promised = {thing: Money(line.price_minor, line.order.currency) for thing, line in waiting.items()}
    order = next((line.order for line in waiting.values()), None)
    for each in bundles_that_wait(person, titles):
        order = order or each.order
        promised[Thing(SELLABLE_KIND, each.bundle.public_id)] = Money(each.total_minor, each.order.currency)
    if order is not None:
        currency = currency or order.currency
    lines = _lines(titles, person, promised, currency, amounts, bought=claimed.keys() - waiting.keys())
    use = CouponUse.objects.filter(order=order).select_related("coupon").first() if order is not None else None
    if use is not None and coupon in {None, use.coupon}:
        return _lowered(lines, use.coupon, order=order)
    return _lowered(lines, coupon, order=order, person=person)


def quote_cart(
    things: Iterable[Thing],
    visitor: Any,
    coupon: Coupon | None = None,
    currency: str | None = None,
    amounts: Mapping[Thing, Money] = NOTHING,
) -> Cart:
    """What these things would be in a cart of somebody whom nobody knows yet."""
    return _lowered(_lines(dict.fromkeys(things, ""), visitor, {}, currency, amounts, bought=frozenset()), coupon)


def _lowered(
    lines: list[CartLine], coupon: Coupon | None, *, order: Order | None = None, person: User | None = None
) -> Cart:
    """What the coupon makes of the lines; a `person` must have a use of it left."""
    currency = next((line.price.currency for line in lines if line.refusal is None and line.price), None)
    buyable = [(line.thing, line.offer) for line in lines if line.refusal is None and line.offer is not None]
    if coupon is None or not buyable:
        return Cart(lines, order, coupon, currency=currency)
    offered = [(thing, offer) for thing, offer in buyable if thing.kind != SELLABLE_KIND]
    try:
        discounts = dict(zip([thing for thing, _offer in offered], discounts_of(coupon, offered), strict=True))
        if person is not None:
            free_turn(coupon, person)
    except DomainError as refusal:
        return Cart(lines, order, coupon, refusal, currency)
    return Cart([replace(line, discount=discounts.get(line.thing, 0)) for line in lines], order, coupon, None, currency)


def _lines(
    titles: Mapping[Thing, str],
    buyer: Any,
    promised: Mapping[Thing, Money],
    currency: str | None,
    amounts: Mapping[Thing, Money],
    *,
    bought: Set[Thing],
) -> list[CartLine]:
    """Each thing in `currency`, or in that of the first with a price; what is not sold in it says what it costs.

    What is `promised` can be bought as long as its order waits: the last seat may be the one that is kept for it.
    """
    lines: list[CartLine] = []
    for thing, title in titles.items():
        shown = sellable(thing.kind).show(thing.sellable_id, buyer)
        offer, refusal = _offer(thing, buyer, currency)
        price = suggested = offer.price if offer is not None else None
        name = shown.title if shown is not None else title
        if refusal is not None and thing in promised and currency == promised[thing].currency:
            price, refusal = promised[thing], None
        if refusal is None and thing in bought:
            refusal = AlreadyBought(title=name)
        if refusal is None and offer is not None and offer.bounds is not None:
            offer, price, refusal = _at_chosen(offer, amounts.get(thing))
        if refusal is None and price is not None and price.minor:
            currency = currency or price.currency
        lines.append(CartLine(thing, name, shown, offer, price, refusal, suggested=suggested))
    twice = doubled([line.thing for line in lines if line.refusal is None], buyer)
    return [_in(replace(line, refusal=line.refusal or twice.get(line.thing)), currency) for line in lines]


def _at_chosen(offer: Offer, amount: Money | None) -> tuple[Offer, Money, DomainError | None]:
    """At what the person has said in this currency, else at what is suggested."""
    if amount is None or amount.currency != offer.price.currency:
        return offer, offer.price, None
    try:
        return at_chosen(offer, amount), amount, None
    except DomainError as refusal:
        return offer, amount, refusal


def _in(line: CartLine, currency: str | None) -> CartLine:
    if line.offer is None or line.price is None or line.price.minor:
        return line
    offer = free_in(line.offer, currency)
    return replace(line, offer=offer, price=offer.price)


def _offer(thing: Thing, buyer: Any, currency: str | None) -> tuple[Offer | None, DomainError | None]:
    kind = sellable(thing.kind)
    try:
        offer = kind.quote(thing.sellable_id, buyer, currency)
    except NotInCurrency as refusal:
        return kind.quote(thing.sellable_id, buyer), refusal
    except DomainError as refusal:
        return None, refusal
    return offer, None


def _claimed(person: User, things: Iterable[Thing]) -> dict[Thing, OrderLine]:
    """The lines by which the person has begun to buy, or has bought, some of these."""
    lines = (
        OrderLine.objects.filter(
            buyer=person, claims=True, is_gift=False, sellable_id__in=[each.sellable_id for each in things]
        )
        .select_related("order")
        .order_by("-pk")
    )
    return {Thing(line.sellable_kind, line.sellable_id): line for line in lines}
