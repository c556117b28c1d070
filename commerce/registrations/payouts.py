"""What must always hold of the money that is sent to sellers (DESIGN 11)."""

from collections.abc import Iterator

from commerce.registrations.invariants import rows
from kit.invariants import invariant

# Reversals under way count as back for the one, and as still there for the other.
SENT = """
SELECT o.number, p.amount_minor, coalesce(sum(t.amount_minor - t.back), 0), kept.commission
FROM commerce_payment p JOIN commerce_order o ON o.id = p.order_id
JOIN commerce_orderline l ON l.order_id = o.id JOIN commerce_lineshare s ON s.line_id = l.id
JOIN LATERAL (SELECT share_id, amount_minor, coalesce((SELECT sum(r.amount_minor) FROM commerce_transferreversal r
    WHERE r.transfer_id = t.id AND r.state = 'made'), 0) AS back FROM commerce_transfer t
    WHERE t.share_id = s.id AND t.state = 'made') t ON true
JOIN LATERAL (SELECT sum(commission_minor + tax_minor) AS commission FROM commerce_orderline WHERE order_id = o.id) kept
    ON true
WHERE p.state = 'succeeded' GROUP BY o.id, p.id, kept.commission
HAVING coalesce(sum(t.amount_minor - t.back), 0) + kept.commission > p.amount_minor
"""
BACK = """
SELECT t.transfer_id, t.amount_minor, sum(r.amount_minor) FROM commerce_transfer t
JOIN commerce_transferreversal r ON r.transfer_id = t.id AND r.state IN ('intended', 'made')
GROUP BY t.id HAVING sum(r.amount_minor) > t.amount_minor OR t.state <> 'made'
"""
UNBOOKED = """
SELECT 'transfer', t.transfer_id FROM commerce_transfer t WHERE t.state = 'made' AND NOT EXISTS
    (SELECT FROM commerce_ledgertransaction b WHERE b.kind = 'transfer' AND b.cause = t.transfer_id)
UNION ALL
SELECT 'reversal', r.reversal_id FROM commerce_transferreversal r WHERE r.state = 'made' AND NOT EXISTS
    (SELECT FROM commerce_ledgertransaction b WHERE b.kind = 'reversal' AND b.cause = r.reversal_id)
UNION ALL
SELECT b.kind, b.cause FROM commerce_ledgertransaction b WHERE b.kind = 'transfer' AND NOT EXISTS
    (SELECT FROM commerce_transfer t WHERE t.transfer_id = b.cause)
UNION ALL
SELECT b.kind, b.cause FROM commerce_ledgertransaction b WHERE b.kind = 'reversal' AND NOT EXISTS
    (SELECT FROM commerce_transferreversal r WHERE r.reversal_id = b.cause)
"""
# What a seller is owed: what their sales brought and refunds took, as booked, less what was sent, and what came back.
OWED = """
SELECT a.person_id, a.currency, -a.balance_minor,
    coalesce(sold.amount, 0) - coalesce(sent.amount, 0) + coalesce(back.amount, 0)
FROM commerce_ledgeraccount a
LEFT JOIN LATERAL (SELECT -sum(e.amount_minor) AS amount FROM commerce_ledgerentry e
    JOIN commerce_ledgertransaction b ON b.id = e.transaction_id
    WHERE e.account_id = a.id AND b.kind NOT IN ('transfer', 'reversal')) sold ON true
LEFT JOIN LATERAL (SELECT sum(t.amount_minor) AS amount FROM commerce_transfer t
    JOIN commerce_lineshare s ON s.id = t.share_id
    WHERE s.payee_id = a.person_id AND t.currency = a.currency AND t.state = 'made') sent ON true
LEFT JOIN LATERAL (SELECT sum(r.amount_minor) AS amount FROM commerce_transferreversal r
    JOIN commerce_transfer t ON t.id = r.transfer_id JOIN commerce_lineshare s ON s.id = t.share_id
    WHERE s.payee_id = a.person_id AND t.currency = a.currency AND r.state = 'made') back ON true
WHERE a.purpose = 'payee'
    AND -a.balance_minor <> coalesce(sold.amount, 0) - coalesce(sent.amount, 0) + coalesce(back.amount, 0)
"""


@invariant("sellers_are_sent_at_most_what_was_captured")
def sellers_are_sent_at_most_what_was_captured() -> Iterator[str]:
    for number, captured, sent, kept in rows(SENT):
        yield f"order {number}: {sent} sent and {kept} kept are more than the {captured} that were paid"


@invariant("reversals_are_within_their_transfers")
def reversals_are_within_their_transfers() -> Iterator[str]:
    for name, sent, back in rows(BACK):
        yield f"of the transfer {name} of {sent} there came back {back}"


@invariant("transfers_are_booked")
def transfers_are_booked() -> Iterator[str]:
    for kind, name in rows(UNBOOKED):
        yield f"the {kind} {name} is not both made and booked"


@invariant("sellers_are_owed_what_their_sales_brought")
def sellers_are_owed_what_their_sales_brought() -> Iterator[str]:
    for person, currency, said, found in rows(OWED):
        yield f"the account of {person} says {said} {currency}, and their sales and transfers say {found}"
