"""Sales of the demo's producer, made as people make them: an account, orders, cards, a sale given back in part.

Everything goes through the real operations and the stand-in for Stripe, whose doors for tests pay and fill in.
"""

import json
import urllib.request
from typing import Any

from django.conf import settings

from accounts.models import User
from cms.demo.people import address_of
from commerce.models import LineShare, Order, Price
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.giving_back import ask_for_money_back
from commerce.operations.onboarding import ask_about_account, open_payout_account
from commerce.operations.order_checks import look_at_orders
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import settle_payment
from commerce.operations.wanted import Wanted
from courses.models import Course
from kit.errors import DomainError

SELLER, ADMINISTRATOR, COUNTRY = "producer", "administrator", "ES"
# Whom it is sold to is whoever has no seat yet; a card that seems risky, and one that was declined twice.
CARDS = ("4242424242424242", "5555555555554444", "4000000000009235", "4242424242424242")
DECLINED = "4000000000000002"
TIMEOUT = 20


def load_sales() -> int:
    """Sell some of the producer's courses, unless that was done. Returns how many orders were paid."""
    seller = User.objects.get(email=address_of(SELLER))
    if LineShare.objects.filter(payee=seller).exists():
        return 0
    account = open_payout_account(seller, country=COUNTRY, actor=seller)
    _at_the_stand_in(f"accounts/{account.account_id}/onboard")
    ask_about_account(account)
    paid = [order for card in CARDS if (order := _sell(seller, card)) is not None]
    if len(paid) > 1:
        line = paid[0].lines.order_by("pk")[0]
        administrator = User.objects.get(email=address_of(ADMINISTRATOR))
        note = "The second recording was hard to hear; agreed by mail to give half back."
        refund_order(paid[0], {line: line.total_minor // 2}, note=note, actor=administrator)
        words = "I hurt my ankle and cannot dance until spring."
        ask_for_money_back(paid[1].lines.order_by("pk")[0], words=words, actor=paid[1].buyer)
    look_at_orders()
    return len(paid)


def _sell(seller: User, card: str) -> Order | None:
    """One more sale, to the next person who may buy one of the seller's courses."""
    courses = list(Course.objects.published().filter(owner=seller).order_by("pk"))
    prices = {price.sellable_id for price in Price.objects.active().filter(amount_minor__gt=0)}
    buyers = User.objects.filter(email__endswith=address_of(""), orders=None).exclude(pk=seller.pk).order_by("-pk")
    for buyer in buyers:
        for course in courses:
            if course.public_id not in prices or course.enrolments.filter(learner=buyer).exists():
                continue
            try:
                return _paid(place_order(buyer, [Wanted("course", course.public_id)]), card)
            except DomainError:
                continue
    return None


def _paid(order: Order, card: str) -> Order:
    payment = open_payment(order)
    if card == CARDS[2]:
        _at_the_stand_in(f"sessions/{payment.session_id}/pay", card=DECLINED)
    _at_the_stand_in(f"sessions/{payment.session_id}/pay", card=card)
    settle_payment(payment)
    order.refresh_from_db()
    return order


def _at_the_stand_in(door: str, **given: Any) -> None:
    """Do at the stand-in what people do at Stripe."""
    body = json.dumps(given).encode()
    asked = urllib.request.Request(  # noqa: S310 - the stand-in's own address
        f"{settings.STRIPE_API_BASE}/_fake/{door}", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=TIMEOUT):  # noqa: S310
        pass
