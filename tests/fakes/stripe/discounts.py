"""Discounts: coupons at work on a subscription."""

from __future__ import annotations

from tests.fakes.stripe import coupons, periods
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work


def give(work: Work, subscription: Json, coupon: Json, given: Json) -> Json:
    """Put a coupon on a subscription, in the place of the one that was there."""
    until = None
    if coupon["duration"] == "repeating":
        until = periods.after(work.now, "month", 1, coupon["duration_in_months"] or 1)
    discount = work.add(
        {
            "id": work.new_id("di_"),
            "object": "discount",
            "checkout_session": None,
            "customer": subscription["customer"],
            "customer_account": None,
            "end": until,
            "invoice": None,
            "invoice_item": None,
            "promotion_code": given.get("promotion_code"),
            "source": {"coupon": coupon["id"], "type": "coupon"},
            "start": work.now,
            "subscription": subscription["id"],
            "subscription_item": None,
        }
    )
    coupons.redeem(work, given)
    subscription["discounts"] = [discount["id"]]
    work.save(subscription)
    return discount


def off(work: Work, subscription: Json, lines: list[Json]) -> tuple[int, Json | None]:
    """What the subscription's discount takes off an invoice with these lines, and which one does."""
    if not subscription["discounts"]:
        return 0, None
    discount = work.get("discount", subscription["discounts"][0])
    coupon = work.get("coupon", discount["source"]["coupon"])
    amounts = [line["amount"] for line in lines if line["discountable"] and line["amount"] > 0]
    over = discount["end"] is not None and discount["end"] <= work.now
    if over or not amounts:
        return 0, None
    return sum(coupons.taken_off(coupon, amounts)), discount


def count(work: Work, subscription: Json, discount: Json) -> None:
    """It was used: a coupon for once is gone then."""
    coupon = work.get("coupon", discount["source"]["coupon"])
    if coupon["duration"] == "once":
        work.save({**discount, "end": work.now})
        subscription["discounts"] = []
