"""Stripe, through its own library and its hosted Checkout. No other module imports the library.

Nothing here is called while a transaction is open: a call may take seconds, and its outcome must outlive a rollback.
Amounts are turned into Stripe's own minor units (docs.stripe.com/currencies) and back here alone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import stripe
import structlog
from django.conf import settings
from django.db import connection

from commerce.gateways.hints import as_uuid, intent_of, subscription_of
from commerce.gateways.shapes import (
    Checkout,
    CheckoutItem,
    CheckoutTruth,
    GatewayRefused,
    GatewayUnavailable,
    Payer,
    PaymentDeclined,
    RefundTruth,
    SessionState,
    SignatureRefused,
    TaxBehaviour,
    ToldEvent,
)
from commerce.gateways.signatures import refuse_unsigned
from commerce.gateways.taxes import MOST_LINES, of_page, of_price, taxed_item
from kit.money import Money, decimal_places

TIMEOUT_SECONDS = 10
RETRIES = 2
WITHOUT_DECIMALS = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
WITH_THREE_DECIMALS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
WHOLE_TRUTH = ["payment_intent.latest_charge.balance_transaction"]
MOST_REFUNDS = 100
EVENTS_A_PAGE = 100

log = structlog.get_logger("commerce.stripe")


def open_checkout(checkout: Checkout) -> CheckoutTruth:
    """Open a hosted page, or find the one opened under the same key.

    Raises GatewayUnavailable when nobody knows, GatewayRefused when there is none and will be none.
    """
    params: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": str(checkout.reference),
        "customer_email": checkout.email,
        "success_url": checkout.return_url,
        "cancel_url": checkout.cancel_url,
        **of_page(checkout.tax),
        "tax_id_collection": {"enabled": True},
        "expires_at": int(checkout.expires_at.timestamp()),
        "metadata": {"payment": str(checkout.reference)},
        "payment_intent_data": {
            "description": checkout.order_number,
            "metadata": {"payment": str(checkout.reference)},
            "transfer_group": checkout.order_number,
        },
        "line_items": [_line(item, checkout.tax) for item in checkout.items],
    }
    return _truth(call("checkout.sessions", "create", params, {"idempotency_key": str(checkout.key)}))


def _line(item: CheckoutItem, tax: TaxBehaviour | None) -> dict[str, Any]:
    price = {
        "currency": item.total.currency.lower(),
        "unit_amount": stripe_amount(item.total),
        "product_data": {"name": item.title},
    }
    line = {"quantity": 1, "price_data": of_price(tax, price)}
    return line if tax is None else line | {"metadata": {"line": str(item.reference)}}


def read_checkout(session_id: str, *, has_refunds: bool = False) -> CheckoutTruth:
    """How the hosted page stands, with its charge, the fee on it and all refunds.

    `has_refunds` asks for them although the charge shows none: the bank may have sent them back.
    """
    session = call("checkout.sessions", "retrieve", session_id, {"expand": WHOLE_TRUTH})
    return _truth(session, has_refunds=has_refunds)


def with_taxes(truth: CheckoutTruth) -> CheckoutTruth:
    """The same with what of it is tax, item by item."""
    told = {"limit": MOST_LINES, "expand": ["data.taxes"]}
    lines = call("checkout.sessions.line_items", "list", truth.session_id, told).data
    items = tuple(taxed_item(line, lambda amount: our_amount(amount, truth.total.currency).minor) for line in lines)
    return replace(truth, items=items, tax_minor=sum(item.tax_minor for item in items))


def close_checkout(session_id: str) -> None:
    """Close the hosted page, so that nobody pays there any more. Raises GatewayRefused when it is not open."""
    call("checkout.sessions", "expire", session_id)


def refund(*, key: str, intent_id: str, amount: Money) -> RefundTruth:
    """Give money back. Asking again under the same key finds the same refund."""
    params = {"payment_intent": intent_id, "amount": stripe_amount(amount), "metadata": {"key": key}}
    return _refund(call("refunds", "create", params, {"idempotency_key": key}), amount.currency)


def read_webhook(body: bytes, signature: str) -> ToldEvent:
    """What a webhook tells, once its signature is found good under one of the secrets.

    Raises SignatureRefused for forged, stale and foreign ones: other accounts, and test events in live mode.
    """
    refuse_unsigned(body, signature, settings.STRIPE_WEBHOOK_SECRETS)
    event = parse_event(body)
    if event.account or event.is_live != is_live():
        raise SignatureRefused
    return event


def is_live() -> bool:
    """Whether our key moves real money."""
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def parse_event(body: bytes) -> ToldEvent:
    """What a webhook tells, whoever sent it. Raises SignatureRefused for what is no event."""
    try:
        told = json.loads(body)
        subject = told["data"]["object"]
        return ToldEvent(
            event_id=str(told["id"]),
            kind=str(told["type"]),
            is_live=bool(told["livemode"]),
            account=str(told.get("account") or ""),
            session_id=str(subject["id"]) if subject.get("object") == "checkout.session" else "",
            intent_id=str(intent_of(subject) or ""),
            reference=as_uuid((subject.get("metadata") or {}).get("payment")),
            happened_at=datetime.fromtimestamp(told["created"], UTC),
            subscription_id=subscription_of(subject),
            subscription=as_uuid((subject.get("metadata") or {}).get("subscription")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SignatureRefused from None


def list_events(kinds: Sequence[str], since: datetime) -> Iterator[bytes]:
    """The bodies of all events of these kinds since then, newest first, as Stripe would have posted them.

    Stripe lists the last thirty days, and at most twenty kinds at once (docs.stripe.com/api/events/list).
    """
    params: dict[str, Any] = {"types": list(kinds), "created": {"gte": int(since.timestamp())}, "limit": EVENTS_A_PAGE}
    while True:
        page = call("events", "list", params)
        for event in page.data:
            yield json.dumps(event.to_dict(), default=str).encode()
        if not page.has_more:
            return
        params["starting_after"] = page.data[-1].id


def stripe_amount(money: Money) -> int:
    """The amount in Stripe's minor units, which are not the ones of ISO 4217 for every currency.

    Raises ValueError for a currency in which we count smaller parts than Stripe does.
    """
    return money.minor * _scale(money.currency)


def our_amount(amount: int, currency: str) -> Money:
    """An amount of Stripe's in the minor units of ISO 4217. Raises ValueError for a fraction of one."""
    minor, rest = divmod(amount, _scale(currency.upper()))
    if rest:
        raise ValueError(f"{amount} is no whole number of minor units of {currency}")
    return Money(minor, currency.upper())


def _scale(currency: str) -> int:
    places = 0 if currency in WITHOUT_DECIMALS else 3 if currency in WITH_THREE_DECIMALS else 2
    more = places - decimal_places(currency)
    if more < 0:
        raise ValueError(f"Stripe does not take the smallest parts of {currency}")
    return int(10**more)


@lru_cache(maxsize=2)
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base, "files": base} if base else None,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )


def refuse_inside_transaction() -> None:
    """Raises RuntimeError where a transaction is open: the call may take seconds, and a rollback would not undo it."""
    if connection.in_atomic_block:
        raise RuntimeError("Stripe is never called inside a transaction (DESIGN 6)")


def call(noun: str, verb: str, *arguments: Any, version: str = "v1") -> Any:
    """Ask Stripe; for the modules beside.

    Raises GatewayUnavailable, GatewayRefused, of it PaymentDeclined for a card error, RuntimeError in a transaction.
    """
    refuse_inside_transaction()
    service: Any = _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)
    for part in (version, *noun.split(".")):
        service = getattr(service, part)
    try:
        return getattr(service, verb)(*arguments)
    except (stripe.InvalidRequestError, stripe.CardError) as refusal:
        # Another request under the same key is still at work.
        if refusal.http_status == 409:
            raise GatewayUnavailable from refusal
        log.warning("stripe_refused", call=f"{noun}.{verb}", code=refusal.code, request=refusal.request_id)
        refused = PaymentDeclined if isinstance(refusal, stripe.CardError) else GatewayRefused
        raise refused(refusal.code or "refused") from refusal
    except stripe.StripeError as failure:
        log.warning("stripe_unavailable", call=f"{noun}.{verb}", why=type(failure).__name__)
        raise GatewayUnavailable from failure


def _truth(session: Any, *, has_refunds: bool = False) -> CheckoutTruth:
    intent = session.payment_intent
    known = intent is not None and not isinstance(intent, str)
    charge = intent.latest_charge if known else None
    if isinstance(charge, str):
        charge = None
    currency = session.currency.upper()
    kept = charge.balance_transaction if charge is not None else None
    if isinstance(kept, str):
        kept = None
    return CheckoutTruth(
        session_id=session.id,
        state=SessionState(session.status),
        is_paid=session.payment_status == "paid",
        total=our_amount(session.amount_total, currency),
        url=session.url or "",
        intent_id=intent.id if known else intent,
        charge_id=charge.id if charge is not None else None,
        fee_id=kept.id if kept is not None else None,
        fee=our_amount(kept.fee, kept.currency) if kept is not None else None,
        refunds=refunds_of(intent.id, currency)
        if charge is not None and (charge.amount_refunded or has_refunds)
        else (),
        payer=_payer(session, charge),
        is_disputed=charge is not None and bool(charge.disputed),
    )


def _payer(session: Any, charge: Any) -> Payer:
    details = session.customer_details
    if details is None:
        return Payer()
    lines: tuple[str, ...] = ()
    if (place := details.address) is not None:
        town = " ".join(part for part in (place.postal_code, place.city) if part)
        lines = tuple(line for line in (place.line1, place.line2, town, place.state) if line)
    means = charge.payment_method_details if charge is not None else None
    card = means.card if means is not None and means.type == "card" else None
    return Payer(
        name=details.name or "",
        email=details.email or "",
        address=lines,
        country=(place.country or "") if place is not None else "",
        tax_numbers=tuple(each.value for each in details.tax_ids or () if each.value),
        paid_with=f"{card.brand.title()} {card.last4}" if card is not None else (means.type if means else ""),
    )


def refunds_of(intent_id: str, currency: str) -> tuple[RefundTruth, ...]:
    found = call("refunds", "list", {"payment_intent": intent_id, "limit": MOST_REFUNDS})
    return tuple(_refund(each, currency) for each in found.data)


def _refund(given: Any, currency: str) -> RefundTruth:
    metadata = given.metadata or {}
    return RefundTruth(
        refund_id=given.id,
        key=str(as_uuid(metadata["key"]) or "") if "key" in metadata else "",
        amount_minor=our_amount(given.amount, currency).minor,
        is_done=given.status == "succeeded",
        is_failed=given.status in {"failed", "canceled"},
    )
