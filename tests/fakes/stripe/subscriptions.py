"""Subscriptions: somebody pays every period until they do not."""

from __future__ import annotations

from tests.fakes.stripe import coupons, discounts, invoices, money, periods, taxes
from tests.fakes.stripe.doors import plain_list
from tests.fakes.stripe.refusals import BadRequest, Json, Refused, declined
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60
NO_METHOD = (
    "This customer has no attached payment source or default payment method. Please consider adding a default payment "
    "method."
)
ENDED = ("canceled", "incomplete_expired")


def new_subscription(work: Work, customer: Json, chosen: list[tuple[Json, int]], params: Json) -> Json:
    """A subscription that has not begun: `begin` writes its first invoice. `chosen` are prices and quantities."""
    _check(chosen)
    trial_end = _trial_end(work, params)
    subscription_id = work.new_id("sub_1", 23)
    recurring = chosen[0][0]["recurring"]
    end = trial_end or periods.next_end(work.now, recurring, work.now)
    taxed = params.get("automatic_tax", {}).get("enabled", False)
    missing = params.get("trial_settings", {}).get("end_behavior", {}).get("missing_payment_method", "create_invoice")
    subscription: Json = {
        "id": subscription_id,
        "object": "subscription",
        "application": None,
        "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": taxed, "liability": {"type": "self"} if taxed else None},
        "billing_cycle_anchor": trial_end or work.now,
        "billing_cycle_anchor_config": None,
        "billing_mode": {"flexible": None, "type": "classic"},
        "billing_schedules": [],
        "billing_thresholds": None,
        "cancel_at": params.get("cancel_at"),
        "cancel_at_period_end": params.get("cancel_at_period_end", False),
        "canceled_at": None,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": "charge_automatically",
        "created": work.now,
        "currency": chosen[0][0]["currency"],
        "customer": customer["id"],
        "customer_account": None,
        "days_until_due": None,
        "default_payment_method": params.get("default_payment_method"),
        "default_source": None,
        "default_tax_rates": [],
        "description": params.get("description"),
        "discounts": [],
        "ended_at": None,
        "invoice_settings": {
            "account_tax_ids": None,
            "custom_fields": None,
            "description": None,
            "footer": None,
            "issuer": {"type": "self"},
        },
        "items": plain_list(
            [new_item(work, subscription_id, price, quantity, start=work.now, end=end) for price, quantity in chosen],
            f"/v1/subscription_items?subscription={subscription_id}",
        ),
        "latest_invoice": None,
        "livemode": False,
        "managed_payments": None,
        "metadata": params.get("metadata", {}),
        "next_pending_invoice_item_invoice": None,
        "on_behalf_of": None,
        "pause_collection": None,
        "payment_settings": {
            "payment_method_options": None,
            "payment_method_types": None,
            "save_default_payment_method": "off",
        },
        "pending_invoice_item_interval": None,
        "pending_setup_intent": None,
        "pending_update": None,
        "schedule": None,
        "start_date": work.now,
        "status": "trialing" if trial_end else "incomplete",
        "test_clock": None,
        "transfer_data": None,
        "trial_end": trial_end,
        "trial_settings": {"end_behavior": {"missing_payment_method": missing}},
        "trial_start": work.now if trial_end else None,
    }
    work.add(subscription, pending=[], discount=None, warned=False)
    for place, given in enumerate(params.get("discounts", [])[:1]):
        coupon = coupons.usable(work, given, f"discounts[{place}]")
        discounts.give(work, subscription, coupon, given)
    work.emit("customer.subscription.created", subscription)
    return subscription


def _check(chosen: list[tuple[Json, int]]) -> None:
    if not chosen:
        raise BadRequest("Missing required param: items.", code="parameter_missing", param="items")
    if any(price["recurring"] is None for price, _ in chosen):
        raise BadRequest(
            "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
            param="items[0][price]",
        )
    shapes = {
        (price["currency"], price["recurring"]["interval"], price["recurring"]["interval_count"]) for price, _ in chosen
    }
    if len(shapes) > 1:
        raise BadRequest(
            "Currency and interval fields must match across all prices on this subscription.", param="items[0][price]"
        )


def _trial_end(work: Work, params: Json) -> int | None:
    if "trial_period_days" in params and "trial_end" in params:
        raise BadRequest(
            "You may only specify one of these parameters: trial_end, trial_period_days.", param="trial_end"
        )
    if "trial_period_days" in params:
        return work.now + int(params["trial_period_days"]) * DAY
    until = params.get("trial_end")
    if until is not None and until != "now" and int(until) <= work.now:
        raise BadRequest("Invalid timestamp: must be an integer Unix timestamp in the future.", param="trial_end")
    return None if until in (None, "now") else int(until)


def new_item(work: Work, subscription_id: str, price: Json, quantity: int, *, start: int, end: int) -> Json:
    return {
        "id": work.new_id("si_", 14),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": work.now,
        "current_period_end": end,
        "current_period_start": start,
        "discounts": [],
        "metadata": {},
        "plan": plan_of(price),
        "price": price,
        "quantity": quantity,
        "subscription": subscription_id,
        "tax_rates": [],
    }


def plan_of(price: Json) -> Json:
    """The price as Stripe's older word for it."""
    return {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": "per_unit",
        "created": price["created"],
        "currency": price["currency"],
        "interval": price["recurring"]["interval"],
        "interval_count": price["recurring"]["interval_count"],
        "livemode": False,
        "metadata": price["metadata"],
        "meter": None,
        "nickname": price["nickname"],
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }


# Billing


def items_of(subscription: Json) -> list[Json]:
    items: list[Json] = subscription["items"]["data"]
    return items


def period_end(subscription: Json) -> int:
    return max(int(item["current_period_end"]) for item in items_of(subscription))


def set_period(subscription: Json, start: int, end: int) -> None:
    for item in items_of(subscription):
        item.update(current_period_start=start, current_period_end=end)


def period_lines(work: Work, subscription: Json, *, free: bool = False) -> list[Json]:
    """A line for each item and the current period."""
    found = []
    for item in items_of(subscription):
        price, quantity = item["price"], item["quantity"]
        name = work.get("product", price["product"])["name"]
        every = price["recurring"]["interval"]
        words = f"{quantity} × {name} (at {money.shown(price['unit_amount'], price['currency'])} / {every})"
        found.append(
            invoices.new_line(
                work,
                price,
                quantity,
                0 if free else price["unit_amount"] * quantity,
                start=item["current_period_start"],
                end=item["current_period_end"],
                description=f"Trial period for {name}" if free else words,
                subscription=subscription["id"],
                item=item["id"],
            )
        )
    return found


def bill(work: Work, subscription: Json, lines: list[Json], reason: str, *, status: str = "open") -> Json:
    """Write an invoice for the subscription, with what was pending and less its discount."""
    hidden = work.store.hidden(subscription["id"])
    work.store.hide(subscription["id"], pending=[])
    customer = work.get("customer", subscription["customer"])
    lines = [*hidden["pending"], *lines]
    off, discount = discounts.off(work, subscription, lines)
    taxed = subscription["automatic_tax"]["enabled"]
    if taxed:
        taxes.tax_invoice(work, customer, lines)
    invoice = invoices.new_invoice(
        work, customer, lines, reason=reason, subscription=subscription, off=off, status=status, taxed=taxed
    )
    if discount is not None:
        invoice["discounts"] = [discount["id"]]
        invoice["total_discount_amounts"] = [{"amount": off, "discount": discount["id"]}]
        work.save(invoice)
        discounts.count(work, subscription, discount)
    subscription["latest_invoice"] = invoice["id"]
    return invoice


def method_of(work: Work, subscription: Json) -> str | None:
    """What pays: the subscription's own way, else the customer's."""
    customer = work.get("customer", subscription["customer"])
    method: str | None = (
        subscription["default_payment_method"] or customer["invoice_settings"]["default_payment_method"]
    )
    return method


def begin(work: Work, subscription: Json, *, behavior: str = "allow_incomplete", intent: Json | None = None) -> Json:
    """The first invoice; `intent` is what has paid it already. Raises Refused when it had to be paid and was not."""
    trialing = subscription["status"] == "trialing"
    invoice = bill(work, subscription, period_lines(work, subscription, free=trialing), "subscription_create")
    if intent is not None:
        invoices.settle(work, invoice, intent)
    elif behavior != "default_incomplete" or invoice["amount_due"] == 0:
        method = method_of(work, subscription)
        if method is None and invoice["amount_due"]:
            raise Refused(NO_METHOD, code="resource_missing")
        invoices.collect(work, invoice, method)
    if invoice["status"] != "paid" and behavior == "error_if_incomplete":
        refusal = declined("Your card was declined.", code="card_declined", decline_code="generic_decline")
        refusal.keep = False
        raise refusal
    if not trialing:
        subscription["status"] = "active" if invoice["status"] == "paid" else "incomplete"
    work.save(subscription)
    return subscription


def update(work: Work, subscription: Json, **members: object) -> Json:
    """Change members and tell so."""
    previous = {name: subscription[name] for name in members if subscription[name] != members[name]}
    subscription.update(members)
    work.save(subscription)
    if previous:
        work.emit("customer.subscription.updated", subscription, previous)
    return subscription


def end(work: Work, subscription: Json, *, reason: str, details: Json | None = None) -> Json:
    """Cancel it now."""
    subscription.update(status="canceled", ended_at=work.now)
    subscription["canceled_at"] = subscription["canceled_at"] or work.now
    subscription["cancellation_details"].update(reason=reason, **(details or {}))
    work.save(subscription)
    work.emit("customer.subscription.deleted", subscription)
    return subscription


def was_paid(work: Work, invoice: Json) -> None:
    """An invoice was paid after all: what waited for it goes on."""
    subscription_id = invoices.subscription_of(invoice)
    if subscription_id and invoice["status"] == "paid":
        subscription = work.get("subscription", subscription_id)
        waiting = invoices.of_subscription(work, subscription_id, status="open")
        if subscription["status"] in ("incomplete", "past_due", "unpaid") and not waiting:
            update(work, subscription, status="active")


invoices.ON_PAID.append(was_paid)
