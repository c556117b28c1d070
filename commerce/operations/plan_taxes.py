"""The tax in what was paid for a plan (ADR 0036).

An invoice may be paid by credit in part: by what was left of an earlier price. The tax in that was taken when it was
paid for, so that of the tax on an invoice belongs to this payment what belongs to the part of it that was paid now.
"""

from collections.abc import Sequence
from dataclasses import replace

from commerce.gateways import CheckoutTruth, Payer
from commerce.gateways.billing_shapes import TaxedInvoice
from commerce.gateways.shapes import TaxedItem, TaxTruth
from commerce.models import OrderLine
from commerce.operations.splitting import split


def taxes_in_what_was_paid(invoice: TaxedInvoice) -> list[TaxTruth]:
    """The taxes on the invoice, as far as money came for it; they sum to what belongs to that, to the cent.

    Who moved meanwhile is credited at one rate and charged at another: together they are what is charged.
    """
    total, paid = invoice.total_minor, invoice.paid_minor
    due = max(0, sum(tax.amount_minor for tax in invoice.taxes))
    charged = [max(0, tax.amount_minor) for tax in invoice.taxes]
    parts = split((2 * due * paid + total) // (2 * total) if any(charged) else 0, charged)
    return [
        replace(tax, amount_minor=part, taxable_minor=max(0, tax.taxable_minor) * paid // total)
        for tax, part in zip(invoice.taxes, parts, strict=True)
    ]


def with_taxes(truth: CheckoutTruth, line: OrderLine, taxes: Sequence[TaxTruth], payer: Payer) -> CheckoutTruth:
    """What the provider says of the payment, with the taxes in it, and who was taxed: they paid by the same card."""
    tax_minor = sum(tax.amount_minor for tax in taxes)
    item = TaxedItem(reference=line.public_id, total_minor=truth.total.minor, tax_minor=tax_minor, taxes=taxes)
    return replace(truth, items=[item], tax_minor=tax_minor, payer=replace(payer, paid_with=truth.payer.paid_with))
