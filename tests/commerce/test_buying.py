"""The whole way of an order through the API, against the stand-in for Stripe, over HTTP."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.test import Client

from commerce.enums import AccountPurpose, OrderState, PaymentState, RefundReason, RefundState
from commerce.gateways import GatewayUnavailable
from commerce.gateways import stripe as gateway
from commerce.models import LedgerAccount, Order, Payment, Refund, StripeEvent
from commerce.operations.checkout import open_payment
from commerce.operations.events import catch_up, sweep
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import settle_payment
from courses.enums import EnrolmentState
from courses.models import Enrolment
from kit import clock
from kit.failpoints import hold
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.django_db

DECLINED, GOOD = "4000000000000002", "4242424242424242"


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


class Buyer:
    """Somebody at the shop's door, with what the shop answers."""

    def __init__(self, client, course):
        self.client, self.course = client, course

    def order(self, **price):
        item = {"kind": "course", "id": str(self.course.public_id), **({"price": price} if price else {})}
        return self.client.post("/api/v1/me/orders", {"items": [item]}, format="json")

    def ask(self, order, what=""):
        return self.client.post(f"/api/v1/me/orders/{order['id']}{what}", format="json")

    def pays(self, provider, card=GOOD):
        """Order, open the page, pay there; says which order it is."""
        order = self.order().json()
        assert self.ask(order, "/payment").status_code == 200
        provider.control(
            "POST", f"sessions/{Payment.objects.get(order__public_id=order['id']).session_id}/pay", card=card
        )
        return order

    @property
    def seat(self):
        return Enrolment.objects.filter(course=self.course).exclude(state=EnrolmentState.REFUNDED).first()


@pytest.fixture
def buyer(priced, signed_in):
    return Buyer(signed_in(UserFactory(email="ada@example.org")), priced(4999).course)


def told(event, *, secret="whsec_standin", at=None, **changed):
    """An event as Stripe posts it, signed."""
    body = json.dumps({**event, **changed}, default=str).encode()
    stamp = int(time.time()) if at is None else at
    signature = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return post(body, f"t={stamp},v1={signature}")


def post(body, signature):
    headers = {"Stripe-Signature": signature}
    return Client().post("/webhooks/stripe", body, content_type="application/json", headers=headers)


def events_of(library):
    return [event.to_dict() for event in library.v1.events.list({"limit": 100}).data]


@pytest.mark.covers("req-D1", "req-D11")
def test_a_course_is_bought_and_the_return_page_is_right_before_any_webhook(buyer, provider):
    answer = buyer.order(amount_minor=4999, currency="EUR")
    assert answer.status_code == 201
    order = answer.json()
    assert (order["state"], order["total_minor"], order["lines"][0]["path"]) == (
        "pending", 4999, f"/courses/{buyer.course.slug}",
    )  # fmt: skip
    payment = buyer.ask(order, "/payment").json()
    assert payment["url"].startswith(provider.base)
    assert buyer.ask(order, "/payment").json() == payment
    assert buyer.ask(order, "/settlement").json()["state"] == "pending"
    assert buyer.seat is None

    provider.control("POST", f"sessions/{Payment.objects.get().session_id}/pay", card=GOOD)
    settled = buyer.ask(order, "/settlement").json()
    assert (settled["state"], settled["lines"][0]["is_delivered"]) == ("paid", True)
    assert buyer.seat.state == EnrolmentState.ACTIVE
    assert buyer.ask(order, "/payment").status_code == 409
    assert buyer.client.get("/api/v1/me/orders").json()["results"] == [settled]
    ours = LedgerAccount.objects.get(purpose=AccountPurpose.GATEWAY).balance_minor
    theirs = provider.control("GET", "truth")["balance"][""]["eur"]
    assert 0 < ours == theirs["available"] + theirs["pending"] < 4999


def test_the_page_at_the_provider_says_what_was_promised(buyer, provider, library):
    order = buyer.order().json()
    buyer.ask(order, "/payment")
    session = library.v1.checkout.sessions.retrieve(Payment.objects.get().session_id, {"expand": ["line_items"]})
    assert (session.amount_total, session.currency, session.customer_email) == (4999, "eur", "ada@example.org")
    assert session.client_reference_id == str(Payment.objects.get().public_id)
    assert [(item.description, item.amount_total) for item in session.line_items.data] == [(buyer.course.title, 4999)]
    assert session.success_url == session.cancel_url == f"http://localhost:3000/account/orders/{order['id']}"


@pytest.mark.covers("req-D4")
def test_a_webhook_is_enough_and_comes_any_number_of_times(buyer, provider, library, run_jobs):
    order = buyer.pays(provider)
    events = events_of(library)
    assert len(events) > 2
    for event in [*events, *reversed(events)]:
        assert told(event).status_code == 200
    assert StripeEvent.objects.count() == len(events)
    assert StripeEvent.objects.filter(worked_at=None).count() == len(events)
    run_jobs()
    assert not StripeEvent.objects.filter(worked_at=None).exists()
    assert Order.objects.get().state == OrderState.PAID
    assert buyer.seat is not None
    assert buyer.ask(order, "/settlement").json()["state"] == "paid"
    assert Enrolment.objects.count() == 1


def test_a_decline_leaves_the_page_open(buyer, provider):
    order = buyer.pays(provider, card=DECLINED)
    assert buyer.ask(order, "/settlement").json()["state"] == "pending"
    provider.control("POST", f"sessions/{Payment.objects.get().session_id}/pay", card=GOOD)
    assert buyer.ask(order, "/settlement").json()["state"] == "paid"


def test_who_cancels_is_not_charged_and_who_paid_meanwhile_has_bought(buyer, provider, library):
    order = buyer.order().json()
    assert buyer.client.delete(f"/api/v1/me/orders/{order['id']}").json()["state"] == "cancelled"
    assert buyer.ask(order, "/payment").status_code == 409
    order = buyer.order().json()
    buyer.ask(order, "/payment")
    assert buyer.client.delete(f"/api/v1/me/orders/{order['id']}").json()["state"] == "cancelled"
    assert [session.status for session in library.v1.checkout.sessions.list().data] == ["expired"]
    order = buyer.pays(provider)
    assert buyer.client.delete(f"/api/v1/me/orders/{order['id']}").json()["state"] == "paid"
    assert buyer.client.delete(f"/api/v1/me/orders/{order['id']}").status_code == 409
    assert len(provider.control("GET", "truth")["charges"]) == 1


def test_orders_are_their_buyers_own(buyer, provider, signed_in):
    order = buyer.order().json()
    other = signed_in(UserFactory())
    for method, what in (("get", ""), ("delete", ""), ("post", "/payment"), ("post", "/settlement")):
        assert getattr(other, method)(f"/api/v1/me/orders/{order['id']}{what}").status_code == 404
    assert other.get("/api/v1/me/orders").json()["results"] == []


@pytest.mark.covers("req-D1")
@pytest.mark.parametrize(
    "body",
    [
        {}, {"items": []}, {"items": None}, {"items": "course"}, {"items": [{}]}, {"items": [{"kind": "course"}]},
        {"items": [{"kind": "course", "id": "1"}]}, {"items": [{"kind": "spaceship", "id": "$id"}]},
        {"items": [{"kind": "course", "id": "$id"}, {"kind": "course", "id": "$id"}]},
        {"items": [{"kind": "course", "id": "$id", "price": {"amount_minor": -1, "currency": "EUR"}}]},
        {"items": [{"kind": "course", "id": "$id", "price": {"amount_minor": 1.5, "currency": "EUR"}}]},
        {"items": [{"kind": "course", "id": "$id", "price": {"amount_minor": 10**30, "currency": "EUR"}}]},
        {"items": [{"kind": "course", "id": "$id", "price": {"amount_minor": 4999, "currency": "eur"}}]},
        {"items": [{"kind": "course", "id": "$id", "price": {"amount_minor": 4999}}]},
        {"items": [{"kind": "course", "id": "$id"}] * 51},
    ],
)  # fmt: skip
def test_orders_that_make_no_sense_are_refused(buyer, body):
    sent = json.loads(json.dumps(body).replace("$id", str(buyer.course.public_id)))
    answer = buyer.client.post("/api/v1/me/orders", sent, format="json")
    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize(("amount", "currency"), [(4998, "EUR"), (4999, "USD"), (0, "EUR"), (1, "JPY")])
def test_another_price_than_the_one_that_holds_buys_nothing(buyer, amount, currency):
    answer = buyer.order(amount_minor=amount, currency=currency)
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (409, "price_changed")
    assert not Order.objects.exists()


@pytest.mark.covers("fault-R7")
@pytest.mark.parametrize("fault", ["drop_before", "process_then_drop", "500", "429"])
def test_a_provider_that_does_not_answer_is_asked_again_and_charges_once(buyer, provider, fault):
    order = buyer.order().json()
    provider.control("POST", "faults", method="POST", path="/v1/checkout/sessions", fault=fault, times=3)
    silent = buyer.ask(order, "/payment")
    assert (silent.status_code, silent.json()["error"]["code"]) == (503, "UNAVAILABLE")
    assert buyer.client.get(f"/api/v1/me/orders/{order['id']}").json()["state"] == "pending"
    provider.control("DELETE", "faults")
    assert buyer.ask(order, "/payment").status_code == 200
    provider.control("POST", f"sessions/{Payment.objects.get().session_id}/pay", card=GOOD)
    provider.control("POST", "faults", method="GET", path="/v1/checkout/sessions", fault=fault, times=3)
    assert buyer.ask(order, "/settlement").status_code == 503
    provider.control("DELETE", "faults")
    assert buyer.ask(order, "/settlement").json()["state"] == "paid"
    assert len(provider.control("GET", "truth")["charges"]) == 1


def test_what_nobody_told_us_is_swept_up(buyer, provider):
    order = buyer.pays(provider)
    assert sweep() == 0
    with clock.held_at(clock.now() + clock_minutes(3)):
        assert sweep() == 1
    assert buyer.client.get(f"/api/v1/me/orders/{order['id']}").json()["state"] == "paid"


def test_an_order_that_nobody_went_on_with_ends_by_itself(buyer):
    order = buyer.order().json()
    with clock.held_at(clock.now() + clock_minutes(59)):
        sweep()
    assert buyer.client.get(f"/api/v1/me/orders/{order['id']}").json()["state"] == "pending"
    with clock.held_at(clock.now() + clock_minutes(61)):
        sweep()
    assert buyer.client.get(f"/api/v1/me/orders/{order['id']}").json()["state"] == "cancelled"


def clock_minutes(count):
    return timedelta(minutes=count)


def test_an_order_that_waited_long_still_has_its_whole_time_on_the_payment_page(buyer, provider):
    """Stripe opens no page for less than half an hour."""
    buyer.order()
    later = clock.now() + clock_minutes(45)
    provider.control("POST", "clock", advance=45 * 60)
    with clock.held_at(later):
        payment = open_payment(Order.objects.get())
    assert (payment.state, payment.expires_at) == (PaymentState.OPEN, later + clock_minutes(60))
    with clock.held_at(later + clock_minutes(1)):
        assert open_payment(Order.objects.get()).expires_at == payment.expires_at


def test_a_refund_that_takes_its_time_is_swept_up_when_nobody_tells_us(buyer, provider):
    order = buyer.pays(provider, card="4000000000007726")
    buyer.ask(order, "/settlement")
    bought = Order.objects.get()
    refund = refund_order(bought, {bought.lines.get(): 4999}, note="Ill", actor=UserFactory(roles=["administrator"]))
    carry_out(refund)
    refund.refresh_from_db()
    assert (refund.state, buyer.seat.state) == (RefundState.PENDING, EnrolmentState.ACTIVE)
    provider.control("POST", f"refunds/{refund.refund_id}/settle")
    with clock.held_at(clock.now() + clock_minutes(3)):
        assert sweep() == 1
    refund.refresh_from_db()
    assert (refund.state, buyer.seat) == (RefundState.SUCCEEDED, None)


def test_a_refund_is_found_at_the_provider_before_it_is_asked_for_again(buyer, provider):
    """Keys are forgotten after a day; what was given back is not."""
    order = buyer.pays(provider)
    buyer.ask(order, "/settlement")
    bought = Order.objects.get()
    refund = refund_order(bought, {bought.lines.get(): 500}, note="Ill", actor=UserFactory(roles=["administrator"]))
    provider.control("POST", "faults", method="POST", path="/v1/refunds", fault="process_then_drop", times=3)
    with pytest.raises(GatewayUnavailable):
        carry_out(refund)
    provider.control("POST", "faults", method="POST", path="/v1/refunds", fault="drop_before", times=100)
    with clock.held_at(clock.now() + clock_minutes(3)):
        sweep()
    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCEEDED
    assert len(provider.control("GET", "truth")["refunds"]) == 1


@pytest.mark.covers("req-D4", "fault-W4")
def test_what_nobody_told_us_of_an_order_settled_long_ago_is_found_in_the_list(
    buyer, provider, library, run_jobs, monkeypatch
):
    """Nothing here waits for such a refund, so no sweep would look."""
    monkeypatch.setattr(gateway, "EVENTS_A_PAGE", 2)
    order = buyer.pays(provider)
    buyer.ask(order, "/settlement")
    library.v1.refunds.create({"payment_intent": Payment.objects.get().intent_id, "amount": 999})
    library.v1.refunds.create({"payment_intent": Payment.objects.get().intent_id})
    with clock.held_at(clock.now() + clock_minutes(10)):
        assert sweep() == 0
    told(next(event for event in events_of(library) if event["type"] == "checkout.session.completed"))
    missed = catch_up()
    assert missed == StripeEvent.objects.filter(is_listed=True).count() - 1 > 2
    assert catch_up() == 0
    run_jobs()
    assert (Order.objects.get().state, buyer.seat) == (OrderState.REFUNDED, None)


def test_the_list_is_read_from_where_it_was_known(buyer, provider, monkeypatch):
    asked = []
    monkeypatch.setattr(gateway, "list_events", lambda kinds, since: asked.append(since) or iter([]))
    catch_up()
    at = clock.now() - clock_minutes(60)
    StripeEvent.objects.create(event_id="evt_1", kind="charge.refunded", body=b"{}", happened_at=at, is_listed=True)
    late = clock.now()
    StripeEvent.objects.create(event_id="evt_2", kind="charge.refunded", body=b"{}", happened_at=late)
    catch_up()
    assert asked[0] < clock.now() - timedelta(days=29)
    assert asked[1] == at - clock_minutes(10)


@pytest.mark.covers("req-D3")
def test_money_goes_back_whole_and_takes_the_seat_along(buyer, provider, run_jobs):
    order = buyer.pays(provider)
    buyer.ask(order, "/settlement")
    bought = Order.objects.get()
    line = bought.lines.get()
    refund_order(bought, {line: line.total_minor}, note="Ill", actor=UserFactory(roles=["administrator"]))
    run_jobs()
    back = buyer.client.get(f"/api/v1/me/orders/{order['id']}").json()
    assert (back["state"], back["lines"][0]["refunded_minor"]) == ("refunded", 4999)
    assert [(refund["amount_minor"], refund["state"]) for refund in back["refunds"]] == [(4999, "succeeded")]
    assert buyer.seat is None
    truth = provider.control("GET", "truth")
    assert [refund["amount"] for refund in truth["refunds"]] == [4999]


def test_a_refund_made_at_stripe_arrives_here(buyer, provider, library, run_jobs):
    order = buyer.pays(provider)
    buyer.ask(order, "/settlement")
    intent = Payment.objects.get().intent_id
    library.v1.refunds.create({"payment_intent": intent, "amount": 999})
    library.v1.refunds.create({"payment_intent": intent})
    for event in events_of(library):
        told(event)
    run_jobs()
    assert Order.objects.get().state == OrderState.REFUNDED
    assert sorted(Refund.objects.values_list("amount_minor", "reason")) == [
        (999, RefundReason.ELSEWHERE), (4000, RefundReason.ELSEWHERE)
    ]  # fmt: skip
    assert buyer.seat is None


@pytest.mark.parametrize("fault", ["drop_before", "process_then_drop", "500"])
def test_a_refund_whose_answer_is_lost_is_given_once(buyer, provider, fault):
    order = buyer.pays(provider)
    buyer.ask(order, "/settlement")
    bought = Order.objects.get()
    refund = refund_order(bought, {bought.lines.get(): 500}, note="Ill", actor=UserFactory(roles=["administrator"]))
    provider.control("POST", "faults", method="POST", path="/v1/refunds", fault=fault, times=3)
    with clock.held_at(clock.now() + clock_minutes(3)):
        sweep()
        refund.refresh_from_db()
        assert refund.state == RefundState.INTENDED
        provider.control("DELETE", "faults")
        sweep()
    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCEEDED
    assert [each["amount"] for each in provider.control("GET", "truth")["refunds"]] == [500]


@pytest.mark.covers("req-D4")
@pytest.mark.django_db(transaction=True)
def test_return_page_and_webhook_at_once_deliver_once(buyer, provider):
    """Both know that it is paid; the second waits for the first and finds everything done."""
    buyer.pays(provider)
    payment = Payment.objects.get()
    with hold("commerce.before_delivery") as held:
        first = Runner(lambda: settle_payment(payment))
        held.wait_until_reached()
        second = Runner(lambda: settle_payment(Payment.objects.get()))
        wait_for_a_lock_queue(second)
    assert (first.outcome(), second.outcome()) == (None, None)
    assert Payment.objects.get().state == PaymentState.SUCCEEDED
    assert Enrolment.objects.count() == 1


def test_who_comes_late_to_a_course_with_few_seats_is_told_before_paying(priced, provider, signed_in):
    course = priced(1000, seat_limit=2).course
    first, second, third = (Buyer(signed_in(UserFactory()), course) for _each in range(3))
    paid, abandoned = first.pays(provider), second.order().json()
    refused = third.order()
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "course_full")
    assert second.client.delete(f"/api/v1/me/orders/{abandoned['id']}").status_code == 200
    late = third.pays(provider)
    for each, order in ((first, paid), (third, late)):
        assert each.ask(order, "/settlement").json()["state"] == "paid"
    assert Enrolment.objects.open().count() == 2
    truth = provider.control("GET", "truth")
    assert (len(truth["charges"]), len(truth["refunds"])) == (2, 0)
