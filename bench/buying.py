"""Selling, as the bench asks for it. What a request wrote is undone after it, and the provider answers at once."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from bench.measure import Caller, Make, Request
from commerce.gateways import Checkout, CheckoutTruth, stripe
from commerce.gateways.shapes import SessionState
from commerce.models import Price
from courses.models import Enrolment

ADDRESS = {"REMOTE_ADDR": "127.0.0.1"}
ORDER, PAGE, WEBHOOK = "order placed", "payment page opened", "webhook acknowledged"
SAMPLE = 500


def buying_works(buyer: str, bearer: dict[str, str]) -> dict[str, Make]:
    """The works of commerce for the person with the address `buyer`, who is signed in by the header `bearer`."""
    held = Enrolment.objects.filter(learner__email=buyer).values("course__public_id")
    prices = Price.objects.active().filter(sellable_kind="course", amount_minor__gt=0).exclude(sellable_id__in=held)
    # The last is ordered once, to open its page.
    courses = list(prices.order_by("pk").values_list("sellable_id", flat=True)[: SAMPLE + 1])
    caller = Caller()

    def order(number: int) -> Callable[[], object]:
        course = courses[number * 37 % (len(courses) - 1)]
        return lambda: undone(lambda: place(caller, course, bearer))

    waiting = place(caller, courses[-1], bearer)

    def page(number: int) -> Callable[[], object]:
        return lambda: undone(lambda: open_page(caller, waiting, bearer))

    def webhook(number: int) -> Callable[[], object]:
        request = told(number)
        return lambda: undone(lambda: caller(request))

    return {ORDER: order, PAGE: page, WEBHOOK: webhook}


def undone(work: Callable[[], object]) -> None:
    """Do it and take it back. A request would drop a connection that is in a transaction, so it is told not to look."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def place(caller: Caller, course: UUID, bearer: dict[str, str]) -> str:
    """Order the course; the id of the order."""
    body = json.dumps({"items": [{"kind": "course", "id": str(course)}]})
    answer = caller(Request("POST", "/api/v1/me/orders", posted(body, bearer), expected=201))
    return str(json.loads(answer.content)["id"])


def open_page(caller: Caller, order: str, bearer: dict[str, str]) -> None:
    with patch.object(stripe, "open_checkout", answer_at_once):
        caller(Request("POST", f"/api/v1/me/orders/{order}/payment", posted("{}", bearer)))


def posted(body: str, bearer: dict[str, str]) -> dict[str, Any]:
    return {"data": body, "content_type": "application/json", **ADDRESS, **bearer}


_sessions = count()


def answer_at_once(checkout: Checkout) -> CheckoutTruth:
    number = next(_sessions)
    return CheckoutTruth(
        session_id=f"cs_bench_{number}",
        state=SessionState.OPEN,
        is_paid=False,
        total=checkout.items[0].total,
        url=f"https://checkout.example/{number}",
    )


def told(number: int) -> Request:
    """A webhook of a session that was paid, signed as Stripe signs."""
    now = int(time.time())
    subject = {"object": "checkout.session", "id": f"cs_{number}", "payment_intent": f"pi_{number}", "metadata": {}}
    event = {"id": f"evt_bench_{number}", "type": "checkout.session.completed", "created": now, "livemode": False}
    body = json.dumps({**event, "data": {"object": {**subject, "padding": "x" * 2500}}})
    secret = settings.STRIPE_WEBHOOK_SECRETS[0].encode()
    signature = hmac.new(secret, f"{now}.{body}".encode(), hashlib.sha256).hexdigest()
    options = {"data": body, "content_type": "application/json", **ADDRESS}
    return Request("POST", "/webhooks/stripe", {**options, "HTTP_STRIPE_SIGNATURE": f"t={now},v1={signature}"})
