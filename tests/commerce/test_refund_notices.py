"""What buyers are told of money that goes back to them: once, when it is true."""

import pytest

from commerce.enums import RefundState
from commerce.models import Refund
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import settle_payment
from notices.models import Notice
from tests.commerce.selling import give_back, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D4")]


def told(person):
    return list(Notice.objects.filter(person=person, kind="orders.refunded").order_by("pk"))


def test_a_part_that_staff_give_back_is_told_and_ends_nothing(sold, priced):
    order = sold(priced(4900))
    give_back(order, 900)
    (notice,) = told(order.buyer)
    assert notice.title == "€9.00 are on their way back to you"
    assert notice.body.startswith(f"Order {order.number}: {order.lines.get().title}")
    assert "no longer yours" not in notice.body
    assert notice.url == f"/account/orders/{order.public_id}"


def test_what_is_no_longer_the_buyers_is_named(sold, priced):
    order = sold(priced(4900), priced(1000, title="Bolero, slowly"))
    first, second = order.lines.order_by("pk")
    give_back(order)
    (notice,) = told(order.buyer)
    assert notice.body.endswith(f"This is no longer yours: {first.title}")
    assert second.title not in notice.body


def test_nothing_is_told_before_it_is_true_and_nothing_twice(sold, priced, provider):
    order = sold(priced(4900), card="4000000000007726")
    administrator = UserFactory(roles=["administrator"])
    refund = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)
    carry_out(refund)
    refund.refresh_from_db()
    assert (refund.state, told(order.buyer)) == (RefundState.PENDING, [])
    provider.control("POST", f"refunds/{refund.refund_id}/settle")
    for _ in range(2):
        settle_payment(order.payments.get())
    assert len(told(order.buyer)) == 1


def test_a_refund_made_at_the_provider_is_told_too(sold, priced, library):
    order = sold(priced(4900))
    library.v1.refunds.create({"payment_intent": order.payments.get().intent_id, "amount": 700})
    settle_payment(order.payments.get())
    assert Refund.objects.get().reason == "elsewhere"
    assert [notice.title for notice in told(order.buyer)] == ["€7.00 are on their way back to you"]
