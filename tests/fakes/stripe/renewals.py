"""What becomes of subscriptions as time passes: trials end, periods follow, cards are tried again."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.stripe import invoices, periods, subscriptions
from tests.fakes.stripe.clockwork import MOMENTS, WHEELS
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.subscriptions import DAY, ENDED, period_end
from tests.fakes.stripe.work import Work

WARNING_DAYS = 3
INCOMPLETE_SECONDS = 23 * 60 * 60


def run(work: Work) -> None:
    """Do what is due for every subscription that has not ended."""
    for subscription in work.all("subscription"):
        while subscription["status"] not in ENDED and (deed := _due(work, subscription)) is not None:
            deed(work, subscription)


def _due(work: Work, subscription: Json) -> Callable[[Work, Json], object] | None:
    """The first thing that is due, if anything is."""
    now, status = work.now, subscription["status"]
    pause = subscription["pause_collection"] or {}
    over = period_end(subscription) <= now and status in ("trialing", "active", "past_due")
    ends = subscription["cancel_at"] and subscription["cancel_at"] <= now
    deeds: list[tuple[object, Callable[[Work, Json], object]]] = [
        (0 < (pause.get("resumes_at") or 0) <= now, _unpause),
        (status == "incomplete" and subscription["created"] + INCOMPLETE_SECONDS <= now, _expire),
        (status != "incomplete" and (ends or (over and subscription["cancel_at_period_end"])), _cancel),
        (status == "trialing" and _warns_at(work, subscription) <= now, _warn),
        (over, _renew),
        (status == "past_due" and _to_retry(work, subscription), _retry),
    ]
    return next((deed for is_due, deed in deeds if is_due), None)


def moments(work: Work) -> list[int]:
    """When there is something to do next, for each subscription."""
    found: list[int] = []
    for subscription in work.all("subscription"):
        if subscription["status"] in ENDED or subscription["status"] == "paused":
            continue
        found += [period_end(subscription), subscription["created"] + INCOMPLETE_SECONDS]
        found += [_warns_at(work, subscription)] if subscription["status"] == "trialing" else []
        found += [subscription["cancel_at"]] if subscription["cancel_at"] else []
        found += [(subscription["pause_collection"] or {}).get("resumes_at") or 0]
        found += [row["next_payment_attempt"] or 0 for row in _open(work, subscription)]
    return found


WHEELS.append(run)
MOMENTS.append(moments)


def _unpause(work: Work, subscription: Json) -> None:
    subscriptions.update(work, subscription, pause_collection=None)


def _warns_at(work: Work, subscription: Json) -> int:
    if work.store.hidden(subscription["id"])["warned"]:
        return 1 << 62
    return max(int(subscription["trial_end"]) - WARNING_DAYS * DAY, int(subscription["created"]))


def _warn(work: Work, subscription: Json) -> None:
    work.store.hide(subscription["id"], warned=True)
    work.emit("customer.subscription.trial_will_end", subscription)


def _expire(work: Work, subscription: Json) -> None:
    for invoice in _open(work, subscription):
        invoices.void(work, invoice)
    subscriptions.update(work, subscription, status="incomplete_expired", ended_at=work.now)


def _cancel(work: Work, subscription: Json) -> None:
    subscriptions.end(work, subscription, reason="cancellation_requested")


def _renew(work: Work, subscription: Json) -> None:
    """The next period, and its invoice."""
    start = period_end(subscription)
    method = subscriptions.method_of(work, subscription)
    if subscription["status"] == "trialing" and method is None:
        missing = subscription["trial_settings"]["end_behavior"]["missing_payment_method"]
        if missing == "cancel":
            subscriptions.end(work, subscription, reason="payment_failed")
            return
        if missing == "pause":
            subscriptions.update(work, subscription, status="paused")
            work.emit("customer.subscription.paused", subscription)
            return
    recurring = subscriptions.items_of(subscription)[0]["price"]["recurring"]
    subscriptions.set_period(
        subscription, start, periods.next_end(subscription["billing_cycle_anchor"], recurring, start)
    )
    pause = subscription["pause_collection"]
    lines = subscriptions.period_lines(work, subscription)
    draft = pause is not None and pause["behavior"] == "keep_as_draft"
    invoice = subscriptions.bill(work, subscription, lines, "subscription_cycle", status="draft" if draft else "open")
    status = "active"
    if pause is None:
        invoices.collect(work, invoice, method)
        status = "active" if invoice["status"] == "paid" else "past_due"
    elif pause["behavior"] == "void":
        invoices.void(work, invoice)
    elif not draft:
        _give_up(work, invoice)
    previous = subscription["status"]
    subscription["status"] = status
    work.save(subscription)
    work.emit("customer.subscription.updated", subscription, {"status": previous} if previous != status else {})


def _give_up(work: Work, invoice: Json) -> None:
    invoice.update(status="uncollectible", next_payment_attempt=None)
    invoice["status_transitions"]["marked_uncollectible_at"] = work.now
    work.save(invoice)
    work.emit("invoice.marked_uncollectible", invoice)


def _open(work: Work, subscription: Json) -> list[Json]:
    return invoices.of_subscription(work, subscription["id"], status="open")


def _to_retry(work: Work, subscription: Json) -> list[Json]:
    return [row for row in _open(work, subscription) if (row["next_payment_attempt"] or 0) <= work.now]


def _retry(work: Work, subscription: Json) -> None:
    """Try the card again; after the last time the subscription is over."""
    invoice = _to_retry(work, subscription)[0]
    if invoice["next_payment_attempt"] is None:
        subscriptions.end(work, subscription, reason="payment_failed")
        return
    invoices.collect(work, invoice, subscriptions.method_of(work, subscription))
    subscriptions.was_paid(work, invoice)
    subscription.update(work.get("subscription", subscription["id"]))
