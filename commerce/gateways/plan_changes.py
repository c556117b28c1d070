"""Going over to another price of a plan: what Stripe would ask for it, and having it done.

Both are asked with the same moment (`proration_date`), so that what is charged is what was shown
(docs.stripe.com/billing/subscriptions/prorations#preview-proration).
"""

from datetime import UTC, datetime
from typing import Any

from commerce.gateways.billing_shapes import PreviewedInvoice, PriceChange
from commerce.gateways.stripe import call, our_amount


def preview_change(change: PriceChange) -> PreviewedInvoice:
    """The next invoice that the change would lead to: now, or with the next period."""
    return _preview(change, "next")


def preview_periods(change: PriceChange) -> PreviewedInvoice:
    """The invoice of each whole period after the change."""
    return _preview(change, "recurring")


def change_price(change: PriceChange) -> None:
    """Go over. Where that is the price already, nothing is charged.

    What is due at once and cannot be collected leaves everything as it was, without an invoice
    (docs.stripe.com/api/subscriptions/update#update_subscription-payment_behavior). Raises PaymentDeclined then;
    GatewayRefused, GatewayUnavailable.
    """
    unpaid = {"payment_behavior": "error_if_incomplete"}
    call("subscriptions", "update", change.subscription_id, _details(change) | unpaid)


def _preview(change: PriceChange, mode: str) -> PreviewedInvoice:
    params = {
        "subscription": change.subscription_id,
        "subscription_details": _details(change),
        "preview_mode": mode,
    }
    return _invoice(call("invoices", "create_preview", params))


def _details(change: PriceChange) -> dict[str, Any]:
    item = call("subscriptions", "retrieve", change.subscription_id)["items"].data[0]
    details: dict[str, Any] = {
        "items": [{"id": item.id, "price": change.price_id}],
        "proration_behavior": "always_invoice" if change.at_once else "create_prorations",
    }
    return details if change.as_of is None else details | {"proration_date": int(change.as_of.timestamp())}


def _invoice(invoice: Any) -> PreviewedInvoice:
    currency = invoice.currency.upper()

    def ours(amount: int) -> int:
        return our_amount(amount, currency).minor

    lines = invoice.lines.data
    amounts = [ours(line.amount) for line in lines]
    # What is credited may reach further: the rest of a year that becomes a month.
    until = max((line.period.end for line in lines if line.amount > 0), default=invoice.period_end)
    return PreviewedInvoice(
        currency=currency,
        charged_minor=sum(amount for amount in amounts if amount > 0),
        credited_minor=-sum(amount for amount in amounts if amount < 0),
        tax_minor=sum(ours(tax.amount) for tax in invoice.total_taxes or ()),
        total_minor=ours(invoice.total),
        due_minor=ours(invoice.amount_due),
        credit_minor=max(0, -ours(invoice.starting_balance + invoice.total)),
        charged_until=datetime.fromtimestamp(until, UTC),
    )
