"""A seller's statement of a month: their account in the ledger, entry by entry, from what was before to what was after.

Ledger and orders are only added to, so the statement of a month that is over is the same whenever it is drawn.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from accounts.models import User
from commerce.enums import AccountPurpose, LedgerKind, TaxMode
from commerce.errors import MonthNotOver
from commerce.models import LedgerEntry, LineShare
from kit import clock
from kit.csv_cells import cell
from kit.money import Money
from kit.pdf import render_pdf

# Whatever was booked as the month ended has been committed by then.
DRAWN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Item:
    """What one entry is made of: a line that was sold. Where `adds_tax` says so, the tax came on top of the price."""

    title: str
    price: Money
    discount: Money
    tax: Money
    commission: Money
    share: Money
    adds_tax: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: what is owed to the seller grew by `amount`, or fell, and was `balance` then."""

    at: datetime
    kind: str
    label: str
    order: str
    titles: str
    items: list[Item]
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """`opening` and all the amounts sum to `closing`."""

    person: User
    month: date
    currency: str
    opening: Money
    rows: list[Row]
    closing: Money
    sums: list[tuple[str, Money]]

    @property
    def drawn_from(self) -> datetime:
        """When it is a statement."""
        return _midnight(_next(self.month)) + DRAWN_AFTER

    @property
    def code(self) -> str:
        return f"{self.month:%Y-%m}-{self.currency}"


def months_of(person: User) -> list[tuple[date, str]]:
    """Months that are over in which something was booked for the person, newest first, with the currency."""
    return [(month, currency) for month, currency in _booked_months(person) if _is_over(month)]


def running_months_of(person: User) -> list[tuple[date, str]]:
    """The same of what has no statement yet: the month that runs, and for an hour the one before."""
    return [(month, currency) for month, currency in _booked_months(person) if not _is_over(month)]


def statement_of(person: User, month: date, currency: str) -> Statement:
    """Raises MonthNotOver."""
    month = month.replace(day=1)
    if not _is_over(month):
        raise MonthNotOver
    return preview_of(person, month, currency)


def preview_of(person: User, month: date, currency: str) -> Statement:
    """What is booked of a month so far. While it runs this is no statement: nothing keeps or names it."""
    month = month.replace(day=1)
    begins, ends = _midnight(month), _midnight(_next(month))
    entries = _entries(person).filter(account__currency=currency)
    before = entries.filter(transaction__at__lt=begins).aggregate(total=Sum("amount_minor"))["total"] or 0
    within = entries.filter(transaction__at__gte=begins, transaction__at__lt=ends)
    within = within.select_related("transaction__order").order_by("transaction__number", "transaction__pk")
    shares = _shares_by_order(person, within)
    balance = -before
    rows: list[Row] = []
    sums: dict[str, int] = {}
    for entry in within:
        balance -= entry.amount_minor
        row = _row(entry, shares[entry.transaction.order_id], Money(balance, currency))
        rows.append(row)
        sums[row.label] = sums.get(row.label, 0) + row.amount.minor
    return Statement(
        person=person,
        month=month,
        currency=currency,
        opening=Money(-before, currency),
        rows=rows,
        closing=Money(balance, currency),
        sums=[(label, Money(amount, currency)) for label, amount in sums.items()],
    )


def as_csv(statement: Statement) -> str:
    """One line for each thing sold and for each other entry; amounts as decimals, the last column sums."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["date", "kind", "order", "title", "price", "discount", "tax", "commission", "amount", "currency"])
    write.writerow([statement.month, "opening balance", *[""] * 6, statement.opening.amount, statement.currency])
    for row in statement.rows:
        start = [row.at.date(), row.kind, row.order]
        for item in row.items:
            parts = (item.price, item.discount, item.tax, item.commission, item.share)
            write.writerow([*start, cell(item.title), *(part.amount for part in parts), statement.currency])
        if not row.items:
            write.writerow([*start, cell(row.titles), "", "", "", "", row.amount.amount, statement.currency])
    last = _next(statement.month) - timedelta(days=1)
    write.writerow([last, "closing balance", *[""] * 6, statement.closing.amount, statement.currency])
    return out.getvalue()


def as_pdf(statement: Statement) -> bytes:
    """The same as a paper. Raises kit.pdf.PapersNotInstalled."""
    title = _("Statement %(code)s") % {"code": statement.code}
    return render_pdf(
        "papers/statement.html",
        {
            "statement": statement,
            "title": title,
            "issuer": settings.WAGTAIL_SITE_NAME,
            "product": settings.WAGTAIL_SITE_NAME,
            "site": settings.SITE_URL.partition("://")[2],
        },
    )


def _shares_by_order(person: User, entries: Any) -> Mapping[int, list[LineShare]]:
    """What the person gets of the orders of these entries, by order. One query."""
    found: defaultdict[int, list[LineShare]] = defaultdict(list)
    orders = entries.order_by().values("transaction__order")
    own = LineShare.objects.filter(payee=person, line__order__in=orders, amount_minor__gt=0)
    for share in own.select_related("line__order").order_by("line__pk"):
        found[share.line.order_id].append(share)
    return found


def _row(entry: Any, shares: Sequence[LineShare], balance: Money) -> Row:
    order = entry.transaction.order
    amount = -entry.amount_minor
    is_sale = entry.transaction.kind == LedgerKind.PAYMENT and sum(share.amount_minor for share in shares) == amount
    return Row(
        at=entry.transaction.at,
        kind=entry.transaction.kind,
        label=LABELS.get(entry.transaction.kind, entry.transaction.get_kind_display()),
        order=order.number,
        titles=", ".join(share.line.title for share in shares),
        items=[_item(share, order.currency) for share in shares] if is_sale else [],
        amount=Money(amount, balance.currency),
        balance=balance,
    )


LABELS: dict[str, str] = {
    LedgerKind.PAYMENT: "Sold",
    LedgerKind.REFUND: "Given back to buyers",
    LedgerKind.TRANSFER: "Sent to you",
    LedgerKind.REVERSAL: "Taken back from what was sent",
    LedgerKind.SHARE: "Your part of a plan",
}


def _item(share: LineShare, currency: str) -> Item:
    line = share.line
    amounts = (line.price_minor, line.discount_minor, line.tax_minor, line.commission_minor, share.amount_minor)
    price, discount, tax, commission, own = (Money(amount, currency) for amount in amounts)
    return Item(line.title, price, discount, tax, commission, own, adds_tax=line.order.tax_mode == TaxMode.ADDED)


def _booked_months(person: User) -> list[tuple[date, str]]:
    entries = _entries(person).annotate(month=TruncMonth("transaction__at", tzinfo=UTC))
    found = entries.order_by("-month", "account__currency").values_list("month", "account__currency").distinct()
    return [(month.date(), currency) for month, currency in found]


def _entries(person: User) -> Any:
    return LedgerEntry.objects.filter(account__purpose=AccountPurpose.PAYEE, account__person=person)


def _is_over(month: date) -> bool:
    return clock.now() >= _midnight(_next(month)) + DRAWN_AFTER


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
