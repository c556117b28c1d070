"""What must always hold of our own money at the provider."""

from collections.abc import Iterator

from commerce.operations.own_money import BOOKED
from commerce.registrations.invariants import rows
from kit.invariants import invariant

# What was read and found to match is booked to the cent, and nothing else is booked for no order.
OWN_MONEY = f"""
SELECT e.kind, e.entry_id FROM commerce_providerentry e
WHERE e.kind IN ({", ".join(f"'{kind}'" for kind in BOOKED)}) AND e.matched_at IS NOT NULL
    AND e.amount_minor <> e.fee_minor AND NOT EXISTS
    (SELECT FROM commerce_ledgertransaction t JOIN commerce_ledgerentry g ON g.transaction_id = t.id
     JOIN commerce_ledgeraccount a ON a.id = g.account_id AND a.purpose = 'gateway' AND a.currency = e.currency
     WHERE t.order_id IS NULL AND t.cause = e.entry_id AND g.amount_minor = e.amount_minor - e.fee_minor)
UNION ALL
SELECT t.kind, t.cause FROM commerce_ledgertransaction t WHERE t.order_id IS NULL AND NOT EXISTS
    (SELECT FROM commerce_providerentry e WHERE e.entry_id = t.cause)
"""  # noqa: S608 - names of our own


@invariant("our_own_money_is_booked_as_it_moved")
def our_own_money_is_booked_as_it_moved() -> Iterator[str]:
    for kind, name in rows(OWN_MONEY):
        yield f"the {kind} {name} is not both booked and moved"
