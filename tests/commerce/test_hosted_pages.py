"""What is written down around asking for a hosted page: once, and never back."""

from datetime import timedelta

import pytest

from commerce.enums import PaymentState
from commerce.models import Payment
from commerce.operations.checkout import give_up_payment
from commerce.operations.hosted_pages import note_asking, record_checkout
from kit import clock
from tests.commerce.selling import later

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1")]


def test_a_page_is_open_for_its_whole_time_from_the_first_asking_on(ordered, settings):
    settings.CHECKOUT_MINUTES = 45
    order, other = ordered(), ordered()
    with later(timedelta(days=2)):
        asked = note_asking(order)
        assert (asked.order_id, asked.expires_at - asked.asked_at) == (order.pk, timedelta(minutes=45))
        assert asked.asked_at == clock.now()
    with later(timedelta(days=3)):
        again = note_asking(order)
    assert (again, again.asked_at, again.expires_at) == (asked, asked.asked_at, asked.expires_at)
    assert other.payments.get().asked_at is None
    assert asked.order == order


def test_of_what_is_decided_no_page_is_asked_for(ordered):
    order = ordered()
    give_up_payment(order.payments.get())
    assert note_asking(order) is None
    assert order.payments.get().asked_at is None


def test_a_page_is_recorded_once_and_opens_only_what_is_meant(ordered):
    order, other = ordered(), ordered()
    payment = note_asking(order)
    named = record_checkout(payment, "cs_1")
    assert (named.state, named.session_id, named.url) == (PaymentState.INTENDED, "cs_1", "")
    opened = record_checkout(payment, "cs_1", url="https://pay.example/1")
    assert (opened.state, opened.url) == (PaymentState.OPEN, "https://pay.example/1")
    again = record_checkout(payment, "cs_1")
    assert (again.state, again.url, again.key) == (PaymentState.OPEN, "https://pay.example/1", payment.key)
    give_up_payment(payment)
    late = record_checkout(payment, "cs_1", url="https://pay.example/1")
    assert late.state == Payment.objects.get(pk=payment.pk).state == PaymentState.EXPIRED
    untouched = other.payments.get()
    assert (untouched.state, untouched.session_id) == (PaymentState.INTENDED, None)


def test_a_payment_that_is_not_there_is_not_recorded():
    with pytest.raises(Payment.DoesNotExist):
        record_checkout(Payment(pk=0), "cs_1")
