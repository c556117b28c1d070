"""The last refusals before something is promised, given or given back, and what the API says to odd questions."""

from uuid import uuid4

import pytest

from commerce.enums import RefundState
from commerce.errors import CouponUnknown, NothingLeft, NothingToPay
from commerce.gates import Thing
from commerce.models import Coupon, Gift, Order, Refund
from commerce.operations import gift_acceptance
from commerce.operations.carts import quote_cart
from commerce.operations.checkout import place_order
from commerce.operations.gift_acceptance import accept_gift
from commerce.operations.gift_codes import code_of
from commerce.operations.giving_back import give_back
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth
from courses.models import Enrolment
from kit import clock
from kit.errors import NotFound
from kit.pdf import PapersNotInstalled
from tests.commerce.conftest import given_back, wants
from tests.commerce.giving import given, order_gift
from tests.factories.accounts import UserFactory

__all__ = ["given"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1")]


def test_what_costs_nothing_is_no_gift(priced):
    made = priced(0)
    with pytest.raises(NothingToPay) as refused:
        order_gift(UserFactory(), made)
    assert refused.value.context == {"title": made.course.title}
    assert not Order.objects.exists()


def test_a_coupon_that_was_stopped_meanwhile_is_unknown(priced):
    """It was good when it was looked up; the order holds it and looks again."""
    coupon = Coupon.objects.create(code="SPRING", basis_points=1000, made_by=UserFactory(), starts_at=clock.now())
    Coupon.objects.update(is_active=False)
    with pytest.raises(CouponUnknown) as refused:
        place_order(UserFactory(), wants(priced()), coupon=coupon)
    assert refused.value.context == {"code": "SPRING"}
    assert not Order.objects.exists()


def test_a_cart_that_nobody_ordered_is_not_ordered(priced):
    made = priced()
    cart = quote_cart([Thing("course", made.course.public_id)], UserFactory())
    assert (cart.order, cart.is_ordered, len(cart.buyable)) == (None, False, 1)


def test_a_link_that_died_meanwhile_gives_nothing(given, monkeypatch):
    """The giver changed the address between the looking up of the link and the taking."""
    gift = given()
    code, find = code_of(gift), gift_acceptance.find_gift

    def find_and_change(wanted):
        found = find(wanted)
        Gift.objects.update(turn=found.turn + 1)
        return found

    monkeypatch.setattr(gift_acceptance, "find_gift", find_and_change)
    with pytest.raises(NotFound):
        accept_gift(code, actor=UserFactory())
    assert Gift.objects.get().accepted_by is None
    assert not Enrolment.objects.exists()


def test_what_was_given_back_cannot_be_given_back(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(4900)))
    with pytest.raises(NothingLeft):
        give_back(order.lines.get(), actor=order.buyer)
    assert list(Refund.objects.values_list("state", flat=True)) == [RefundState.SUCCEEDED]


def test_of_two_things_the_one_that_is_on_its_way_back_is_not_given_back_again(priced, ordered, truth):
    order = ordered(priced(1000), priced(2000))
    apply_truth(order.payments.get(), truth(order.payments.get()))
    first, second = order.lines.order_by("pk")
    refund_order(order, {first: 1000}, note="Ill", actor=UserFactory(roles=["administrator"]))
    with pytest.raises(NothingLeft) as refused:
        give_back(first, actor=order.buyer)
    assert refused.value.context == {"title": first.title}
    assert give_back(second, actor=order.buyer).amount_minor == 2000


# Over HTTP


def reason(answer):
    return answer.json()["error"]["details"].get("reason")


def test_a_cart_is_asked_for_in_a_currency_there_is(signed_in):
    api = signed_in(UserFactory())
    for odd in ("eur", "EURO", "1"):
        answer = api.get("/api/v1/me/cart", {"currency": odd})
        assert answer.status_code == 422
        assert "currency" in answer.json()["error"]["details"]["fields"]
    assert api.get("/api/v1/me/cart", {"currency": "EUR"}).status_code == 200


def test_papers_that_cannot_be_drawn_are_asked_for_later(signed_in, ordered, truth, monkeypatch):
    order = ordered()
    apply_truth(order.payments.get(), truth(order.payments.get()))

    def refuse(_paper):
        raise PapersNotInstalled("papers need Pango")

    monkeypatch.setattr("frontend_api.v1.orders.views.pdf_of", refuse)
    paper = order.papers.get()
    answer = signed_in(order.buyer).get(f"/api/v1/me/orders/{order.public_id}/papers/{paper.public_id}")
    assert answer.status_code == 503


def test_without_a_plan_there_is_nothing_to_change(signed_in, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    api, price = signed_in(UserFactory()), str(uuid4())
    agreed = {"price": price, "as_of": "2026-11-02T10:00:00Z", "now_minor": 0, "next_minor": 0}
    for answer in (
        api.post("/api/v1/me/plan/change/cost", {"price": price}, format="json"),
        api.post("/api/v1/me/plan/change", agreed, format="json"),
        api.delete("/api/v1/me/plan"),
    ):
        assert (answer.status_code, reason(answer)) == (409, "no_subscription")


def test_a_gift_is_for_somebody_else_and_its_letter_sent_again(given, signed_in):
    gift = given()
    giver, other = signed_in(gift.line.order.buyer), signed_in(UserFactory())
    address = f"/api/v1/me/gifts/{gift.public_id}"
    said = {"recipient_name": "Bea Lima", "recipient_email": "bea@example.org"}
    assert other.patch(address, said, format="json").status_code == 404
    assert other.post(f"{address}/letters").status_code == 404
    answer = giver.patch(address, said, format="json")
    assert (answer.status_code, answer.json()["recipient_name"], answer.json()["recipient_email"]) == (
        200, "Bea Lima", "bea@example.org",
    )  # fmt: skip
    assert giver.post(f"{address}/letters").status_code == 200
    gift.refresh_from_db()
    assert gift.recipient_name == "Bea Lima"
