"""The tax on what a subscription's invoice asked for, as Stripe Tax worked it out."""

from typing import Any

from commerce.gateways.billing_shapes import TaxedInvoice
from commerce.gateways.shapes import Payer
from commerce.gateways.stripe import call, our_amount
from commerce.gateways.taxes import tax_of


def read_taxes(invoice_id: str) -> TaxedInvoice:
    """All taxes on the invoice, each rate once, and who was taxed where."""
    invoice = call("invoices", "retrieve", invoice_id)

    def ours(amount: int) -> int:
        return our_amount(amount, invoice.currency).minor

    return TaxedInvoice(
        total_minor=ours(invoice.total),
        paid_minor=ours(invoice.amount_paid),
        taxes=[tax_of(tax, ours, _rate_of(tax)) for tax in invoice.total_taxes or ()],
        payer=_payer(invoice),
    )


def _rate_of(tax: Any) -> Any:
    return call("tax_rates", "retrieve", tax.tax_rate_details.tax_rate)


def _payer(invoice: Any) -> Payer:
    place = invoice.customer_address
    town = " ".join(part for part in (place.postal_code, place.city) if part) if place is not None else ""
    lines = (place.line1, place.line2, town, place.state) if place is not None else ()
    return Payer(
        name=invoice.customer_name or "",
        email=invoice.customer_email or "",
        address=tuple(line for line in lines if line),
        country=(place.country or "") if place is not None else "",
        tax_numbers=tuple(each.value for each in invoice.customer_tax_ids or () if each.value),
    )
