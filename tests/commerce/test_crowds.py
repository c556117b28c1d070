"""Two hundred people at the shop's door, over HTTP, and two who tell of one payment at the same moment."""

import threading
from collections import Counter

import pytest
from django.core import mail

from commerce.enums import LedgerKind, OrderState
from commerce.models import Coupon, CouponUse, LedgerTransaction, Order, Paper, Payment
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.settlement import settle_order
from courses.models import Course, Enrolment, SeatHold
from kit import jobs
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.test_buying import GOOD, events_of, told
from tests.crowds import all_at_once, post, token_of
from tests.factories.accounts import UserFactory
from tests.races import Runner

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 200


def order(server, token, body):
    """What the API answers an order: the status, and the reason of a refusal."""
    status, answer = post(server, "/api/v1/me/orders", token, body)
    return status, "" if status == 201 else answer["error"]["details"]["reason"]


def answers_to_a_crowd(server, body):
    """How often which answer is given when everybody asks, so many at once."""
    tokens = [token_of(person) for person in UserFactory.create_batch(CROWD)]
    return Counter(all_at_once(tokens, lambda token: order(server, token, body)))


@pytest.mark.covers("fault-C1", "req-D1")
def test_of_two_hundred_one_gets_the_last_seat(priced, provider, live_server):
    made = priced(4999, seat_limit=1)
    body = {"items": [{"kind": "course", "id": str(made.course.public_id)}]}
    assert answers_to_a_crowd(live_server, body) == {(201, ""): 1, (409, "course_full"): CROWD - 1}
    placed = Order.objects.get()
    assert (SeatHold.objects.count(), Course.objects.get(pk=made.course.pk).seats_taken) == (1, 1)
    provider.control("POST", f"sessions/{open_payment(placed).session_id}/pay", card=GOOD)
    assert settle_order(placed).state == OrderState.PAID
    assert Enrolment.objects.get().learner == placed.buyer
    assert broken_invariants() == []


@pytest.mark.covers("req-D5")
def test_of_two_hundred_one_uses_the_coupon(priced, provider, live_server):
    made = priced(4999)
    Coupon.objects.create(code="ONCE", basis_points=1000, most_uses=1, made_by=UserFactory())
    body = {"items": [{"kind": "course", "id": str(made.course.public_id)}], "coupon": "ONCE"}
    assert answers_to_a_crowd(live_server, body) == {(201, ""): 1, (409, "coupon_used_up"): CROWD - 1}
    assert (Order.objects.get().total_minor, CouponUse.objects.count(), Coupon.objects.get().uses) == (4499, 1, 1)
    assert broken_invariants() == []


def tell_twice_at_once(provider, library, made):
    """Somebody buys and pays; the page they come back to and the webhook's job meet."""
    order = place_order(UserFactory(), wants(made))
    provider.control("POST", f"sessions/{open_payment(order).session_id}/pay", card=GOOD)
    for event in events_of(library)[:10]:
        assert told(event).status_code == 200
    start = threading.Barrier(2)

    def together(work):
        start.wait()
        return work()

    page = Runner(lambda: together(lambda: settle_order(Order.objects.get(pk=order.pk)).state))
    webhook = Runner(lambda: together(jobs.run_pending))
    assert page.outcome() == OrderState.PAID
    assert not isinstance(webhook.outcome(), BaseException), webhook.outcome()
    jobs.run_pending()
    cause = str(order.payments.get().public_id)
    assert LedgerTransaction.objects.filter(kind=LedgerKind.PAYMENT, cause=cause).count() == 1
    assert Paper.objects.filter(order=order).count() == 1
    assert Enrolment.objects.filter(learner=order.buyer).count() == 1
    assert [letter.to for letter in mail.outbox].count([order.buyer.email]) == 1


@pytest.mark.covers("fault-W5", "req-D4")
def test_return_page_and_webhook_meet(priced, provider, library):
    made = priced(4999)
    for _time in range(5):
        tell_twice_at_once(provider, library, made)
    assert Payment.objects.count() == 5
    assert broken_invariants() == []


@pytest.mark.faults
def test_return_page_and_webhook_meet_five_hundred_times(priced, provider, library):
    made = priced(4999)
    for _time in range(500):
        tell_twice_at_once(provider, library, made)
    assert Payment.objects.count() == 500
    assert broken_invariants() == []
