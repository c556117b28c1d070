"""Purchases through the stand-in, as a shop and its customer make them."""

from __future__ import annotations

from typing import Any

import stripe

from tests.fakes.stripe import FakeStripe

OK, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000002760003184"
SUCCESS = "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}"


def checkout(client: stripe.StripeClient, amount: int = 1999, currency: str = "eur", **more: Any) -> Any:
    """An open session for one course."""
    taxed = {"tax_behavior": "exclusive"} if "automatic_tax" in more else {}
    line = {
        "price_data": {"currency": currency, "unit_amount": amount, "product_data": {"name": "Adagio"}, **taxed},
        "quantity": 1,
    }
    params: Any = {
        "mode": "payment",
        "line_items": [line],
        "success_url": SUCCESS,
        "cancel_url": "https://shop.example/cart",
        **more,
    }
    return client.v1.checkout.sessions.create(params)


def pay(fake: FakeStripe, session_id: str, **how: Any) -> Any:
    return fake.control("POST", f"sessions/{session_id}/pay", **how)


def buy(fake: FakeStripe, client: stripe.StripeClient, amount: int = 1999, currency: str = "eur", **more: Any) -> Any:
    """A paid session, with its charge in place of ids."""
    how = {"card": more.pop("card")} if "card" in more else {}
    session = checkout(client, amount, currency, **more)
    assert pay(fake, session.id, email="learner@example.com", **how)["declined"] is None
    expand = ["payment_intent.latest_charge.balance_transaction", "line_items"]
    return client.v1.checkout.sessions.retrieve(session.id, {"expand": expand})
