"""Who makes which coupon: sellers for what they sell and at their own cost, administrators for anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from commerce.enums import BorneBy
from commerce.gates import Thing, kinds, sellable
from commerce.models import Coupon, CouponThing
from commerce.operations.coupons import normal_code
from commerce.policy import may_sell
from kit import audit
from kit.errors import InvalidInput, NotAllowed


@dataclass(frozen=True, slots=True)
class CouponTerms:
    """What a coupon is to be. One of `basis_points` and `amount_minor`; without `things` it is for all there are."""

    code: str
    seller: User | None
    basis_points: int | None
    amount_minor: int | None
    currency: str
    starts_at: datetime
    ends_at: datetime | None = None
    most_uses: int | None = None
    most_uses_each: int | None = None
    is_active: bool = True
    borne_by: BorneBy = BorneBy.SELLER
    things: Collection[Thing] = ()


def things_sold_by(seller: User | None) -> Mapping[Thing, str]:
    """What a coupon of this seller's, or of nobody's, can be for: things and titles."""
    return {
        Thing(kind, public_id): title for kind in kinds() for public_id, title in sellable(kind).sold_by(seller).items()
    }


def write_coupon(coupon: Coupon | None, terms: CouponTerms, *, actor: User) -> Coupon:
    """Make a coupon, or change one from now on: what was ordered with it stays as it was promised.

    Raises NotAllowed for another's, and InvalidInput by field.
    """
    if not may_sell(actor):
        raise NotAllowed
    if not actor.is_administrator and (terms.seller != actor or terms.borne_by != BorneBy.SELLER):
        raise NotAllowed
    code = normal_code(terms.code)
    with transaction.atomic():
        if coupon is not None:
            coupon = Coupon.objects.editable_by(actor).select_for_update(no_key=True).filter(pk=coupon.pk).first()
            if coupon is None:
                raise NotAllowed
        _refuse_unless_sound(coupon, terms, code)
        held = coupon or Coupon(made_by=actor)
        held.code, held.seller, held.borne_by = code, terms.seller, terms.borne_by
        held.basis_points, held.amount_minor, held.currency = terms.basis_points, terms.amount_minor, terms.currency
        held.starts_at, held.ends_at, held.is_active = terms.starts_at, terms.ends_at, terms.is_active
        held.most_uses, held.most_uses_each = terms.most_uses, terms.most_uses_each
        held.save()
        held.things.all().delete()
        CouponThing.objects.bulk_create(
            CouponThing(coupon=held, sellable_kind=thing.kind, sellable_id=thing.sellable_id)
            for thing in dict.fromkeys(terms.things)
        )
        audit.record(held, "commerce.write_coupon", actor, code=code)
    return held


def _refuse_unless_sound(coupon: Coupon | None, terms: CouponTerms, code: str) -> None:
    wrong: dict[str, list[str]] = {}
    if not (3 <= len(code) <= 40 and all(each.isascii() and (each.isalnum() or each == "-") for each in code)):
        wrong["code"] = ["Between 3 and 40 letters without accents, digits and dashes."]
    elif code.startswith("-"):
        wrong["code"] = ["It begins with a letter or a digit."]
    elif Coupon.objects.exclude(pk__in=[coupon.pk] if coupon else []).filter(code=code).exists():
        wrong["code"] = ["This code is taken."]
    if (terms.basis_points is None) == (terms.amount_minor is None):
        wrong["percent"] = ["Either so many percent or an amount."]
    if terms.ends_at is not None and terms.ends_at <= terms.starts_at:
        wrong["ends_at"] = ["It ends after it starts."]
    if coupon is not None and terms.most_uses is not None and terms.most_uses < coupon.uses:
        wrong["most_uses"] = [f"It has been used {coupon.uses} times already."]
    if terms.borne_by == BorneBy.PLATFORM and terms.seller is not None:
        wrong["borne_by"] = ["What the platform bears is for no single seller."]
    if not set(terms.things) <= things_sold_by(terms.seller).keys():
        wrong["things"] = ["Choose among what this seller sells."]
    if wrong:
        raise InvalidInput(wrong)
