"""Products and their prices."""

from __future__ import annotations

from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    address,
    amount,
    boolean,
    choice,
    clearable,
    currency,
    merged,
    metadata,
    positive,
    text,
)
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

BEHAVIOUR = choice("exclusive", "inclusive", "unspecified")
RECURRING: Json = {
    "interval": Required(choice("day", "week", "month", "year")),
    "interval_count": positive,
    "usage_type": choice("licensed"),
}
PRODUCT_DATA: Json = {
    "name": Required(text),
    "description": text,
    "images": [address],
    "metadata": metadata,
    "tax_code": text,
}
PRICE_DATA: Json = {
    "currency": Required(currency),
    "product": text,
    "product_data": PRODUCT_DATA,
    "recurring": RECURRING,
    "tax_behavior": BEHAVIOUR,
    "unit_amount": Required(amount),
}
PRODUCT: Json = {
    "active": boolean,
    "default_price": text,
    "description": clearable,
    "images": [address],
    "metadata": metadata,
    "name": text,
    "statement_descriptor": text,
    "tax_code": clearable,
    "url": address,
}


def new_product(work: Work, params: Json, *, active: bool = True) -> Json:
    product = {
        "id": work.new_id("prod_", 14),
        "object": "product",
        "active": active,
        "created": work.now,
        "default_price": None,
        "description": params.get("description"),
        "images": params.get("images", []),
        "livemode": False,
        "marketing_features": [],
        "metadata": params.get("metadata", {}),
        "name": params["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": params.get("statement_descriptor"),
        "tax_code": params.get("tax_code"),
        "type": "service",
        "unit_label": None,
        "updated": work.now,
        "url": params.get("url"),
    }
    work.add(product)
    work.emit("product.created", product)
    return product


def new_price(work: Work, params: Json, *, active: bool = True) -> Json:
    """A price of a product that exists, or of the one that `product_data` describes."""
    if "product" in params:
        product = work.get("product", params["product"], param="product")
    elif "product_data" in params:
        product = new_product(work, params["product_data"], active=active)
    else:
        raise BadRequest(
            "You must specify either `product` or `product_data`.", code="parameter_missing", param="product"
        )
    recurring = params.get("recurring")
    price = {
        "id": work.new_id("price_"),
        "object": "price",
        "active": active,
        "billing_scheme": "per_unit",
        "created": work.now,
        "currency": params["currency"],
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": params.get("lookup_key"),
        "metadata": params.get("metadata", {}),
        "nickname": params.get("nickname"),
        "product": product["id"],
        "recurring": {
            "interval": recurring["interval"],
            "interval_count": recurring.get("interval_count", 1),
            "meter": None,
            "trial_period_days": None,
            "usage_type": "licensed",
        }
        if recurring
        else None,
        "tax_behavior": params.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if recurring else "one_time",
        "unit_amount": params["unit_amount"],
        "unit_amount_decimal": str(params["unit_amount"]),
    }
    work.add(price)
    work.emit("price.created", price)
    return price


@door("POST", "/v1/products", {**PRODUCT, "name": Required(text)})
def create_product(work: Work, params: Json) -> Json:
    return new_product(work, params, active=params.get("active", True))


@door("GET", "/v1/products", {**PAGE, "active": boolean})
def list_products(work: Work, params: Json) -> Json:
    return page(work.all("product", **filters(params, "active")), params, "/v1/products")


@door("GET", "/v1/products/{id}")
def show_product(work: Work, params: Json, object_id: str) -> Json:
    return work.get("product", object_id)


@door("POST", "/v1/products/{id}", PRODUCT)
def update_product(work: Work, params: Json, object_id: str) -> Json:
    product = work.get("product", object_id)
    if "metadata" in params:
        params["metadata"] = merged(product["metadata"], params["metadata"])
    previous = {name: product[name] for name in params if product[name] != params[name]}
    product.update(params, updated=work.now)
    work.save(product)
    work.emit("product.updated", product, previous)
    return product


@door(
    "POST",
    "/v1/prices",
    {**PRICE_DATA, "active": boolean, "lookup_key": text, "metadata": metadata, "nickname": text},
)
def create_price(work: Work, params: Json) -> Json:
    return new_price(work, params, active=params.get("active", True))


@door(
    "GET",
    "/v1/prices",
    {**PAGE, "active": boolean, "currency": currency, "lookup_keys": [text], "product": text, "type": text},
)
def list_prices(work: Work, params: Json) -> Json:
    rows = work.all("price", **filters(params, "active", "currency", "product", "type"))
    if "lookup_keys" in params:
        rows = [row for row in rows if row["lookup_key"] in params["lookup_keys"]]
    return page(rows, params, "/v1/prices")


@door("GET", "/v1/prices/{id}")
def show_price(work: Work, params: Json, object_id: str) -> Json:
    return work.get("price", object_id)


@door(
    "POST",
    "/v1/prices/{id}",
    {"active": boolean, "lookup_key": text, "metadata": metadata, "nickname": clearable, "tax_behavior": BEHAVIOUR},
)
def update_price(work: Work, params: Json, object_id: str) -> Json:
    price = work.get("price", object_id)
    if "metadata" in params:
        params["metadata"] = merged(price["metadata"], params["metadata"])
    previous = {name: price[name] for name in params if price[name] != params[name]}
    price.update(params)
    work.save(price)
    work.emit("price.updated", price, previous)
    return price
