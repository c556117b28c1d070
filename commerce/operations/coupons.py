"""Coupons: found by their code, worked out over an order's lines, counted while it waits and once it is paid.

What a coupon takes off is frozen in the lines. Uses are counted under the coupon's lock, which is taken before what is
sold is reserved and released; the database refuses one more than there are.
"""

from collections.abc import Sequence

from django.db.models import F

from accounts.models import User
from commerce.enums import BorneBy
from commerce.errors import CouponLowersNothing, CouponUnknown, CouponUsedUp
from commerce.gates import Offer, Thing
from commerce.models import Coupon, CouponUse, Order
from commerce.operations.charging import chargeable
from commerce.operations.commission import commissions_for
from commerce.operations.splitting import share_of, split
from kit import clock
from kit.failpoints import failpoint


def normal_code(text: str) -> str:
    """A code in its one form, however somebody wrote it: capital letters, no spaces."""
    return "".join(text.split()).upper()


def find_coupon(code: str) -> Coupon:
    """The coupon that can be used just now. Raises CouponUnknown, whatever the reason."""
    wanted = normal_code(code)
    found = Coupon.objects.filter(code=wanted).first()
    if found is None or not _is_open(found):
        raise CouponUnknown(code=wanted[:40])
    return found


def discounts_of(coupon: Coupon, offered: Sequence[tuple[Thing, Offer]]) -> list[int]:
    """What the coupon takes off each, in minor units of the offers' one currency. Raises CouponLowersNothing.

    What is left can be charged: all together it is nothing, or at least what the provider charges.
    """
    named = {Thing(each.sellable_kind, each.sellable_id) for each in coupon.things.all()}
    lowered = [offer.price.minor if _is_for(coupon, named, thing, offer) else 0 for thing, offer in offered]
    whole = sum(lowered)
    if coupon.basis_points is not None:
        off = share_of(whole, coupon.basis_points)
    else:
        is_same = all(offer.price.currency == coupon.currency for _thing, offer in offered)
        off = min(coupon.amount_minor or 0, whole) if is_same else 0
    parts = split(off, lowered)
    if coupon.borne_by == BorneBy.PLATFORM:
        parts = [
            min(part, share_of(offer.price.minor, ours))
            for part, (_thing, offer), ours in zip(parts, offered, commissions_for(offered), strict=True)
        ]
    if any(parts):
        asked, currency = sum(offer.price.minor for _thing, offer in offered), offered[0][1].price.currency
        parts = split(max(0, asked - chargeable(asked - sum(parts), currency)), parts)
    if not any(parts):
        raise CouponLowersNothing(code=coupon.code)
    return parts


def hold_coupon(coupon: Coupon) -> Coupon:
    """The coupon as it stands now, held until the transaction ends. Raises CouponUnknown."""
    held = Coupon.objects.select_for_update(no_key=True).get(pk=coupon.pk)
    if not _is_open(held):
        raise CouponUnknown(code=held.code)
    return held


def use_coupon(coupon: Coupon, order: Order) -> CouponUse:
    """Count a use for a new order; the caller holds coupon and buyer. Raises CouponUsedUp."""
    turn = free_turn(coupon, order.buyer)
    failpoint("commerce.coupon_counted")
    Coupon.objects.filter(pk=coupon.pk).update(uses=F("uses") + 1)
    return CouponUse.objects.create(coupon=coupon, order=order, person=order.buyer, turn=turn)


def free_turn(coupon: Coupon, person: User) -> int:
    """Which use of the person's the next one is. Raises CouponUsedUp."""
    if coupon.most_uses is not None and coupon.uses >= coupon.most_uses:
        raise CouponUsedUp(code=coupon.code)
    taken = set(CouponUse.objects.filter(coupon=coupon, person=person, counts=True).values_list("turn", flat=True))
    turn = next(number for number in range(1, len(taken) + 2) if number not in taken)
    if coupon.most_uses_each is not None and turn > coupon.most_uses_each:
        raise CouponUsedUp(code=coupon.code)
    return turn


def give_use_back(order: Order) -> None:
    """Let the use of an order that will not be paid be somebody's again. Giving it back twice changes nothing."""
    use = CouponUse.objects.filter(order=order, counts=True).first()
    if use is None:
        return
    Coupon.objects.select_for_update(no_key=True).get(pk=use.coupon_id)
    if CouponUse.objects.filter(pk=use.pk, counts=True).update(counts=False):
        Coupon.objects.filter(pk=use.coupon_id).update(uses=F("uses") - 1)


def _is_open(coupon: Coupon) -> bool:
    now = clock.now()
    return coupon.is_active and coupon.starts_at <= now and (coupon.ends_at is None or now < coupon.ends_at)


def _is_for(coupon: Coupon, named: set[Thing], thing: Thing, offer: Offer) -> bool:
    if offer.bounds is not None:
        return False
    if coupon.seller_id is not None and offer.seller.pk != coupon.seller_id:
        return False
    return not named or thing in named
