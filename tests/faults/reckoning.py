"""After a drill: is what the shop knows what really happened at the provider, to the cent, once?"""

import time
from collections import Counter

from tests.faults.world import PATIENCE, PAUSE, World

UNDER_WAY = """
SELECT concat_ws(' ', 'job', id, task_name, args, status, attempts, 'attempts, due', scheduled_at, 'now', now())
FROM procrastinate_jobs WHERE queue_name = 'money' AND status IN ('todo', 'doing', 'failed')
UNION ALL SELECT 'refund ' || id || ' is ' || state FROM commerce_refund WHERE state IN ('intended', 'pending')
UNION ALL SELECT 'transfer ' || id || ' is ' || state FROM commerce_transfer WHERE state = 'intended'
UNION ALL SELECT 'reversal ' || id || ' is ' || state FROM commerce_transferreversal WHERE state = 'intended'
UNION ALL SELECT 'dispute ' || id || ' is not answered' FROM commerce_dispute
WHERE answered_at IS NOT NULL AND sent_at IS NULL
UNION ALL SELECT 'event ' || event_id || ' is not worked' FROM commerce_stripeevent WHERE worked_at IS NULL
"""
ORDERS = """
SELECT o.public_id::text, o.number, o.state, p.session_id, p.charge_id, o.total_minor, l.refunded_minor, e.state,
    l.is_gift AND g.accepted_by_id IS NULL, l.tax_minor
FROM commerce_order o JOIN commerce_orderline l ON l.order_id = o.id
LEFT JOIN commerce_payment p ON p.order_id = o.id
LEFT JOIN courses_course c ON c.public_id = l.sellable_id
LEFT JOIN commerce_gift g ON g.line_id = l.id
LEFT JOIN courses_enrolment e ON e.course_id = c.id
    AND e.learner_id = CASE WHEN l.is_gift THEN g.accepted_by_id ELSE o.buyer_id END
"""
BALANCE = (
    "SELECT coalesce(sum(balance_minor), 0) FROM commerce_ledgeraccount WHERE purpose = 'gateway' AND currency = 'EUR'"
)


def still_under_way(world: World, within: float | None) -> list[str]:
    """What is not final after `within` seconds, in words; empty as soon as everything is.

    Without a number that is what is left when nothing more has become final for a long time, on however slow a machine.
    The provider posts again what was not taken, as Stripe goes on doing for days.
    """
    deadline = time.monotonic() + (within or PATIENCE)
    fewest = None
    while True:
        world.stripe.control("POST", "webhooks/retry")
        with world.connect() as connection:
            left = [str(row[0]) for row in connection.execute(UNDER_WAY)]
        if within is None and (fewest is None or len(left) < fewest):
            fewest, deadline = len(left), time.monotonic() + PATIENCE
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(PAUSE)


def findings(world: World, buyers) -> list[str]:
    """What is wrong, in words."""
    truth = world.stripe.control("GET", "truth")
    with world.connect() as connection:
        orders = connection.execute(ORDERS).fetchall()
        ours = connection.execute(BALANCE).fetchone()[0]
    found = [f"{each.name}: {each.failure!r}" for each in buyers if each.failure]
    found += _of_orders(orders, truth)
    found += _of_what_was_said(orders, buyers)
    eur = truth["balance"][""].get("eur", {"available": 0, "pending": 0})
    if ours != eur["available"] + eur["pending"]:
        found.append(f"the ledger has {ours}, the provider {eur}")
    return found


def _of_orders(orders, truth):
    sessions = {each["id"]: each for each in truth["sessions"]}
    charges = Counter(each["transfer_group"] for each in truth["charges"] if each["paid"])
    given_back = Counter()
    charge_of = {each["id"]: each["transfer_group"] for each in truth["charges"]}
    for refund in truth["refunds"]:
        if refund["status"] == "succeeded":
            given_back[charge_of[refund["charge"]]] += refund["amount"]
    for _id, number, state, session, _charge, total, refunded, seat, waits, tax in orders:
        is_paid = session is not None and sessions[session]["payment_status"] == "paid"
        if is_paid and (total, tax) != _of_page(sessions[session]):
            yield f"order {number} says {total} with a tax of {tax}, the provider {_of_page(sessions[session])}"
        if charges[number] > 1:
            yield f"order {number} was charged {charges[number]} times"
        if is_paid != (charges[number] == 1):
            yield f"order {number} was charged {charges[number]} times under another session"
        if given_back[number] != refunded:
            yield f"order {number} says {refunded} went back, the provider {given_back[number]}"
        if is_paid and state != ("refunded" if given_back[number] == total else "paid"):
            yield f"order {number} is paid at the provider and {state} here"
        if not is_paid and state in {"paid", "refunded"}:
            yield f"order {number} is {state} and was never paid"
        if not waits and (seat == "active") != (state == "paid"):
            yield f"order {number} is {state} and its seat {seat}"


def _of_page(session):
    """What was paid on it, and the tax in that."""
    return session["amount_total"], session["total_details"]["amount_tax"]


def _of_what_was_said(orders, buyers):
    """An answer is a promise: what was acknowledged is there."""
    kept = {row[0]: row[2] for row in orders}
    for buyer in buyers:
        if buyer.order is not None and buyer.order not in kept:
            yield f"order {buyer.order} was acknowledged and is lost"
        if "paid" in buyer.heard and kept.get(buyer.order) not in {"paid", "refunded"}:
            yield f"order {buyer.order} was said to be paid and is {kept.get(buyer.order)}"
