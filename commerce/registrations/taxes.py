"""What must always hold of tax: it stands in rows, in lines and in the ledger alike (DESIGN 11)."""

from collections.abc import Iterator

from commerce.registrations.invariants import rows
from kit.invariants import invariant

ROWS = """
SELECT o.number, l.title, l.tax_minor, coalesce(sum(t.amount_minor), 0) FROM commerce_orderline l
JOIN commerce_order o ON o.id = l.order_id LEFT JOIN commerce_linetax t ON t.line_id = l.id
GROUP BY o.id, l.id HAVING l.tax_minor <> coalesce(sum(t.amount_minor), 0)
    OR (o.tax_mode = 'off' AND count(t.id) > 0)
    OR l.total_minor <> l.price_minor - l.discount_minor + CASE o.tax_mode WHEN 'added' THEN l.tax_minor ELSE 0 END
"""
BACK = """
SELECT o.number, l.title, l.refunded_tax_minor, coalesce(sum(r.tax_minor), 0) FROM commerce_orderline l
JOIN commerce_order o ON o.id = l.order_id
LEFT JOIN (SELECT p.line_id, p.tax_minor FROM commerce_refundpart p
    JOIN commerce_refund f ON f.id = p.refund_id AND f.state = 'succeeded') r ON r.line_id = l.id
GROUP BY o.id, l.id HAVING l.refunded_tax_minor <> coalesce(sum(r.tax_minor), 0)
    OR (l.refunded_minor = l.total_minor AND l.refunded_tax_minor <> l.tax_minor)
"""
BOOKED = """
SELECT o.number, due.tax, coalesce(booked.tax, 0) FROM commerce_order o
JOIN LATERAL (SELECT sum(l.tax_minor - l.refunded_tax_minor) AS tax FROM commerce_orderline l
    WHERE l.order_id = o.id) due ON true
LEFT JOIN LATERAL (SELECT -sum(e.amount_minor) AS tax FROM commerce_ledgertransaction t
    JOIN commerce_ledgerentry e ON e.transaction_id = t.id JOIN commerce_ledgeraccount a ON a.id = e.account_id
    WHERE t.order_id = o.id AND a.purpose = 'tax') booked ON true
WHERE coalesce(due.tax, 0) <> coalesce(booked.tax, 0)
"""


@invariant("tax_is_what_was_worked_out")
def tax_is_what_was_worked_out() -> Iterator[str]:
    for number, title, said, found in rows(ROWS):
        yield f"order {number}: {title} holds {said} of tax, and its rows say {found}"


@invariant("tax_goes_back_with_what_is_given_back")
def tax_goes_back_with_what_is_given_back() -> Iterator[str]:
    for number, title, said, found in rows(BACK):
        yield f"order {number}: {said} of the tax on {title} was given back, and its refunds say {found}"


@invariant("tax_is_booked")
def tax_is_booked() -> Iterator[str]:
    for number, due, booked in rows(BOOKED):
        yield f"order {number} owes {due} of tax, and {booked} is booked"
