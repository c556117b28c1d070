"""The lines of a checkout: what of it is the price, what the tax."""

from __future__ import annotations

from tests.fakes.stripe import money, prices
from tests.fakes.stripe.params import Required, positive, text
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

LINE: Json = {"price": text, "price_data": prices.PRICE_DATA, "quantity": Required(positive)}
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
    taxed = params.get("automatic_tax", {}).get("enabled", False)
    return [_line(work, price, line["quantity"], taxed=taxed) for price, line in zip(found, given, strict=True)]


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


def _line(work: Work, price: Json, quantity: int, *, taxed: bool) -> Json:
    amount = price["unit_amount"] * quantity
    included = price["tax_behavior"] == "inclusive"
    tax = money.tax_on(amount, included=included) if taxed else 0
    product = work.get("product", price["product"])
    return {
        "id": work.new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": tax,
        "amount_total": amount if included else amount + tax,
        "currency": price["currency"],
        "description": product["name"],
        "metadata": {},
        "price": price,
        "quantity": quantity,
    }
