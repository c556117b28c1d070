"""Coupons and the promotion codes that stand for them."""

from __future__ import annotations

from decimal import Decimal

from tests.fakes.stripe import money
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    boolean,
    choice,
    clearable,
    currency,
    decimal,
    integer,
    merged,
    metadata,
    positive,
    text,
)
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work

GIVEN: Json = {"coupon": text, "promotion_code": text}


@door(
    "POST",
    "/v1/coupons",
    {
        "amount_off": positive,
        "currency": currency,
        "duration": choice("forever", "once", "repeating"),
        "duration_in_months": positive,
        "id": text,
        "max_redemptions": positive,
        "metadata": metadata,
        "name": text,
        "percent_off": decimal,
        "redeem_by": integer,
    },
)
def create_coupon(work: Work, params: Json) -> Json:
    if ("amount_off" in params) == ("percent_off" in params):
        raise BadRequest("Must provide either percent_off or amount_off.", code="parameter_missing")
    if "amount_off" in params and "currency" not in params:
        raise BadRequest("Must provide currency with amount_off.", code="parameter_missing", param="currency")
    if not 0 < params.get("percent_off", 1) <= 100:
        raise BadRequest("Invalid percent_off: must be between 0 and 100.", param="percent_off")
    if work.store.find(params.get("id", "")) is not None:
        raise Refused("Coupon already exists.", code="resource_already_exists", param="id")
    coupon = {
        "id": params.get("id") or work.new_id("", 8),
        "object": "coupon",
        "amount_off": params.get("amount_off"),
        "created": work.now,
        "currency": params.get("currency"),
        "duration": params.get("duration", "once"),
        "duration_in_months": params.get("duration_in_months"),
        "livemode": False,
        "max_redemptions": params.get("max_redemptions"),
        "metadata": params.get("metadata", {}),
        "name": params.get("name"),
        "percent_off": params.get("percent_off"),
        "redeem_by": params.get("redeem_by"),
        "times_redeemed": 0,
        "valid": True,
    }
    work.add(coupon)
    work.emit("coupon.created", coupon)
    return coupon


@door("GET", "/v1/coupons", PAGE)
def list_coupons(work: Work, params: Json) -> Json:
    return page(work.all("coupon"), params, "/v1/coupons")


@door("GET", "/v1/coupons/{id}")
def show_coupon(work: Work, params: Json, coupon_id: str) -> Json:
    return work.get("coupon", coupon_id, param="coupon")


@door("POST", "/v1/coupons/{id}", {"metadata": metadata, "name": clearable})
def update_coupon(work: Work, params: Json, coupon_id: str) -> Json:
    coupon = work.get("coupon", coupon_id, param="coupon")
    if "metadata" in params:
        params["metadata"] = merged(coupon["metadata"], params["metadata"])
    coupon.update(params)
    return work.save(coupon)


@door("DELETE", "/v1/coupons/{id}")
def delete_coupon(work: Work, params: Json, coupon_id: str) -> Json:
    coupon = work.get("coupon", coupon_id, param="coupon")
    work.save({**coupon, "valid": False})
    return {"id": coupon_id, "object": "coupon", "deleted": True}


@door(
    "POST",
    "/v1/promotion_codes",
    {
        "active": boolean,
        "code": text,
        "customer": text,
        "expires_at": integer,
        "max_redemptions": positive,
        "metadata": metadata,
        "promotion": Required({"coupon": Required(text), "type": Required(choice("coupon"))}),
        "restrictions": {
            "first_time_transaction": boolean,
            "minimum_amount": positive,
            "minimum_amount_currency": currency,
        },
    },
)
def create_promotion_code(work: Work, params: Json) -> Json:
    coupon = work.get("coupon", params["promotion"]["coupon"], param="promotion[coupon]")
    restrictions = params.get("restrictions", {})
    promotion_code = {
        "id": work.new_id("promo_"),
        "object": "promotion_code",
        "active": params.get("active", True),
        "code": params.get("code") or work.new_id("", 8).upper(),
        "created": work.now,
        "customer": params.get("customer"),
        "customer_account": None,
        "expires_at": params.get("expires_at"),
        "livemode": False,
        "max_redemptions": params.get("max_redemptions"),
        "metadata": params.get("metadata", {}),
        "promotion": {"coupon": coupon["id"], "type": "coupon"},
        "restrictions": {
            "first_time_transaction": restrictions.get("first_time_transaction", False),
            "minimum_amount": restrictions.get("minimum_amount"),
            "minimum_amount_currency": restrictions.get("minimum_amount_currency"),
        },
        "times_redeemed": 0,
    }
    taken = [row for row in work.all("promotion_code", active=True) if row["code"] == promotion_code["code"]]
    if taken:
        raise Refused("An active promotion code with this code already exists.", code="resource_already_exists")
    work.add(promotion_code)
    work.emit("promotion_code.created", promotion_code)
    return promotion_code


@door("GET", "/v1/promotion_codes", {**PAGE, "active": boolean, "code": text, "coupon": text, "customer": text})
def list_promotion_codes(work: Work, params: Json) -> Json:
    rows = work.all("promotion_code", **filters(params, "active", "code", "customer"))
    if "coupon" in params:
        rows = [row for row in rows if row["promotion"]["coupon"] == params["coupon"]]
    return page(rows, params, "/v1/promotion_codes")


@door("GET", "/v1/promotion_codes/{id}")
def show_promotion_code(work: Work, params: Json, code_id: str) -> Json:
    return work.get("promotion_code", code_id, param="promotion_code")


@door("POST", "/v1/promotion_codes/{id}", {"active": boolean, "metadata": metadata})
def update_promotion_code(work: Work, params: Json, code_id: str) -> Json:
    promotion_code = work.get("promotion_code", code_id, param="promotion_code")
    if "metadata" in params:
        params["metadata"] = merged(promotion_code["metadata"], params["metadata"])
    promotion_code.update(params)
    return work.save(promotion_code)


# What they take off


def usable(work: Work, given: Json, param: str) -> Json:
    """The coupon that a code or a coupon's id stands for. Raises Refused when it is used up or over."""
    coupon_id = given.get("coupon")
    if "promotion_code" in given:
        code = work.get("promotion_code", given["promotion_code"], param=f"{param}[promotion_code]")
        if not code["active"] or _over(work, code, code["expires_at"]):
            raise Refused("This promotion code is not active any more.", code="promotion_code_expired", param=param)
        coupon_id = code["promotion"]["coupon"]
    if coupon_id is None:
        raise BadRequest("Name a coupon or a promotion code.", code="parameter_missing", param=f"{param}[coupon]")
    coupon = work.get("coupon", coupon_id, param=f"{param}[coupon]")
    if not coupon["valid"] or _over(work, coupon, coupon["redeem_by"]):
        raise Refused(f"Coupon {coupon_id} is used up or has expired.", code="coupon_expired", param=param)
    return coupon


def _over(work: Work, what: Json, until: int | None) -> bool:
    used_up = what["max_redemptions"] is not None and what["times_redeemed"] >= what["max_redemptions"]
    return bool(used_up or (until is not None and until <= work.now))


def redeem(work: Work, given: Json) -> None:
    """Count one use."""
    for kind, name in (("coupon", "coupon"), ("promotion_code", "promotion_code")):
        if name in given:
            row = work.get(kind, given[name])
            work.save({**row, "times_redeemed": row["times_redeemed"] + 1})
            if kind == "promotion_code":
                coupon = work.get("coupon", row["promotion"]["coupon"])
                work.save({**coupon, "times_redeemed": coupon["times_redeemed"] + 1})


def taken_off(coupon: Json, amounts: list[int]) -> list[int]:
    """What a coupon takes off each amount: together what it takes off the sum, to the cent."""
    total = sum(amounts)
    if coupon["percent_off"] is not None:
        whole = money.rounded(Decimal(total) * Decimal(str(coupon["percent_off"])) / 100)
    else:
        whole = min(coupon["amount_off"], total)
    parts = [whole * amount // total if total else 0 for amount in amounts]
    for place in range(whole - sum(parts)):
        parts[place] += 1
    return parts
