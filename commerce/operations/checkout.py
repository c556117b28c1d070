"""From "buy" to the hosted page: the promise is frozen and the payment meant, then the provider is asked.

The provider is asked outside any transaction, under a key written down before, so that a crash at any point leaves an
order that can be gone on with: by the buyer, by a webhook, or by the sweep (DESIGN 6).
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.enums import BorneBy, OrderState, PaymentState, TaxMode
from commerce.errors import (
    NothingToPay,
    NotInCurrency,
    OrderDecided,
    PaymentNotOpened,
    PriceChanged,
    ProviderSilent,
    SellingIsClosed,
    TotalChanged,
)
from commerce.gates import Offer, Thing, free_in, sellable
from commerce.gateways import Checkout, CheckoutItem, GatewayRefused, GatewayUnavailable, stripe
from commerce.gateways.shapes import TaxBehaviour
from commerce.models import Coupon, LineShare, Order, OrderLine, Payment
from commerce.operations.bundle_orders import discounts_with, expand, offer_of_bundle, write_bundles
from commerce.operations.bundles import BundleOffer
from commerce.operations.carts import remove_what_was_paid
from commerce.operations.chosen import at_chosen
from commerce.operations.commission import commissions_for
from commerce.operations.coupons import give_use_back, hold_coupon, use_coupon
from commerce.operations.delivery import deliver
from commerce.operations.gifts import write_gift
from commerce.operations.hosted_pages import note_asking, record_checkout
from commerce.operations.order_notices import announce_purchase
from commerce.operations.splitting import share_of, split
from commerce.operations.wanted import Wanted, currency_of, order_that_waits
from kit import clock
from kit.failpoints import failpoint
from kit.money import Money

TAXED = {TaxMode.INCLUDED: TaxBehaviour.INCLUSIVE, TaxMode.ADDED: TaxBehaviour.EXCLUSIVE}


def place_order(
    buyer: User,
    wanted: Sequence[Wanted],
    *,
    coupon: Coupon | None = None,
    expected: Money | None = None,
    currency: str | None = None,
) -> Order:
    """Promise what is wanted at what it costs now. Asking again while it waits for payment gives the same order.

    `expected` is the total that the buyer saw. The order is in `currency`, else in that of what the buyer saw, else in
    the main one of the first thing. An order of nothing is paid and delivered at once. Raises what the things
    themselves refuse (sold out, not open), and SellingIsClosed, NothingToPay, PriceChanged, TotalChanged,
    NotInCurrency, AlreadyBought, OrderUnderWay, CouponUnknown, CouponUsedUp, CouponLowersNothing, BundleNotOffered,
    InTheBundle, and what `at_chosen` refuses.
    """
    if not settings.STRIPE_SECRET_KEY:
        raise SellingIsClosed
    with transaction.atomic():
        # Two tabs, a double click: one after the other.
        asked, buyer = buyer, hold_person(buyer.pk)
        buyer.roles = asked.roles
        failpoint("commerce.buyer_locked")
        currency = currency or currency_of(wanted)
        wanted = expand(buyer, wanted)
        if held := order_that_waits(buyer, wanted, coupon, currency):
            return held
        offers, bundles = _offers(buyer, wanted, currency)
        held_coupon = hold_coupon(coupon) if coupon is not None else None
        order, limited = _write(buyer, wanted, offers, bundles, held_coupon)
        if expected not in {None, order.total}:
            raise TotalChanged(total=order.total)
        if held_coupon is not None:
            use_coupon(held_coupon, order)
        if order.total_minor == 0:
            return _give_at_once(order)
        _intend_payment(order)
        for line in sorted(limited, key=lambda each: (each.sellable_kind, each.sellable_id)):
            holder = None if line.is_gift else buyer
            sellable(line.sellable_kind).reserve(line.sellable_id, line.public_id, holder)
        return order


def open_payment(order: Order) -> Payment:
    """The hosted page where `order` is paid: the one that is open, or one opened now.

    Raises OrderDecided, PaymentNotOpened when the provider refuses, ProviderSilent when nobody knows.
    """
    payment = note_asking(order)
    if payment is None:
        raise OrderDecided(state=Order.objects.get(pk=order.pk).get_state_display().lower())
    if payment.state == PaymentState.OPEN:
        return payment
    failpoint("commerce.before_asking_for_checkout")
    try:
        truth = stripe.open_checkout(_checkout(payment, order))
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    except GatewayRefused as refusal:
        give_up_payment(payment)
        raise PaymentNotOpened from refusal
    failpoint("commerce.before_checkout_is_recorded")
    payment = record_checkout(payment, truth.session_id, url=truth.url)
    if payment.state != PaymentState.OPEN:
        raise OrderDecided(state=Order.objects.get(pk=order.pk).get_state_display().lower())
    return payment


def give_up_payment(payment: Payment) -> None:
    """End a payment that nobody can make any more, and its order with it. Ending it again changes nothing."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=payment.order_id)
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        if payment.state in {PaymentState.SUCCEEDED, PaymentState.EXPIRED}:
            return
        payment.state, payment.decided_at = PaymentState.EXPIRED, clock.now()
        payment.save(update_fields=["state", "decided_at"])
        if order.state == OrderState.PENDING:
            order.state, order.ended_at = OrderState.CANCELLED, clock.now()
            order.save(update_fields=["state", "ended_at"])
            give_use_back(order)
            for line in order.lines.order_by("sellable_kind", "sellable_id"):
                sellable(line.sellable_kind).release(line.sellable_id, line.public_id)
            order.lines.update(claims=False)


def _offers(buyer: User, wanted: Sequence[Wanted], currency: str | None) -> tuple[list[Offer], dict[int, BundleOffer]]:
    """Everything in one currency, that of the first thing with a price where none is wanted; and what bundles cost."""
    offers = []
    bundles: dict[int, BundleOffer] = {}
    for each in wanted:
        if each.part_of is None:
            offers.append(_offer(each, buyer, currency))
        else:
            key = each.part_of.bundle.pk
            if key not in bundles:
                bundles[key] = offer_of_bundle(buyer, each.part_of, currency)
            offers.append(bundles[key].offers[Thing(each.kind, each.sellable_id)])
        if offers[-1].price.minor:
            currency = currency or offers[-1].price.currency
    return [free_in(offer, currency) for offer in offers], bundles


def _offer(wanted: Wanted, buyer: User, currency: str | None) -> Offer:
    kind, expected = sellable(wanted.kind), wanted.expected
    # Who has a thing may give it: nothing is asked of the giver but the money.
    whose = AnonymousUser() if wanted.gift is not None else buyer
    try:
        offer = kind.quote(wanted.sellable_id, whose, currency)
    except NotInCurrency:
        if expected is None:
            raise
        offer = kind.quote(wanted.sellable_id, whose)
    offer = at_chosen(offer, wanted.amount, is_gift=wanted.gift is not None)
    if expected is not None and expected != free_in(offer, expected.currency).price:
        raise PriceChanged(title=offer.title, price=offer.price)
    if wanted.gift is not None and offer.price.minor == 0:
        raise NothingToPay(title=offer.title)
    return offer


def _write(
    buyer: User,
    wanted: Sequence[Wanted],
    offers: Sequence[Offer],
    bundles: Mapping[int, BundleOffer],
    coupon: Coupon | None,
) -> tuple[Order, list[OrderLine]]:
    """The order, and those of its lines of which there are not enough for everybody."""
    offered = [(Thing(each.kind, each.sellable_id), offer) for each, offer in zip(wanted, offers, strict=True)]
    discounts = discounts_with(coupon, wanted, offered, bundles)
    order = Order.objects.create(
        buyer=buyer,
        currency=offers[0].price.currency,
        total_minor=sum(offer.price.minor for offer in offers) - sum(discounts),
        placed_at=clock.now(),
    )
    bought = write_bundles(order, bundles)
    is_ours = coupon is not None and coupon.borne_by == BorneBy.PLATFORM
    lines = [
        _line(order, each, offer, discount, basis_points, is_ours=is_ours and each.part_of is None)
        for each, offer, discount, basis_points in zip(wanted, offers, discounts, commissions_for(offered), strict=True)
    ]
    for line, each in zip(lines, wanted, strict=True):
        if each.part_of is not None:
            line.part_of = bought[each.part_of.bundle.pk]
    OrderLine.objects.bulk_create(lines)
    for line, each in zip(lines, wanted, strict=True):
        if each.gift is not None:
            write_gift(line, each.gift, buyer)
    LineShare.objects.bulk_create(
        share for line, offer in zip(lines, offers, strict=True) for share in _shares(line, offer)
    )
    return order, [line for line, offer in zip(lines, offers, strict=True) if offer.is_limited]


def _line(order: Order, wanted: Wanted, offer: Offer, discount: int, basis_points: int, *, is_ours: bool) -> OrderLine:
    """With a discount that `is_ours`, sellers get what they get without it."""
    total = offer.price.minor - discount
    commission = share_of(offer.price.minor, basis_points) - discount if is_ours else share_of(total, basis_points)
    return OrderLine(
        order=order,
        buyer=order.buyer,
        sellable_kind=wanted.kind,
        sellable_id=wanted.sellable_id,
        title=offer.title,
        price_minor=offer.price.minor,
        before_minor=offer.before.minor if offer.before is not None else None,
        discount_minor=discount,
        total_minor=total,
        commission_basis_points=basis_points,
        commission_minor=commission,
        is_gift=wanted.gift is not None,
        is_chosen=offer.bounds is not None,
    )


def _shares(line: OrderLine, offer: Offer) -> list[LineShare]:
    parts = split(line.total_minor - line.commission_minor, [payee.weight for payee in offer.payees])
    return [
        LineShare(line=line, payee=payee.person, amount_minor=part)
        for payee, part in zip(offer.payees, parts, strict=True)
    ]


def _intend_payment(order: Order) -> None:
    Payment.objects.create(
        order=order,
        amount_minor=order.total_minor,
        currency=order.currency,
        intended_at=order.placed_at,
        expires_at=order.placed_at + timedelta(minutes=settings.CHECKOUT_MINUTES),
    )


def _give_at_once(order: Order) -> Order:
    """There is nothing to pay, so nobody is asked. What cannot be given refuses the order."""
    order.state, order.paid_at = OrderState.PAID, clock.now()
    order.save(update_fields=["state", "paid_at"])
    for line in order.lines.order_by("sellable_kind", "sellable_id"):
        deliver(line, order)
        line.granted_at = clock.now()
        line.save(update_fields=["granted_at"])
    remove_what_was_paid(order)
    announce_purchase(order)
    return order


def _checkout(payment: Payment, order: Order) -> Checkout:
    page = f"{settings.SITE_URL}/account/orders/{order.public_id}"
    lines: Any = order.lines.order_by("pk")
    return Checkout(
        key=payment.key,
        reference=payment.public_id,
        order_number=order.number,
        items=[
            CheckoutItem(title=line.title, total=Money(line.total_minor, order.currency), reference=line.public_id)
            for line in lines
            if line.total_minor
        ],
        email=order.buyer.email,
        return_url=page,
        cancel_url=page,
        expires_at=payment.expires_at,
        tax=TAXED.get(TaxMode(order.tax_mode)),
    )
