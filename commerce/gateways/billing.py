"""Plans and subscriptions at Stripe: its products and prices, hosted sign-up, the portal, and how subscriptions stand.

Stripe forgets a key after a day. What is made once for good is looked for first (`lookup_keys`, `metadata`).
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from commerce.gateways.billing_shapes import NewPrice, PaidInvoice, SignUp, SignUpTruth, Standing, SubscriptionTruth
from commerce.gateways.shapes import GatewayRefused
from commerce.gateways.stripe import call, our_amount, stripe_amount
from commerce.gateways.taxes import of_sign_up

MOST_LISTED = 100
# Nothing is collected for a period whose invoice came to this.
NOT_COLLECTED = frozenset({"void", "uncollectible"})
EXPANDED = ["latest_invoice", "default_payment_method"]


def keep_product(*, key: UUID, product_id: str | None, name: str) -> str:
    """The product's name at Stripe; a new one, or the known one under its present name and taxed as what it is."""
    said = {"name": name, "tax_code": settings.STRIPE_TAX_CODE}
    if product_id is not None:
        call("products", "update", product_id, said)
        return product_id
    made = call("products", "create", said | {"metadata": {"plan": str(key)}}, {"idempotency_key": str(key)})
    return str(made.id)


def keep_price(price: NewPrice) -> str:
    """The price's name at Stripe, found or made."""
    # Whether tax is in a price never changes at Stripe: each way is a price of its own there.
    behaviour = {} if price.tax is None else {"tax_behavior": str(price.tax)}
    name, key = ("-".join([str(each), *behaviour.values()]) for each in (price.reference, price.key))
    found = call("prices", "list", {"lookup_keys": [name], "limit": 1}).data
    if found:
        return str(found[0].id)
    params = {
        "product": price.product_id,
        "currency": price.amount.currency.lower(),
        "unit_amount": stripe_amount(price.amount),
        "recurring": {"interval": price.interval},
        "lookup_key": name,
        **behaviour,
    }
    return str(call("prices", "create", params, {"idempotency_key": key}).id)


def keep_customer(*, key: UUID, email: str, name: str) -> str:
    """The customer's name at Stripe, found or made."""
    for known in call("customers", "list", {"email": email, "limit": MOST_LISTED}).data:
        if _noted(known.metadata, "person") == str(key):
            return str(known.id)
    params = {"email": email, "name": name, "metadata": {"person": str(key)}}
    return str(call("customers", "create", params, {"idempotency_key": str(key)}).id)


def open_sign_up(wanted: SignUp) -> SignUpTruth:
    """Open the hosted page, or find the one opened under the same key. Raises GatewayUnavailable, GatewayRefused."""
    noted = {"subscription": str(wanted.reference)}
    later = {"trial_period_days": wanted.trial_days} if wanted.trial_days else {}
    params = {
        "mode": "subscription",
        "customer": wanted.customer_id,
        "client_reference_id": str(wanted.reference),
        "line_items": [{"price": wanted.price_id, "quantity": 1}],
        "success_url": wanted.return_url,
        "cancel_url": wanted.cancel_url,
        "expires_at": int(wanted.expires_at.timestamp()),
        **of_sign_up(wanted.is_taxed),
        "metadata": noted,
        "subscription_data": {"metadata": noted, **later},
    }
    return _sign_up(call("checkout.sessions", "create", params, {"idempotency_key": str(wanted.key)}))


def read_sign_up(session_id: str) -> SignUpTruth:
    return _sign_up(call("checkout.sessions", "retrieve", session_id))


def close_sign_up(session_id: str) -> None:
    """Close the page, so that nobody subscribes there. Raises GatewayRefused when it is not open."""
    call("checkout.sessions", "expire", session_id)


def open_portal(customer_id: str, return_url: str) -> str:
    """The address of Stripe's page for cards and invoices; it is good for a short time."""
    return str(call("billing_portal.sessions", "create", {"customer": customer_id, "return_url": return_url}).url)


def read_subscription(subscription_id: str) -> SubscriptionTruth:
    """How it stands, with everything that was paid for it."""
    told = call("subscriptions", "retrieve", subscription_id, {"expand": EXPANDED})
    params = {"subscription": subscription_id, "status": "paid", "limit": MOST_LISTED}
    paid = [_paid(each) for each in call("invoices", "list", params).data if each.amount_paid]
    return _truth(told, paid)


def intent_of(invoice_id: str) -> str | None:
    """The payment that paid an invoice; None for one that was paid in another way."""
    for paid in call("invoice_payments", "list", {"invoice": invoice_id, "status": "paid", "limit": 1}).data:
        return str(paid.payment.payment_intent) if paid.payment.type == "payment_intent" else None
    return None


def cancel_at_period_end(subscription_id: str, *, wanted: bool) -> None:
    call("subscriptions", "update", subscription_id, {"cancel_at_period_end": wanted})


def cancel_now(subscription_id: str) -> None:
    """End it at once. What is over already stays so."""
    try:
        call("subscriptions", "cancel", subscription_id)
    except GatewayRefused as refusal:
        if str(refusal) != "resource_missing":
            raise


def pause(subscription_id: str, *, resumes_at: datetime) -> None:
    """Collect nothing from the next period on, until then."""
    wanted = {"behavior": "void", "resumes_at": int(resumes_at.timestamp())}
    call("subscriptions", "update", subscription_id, {"pause_collection": wanted})


def resume(subscription_id: str, *, with_new_period: bool) -> None:
    """Collect again; `with_new_period` begins one now, which is paid now or not begun at all.

    Raises PaymentDeclined where it cannot be collected: then nothing has changed and no invoice is open
    (docs.stripe.com/api/subscriptions/update#update_subscription-payment_behavior).
    """
    params: dict[str, Any] = {"pause_collection": ""}
    if with_new_period:
        params |= {
            "billing_cycle_anchor": "now",
            "proration_behavior": "none",
            "payment_behavior": "error_if_incomplete",
        }
    call("subscriptions", "update", subscription_id, params)


def _sign_up(session: Any) -> SignUpTruth:
    return SignUpTruth(
        session_id=session.id,
        url=session.url or "",
        is_closed=session.status != "open",
        subscription_id=_id(session.subscription),
    )


def _truth(told: Any, paid: list[PaidInvoice]) -> SubscriptionTruth:
    item = told["items"].data[0]
    latest = told.latest_invoice
    pause_of = told.pause_collection
    card = told.default_payment_method.card if told.default_payment_method is not None else None
    return SubscriptionTruth(
        subscription_id=told.id,
        item_id=item.id,
        standing=Standing(told.status),
        price_id=item.price.id,
        period_start=_moment(item.current_period_start),
        period_end=_moment(item.current_period_end),
        trial_ends_at=_moment(told.trial_end) if told.trial_end else None,
        cancels_at=_moment(told.cancel_at) if told.cancel_at else None,
        ended_at=_moment(told.ended_at) if told.ended_at else None,
        pauses=pause_of is not None,
        resumes_at=_moment(pause_of.resumes_at) if pause_of is not None and pause_of.resumes_at else None,
        skips_period=latest is not None and latest.status in NOT_COLLECTED,
        unpaid_since=_moment(latest.created) if latest is not None and latest.status == "open" else None,
        paid_with=f"{card.brand.title()} {card.last4}" if card is not None else "",
        paid=sorted(paid, key=lambda each: each.period_start),
    )


def _paid(invoice: Any) -> PaidInvoice:
    periods = [line.period for line in invoice.lines.data]
    # What is credited of an earlier price stands before what is charged for the present one.
    latest = invoice.lines.data[-1].pricing
    return PaidInvoice(
        invoice_id=invoice.id,
        total=our_amount(invoice.amount_paid, invoice.currency),
        price_id=str(latest.price_details.price) if latest is not None and latest.type == "price_details" else "",
        period_start=_moment(min(period.start for period in periods)),
        period_end=_moment(max(period.end for period in periods)),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _id(given: Any) -> str | None:
    return given if given is None or isinstance(given, str) else str(given.id)


def _noted(metadata: Any, name: str) -> str:
    return str(metadata[name]) if metadata is not None and name in metadata else ""
