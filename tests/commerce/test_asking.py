"""What is asked of the payment provider, what is made of its answers, and what its silence leaves as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commerce.enums import OrderState, PaymentState
from commerce.errors import OrderDecided, PaymentNotOpened, ProviderSilent
from commerce.gateways import Checkout, CheckoutItem, GatewayRefused, GatewayUnavailable, stripe
from commerce.gateways.shapes import DisputeStanding, DisputeTruth, SessionState
from commerce.models import Dispute, Order, Payment, Refund
from commerce.operations import settlement
from commerce.operations.checkout import open_payment, place_order, record_checkout
from commerce.operations.settlement import apply_truth, cancel_order, settle_order, settle_payment
from courses.models import Enrolment
from kit import clock
from kit.money import Money
from tests.commerce.conftest import given_back, wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1")]


@pytest.fixture
def asked(monkeypatch):
    """What the provider was asked, in order; `answer` sets what it answers or raises, for each question."""

    class Asked(list):
        answers = {}

        def answer(self, **answers):
            self.answers = self.answers | answers

    found = Asked()

    def stand_in(name):
        def ask(*given, **named):
            found.append((name, *given, *named.items()))
            answer = found.answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return ask

    for name in ("open_checkout", "read_checkout", "close_checkout"):
        monkeypatch.setattr(stripe, name, stand_in(name))
    for name in ("read_intent", "disputes_of"):
        monkeypatch.setattr(settlement, name, stand_in(name))
    return found


def opened(payment, truth, **changed):
    return truth(payment, **{"state": SessionState.OPEN, "is_paid": False, "url": "https://pay.example/1", **changed})


@pytest.fixture
def order(ordered):
    return ordered()


@pytest.fixture
def payment(order):
    return order.payments.get()


def test_the_page_is_asked_for_with_everything_that_was_promised(priced, asked, truth, settings):
    settings.SITE_URL, settings.CHECKOUT_MINUTES = "https://shop.example", 60
    first, second, buyer = priced(4999, title="Pliés"), priced(1000, title="Turns"), UserFactory()
    order = place_order(buyer, wants(first, second))
    payment, (plies, turns) = order.payments.get(), order.lines.order_by("pk")
    asked.answer(open_checkout=opened(payment, truth))
    now = clock.now() + timedelta(minutes=7)
    with clock.held_at(now):
        page = open_payment(order)
    assert asked == [
        (
            "open_checkout",
            Checkout(
                key=payment.key,
                reference=payment.public_id,
                order_number=order.number,
                items=[
                    CheckoutItem(title="Pliés", total=Money(4999, "EUR"), reference=plies.public_id),
                    CheckoutItem(title="Turns", total=Money(1000, "EUR"), reference=turns.public_id),
                ],
                email=buyer.email,
                return_url=f"https://shop.example/account/orders/{order.public_id}",
                cancel_url=f"https://shop.example/account/orders/{order.public_id}",
                expires_at=now + timedelta(minutes=60),
            ),
        )
    ]
    kept = Payment.objects.get()
    assert page == kept
    assert (kept.state, kept.session_id, kept.url, kept.asked_at, kept.expires_at) == (
        PaymentState.OPEN, f"cs_{payment.pk}", "https://pay.example/1", now, now + timedelta(minutes=60),
    )  # fmt: skip
    assert open_payment(order) == kept
    assert len(asked) == 1


def test_an_order_that_is_decided_has_no_page(order, payment, asked, truth):
    apply_truth(payment, truth(payment))
    with pytest.raises(OrderDecided) as refused:
        open_payment(order)
    assert refused.value.context == {"state": "paid"}
    assert asked == []


def test_a_page_that_is_refused_ends_the_order(order, payment, asked):
    refusal = GatewayRefused("amount_too_small")
    asked.answer(open_checkout=refusal)
    with pytest.raises(PaymentNotOpened) as refused:
        open_payment(order)
    assert refused.value.__cause__ is refusal
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state) == (OrderState.CANCELLED, PaymentState.EXPIRED)


def test_silence_leaves_the_order_waiting_under_the_same_key(order, payment, asked, truth):
    silence = GatewayUnavailable()
    asked.answer(open_checkout=silence)
    for _again in range(2):
        with pytest.raises(ProviderSilent) as told:
            open_payment(order)
        assert told.value.__cause__ is silence
    keys = {(checkout.key, checkout.expires_at) for _what, checkout in asked}
    assert len(keys) == 1
    payment.refresh_from_db()
    assert (payment.state, payment.session_id) == (PaymentState.INTENDED, None)


def test_a_page_that_is_over_as_soon_as_it_is_known_says_so(order, payment, asked, truth):
    """The answer to the first asking was lost, and somebody called the order off meanwhile."""

    def settled_meanwhile(checkout):
        apply_truth(payment, truth(payment, state=SessionState.EXPIRED, is_paid=False))
        return opened(payment, truth)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stripe, "open_checkout", settled_meanwhile)
        with pytest.raises(OrderDecided) as refused:
            open_payment(order)
    assert refused.value.context == {"state": "cancelled"}


def test_a_page_is_written_down_once_and_keeps_its_address(payment):
    held = record_checkout(payment, "cs_1")
    assert (held.state, held.session_id, held.url) == (PaymentState.INTENDED, "cs_1", "")
    held = record_checkout(payment, "cs_1", url="https://pay.example/1")
    assert (held.state, held.url) == (PaymentState.OPEN, "https://pay.example/1")
    record_checkout(payment, "cs_1")
    kept = Payment.objects.get()
    assert (kept.state, kept.session_id, kept.url) == (PaymentState.OPEN, "cs_1", "https://pay.example/1")


def test_what_was_decided_stays_so_when_its_page_is_written_down(payment, truth):
    apply_truth(payment, truth(payment))
    assert record_checkout(payment, f"cs_{payment.pk}", url="https://pay.example/1").state == PaymentState.SUCCEEDED


def test_nobody_is_asked_about_a_page_that_was_never_asked_for(order, payment, asked):
    just_before = payment.expires_at - timedelta(microseconds=1)
    for moment, state in ((just_before, PaymentState.INTENDED), (payment.expires_at, PaymentState.EXPIRED)):
        with clock.held_at(moment):
            settle_payment(payment)
        payment.refresh_from_db()
        assert payment.state == state
    assert asked == []


@pytest.mark.parametrize("has_refunds", [False, True])
def test_a_payment_is_asked_about_where_it_was_made(payment, asked, truth, has_refunds):
    told = truth(payment)
    apply_truth(payment, told)
    if has_refunds:
        Refund.objects.create(payment=payment, reason="staff", amount_minor=1, state="failed")
    asked.answer(read_checkout=told, read_intent=told)
    Payment.objects.update(session_id="cs_7")
    settle_payment(Payment.objects.get())
    Payment.objects.update(session_id=None)
    settle_payment(Payment.objects.get())
    assert asked == [
        ("read_checkout", "cs_7", ("has_refunds", has_refunds)),
        ("read_intent", f"pi_{payment.pk}", ("has_refunds", has_refunds)),
    ]


def test_disputes_are_asked_about_where_there_are_any(payment, asked, truth):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    payment.refresh_from_db()
    asked.answer(read_checkout=replace(truth(payment), is_disputed=True, intent_id=None), disputes_of=())
    settle_payment(payment)
    assert [what for what, *_rest in asked] == ["read_checkout"]
    told = DisputeTruth(
        "dp_1", DisputeStanding.NEEDS_RESPONSE, "fraudulent", 4900, clock.now(), due_by=None, is_answered=False
    )
    asked.answer(read_checkout=truth(payment, is_disputed=True), disputes_of=(told,))
    settle_payment(payment)
    assert asked[-1] == ("disputes_of", f"pi_{payment.pk}")
    assert Dispute.objects.get().payment == payment


def test_an_order_is_settled_by_what_it_waits_for(order, payment, asked, truth):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    asked.answer(read_checkout=truth(payment))
    settled = settle_order(order)
    assert settled is order
    assert (order.state, len(asked)) == (OrderState.PAID, 1)
    asked.answer(read_checkout=truth(payment, given_back(4900)))
    assert settle_order(order).state == OrderState.PAID
    assert len(asked) == 1
    assert settle_order(order, also_decided=True).state == OrderState.REFUNDED


@pytest.mark.parametrize("also_decided", [False, True])
def test_who_settles_is_told_of_silence(order, payment, asked, also_decided):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    silence = GatewayUnavailable()
    asked.answer(read_checkout=silence)
    with pytest.raises(ProviderSilent) as told:
        settle_order(order, also_decided=also_decided)
    assert told.value.__cause__ is silence


def test_an_order_without_a_page_is_called_off_at_once(order, payment, asked):
    assert cancel_order(order).state == OrderState.CANCELLED
    with pytest.raises(OrderDecided) as refused:
        cancel_order(order)
    assert refused.value.context == {"state": "cancelled"}
    assert asked == []


def test_a_page_is_closed_before_the_order_is_called_off(order, payment, asked, truth):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    asked.answer(close_checkout=None, read_checkout=truth(payment, state=SessionState.EXPIRED, is_paid=False))
    assert cancel_order(order).state == OrderState.CANCELLED
    assert asked == [("close_checkout", "cs_1"), ("read_checkout", "cs_1", ("has_refunds", False))]


def test_who_paid_before_the_page_could_be_closed_has_bought(order, payment, asked, truth):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    asked.answer(close_checkout=GatewayRefused("complete"), read_checkout=truth(payment))
    assert cancel_order(order).state == OrderState.PAID
    assert Enrolment.objects.get().learner == order.buyer


@pytest.mark.parametrize("silent", ["close_checkout", "read_checkout"])
def test_nothing_is_called_off_while_nobody_knows(order, payment, asked, silent):
    record_checkout(payment, "cs_1", url="https://pay.example/1")
    silence = GatewayUnavailable()
    asked.answer(**({"close_checkout": None} | {silent: silence}))
    with pytest.raises(ProviderSilent) as told:
        cancel_order(order)
    assert told.value.__cause__ is silence
    assert Order.objects.get().state == OrderState.PENDING


def test_only_the_orders_own_payment_is_called_off(ordered, asked):
    first, second = ordered(), ordered()
    cancel_order(second)
    assert list(Order.objects.order_by("pk").values_list("state", flat=True)) == ["pending", "cancelled"]
    assert open_is_asked_for(first, asked)


def open_is_asked_for(order, asked):
    asked.answer(open_checkout=GatewayUnavailable())
    with pytest.raises(ProviderSilent):
        open_payment(order)
    return asked[0][1].reference == order.payments.get().public_id
