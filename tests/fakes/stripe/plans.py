"""The API's doors to subscriptions."""

from __future__ import annotations

from typing import Any

from tests.fakes.stripe import cards, changes, coupons, discounts, invoices, renewals, subscriptions
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    boolean,
    choice,
    clearable,
    integer,
    merged,
    metadata,
    positive,
    text,
)
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work

PRORATION = choice("always_invoice", "create_prorations", "none")
CANCELLATION: Json = {"comment": text, "feedback": text}
MISSING = choice("cancel", "create_invoice", "pause")


def moment_or_now(given: Any, where: str) -> int | str:
    return "now" if given == "now" else integer(given, where)


TRIAL: Json = {
    "trial_end": moment_or_now,
    "trial_settings": {"end_behavior": Required({"missing_payment_method": Required(MISSING)})},
}
SHARED: Json = {
    **TRIAL,
    "cancel_at": integer,
    "cancel_at_period_end": boolean,
    "default_payment_method": text,
    "description": clearable,
    "discounts": [coupons.GIVEN],
    "metadata": metadata,
    "off_session": boolean,
    "payment_behavior": choice("allow_incomplete", "default_incomplete", "error_if_incomplete"),
    "proration_behavior": PRORATION,
}


@door(
    "POST",
    "/v1/subscriptions",
    {
        **SHARED,
        "customer": Required(text),
        "items": Required([{"price": Required(text), "quantity": positive}]),
        "trial_period_days": positive,
    },
)
def create_subscription(work: Work, params: Json) -> Json:
    customer = work.get("customer", params["customer"], param="customer")
    if "default_payment_method" in params:
        work.get("payment_method", params["default_payment_method"], param="default_payment_method")
    chosen = [
        (work.get("price", item["price"], param=f"items[{place}][price]"), item.get("quantity", 1))
        for place, item in enumerate(params["items"])
    ]
    subscription = subscriptions.new_subscription(work, customer, chosen, params)
    return subscriptions.begin(work, subscription, behavior=params.get("payment_behavior", "allow_incomplete"))


@door("GET", "/v1/subscriptions", {**PAGE, "customer": text, "price": text, "status": text})
def list_subscriptions(work: Work, params: Json) -> Json:
    """All that have not ended, unless a status or `all` is asked for."""
    renewals.run(work)
    rows = work.all("subscription", **filters(params, "customer"))
    status = params.get("status")
    if status is None:
        rows = [row for row in rows if row["status"] not in subscriptions.ENDED]
    elif status != "all":
        rows = [row for row in rows if row["status"] == status]
    if "price" in params:
        rows = [row for row in rows if any(item["price"]["id"] == params["price"] for item in row["items"]["data"])]
    return page(rows, params, "/v1/subscriptions")


@door("GET", "/v1/subscriptions/{id}")
def show_subscription(work: Work, params: Json, subscription_id: str) -> Json:
    renewals.run(work)
    return work.get("subscription", subscription_id)


@door(
    "POST",
    "/v1/subscriptions/{id}",
    {
        **SHARED,
        "billing_cycle_anchor": choice("now"),
        "cancel_at": clearable,
        "cancellation_details": CANCELLATION,
        "items": [{"deleted": boolean, "id": text, "price": text, "quantity": positive}],
        "pause_collection": {
            "behavior": Required(choice("keep_as_draft", "mark_uncollectible", "void")),
            "resumes_at": integer,
        },
        "proration_date": integer,
    },
)
def update_subscription(work: Work, params: Json, subscription_id: str) -> Json:
    subscription = show_subscription(work, {}, subscription_id)
    if subscription["status"] in subscriptions.ENDED:
        raise Refused(
            "A canceled subscription can only update its cancellation_details and metadata.",
            code="resource_missing",
            param="id",
        )
    before = {**subscription, "items": {**subscription["items"]}, "cancellation_details": None}
    work.store.rows("SAVEPOINT change")
    try:
        _change(work, subscription, params)
    except changes.Unpaid as unpaid:
        work.store.rows("ROLLBACK TO change")
        raise changes.refusal_of(work, subscription, unpaid) from unpaid
    finally:
        work.store.rows("RELEASE change")
    work.save(subscription)
    names = [name for name in before if name != "cancellation_details" and before[name] != subscription[name]]
    if names:
        work.emit("customer.subscription.updated", subscription, {name: before[name] for name in names})
    return subscription


def _change(work: Work, subscription: Json, params: Json) -> None:
    """Raises changes.Unpaid for what has to be paid and is not."""
    needs_payment = params.get("payment_behavior") == "error_if_incomplete"
    _take(work, subscription, params, needs_payment=needs_payment)
    behavior = params.get("proration_behavior", "create_prorations")
    if "items" in params:
        at = changes.moment_of(subscription, params.get("proration_date", work.now), "proration_date")
        changes.change_items(work, subscription, params["items"], behavior=behavior, at=at, needs_payment=needs_payment)
    elif "billing_cycle_anchor" in params:
        changes.begin_anew(work, subscription, behavior=behavior, needs_payment=needs_payment)


def _take(work: Work, subscription: Json, params: Json, *, needs_payment: bool) -> None:
    """Take up the plain members."""
    if "metadata" in params:
        subscription["metadata"] = merged(subscription["metadata"], params["metadata"])
    for name in ("description", "default_payment_method"):
        subscription[name] = params.get(name, subscription[name])
    if "default_payment_method" in params:
        work.get("payment_method", params["default_payment_method"], param="default_payment_method")
    if "cancel_at" in params:
        subscription["cancel_at"] = int(params["cancel_at"]) if params["cancel_at"] else None
    if "cancel_at_period_end" in params:
        ends = params["cancel_at_period_end"]
        subscription["cancel_at_period_end"] = ends
        subscription["cancel_at"] = subscriptions.period_end(subscription) if ends else None
        subscription["canceled_at"] = work.now if ends else None
        subscription["cancellation_details"]["reason"] = "cancellation_requested" if ends else None
    subscription["cancellation_details"] = {
        **subscription["cancellation_details"],
        **params.get("cancellation_details", {}),
    }
    if "pause_collection" in params:
        given = params["pause_collection"]
        subscription["pause_collection"] = given and {"resumes_at": None, **given}
    for place, given in enumerate(params.get("discounts", [])[:1]):
        discounts.give(work, subscription, coupons.usable(work, given, f"discounts[{place}]"), given)
    if "trial_settings" in params:
        subscription["trial_settings"] = params["trial_settings"]
    if params.get("trial_end") == "now":
        if subscription["status"] == "trialing":
            changes.end_trial(work, subscription, needs_payment=needs_payment)
    elif "trial_end" in params:
        _move_trial(work, subscription, params["trial_end"])


def _move_trial(work: Work, subscription: Json, until: int) -> None:
    if until <= work.now:
        raise BadRequest("Invalid timestamp: must be an integer Unix timestamp in the future.", param="trial_end")
    start = subscriptions.items_of(subscription)[0]["current_period_start"]
    subscription.update(
        status="trialing",
        trial_end=until,
        trial_start=subscription["trial_start"] or work.now,
        billing_cycle_anchor=until,
    )
    subscriptions.set_period(subscription, start, until)


@door(
    "DELETE",
    "/v1/subscriptions/{id}",
    {"cancellation_details": CANCELLATION, "invoice_now": boolean, "prorate": boolean},
)
def cancel_subscription(work: Work, params: Json, subscription_id: str) -> Json:
    subscription = show_subscription(work, {}, subscription_id)
    if subscription["status"] in subscriptions.ENDED:
        raise Refused(f"No such subscription: {subscription_id}", status=404, code="resource_missing", param="id")
    for invoice in invoices.of_subscription(work, subscription_id, status="draft"):
        invoices.void(work, invoice)
    return subscriptions.end(
        work, subscription, reason="cancellation_requested", details=params.get("cancellation_details")
    )


@door("POST", "/v1/subscriptions/{id}/resume", {"billing_cycle_anchor": choice("now"), "proration_behavior": PRORATION})
def resume_subscription(work: Work, params: Json, subscription_id: str) -> Json:
    subscription = show_subscription(work, {}, subscription_id)
    if subscription["status"] != "paused":
        raise Refused("Only paused subscriptions can be resumed.", code="resource_missing")
    changes.end_trial(work, subscription)
    work.save(subscription)
    work.emit("customer.subscription.resumed", subscription)
    return subscription


@door("POST", "/v1/payment_methods/{id}/attach", {"customer": Required(text)})
def attach(work: Work, params: Json, method_id: str) -> Json:
    """Give a payment method to a customer; the library's test names (`pm_card_visa`) stand for new ones."""
    customer = work.get("customer", params["customer"], param="customer")
    if method_id in cards.TOKENS:
        card = cards.CARDS[cards.TOKENS[method_id]]
        method = cards.attach(work, card, customer)
    else:
        method = work.get("payment_method", method_id, param="payment_method", name="PaymentMethod")
        method["customer"] = customer["id"]
        work.save(method)
    work.emit("payment_method.attached", method)
    return method


@door("POST", "/v1/payment_methods/{id}/detach")
def detach(work: Work, params: Json, method_id: str) -> Json:
    method = work.get("payment_method", method_id, param="payment_method", name="PaymentMethod")
    method["customer"] = None
    work.save(method)
    work.emit("payment_method.detached", method)
    return method
