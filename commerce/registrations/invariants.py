"""What must always hold of money (DESIGN 11, FAULTS "verifier")."""

from collections.abc import Iterator

from django.db import connection

from kit.invariants import invariant

UNBALANCED = """
SELECT t.cause, a.currency, sum(e.amount_minor) FROM commerce_ledgertransaction t
JOIN commerce_ledgerentry e ON e.transaction_id = t.id JOIN commerce_ledgeraccount a ON a.id = e.account_id
GROUP BY t.id, a.currency HAVING sum(e.amount_minor) <> 0
"""
BALANCES = """
SELECT a.purpose, a.person_id, a.currency, a.balance_minor, coalesce(sum(e.amount_minor), 0)
FROM commerce_ledgeraccount a LEFT JOIN commerce_ledgerentry e ON e.account_id = a.id
GROUP BY a.id HAVING a.balance_minor <> coalesce(sum(e.amount_minor), 0)
"""
CHAIN = """
SELECT number, cause FROM (
    SELECT t.number, t.cause, t.previous_hash, t.hash,
        lag(t.number) OVER chain AS number_before, lag(t.hash) OVER chain AS hash_before,
        sha256(coalesce(t.previous_hash, ''::bytea) || convert_to(commerce_ledger_content(t.id), 'UTF8')) AS found
    FROM commerce_ledgertransaction t WINDOW chain AS (ORDER BY t.number)
) link
WHERE hash IS DISTINCT FROM found OR previous_hash IS DISTINCT FROM hash_before
    OR number IS DISTINCT FROM coalesce(number_before, 0) + 1
ORDER BY number
"""
TOTALS = """
SELECT o.number FROM commerce_order o JOIN commerce_orderline l ON l.order_id = o.id
GROUP BY o.id HAVING sum(l.total_minor) <> o.total_minor
"""
SHARES = """
SELECT o.number, l.title FROM commerce_orderline l JOIN commerce_order o ON o.id = l.order_id
LEFT JOIN commerce_lineshare s ON s.line_id = l.id GROUP BY l.id, o.number
HAVING l.total_minor - l.tax_minor - l.commission_minor <> coalesce(sum(s.amount_minor), 0)
"""
COUPONS = """
SELECT c.code, c.uses, count(u.id) FROM commerce_coupon c
LEFT JOIN commerce_couponuse u ON u.coupon_id = c.id AND u.counts GROUP BY c.id HAVING c.uses <> count(u.id)
"""
USES = """
SELECT o.number FROM commerce_couponuse u JOIN commerce_order o ON o.id = u.order_id
WHERE u.counts = (o.state = 'cancelled')
"""
BUNDLES = """
SELECT o.number, b.name FROM commerce_boughtbundle b JOIN commerce_order o ON o.id = b.order_id
LEFT JOIN commerce_orderline l ON l.part_of_id = b.id GROUP BY b.id, o.number
HAVING count(l.id) = 0 OR sum(l.price_minor) <> b.price_minor
    OR sum(l.price_minor - l.discount_minor) <> b.total_minor OR NOT bool_and(l.order_id = b.order_id)
"""
# One payment, one order, one delivery: paid lines are delivered, given back or on their way back.
PAID = """
SELECT o.number, 'has not one succeeded payment' FROM commerce_order o WHERE o.state IN ('paid', 'refunded') AND
    (CASE WHEN o.total_minor = 0 THEN 0 ELSE 1 END) <>
    (SELECT count(*) FROM commerce_payment p WHERE p.order_id = o.id AND p.state = 'succeeded')
UNION ALL
SELECT o.number, 'is paid and has nothing to show for ' || l.title FROM commerce_orderline l
JOIN commerce_order o ON o.id = l.order_id
WHERE o.state = 'paid' AND l.granted_at IS NULL AND l.refunded_minor < l.total_minor AND NOT EXISTS
    (SELECT FROM commerce_refundpart r JOIN commerce_refund f ON f.id = r.refund_id WHERE r.line_id = l.id)
UNION ALL
SELECT o.number, 'cost nothing and has nothing to show for ' || l.title FROM commerce_orderline l
JOIN commerce_order o ON o.id = l.order_id
WHERE o.state = 'paid' AND l.total_minor = 0 AND l.granted_at IS NULL AND l.refusal = ''
UNION ALL
SELECT o.number, 'is paid and not booked' FROM commerce_payment p JOIN commerce_order o ON o.id = p.order_id
WHERE p.state = 'succeeded' AND NOT EXISTS
    (SELECT FROM commerce_ledgertransaction t WHERE t.kind = 'payment' AND t.cause = p.public_id::text)
UNION ALL
SELECT o.number, 'gave money back that is not booked' FROM commerce_refund f
JOIN commerce_payment p ON p.id = f.payment_id JOIN commerce_order o ON o.id = p.order_id
WHERE f.state = 'succeeded' AND NOT EXISTS
    (SELECT FROM commerce_ledgertransaction t WHERE t.kind = 'refund' AND t.cause = f.refund_id)
UNION ALL
SELECT o.number, 'gave back another sum than its refunds' FROM commerce_order o WHERE
    (SELECT sum(l.refunded_minor) FROM commerce_orderline l WHERE l.order_id = o.id) <>
    (SELECT coalesce(sum(f.amount_minor), 0) FROM commerce_refund f JOIN commerce_payment p ON p.id = f.payment_id
     WHERE p.order_id = o.id AND f.state = 'succeeded')
"""
# Numbers of papers run from one without a gap; each payment has its receipt, each refund its credit note.
PAPERS = """
SELECT s.kind || ' ' || s.year || ': the last number is ' || s.last || ', written were ' || count(p.id)
FROM commerce_paperseries s LEFT JOIN commerce_paper p ON p.kind = s.kind AND p.year = s.year
GROUP BY s.id HAVING s.last <> count(p.id) OR s.last <> coalesce(max(p.number), 0)
UNION ALL
SELECT 'order ' || o.number || ' is paid and has no receipt' FROM commerce_order o
WHERE o.state IN ('paid', 'refunded') AND o.total_minor > 0 AND NOT EXISTS
    (SELECT FROM commerce_paper p WHERE p.order_id = o.id AND p.kind = 'receipt')
UNION ALL
SELECT 'order ' || o.number || ' gave money back without a credit note' FROM commerce_refund f
JOIN commerce_payment y ON y.id = f.payment_id JOIN commerce_order o ON o.id = y.order_id
WHERE f.state = 'succeeded' AND o.state IN ('paid', 'refunded') AND NOT EXISTS
    (SELECT FROM commerce_paper p WHERE p.refund_id = f.id AND p.kind = 'credit_note')
UNION ALL
SELECT 'order ' || o.number || ' got money back from the bank that is not booked' FROM commerce_refund f
JOIN commerce_payment y ON y.id = f.payment_id JOIN commerce_order o ON o.id = y.order_id
WHERE f.state <> 'succeeded' AND (SELECT count(*) FROM commerce_ledgertransaction t
    WHERE t.cause = f.refund_id AND t.kind IN ('refund', 'return')) = 1
UNION ALL
SELECT 'what disputes took away and is not decided does not stand on its account in ' || a.currency
FROM commerce_ledgeraccount a WHERE a.purpose = 'disputed' AND a.balance_minor <> coalesce(
    (SELECT sum(d.amount_minor) FROM commerce_dispute d JOIN commerce_payment y ON y.id = d.payment_id
     WHERE y.currency = a.currency AND d.state IN ('needs_response', 'under_review')), 0)
"""


@invariant("ledger_transactions_sum_to_zero")
def ledger_transactions_sum_to_zero() -> Iterator[str]:
    for cause, currency, left in rows(UNBALANCED):
        yield f"the transaction {cause} leaves {left} {currency}"


@invariant("ledger_balances_equal_their_entries")
def ledger_balances_equal_their_entries() -> Iterator[str]:
    for purpose, person, currency, kept, found in rows(BALANCES):
        yield f"the account {purpose} {person or ''} {currency} says {kept} and holds {found}"


@invariant("ledger_is_one_chain")
def ledger_is_one_chain() -> Iterator[str]:
    for number, cause in rows(CHAIN):
        yield f"the transaction {number} ({cause}) does not follow from the one before"


@invariant("orders_add_up")
def orders_add_up() -> Iterator[str]:
    for (number,) in rows(TOTALS):
        yield f"order {number} is not the sum of its lines"
    for number, title in rows(SHARES):
        yield f"order {number}: what {title} brings is not what its sellers get"


@invariant("coupons_are_counted")
def coupons_are_counted() -> Iterator[str]:
    for code, kept, found in rows(COUPONS):
        yield f"the coupon {code} says {kept} uses and has {found}"
    for (number,) in rows(USES):
        yield f"order {number} is cancelled and still counts as a use of its coupon, or is not and does not"


@invariant("bundles_add_up")
def bundles_add_up() -> Iterator[str]:
    for number, name in rows(BUNDLES):
        yield f"order {number}: the lines of {name} do not sum to what was promised of it"


@invariant("paid_orders_are_delivered_and_booked")
def paid_orders_are_delivered_and_booked() -> Iterator[str]:
    for number, found in rows(PAID):
        yield f"order {number} {found}"


@invariant("papers_are_numbered_without_a_gap")
def papers_are_numbered_without_a_gap() -> Iterator[str]:
    for (found,) in rows(PAPERS):
        yield str(found)


def rows(statement: str) -> list[tuple[object, ...]]:
    """What a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
