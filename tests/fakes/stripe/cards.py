"""The test cards, and the payment methods made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.fakes.stripe.doors import door
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work

EXPIRES_IN_YEARS = 4
SECONDS_PER_YEAR = 31_557_600


@dataclass(frozen=True)
class Card:
    """What happens to a payment with this number.

    `declines` is the code of the refusal, `authenticates` asks for 3-D Secure first, `later` declines all but the
    first use, which may be that a customer is given it, `disputes` is the reason of the dispute that follows, `refund`
    is how its refunds go, `risk` what Radar thinks of it.
    """

    number: str
    brand: str = "visa"
    declines: str = ""
    reason: str = ""
    authenticates: bool = False
    later: bool = False
    disputes: str = ""
    refund: str = "succeeded"
    pending_days: int | None = None
    risk: str = ""


MESSAGES = {
    "card_declined": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
}
CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("5555555555554444", brand="mastercard"),
        Card("4000000000000077", pending_days=0),
        Card("4000000000000002", declines="card_declined", reason="generic_decline"),
        Card("4000000000009995", declines="card_declined", reason="insufficient_funds"),
        Card("4000000000000069", declines="expired_card"),
        Card("4000000000000127", declines="incorrect_cvc"),
        Card("4000000000000119", declines="processing_error"),
        Card("4000000000000341", declines="card_declined", reason="generic_decline", later=True),
        Card("4000002760003184", authenticates=True),
        Card("4000000000009235", risk="elevated"),
        Card("4000000000000259", disputes="fraudulent"),
        Card("4000000000007726", refund="pending"),
        Card("4000000000005126", refund="failed"),
    )
}
TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_bypassPending": "4000000000000077",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_authenticationRequired": "4000002760003184",
}


def read(number: str) -> Card | None:
    """The test card with this number, however it is spaced."""
    return CARDS.get(re.sub(r"[\s-]", "", number))


def message_of(card: Card) -> str:
    return MESSAGES.get(card.reason) or MESSAGES[card.declines]


def billing(email: str | None, name: str | None) -> Json:
    nowhere = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {"address": nowhere, "email": email, "name": name, "phone": None, "tax_id": None}


def details(work: Work, card: Card) -> Json:
    """What payment methods and charges both tell of a card."""
    return {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "exp_month": 12,
        "exp_year": 1970 + work.now // SECONDS_PER_YEAR + EXPIRES_IN_YEARS,
        "fingerprint": f"fp{card.number[::-1]}"[:16],
        "funding": "credit",
        "last4": card.number[-4:],
        "regulated_status": "unregulated",
        "wallet": None,
    }


def new_method(work: Work, card: Card, *, email: str | None, name: str | None, customer: str | None) -> Json:
    """A payment method of this card; the number itself stays hidden."""
    return work.add(
        {
            "id": work.new_id("pm_"),
            "object": "payment_method",
            "allow_redisplay": "unspecified",
            "billing_details": billing(email, name),
            "card": {
                **details(work, card),
                "display_brand": card.brand,
                "generated_from": None,
                "networks": {"available": [card.brand], "preferred": None},
                "three_d_secure_usage": {"supported": True},
            },
            "created": work.now,
            "customer": customer,
            "customer_account": None,
            "livemode": False,
            "metadata": {},
            "type": "card",
        },
        number=card.number,
    )


def attach(work: Work, card: Card, customer: Json) -> Json:
    """A payment method of this card that a customer is given without having paid with it."""
    method = new_method(work, card, email=customer["email"], name=customer["name"], customer=customer["id"])
    work.store.hide(method["id"], used=True)
    return method


def card_of(work: Work, method: str) -> Card:
    return CARDS[work.store.hidden(method)["number"]]


@door("GET", "/v1/payment_methods/{id}")
def show_method(work: Work, params: Json, object_id: str) -> Json:
    return work.get("payment_method", object_id, param="payment_method", name="PaymentMethod")
