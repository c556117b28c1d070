"""What a thing costs at a moment: the price that holds, less a sale that runs. The database's clock decides.

Sales leave alone what buyers choose themselves; it is compared with other prices by the least they could choose.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from commerce.errors import NotInCurrency
from commerce.models import Bounds
from commerce.operations.charging import smallest_charge, step_of
from commerce.operations.splitting import share_of

# For so long before a sale its price is compared with what was asked (directive 98/6/EC, article 6a).
COMPARED = timedelta(days=30)

_OFFERED = """SELECT p.sellable_kind, p.sellable_id, p.currency, p.amount_minor, s.basis_points,
    s.most_basis_points, a.amount_minor, s.starts_at, s.ends_at, p.least_minor, p.most_minor
FROM commerce_price p
LEFT JOIN commerce_sale s ON s.sellable_kind = p.sellable_kind AND s.sellable_id = p.sellable_id
    AND p.least_minor IS NULL AND s.called_off_at IS NULL AND s.starts_at <= statement_timestamp()
    AND s.ends_at > statement_timestamp()
LEFT JOIN commerce_saleamount a ON a.sale_id = s.id AND a.currency = p.currency
WHERE {things} AND p.state = 'active'
ORDER BY p.is_main DESC, p.currency
"""
_OF_ONE = _OFFERED.format(things="p.sellable_kind = %s AND p.sellable_id = %s")
_OF_MANY = _OFFERED.format(
    things="(p.sellable_kind, p.sellable_id) IN (SELECT * FROM unnest(%s::varchar[], %s::uuid[]))"
)
# Every price that was asked in a time, with the sales that overlapped both.
_ASKED = """SELECT coalesce(p.least_minor, p.amount_minor), s.basis_points, s.most_basis_points, a.amount_minor
FROM commerce_price p
LEFT JOIN commerce_sale s ON s.sellable_kind = p.sellable_kind AND s.sellable_id = p.sellable_id
    AND p.least_minor IS NULL AND s.called_off_at IS NULL
    AND s.starts_at < least(coalesce(p.held_until, %(until)s), %(until)s)
    AND s.ends_at > greatest(p.holds_from, %(since)s)
LEFT JOIN commerce_saleamount a ON a.sale_id = s.id AND a.currency = p.currency
WHERE p.sellable_kind = %(kind)s AND p.sellable_id = %(sellable)s AND p.currency = %(currency)s
    AND p.state IN ('active', 'retired') AND p.holds_from < %(until)s
    AND (p.held_until IS NULL OR p.held_until > %(since)s)
"""


@dataclass(frozen=True, slots=True)
class Offered:
    """A price as it is asked just now; `regular_minor` is what it is without the sale that runs from until, if one."""

    currency: str
    amount_minor: int
    regular_minor: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    bounds: Bounds | None = None


def offered_prices(kind: str, sellable_id: UUID) -> list[Offered]:
    """What is asked now in each currency, the main one first. One query."""
    return [offered for _kind, _id, offered in _offered(_OF_ONE, [kind, sellable_id])]


def offered_prices_of(things: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[Offered]]:
    """The same of many things, named by kind and id; what has no price is left out. One query."""
    found: dict[tuple[str, UUID], list[Offered]] = {}
    kinds, ids = [kind for kind, _id in things], [sellable_id for _kind, sellable_id in things]
    for kind, sellable_id, offered in _offered(_OF_MANY, [kinds, ids]):
        found.setdefault((kind, sellable_id), []).append(offered)
    return found


def _offered(statement: str, values: Any) -> list[tuple[str, UUID, Offered]]:
    return [
        (
            kind,
            sellable_id,
            Offered(
                currency,
                lowered,
                amount,
                starts_at if lowered < amount else None,
                ends_at if lowered < amount else None,
                None if low is None else Bounds(low, high),
            ),
        )
        for kind, sellable_id, currency, amount, part, most, off, starts_at, ends_at, low, high in _rows(
            statement, values
        )
        for lowered in [lowered_by(amount, currency, part, off, most)]
    ]


def lowered_by(amount_minor: int, currency: str, part: int | None, off: int | None, most: int | None) -> int:
    """The price less the sale's part or amount, never by more than `most` of it, and never to less than is charged."""
    if most is None or amount_minor == 0:
        return amount_minor
    limit = share_of(amount_minor, most)
    taken = share_of(amount_minor, part) if part is not None else min(off or 0, limit)
    step = step_of(currency)
    left = amount_minor - taken
    return min(amount_minor, max(step, smallest_charge(currency), left - left % step))


def lowest_before(kind: str, sellable_id: UUID, currency: str, moment: datetime) -> int | None:
    """The lowest price that was asked in the thirty days before `moment`; None where nothing was."""
    values = {
        "kind": kind,
        "sellable": sellable_id,
        "currency": currency,
        "since": moment - COMPARED,
        "until": moment,
    }
    asked = (lowered_by(amount, currency, part, off, most) for amount, part, most, off in _rows(_ASKED, values))
    return min(asked, default=None)


def price_in(prices: Sequence[Offered], currency: str | None, *, title: str) -> Offered:
    """Of what is asked that in `currency`, or in the main one. Raises NotInCurrency."""
    if currency is None:
        return prices[0]
    if found := next((price for price in prices if price.currency == currency), None):
        return found
    if prices[0].amount_minor == 0:
        return Offered(currency, 0, 0)
    raise NotInCurrency(title=title, currency=currency)


def database_now() -> datetime:
    """What decides which sale runs."""
    ((now,),) = _rows("SELECT statement_timestamp()", [])
    return now


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
