"""Payment intents: one sum that somebody means to pay, and each attempt to do so."""

from __future__ import annotations

from tests.fakes.stripe import cards, charges
from tests.fakes.stripe.cards import Card
from tests.fakes.stripe.doors import door, filters, page
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    boolean,
    choice,
    clearable,
    currency,
    merged,
    metadata,
    positive,
    text,
)
from tests.fakes.stripe.refusals import Json, Refused, declined, missing
from tests.fakes.stripe.work import Work

FINAL = ("succeeded", "canceled")


def new_intent(
    work: Work,
    amount: int,
    currency: str,
    *,
    customer: str | None = None,
    description: str | None = None,
    given_metadata: Json | None = None,
    transfer_group: str | None = None,
    setup_future_usage: str | None = None,
) -> Json:
    """An intent that waits for a way to pay."""
    intent_id = work.new_id("pi_")
    intent = {
        "id": intent_id,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{work.new_id('', 25)}",
        "confirmation_method": "automatic",
        "created": work.now,
        "currency": currency,
        "customer": customer,
        "customer_account": None,
        "description": description,
        "excluded_payment_method_types": None,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "managed_payments": None,
        "metadata": given_metadata or {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": None,
        "review": None,
        "setup_future_usage": setup_future_usage,
        "shipping": None,
        "source": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": transfer_group,
    }
    work.add(intent)
    work.emit("payment_intent.created", intent)
    return intent


def attempt(work: Work, intent: Json, method: Json, *, authenticated: bool = False, returns_to: str = "") -> Json:
    """Try to pay: the intent is then `succeeded`, `requires_action`, or waits for another way to pay.

    `authenticated` says that the person has passed 3-D Secure.
    """
    card = cards.card_of(work, method["id"])
    intent.update(payment_method=method["id"], last_payment_error=None, next_action=None)
    if card.authenticates and not authenticated:
        intent.update(
            status="requires_action",
            payment_method=method["id"],
            next_action={
                "type": "redirect_to_url",
                "redirect_to_url": {
                    "return_url": returns_to,
                    "url": f"{work.public_url}/c/authenticate/{intent['id']}",
                },
            },
        )
        work.save(intent)
        work.emit("payment_intent.requires_action", intent)
        return intent
    charge = charges.new_charge(work, intent, method, card, refused=_declines(work, method["id"], card))
    intent["latest_charge"] = charge["id"]
    if charge["status"] == "failed":
        return _fail(
            work,
            intent,
            {
                "charge": charge["id"],
                "code": charge["failure_code"],
                "message": charge["failure_message"],
                "payment_method": method,
                "type": "card_error",
                **({"decline_code": card.reason} if card.reason else {}),
            },
        )
    intent.update(status="succeeded", amount_received=intent["amount"])
    work.save(intent)
    work.store.hide(method["id"], used=True)
    work.emit("payment_intent.succeeded", intent)
    charges.dispute_if_it_does(work, charge, card)
    return intent


def fail_authentication(work: Work, intent: Json) -> Json:
    """The person did not pass 3-D Secure."""
    method = work.get("payment_method", intent["payment_method"])
    return _fail(
        work,
        intent,
        {
            "code": "payment_intent_authentication_failure",
            "message": "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a "
            "new PaymentMethod to attempt to fulfill this PaymentIntent again.",
            "payment_method": method,
            "type": "card_error",
        },
    )


def cancel(work: Work, intent: Json, reason: str | None) -> Json:
    intent.update(status="canceled", canceled_at=work.now, cancellation_reason=reason, next_action=None)
    work.save(intent)
    work.emit("payment_intent.canceled", intent)
    return intent


def _declines(work: Work, method: str, card: Card) -> bool:
    return bool(card.declines) and (not card.later or bool(work.store.hidden(method).get("used")))


def _fail(work: Work, intent: Json, error: Json) -> Json:
    intent.update(status="requires_payment_method", payment_method=None, next_action=None, last_payment_error=error)
    work.save(intent)
    work.emit("payment_intent.payment_failed", intent)
    return intent


@door("GET", "/v1/payment_intents", {**PAGE, "customer": text})
def list_intents(work: Work, params: Json) -> Json:
    return page(work.all("payment_intent", **filters(params, "customer")), params, "/v1/payment_intents")


@door(
    "POST",
    "/v1/payment_intents",
    {
        "amount": Required(positive),
        "confirm": boolean,
        "currency": Required(currency),
        "description": text,
        "metadata": metadata,
        "payment_method": text,
        "payment_method_types": [choice("card")],
        "transfer_group": text,
    },
)
def create_intent(work: Work, params: Json) -> Json:
    """Without a page: where it is to be confirmed at once, with one of the cards that have a name."""
    intent = new_intent(
        work,
        params["amount"],
        params["currency"],
        description=params.get("description"),
        given_metadata=params.get("metadata"),
        transfer_group=params.get("transfer_group"),
    )
    if not params.get("confirm"):
        return intent
    number = cards.TOKENS.get(params.get("payment_method", ""))
    if number is None:
        raise missing("PaymentMethod", params.get("payment_method", ""), "payment_method")
    attempt(work, intent, cards.new_method(work, cards.CARDS[number], email=None, name=None, customer=None))
    if (error := intent["last_payment_error"]) is not None:
        told = {"charge": error["charge"], "payment_intent": intent}
        raise declined(error["message"], code=error["code"], decline_code=error.get("decline_code"), **told)
    return intent


@door("GET", "/v1/payment_intents/{id}", {"client_secret": text})
def show_intent(work: Work, params: Json, object_id: str) -> Json:
    return work.get("payment_intent", object_id, param="intent")


@door("POST", "/v1/payment_intents/{id}", {"description": clearable, "metadata": metadata, "transfer_group": text})
def update_intent(work: Work, params: Json, object_id: str) -> Json:
    intent = work.get("payment_intent", object_id, param="intent")
    if "metadata" in params:
        params["metadata"] = merged(intent["metadata"], params["metadata"])
    intent.update(params)
    return work.save(intent)


CANCELLATION = choice("duplicate", "fraudulent", "requested_by_customer", "abandoned")


@door("POST", "/v1/payment_intents/{id}/cancel", {"cancellation_reason": CANCELLATION})
def cancel_intent(work: Work, params: Json, object_id: str) -> Json:
    intent = work.get("payment_intent", object_id, param="intent")
    if intent["status"] in FINAL:
        raise Refused(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
            payment_intent=intent,
        )
    return cancel(work, intent, params.get("cancellation_reason"))
