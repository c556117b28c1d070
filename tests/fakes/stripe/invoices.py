"""Invoices: what subscriptions ask for, and how it is paid."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.stripe import intents
from tests.fakes.stripe.doors import plain_list
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

DAY = 24 * 60 * 60
# Days between attempts to collect, as long as the card is declined.
RETRIES = (3, 5, 7)
# What else happens when somebody pays by hand; subscriptions.py puts itself here.
ON_PAID: list[Callable[[Work, Json], None]] = []


def new_line(
    work: Work,
    price: Json,
    quantity: int,
    amount: int,
    *,
    start: int,
    end: int,
    description: str,
    subscription: str | None = None,
    item: str | None = None,
    proration: bool = False,
) -> Json:
    """One line of an invoice that is not written yet."""
    details = {
        "invoice_item": None,
        "proration": proration,
        "proration_details": {"credited_items": None},
        "subscription": subscription,
        "subscription_item": item,
    }
    return {
        "id": work.new_id("il_"),
        "object": "line_item",
        "amount": amount,
        "currency": price["currency"],
        "description": description,
        "discount_amounts": [],
        "discountable": not proration,
        "discounts": [],
        "invoice": None,
        "livemode": False,
        "metadata": {},
        "parent": {
            "invoice_item_details": None,
            "subscription_item_details": details,
            "type": "subscription_item_details",
        }
        if item
        else None,
        "period": {"end": end, "start": start},
        "pretax_credit_amounts": [],
        "pricing": {
            "price_details": {"price": price["id"], "product": price["product"]},
            "type": "price_details",
            "unit_amount_decimal": str(price["unit_amount"]),
        },
        "quantity": quantity,
        "quantity_decimal": str(quantity),
        "subscription": subscription,
        "subtotal": amount,
        "taxes": [],
    }


def new_invoice(
    work: Work,
    customer: Json,
    lines: list[Json],
    *,
    reason: str,
    subscription: Json | None = None,
    off: int = 0,
    status: str = "open",
    taxed: bool = False,
) -> Json:
    """Write and finalise an invoice. What the customer's balance covers is not due; a negative sum goes into it."""
    invoice_id = work.new_id("in_1", 23)
    subtotal = sum(line["amount"] for line in lines)
    sums = _taxes(lines)
    added = sum(tax["amount"] for tax in sums if tax["tax_behavior"] == "exclusive")
    total = subtotal - off + added
    after = customer["balance"] + total
    due = max(0, after)
    number = f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}"
    customer.update(balance=min(0, after), next_invoice_sequence=customer["next_invoice_sequence"] + 1)
    starting = after - total
    work.save(customer)
    for line in lines:
        line["invoice"] = invoice_id
    invoice: Json = {
        "id": invoice_id,
        "object": "invoice",
        "account_country": "US",
        "account_name": "Perfomix",
        "account_tax_ids": None,
        "amount_due": due,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": due,
        "amount_shipping": 0,
        "application": None,
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": status == "open",
        "automatic_tax": {
            "disabled_reason": None,
            "enabled": taxed,
            "liability": {"type": "self"} if taxed else None,
            "provider": "stripe" if taxed else None,
            "status": None if not taxed else "complete" if sums else "requires_location_inputs",
        },
        "automatically_finalizes_at": None,
        "billing_reason": reason,
        "collection_method": "charge_automatically",
        "created": work.now,
        "currency": lines[0]["currency"],
        "custom_fields": None,
        "customer": customer["id"],
        "customer_account": None,
        "customer_address": customer["address"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_phone": None,
        "customer_shipping": None,
        "customer_tax_exempt": "none",
        "customer_tax_ids": work.store.hidden(customer["id"]).get("tax_ids", []),
        "default_payment_method": None,
        "default_source": None,
        "default_tax_rates": [],
        "description": None,
        "discounts": [],
        "due_date": None,
        "effective_at": work.now if status == "open" else None,
        "ending_balance": min(0, after) if status == "open" else None,
        "footer": None,
        "from_invoice": None,
        "hosted_invoice_url": f"{work.public_url}/c/invoice/{invoice_id}" if status == "open" else None,
        "invoice_pdf": f"{work.public_url}/c/invoice/{invoice_id}" if status == "open" else None,
        "issuer": {"type": "self"},
        "last_finalization_error": None,
        "latest_revision": None,
        "lines": plain_list(lines, f"/v1/invoices/{invoice_id}/lines"),
        "livemode": False,
        "metadata": {},
        "next_payment_attempt": None,
        "number": number if status == "open" else None,
        "on_behalf_of": None,
        "parent": {
            "quote_details": None,
            "subscription_details": {"metadata": subscription["metadata"], "subscription": subscription["id"]},
            "type": "subscription_details",
        }
        if subscription
        else None,
        "payment_settings": {"default_mandate": None, "payment_method_options": None, "payment_method_types": None},
        "period_end": max(line["period"]["start"] for line in lines),
        "period_start": min(line["period"]["start"] for line in lines),
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "receipt_number": None,
        "rendering": None,
        "shipping_cost": None,
        "shipping_details": None,
        "starting_balance": starting,
        "statement_descriptor": None,
        "status": status,
        "status_transitions": {
            "finalized_at": work.now if status == "open" else None,
            "marked_uncollectible_at": None,
            "paid_at": None,
            "voided_at": None,
        },
        "subtotal": subtotal,
        "subtotal_excluding_tax": subtotal - sum(tax["amount"] for tax in sums) + added,
        "test_clock": None,
        "total": total,
        "total_discount_amounts": [],
        "total_excluding_tax": total - sum(tax["amount"] for tax in sums),
        "total_pretax_credit_amounts": [],
        "total_taxes": sums,
        "webhooks_delivered_at": None,
    }
    work.add(invoice)
    work.emit("invoice.created", invoice)
    if status == "open":
        work.emit("invoice.finalized", invoice)
    return invoice


def _taxes(lines: list[Json]) -> list[Json]:
    """The taxes of all lines, each rate and reason once."""
    found: dict[tuple[str, str, str], Json] = {}
    for tax in (tax for line in lines for tax in line["taxes"]):
        rate = tax["tax_rate_details"]["tax_rate"]
        row = found.setdefault(
            (rate, tax["tax_behavior"], tax["taxability_reason"]), {**tax, "amount": 0, "taxable_amount": 0}
        )
        row["amount"] += tax["amount"]
        row["taxable_amount"] += tax["taxable_amount"]
    return list(found.values())


def collect(work: Work, invoice: Json, method_id: str | None) -> Json:
    """Try to have it paid. Afterwards it is paid, or open with the time of the next attempt."""
    if invoice["amount_due"] == 0:
        return settle(work, invoice, None)
    intent = _intent(work, invoice)
    method = work.get("payment_method", method_id) if method_id else None
    if method is not None:
        intents.attempt(work, intent, method)
        if intent["status"] == "succeeded":
            return settle(work, invoice, intent)
    invoice["attempt_count"] += 1
    invoice["attempted"] = True
    again = invoice["attempt_count"] <= len(RETRIES)
    invoice["next_payment_attempt"] = work.now + RETRIES[invoice["attempt_count"] - 1] * DAY if again else None
    work.save(invoice)
    work.emit("invoice.payment_failed", invoice)
    if intent["status"] == "requires_action":
        work.emit("invoice.payment_action_required", invoice)
    return invoice


def _intent(work: Work, invoice: Json) -> Json:
    known = payments_of(work, invoice["id"])
    if known:
        return work.get("payment_intent", known[0]["payment"]["payment_intent"])
    intent = intents.new_intent(
        work,
        invoice["amount_due"],
        invoice["currency"],
        customer=invoice["customer"],
        description=f"Invoice {invoice['number']}",
    )
    _record(work, invoice, intent)
    return intent


def _record(work: Work, invoice: Json, intent: Json) -> Json:
    return work.add(
        {
            "id": work.new_id("inpay_"),
            "object": "invoice_payment",
            "amount_paid": None,
            "amount_requested": invoice["amount_due"],
            "created": work.now,
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"payment_intent": intent["id"], "type": "payment_intent"},
            "status": "open",
            "status_transitions": {"canceled_at": None, "paid_at": None},
        }
    )


def settle(work: Work, invoice: Json, intent: Json | None) -> Json:
    """It is paid, by this intent or because nothing was due."""
    invoice.update(
        status="paid",
        amount_paid=invoice["amount_due"],
        amount_remaining=0,
        attempted=True,
        auto_advance=False,
        next_payment_attempt=None,
    )
    invoice["status_transitions"]["paid_at"] = work.now
    if intent is not None:
        invoice["attempt_count"] += 1
        payment = (payments_of(work, invoice["id"]) or [_record(work, invoice, intent)])[0]
        payment.update(status="paid", amount_paid=invoice["amount_due"])
        payment["status_transitions"]["paid_at"] = work.now
        work.save(payment)
        work.emit("invoice_payment.paid", payment)
    work.save(invoice)
    work.emit("invoice.paid", invoice)
    work.emit("invoice.payment_succeeded", invoice)
    return invoice


def void(work: Work, invoice: Json) -> Json:
    invoice.update(status="void", auto_advance=False, next_payment_attempt=None)
    invoice["status_transitions"]["voided_at"] = work.now
    work.save(invoice)
    work.emit("invoice.voided", invoice)
    return invoice


def subscription_of(invoice: Json) -> str | None:
    """The id of the subscription for which the invoice was written."""
    parent = invoice["parent"]
    return parent["subscription_details"]["subscription"] if parent else None


def of_subscription(work: Work, subscription_id: str, **wanted: str) -> list[Json]:
    return work.all("invoice", parent__subscription_details__subscription=subscription_id, **wanted)


def payments_of(work: Work, invoice_id: str) -> list[Json]:
    return work.all("invoice_payment", invoice=invoice_id)
