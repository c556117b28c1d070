"""What must always hold of gifts (DESIGN 11)."""

from collections.abc import Iterator

from commerce.registrations.invariants import rows
from kit.invariants import invariant

# A paid line that is delivered has its gift; that paid lines are delivered or go back is proved with all others.
GIFTS = """
SELECT o.number, l.title || ' is a gift and nobody knows for whom' FROM commerce_orderline l
JOIN commerce_order o ON o.id = l.order_id
WHERE l.is_gift AND NOT EXISTS (SELECT FROM commerce_gift g WHERE g.line_id = l.id)
UNION ALL
SELECT o.number, l.title || ' is for somebody else and no gift' FROM commerce_gift g
JOIN commerce_orderline l ON l.id = g.line_id JOIN commerce_order o ON o.id = l.order_id WHERE NOT l.is_gift
UNION ALL
SELECT o.number, l.title || ' was accepted and never paid for' FROM commerce_gift g
JOIN commerce_orderline l ON l.id = g.line_id JOIN commerce_order o ON o.id = l.order_id
WHERE g.accepted_at IS NOT NULL AND (l.granted_at IS NULL OR g.accepted_at < l.granted_at)
UNION ALL
SELECT o.number, l.title || ' was sent and never paid for' FROM commerce_gift g
JOIN commerce_orderline l ON l.id = g.line_id JOIN commerce_order o ON o.id = l.order_id
WHERE g.sent_at IS NOT NULL AND l.granted_at IS NULL
"""


@invariant("gifts_are_paid_for_before_anybody_has_them")
def gifts_are_paid_for_before_anybody_has_them() -> Iterator[str]:
    for number, found in rows(GIFTS):
        yield f"order {number}: {found}"
