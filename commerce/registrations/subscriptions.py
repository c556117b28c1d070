"""What must always hold of plans and what they opened and brought (DESIGN 11)."""

from collections.abc import Iterator

from commerce.registrations.invariants import rows
from kit.invariants import invariant

# What a subscription opens is open while it is good, and no longer.
GRANTS = """
SELECT s.public_id::text, g.sellable_kind || ' ' || g.sellable_id FROM commerce_plangrant g
JOIN commerce_subscription s ON s.id = g.subscription_id WHERE g.ended_at IS NULL AND NOT s.is_good
"""
GOOD = """
SELECT public_id::text, state FROM commerce_subscription
WHERE is_good AND (state NOT IN ('trialing', 'active', 'past_due') OR subscription_id IS NULL OR ended_at IS NOT NULL)
    OR state = 'ended' AND ended_at IS NULL
"""
# Each paid invoice is one order of its subscriber's with one line, the one that the invoice names.
INVOICES = """
SELECT i.invoice_id FROM commerce_planinvoice i JOIN commerce_subscription s ON s.id = i.subscription_id
JOIN commerce_order o ON o.id = i.order_id
WHERE o.buyer_id <> s.subscriber_id OR o.tax_mode <> s.tax_mode OR o.state NOT IN ('paid', 'refunded') OR
    (SELECT count(*) FROM commerce_orderline l
     WHERE l.order_id = o.id AND l.sellable_kind = 'plan' AND l.sellable_id = i.public_id) <> 1
UNION ALL
SELECT l.title FROM commerce_orderline l WHERE l.sellable_kind = 'plan' AND NOT EXISTS
    (SELECT FROM commerce_planinvoice i WHERE i.public_id = l.sellable_id AND i.order_id = l.order_id)
"""
# What waits to be shared is what nobody's shares of paid lines come to, less what of them was given back.
WAITING = """
SELECT found.currency, -coalesce(a.balance_minor, 0), found.amount FROM (
    SELECT o.currency, sum(s.amount_minor - (
        back.net - back.net * (l.total_minor - l.tax_minor - s.amount_minor) / (l.total_minor - l.tax_minor))) AS amount
    FROM commerce_lineshare s JOIN commerce_orderline l ON l.id = s.line_id JOIN commerce_order o ON o.id = l.order_id
    CROSS JOIN LATERAL (SELECT l.refunded_minor - l.refunded_tax_minor AS net) back
    WHERE s.payee_id IS NULL AND o.state IN ('paid', 'refunded') GROUP BY o.currency) found
FULL JOIN (SELECT * FROM commerce_ledgeraccount WHERE purpose = 'plans') a ON a.currency = found.currency
WHERE -coalesce(a.balance_minor, 0) <> coalesce(found.amount, 0)
"""


@invariant("plans_open_what_they_opened_while_they_are_good")
def plans_open_what_they_opened_while_they_are_good() -> Iterator[str]:
    for subscription, thing in rows(GRANTS):
        yield f"the subscription {subscription} is not good and opens {thing}"
    for subscription, state in rows(GOOD):
        yield f"the subscription {subscription} is {state} and good, or ended at no time"


@invariant("plans_are_booked_as_orders")
def plans_are_booked_as_orders() -> Iterator[str]:
    for (name,) in rows(INVOICES):
        yield f"{name} is not one paid order of its subscriber"


@invariant("plan_money_waits_or_is_shared")
def plan_money_waits_or_is_shared() -> Iterator[str]:
    for currency, said, found in rows(WAITING):
        yield f"{said} {currency} wait to be shared, and the lines say {found}"
