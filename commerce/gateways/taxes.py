"""Stripe Tax: how it is asked for on a hosted page, and what it says was worked out (docs.stripe.com/tax/checkout)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings

from commerce.gateways.hints import as_uuid
from commerce.gateways.shapes import TaxBehaviour, TaxedItem, TaxTruth

MOST_LINES = 100


def of_page(tax: TaxBehaviour | None) -> dict[str, Any]:
    """What a page has to ask of its buyer, so that tax can be worked out and an invoice be written."""
    if tax is None:
        return {"billing_address_collection": "auto"}
    return {"automatic_tax": {"enabled": True}, "billing_address_collection": "required"}


def of_sign_up(is_taxed: bool) -> dict[str, Any]:
    """The same of a page where somebody subscribes: what they say is kept with them, for all invoices to come."""
    if not is_taxed:
        return of_page(None)
    return {
        "automatic_tax": {"enabled": True},
        "billing_address_collection": "required",
        "customer_update": {"address": "auto", "name": "auto"},
        "tax_id_collection": {"enabled": True},
    }


def of_price(tax: TaxBehaviour | None, price: dict[str, Any]) -> dict[str, Any]:
    """A price that says how it is taxed, and as what."""
    if tax is None:
        return price
    product = price["product_data"] | {"tax_code": settings.STRIPE_TAX_CODE}
    return price | {"product_data": product, "tax_behavior": str(tax)}


def taxed_item(line: Any, ours: Callable[[int], int]) -> TaxedItem:
    """A line of a page, with its `taxes` expanded; `ours` turns amounts of Stripe's into our minor units."""
    metadata = line.metadata
    return TaxedItem(
        reference=as_uuid(metadata["line"]) if metadata is not None and "line" in metadata else None,
        total_minor=ours(line.amount_total),
        tax_minor=ours(line.amount_tax),
        taxes=[tax_of(each, ours) for each in line.taxes or ()],
    )


def tax_of(told: Any, ours: Callable[[int], int], rate: Any = None) -> TaxTruth:
    """One tax of a line, with its rate."""
    rate = told.rate if rate is None else rate
    return TaxTruth(
        rate_id=str(rate.id),
        amount_minor=ours(told.amount),
        # Left out where nothing is taxed.
        taxable_minor=ours(told.taxable_amount or 0),
        is_added=not rate.inclusive,
        percentage=Decimal(str(rate.percentage if rate.effective_percentage is None else rate.effective_percentage)),
        name=rate.display_name,
        country=rate.country or "",
        state=rate.state or "",
        jurisdiction=rate.jurisdiction or "",
        reason=told.taxability_reason or "",
    )
