"""Checkout sessions: what is to be paid on Stripe's own page, and what became of it."""

from __future__ import annotations

from typing import Any

from tests.fakes.stripe import coupons, intents, lines, money, sessions
from tests.fakes.stripe.doors import INCLUDED, door, filters, page, plain_list
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    address,
    boolean,
    choice,
    integer,
    merged,
    metadata,
    positive,
    text,
)
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work

HALF_AN_HOUR, DAY = 30 * 60, 24 * 60 * 60
LONGEST_EMAIL = 800
SESSION: Json = {
    "automatic_tax": {"enabled": Required(boolean)},
    "billing_address_collection": choice("auto", "required"),
    "cancel_url": address,
    "client_reference_id": text,
    "customer": text,
    "customer_creation": choice("always", "if_required"),
    "customer_email": text,
    "customer_update": {"address": choice("auto", "never"), "name": choice("auto", "never")},
    "discounts": [coupons.GIVEN],
    "expires_at": integer,
    "invoice_creation": {"enabled": Required(boolean)},
    "line_items": Required([lines.LINE]),
    "locale": text,
    "metadata": metadata,
    "mode": Required(choice("payment", "subscription")),
    "payment_intent_data": {
        "description": text,
        "metadata": metadata,
        "setup_future_usage": choice("off_session", "on_session"),
        "transfer_group": text,
    },
    "payment_method_types": [choice("card")],
    "subscription_data": {
        "description": text,
        "metadata": metadata,
        "trial_end": integer,
        "trial_period_days": positive,
        "trial_settings": {
            "end_behavior": {"missing_payment_method": choice("cancel", "create_invoice", "pause")},
        },
    },
    "submit_type": choice("auto", "book", "donate", "pay"),
    "success_url": Required(address),
    "tax_id_collection": {"enabled": Required(boolean), "required": choice("if_supported", "never")},
    "ui_mode": choice("hosted_page"),
}


@door("POST", "/v1/checkout/sessions", SESSION)
def create_session(work: Work, params: Json) -> Json:
    _check(work, params)
    items = lines.new_lines(work, params)
    session_id = work.new_id("cs_test_", 58)
    total = sum(item["amount_total"] for item in items)
    currency = items[0]["currency"]
    if total:
        money.check_chargeable(total, currency, "line_items")
    session = sessions.blank(work, params)
    session.update(
        id=session_id,
        amount_subtotal=sum(item["amount_subtotal"] for item in items),
        amount_total=total,
        currency=currency,
        total_details={
            "amount_discount": sum(item["amount_discount"] for item in items),
            "amount_shipping": 0,
            "amount_tax": sum(item["amount_tax"] for item in items),
        },
        payment_status="unpaid" if total else "no_payment_required",
        url=f"{work.public_url}/c/pay/{session_id}",
    )
    work.add(
        session,
        items=items,
        payment=params.get("payment_intent_data", {}),
        subscription=params.get("subscription_data", {}),
        discounts=params.get("discounts", []),
        customer_update=params.get("customer_update", {}),
        intent=None,
        customer=session["customer"],
    )
    return session


def _check(work: Work, params: Json) -> None:
    """Raise for what holds between parameters."""
    if "customer" in params and "customer_email" in params:
        raise BadRequest(
            "You may only specify one of these parameters: customer, customer_email.", param="customer_email"
        )
    if "customer" in params:
        work.get("customer", params["customer"], param="customer")
    if "@" not in params.get("customer_email", "@") or len(params.get("customer_email", "")) > LONGEST_EMAIL:
        raise BadRequest(
            f"Invalid email address: {params['customer_email']}", code="email_invalid", param="customer_email"
        )
    for name, only in (
        ("payment_intent_data", "payment"),
        ("invoice_creation", "payment"),
        ("subscription_data", "subscription"),
    ):
        if name in params and params["mode"] != only:
            raise BadRequest(f"You can not pass `{name}` in `{params['mode']}` mode.", param=name)
    _check_customer_update(work, params)
    until = params.get("expires_at", work.now + DAY) - work.now
    if until < HALF_AN_HOUR:
        raise BadRequest(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", param="expires_at"
        )
    if until > DAY:
        raise BadRequest(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", param="expires_at"
        )
    if len(params.get("client_reference_id", "")) > 200:
        raise BadRequest("Invalid string: must be at most 200 characters", param="client_reference_id")


def _check_customer_update(work: Work, params: Json) -> None:
    """Raise where what somebody types on the page would have to be kept with a known customer, and may not be."""
    if "customer" not in params:
        return
    keeps, known = params.get("customer_update", {}), work.get("customer", params["customer"], param="customer")
    taxed = params.get("automatic_tax", {}).get("enabled", False)
    if taxed and not known["address"] and keeps.get("address") != "auto":
        raise BadRequest(
            "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to "
            "the Customer or set `customer_update[address]` to 'auto' to save the address entered in Checkout.",
            code="customer_tax_location_invalid",
            param="automatic_tax",
        )
    if params.get("tax_id_collection", {}).get("enabled") and keeps.get("name") != "auto":
        raise BadRequest(
            "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an "
            "existing customer, please set `customer_update[name]` to `auto`.",
            param="tax_id_collection",
        )


def expire(work: Work, session: Json) -> Json:
    session.update(status="expired", url=None)
    work.save(session)
    intent_id = work.store.hidden(session["id"])["intent"]
    if intent_id:
        intent = work.get("payment_intent", intent_id)
        if intent["status"] not in intents.FINAL:
            intents.cancel(work, intent, "expired")
    work.emit("checkout.session.expired", session)
    return session


def expire_overdue(work: Work) -> None:
    """End the open sessions whose time is over."""
    for session in work.all("checkout.session", status="open"):
        if session["expires_at"] <= work.now:
            expire(work, session)


def moments(work: Work) -> list[int]:
    return [session["expires_at"] for session in work.all("checkout.session", status="open")]


@door(
    "GET",
    "/v1/checkout/sessions",
    {
        **PAGE,
        "customer": text,
        "payment_intent": text,
        "status": choice("open", "complete", "expired"),
        "subscription": text,
    },
)
def list_sessions(work: Work, params: Json) -> Json:
    expire_overdue(work)
    rows = work.all("checkout.session", **filters(params, "customer", "payment_intent", "status", "subscription"))
    return page(rows, params, "/v1/checkout/sessions")


@door("GET", "/v1/checkout/sessions/{id}")
def show_session(work: Work, params: Json, object_id: str) -> Json:
    expire_overdue(work)
    return work.get("checkout.session", object_id, param="session", name="checkout.session")


@door("POST", "/v1/checkout/sessions/{id}", {"metadata": metadata})
def update_session(work: Work, params: Json, object_id: str) -> Json:
    session = show_session(work, params, object_id)
    session["metadata"] = merged(session["metadata"], params.get("metadata", {}))
    return work.save(session)


@door("POST", "/v1/checkout/sessions/{id}/expire")
def expire_session(work: Work, params: Json, object_id: str) -> Json:
    session = show_session(work, params, object_id)
    if session["status"] != "open":
        raise Refused(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"{session['status']}.",
            code="checkout_session_not_open" if session["status"] == "complete" else None,
        )
    return expire(work, session)


@door("GET", "/v1/checkout/sessions/{id}/line_items", PAGE)
def list_lines(work: Work, params: Json, object_id: str) -> Json:
    show_session(work, params, object_id)
    items = work.store.hidden(object_id)["items"]
    limit = params.get("limit", 10)
    return plain_list(items[:limit], f"/v1/checkout/sessions/{object_id}/line_items", has_more=len(items) > limit)


def _lines(work: Work, session: Json) -> Any:
    items = work.store.hidden(session["id"])["items"]
    return plain_list(items[:10], f"/v1/checkout/sessions/{session['id']}/line_items", has_more=len(items) > 10)


INCLUDED["checkout.session", "line_items"] = _lines
