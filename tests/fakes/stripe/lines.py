"""The lines of a checkout, before anybody knows the tax on them."""

from __future__ import annotations

from tests.fakes.stripe import coupons, prices, taxes
from tests.fakes.stripe.params import Required, metadata, positive, text
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

LINE: Json = {"metadata": metadata, "price": text, "price_data": prices.PRICE_DATA, "quantity": Required(positive)}
MOST_LINES = 100


def new_lines(work: Work, params: Json) -> list[Json]:
    """The lines with their sums. Raises BadRequest where they do not go together."""
    given = params["line_items"]
    if not 1 <= len(given) <= MOST_LINES:
        raise BadRequest(f"Between 1 and {MOST_LINES} line items are needed.", param="line_items")
    found = [_price(work, line, place) for place, line in enumerate(given)]
    if len({price["currency"] for price in found}) > 1:
        raise BadRequest("All prices on a Checkout Session must have the same currency.", param="line_items")
    for place, price in enumerate(found):
        if price["type"] == "recurring" and params["mode"] == "payment":
            raise BadRequest(
                "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or "
                "use only one-time prices.",
                param=f"line_items[{place}]",
            )
    if params["mode"] == "subscription" and not any(price["type"] == "recurring" for price in found):
        raise BadRequest(
            "You must provide at least one recurring price in `subscription` mode when using prices.",
            param="line_items",
        )
    if params["mode"] == "subscription" and any(price["type"] != "recurring" for price in found):
        raise BadRequest("This stand-in takes recurring prices only in `subscription` mode.", param="line_items")
    off = _discounts(
        work, params, [price["unit_amount"] * line["quantity"] for price, line in zip(found, given, strict=True)]
    )
    if params.get("automatic_tax", {}).get("enabled", False):
        _check_taxable(work, found)
    later = {"trial_end", "trial_period_days"} & set(params.get("subscription_data", {}))
    return [
        _line(work, price, line, off=off[place], free=bool(later))
        for place, (price, line) in enumerate(zip(found, given, strict=True))
    ]


def _discounts(work: Work, params: Json, amounts: list[int]) -> list[int]:
    """What a coupon takes off each line."""
    given = params.get("discounts", [])
    if len(given) > 1:
        raise BadRequest("You may only specify one discount.", param="discounts")
    if not given:
        return [0] * len(amounts)
    return coupons.taken_off(coupons.usable(work, given[0], "discounts[0]"), amounts)


def _price(work: Work, line: Json, place: int) -> Json:
    if ("price" in line) == ("price_data" in line):
        raise BadRequest(
            "You must specify exactly one of `price` and `price_data` for a line item.",
            code="parameter_missing",
            param=f"line_items[{place}][price]",
        )
    if "price_data" in line:
        return prices.new_price(work, line["price_data"], active=False)
    price = work.get("price", line["price"], param=f"line_items[{place}][price]")
    if not price["active"]:
        raise BadRequest(
            "The price specified is inactive. This field only accepts active prices.",
            param=f"line_items[{place}][price]",
        )
    return price


def _check_taxable(work: Work, found: list[Json]) -> None:
    """Raise for prices of which Stripe Tax does not know whether they include it, and for unknown tax codes."""
    for place, price in enumerate(found):
        if price["tax_behavior"] == "unspecified":
            raise BadRequest(
                "Stripe Tax needs the `tax_behavior` of every price: `inclusive` or `exclusive`.",
                param=f"line_items[{place}][price_data][tax_behavior]",
            )
        if code := work.get("product", price["product"])["tax_code"]:
            taxes.check_code(code, f"line_items[{place}][price_data][product_data][tax_code]")


def _line(work: Work, price: Json, line: Json, *, off: int, free: bool) -> Json:
    """A line before its tax; `free` for what a trial postpones."""
    amount = 0 if free else price["unit_amount"] * line["quantity"]
    off = 0 if free else off
    product = work.get("product", price["product"])
    return {
        "id": work.new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": off,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount - off,
        "currency": price["currency"],
        "description": product["name"],
        "metadata": line.get("metadata", {}),
        "price": price,
        "quantity": line["quantity"],
    }
