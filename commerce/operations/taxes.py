"""Taking tax: what the payment provider worked out becomes rows, and whose the money is follows from them (ADR 0034).

An order is promised before anybody knows where its buyer lives. Paid, the provider says which tax is in it. Where
prices include tax, commission and shares are what they were promised to be, each less the same part; where it is
added, they are what was promised, and the tax comes on top.
"""

from collections.abc import Sequence
from typing import Any

import structlog

from commerce.enums import TaxMode
from commerce.gateways import CheckoutTruth
from commerce.gateways.shapes import TaxedItem
from commerce.models import LineTax, Order, OrderLine, Payment
from commerce.operations.splitting import split

log = structlog.get_logger("commerce.taxes")


class PaymentMismatch(Exception):
    """The provider took another amount than was promised: somebody has to look."""


def take_tax(payment: Payment, order: Order, truth: CheckoutTruth) -> None:
    """Write down the tax in a payment that has just succeeded. The caller holds order and payment, and books next.

    The order's own mode holds, whatever the settings say by now. Raises PaymentMismatch.
    """
    mode = TaxMode(order.tax_mode)
    promised = payment.amount_minor + (truth.tax_minor if mode == TaxMode.ADDED else 0)
    _expect(payment, truth.total.minor == promised and truth.total.currency == payment.currency, str(truth.total))
    if mode == TaxMode.OFF:
        _expect(payment, not truth.tax_minor, "a tax")
        return
    lines = _matched(payment, order, truth.items)
    _expect(payment, sum(item.tax_minor for _line, item in lines) == truth.tax_minor, "another tax than on its lines")
    for line, item in lines:
        _expect(payment, _is_as_promised(line, item, mode), f"{item.total_minor} for line {line.public_id}")
        _take(line, item, order)
    if truth.total.minor != payment.amount_minor:
        payment.amount_minor = order.total_minor = truth.total.minor
        payment.save(update_fields=["amount_minor"])
        order.save(update_fields=["total_minor"])
    log.info("tax_taken", order=order.number, mode=mode, tax=truth.tax_minor)


def tax_given_back(line: OrderLine, amount: int) -> int:
    """How much of `amount`, given back of the line now, is tax: in proportion, and with the last of it what is left."""
    before, given = line.refunded_minor, line.refunded_tax_minor
    in_proportion = (before + amount) * line.tax_minor // (line.total_minor or 1) - given
    # What a bank sent back may leave the rest a cent away from its proportion.
    most = min(amount, line.tax_minor - given)
    least = max(0, before + amount - given - (line.total_minor - line.tax_minor))
    return max(least, min(in_proportion, most))


def taxes_of(order: Order) -> list[dict[str, Any]]:
    """The taxes in an order as papers say them: each rate once, with what it is of, and why where it is nothing."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for tax in LineTax.objects.filter(line__order=order).order_by("line__pk", "place"):
        name = ", ".join(part for part in (f"{tax.name} {tax.rate}", tax.jurisdiction) if part)
        row = found.setdefault((name, tax.reason), {"name": name, "reason": tax.reason, "of_minor": 0, "tax_minor": 0})
        row["of_minor"] += tax.taxable_minor
        row["tax_minor"] += tax.amount_minor
    return list(found.values())


def _matched(payment: Payment, order: Order, items: Sequence[TaxedItem]) -> list[tuple[OrderLine, TaxedItem]]:
    """Each line that was paid for with what the provider says of it."""
    told = {item.reference: item for item in items}
    lines = list(order.lines.filter(total_minor__gt=0).order_by("pk"))
    _expect(payment, len(told) == len(items) and {line.public_id for line in lines} == set(told), "other lines")
    return [(line, told[line.public_id]) for line in lines]


def _is_as_promised(line: OrderLine, item: TaxedItem, mode: TaxMode) -> bool:
    is_added = mode == TaxMode.ADDED
    return (
        item.total_minor == line.total_minor + (item.tax_minor if is_added else 0)
        and item.tax_minor == sum(tax.amount_minor for tax in item.taxes)
        and all(tax.is_added == is_added for tax in item.taxes if tax.amount_minor)
    )


def _take(line: OrderLine, item: TaxedItem, order: Order) -> None:
    LineTax.objects.bulk_create(
        LineTax(
            line=line,
            place=place,
            amount_minor=tax.amount_minor,
            taxable_minor=tax.taxable_minor,
            currency=order.currency,
            percentage=tax.percentage,
            name=tax.name[:100],
            country=tax.country[:2],
            state=tax.state[:10],
            jurisdiction=tax.jurisdiction[:200],
            reason=tax.reason[:40],
            rate_id=tax.rate_id,
        )
        for place, tax in enumerate(item.taxes)
    )
    if not item.tax_minor:
        return
    shares = list(line.shares.order_by("pk"))
    weights = [line.commission_minor, *(share.amount_minor for share in shares)]
    commission, *parts = split(item.total_minor - item.tax_minor, weights)
    for share, part in zip(shares, parts, strict=True):
        if part != share.amount_minor:
            share.amount_minor = part
            share.save(update_fields=["amount_minor"])
    line.tax_minor, line.total_minor, line.commission_minor = item.tax_minor, item.total_minor, commission
    line.save(update_fields=["tax_minor", "total_minor", "commission_minor"])


def _expect(payment: Payment, holds: bool, what: str) -> None:
    if not holds:
        raise PaymentMismatch(f"payment {payment.public_id}: {what} was taken")
