"""What happened at the provider, told in any order, some of it twice and some of it never: ours ends in its truth.

Each purchase is made once, and nothing of it is told; then chance draws how it is told, again and again. Four draws of
each are made in every run, `make faults` makes two thousand (FAULTS W1, W2, W4).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commerce.enums import LedgerKind, OrderState, RefundState, SubscriptionState
from commerce.models import LedgerTransaction, Order, Paper, Refund, Subscription
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.events import catch_up, receive_event, sweep
from commerce.operations.subscribing import subscribe
from commerce.operations.subscriptions import sweep_subscriptions
from commerce.operations.transfers import sweep_transfers
from courses.models import Enrolment
from kit import clock, jobs
from tests.commerce.bundling import bundle_of, wants_bundle
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.giving import order_gift
from tests.commerce.selling import compared, found
from tests.commerce.subscribing import new_plan
from tests.commerce.taxing import ledger, set_tax
from tests.commerce.test_buying import DECLINED, GOOD, events_of
from tests.commerce.test_histories import SLOW, our_balance, their_balance
from tests.commerce.test_webhooks import raw, signed
from tests.commerce.worlds import a_world_of_its_own
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]


@dataclass
class Shop:
    """What a purchase is made with."""

    provider: object
    library: object
    priced: object

    def pay(self, order, *cards, **given):
        """Pay at the provider, where nobody comes back from; says what the page says then."""
        payment = open_payment(order)
        for card in cards or (GOOD,):
            answer = self.provider.control("POST", f"sessions/{payment.session_id}/pay", card=card, **given)
        return answer["session"]


def a_course(shop):
    shop.pay(place_order(UserFactory(), wants(shop.priced(4999))), DECLINED, GOOD)


def several_with_tax(shop):
    set_tax("added")
    made = [shop.priced(minor) for minor in (4999, 1999, 500)]
    shop.pay(place_order(UserFactory(), wants(*made)), country="DE")


def a_gift(shop):
    set_tax("included")
    shop.pay(order_gift(UserFactory(display_name="Rui Matos"), shop.priced(4999)), country="PT")


def a_bundle(shop):
    bundle = bundle_of(shop.priced(4999), shop.priced(1999))
    shop.pay(place_order(UserFactory(), wants_bundle(bundle)))


def a_refund(shop):
    """Two at the provider: one that arrives late, and one that the bank sends back."""
    order = place_order(UserFactory(), wants(shop.priced(4999)))
    paid = shop.pay(order, SLOW)
    late, back = (
        shop.library.v1.refunds.create({"payment_intent": paid["payment_intent"], "amount": amount})
        for amount in (1000, 500)
    )
    shop.provider.control("POST", f"refunds/{late.id}/settle")
    shop.provider.control("POST", f"refunds/{back.id}/fail")


def a_lost_dispute(shop):
    set_tax("added")
    shop.pay(place_order(UserFactory(), wants(shop.priced(4999))), country="CA")
    (charge,) = shop.provider.control("GET", "truth")["charges"]
    shop.provider.control("POST", f"charges/{charge['id']}/dispute")
    (dispute,) = shop.provider.control("GET", "truth")["disputes"]
    shop.provider.control("POST", f"disputes/{dispute['id']}/decide", won=False)


def nothing_in_the_end(shop):
    payment = open_payment(place_order(UserFactory(), wants(shop.priced(4999, seat_limit=1))))
    shop.library.v1.checkout.sessions.expire(payment.session_id)


def a_subscription(shop):
    """Taken, renewed once, and to be cancelled at the end of its month."""
    there = datetime.fromtimestamp(shop.provider.control("GET", "clock")["now"], UTC)
    with clock.held_at(there):
        subscription = subscribe(UserFactory(), new_plan().public_id)
    shop.provider.control("POST", f"sessions/{subscription.session_id}/pay", card=GOOD)
    shop.provider.control("POST", "clock", advance=32 * 86_400)
    (theirs,) = shop.library.v1.subscriptions.list().data
    shop.library.v1.subscriptions.update(theirs.id, {"cancel_at_period_end": True})


PURCHASES = [a_course, several_with_tax, a_gift, a_bundle, a_refund, a_lost_dispute, nothing_in_the_end, a_subscription]


@pytest.fixture(params=PURCHASES, ids=lambda purchase: purchase.__name__)
def happened(request, provider, library, priced):
    """What the provider has to tell of a purchase, and what is true there."""
    with a_world_of_its_own(provider):
        request.param(Shop(provider, library, priced))
        yield events_of(library), provider.control("GET", "truth"), library


@st.composite
def tellings(draw, events):
    """Which of the events are told, one after the other, and behind which of them a worker is at work."""
    often = draw(st.lists(st.sampled_from([0, 1, 1, 2]), min_size=len(events), max_size=len(events)))
    told = [place for place, times in enumerate(often) for _time in range(times)]
    order = draw(st.permutations(told))
    works = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    return [(events[place], is_worked) for place, is_worked in zip(order, works, strict=True)]


def prove(happened, count, **drawing):
    events, truth, library = happened

    @settings(max_examples=count, suppress_health_check=HEALTH, deadline=None, **drawing)
    @given(telling=tellings(events))
    def whatever_is_told(telling):
        with transaction.atomic(), clock.held_at(now_there(library)):
            tell(telling)
            come_to_rest()
            assert_true(truth, library)
            assert found(compared()) == []
            transaction.set_rollback(True)

    whatever_is_told()


@pytest.mark.covers("fault-W1", "fault-W2", "fault-W4")
def test_however_it_is_told_ours_is_the_truth(happened):
    prove(happened, 4, phases=(Phase.generate,))


@pytest.mark.faults
def test_however_it_is_told_ours_is_the_truth_two_thousand_times(happened):
    prove(happened, 2000)


@pytest.mark.parametrize("happened", [a_course, a_subscription], indirect=True)
def test_what_was_never_told_is_not_known_unless_somebody_asks(happened):
    """The control: what is lost is lost, and it is asking that finds it."""
    _events, truth, library = happened
    with clock.held_at(now_there(library)):
        tell([])
        with pytest.raises(AssertionError):
            assert_true(truth, library)
        come_to_rest()
        assert_true(truth, library)


def now_there(library):
    """As late as the last that happened, and no earlier than here."""
    newest = max(event.created for event in library.v1.events.list({"limit": 1}).data)
    return max(clock.now(), datetime.fromtimestamp(newest, UTC))


def tell(telling):
    for event, is_worked in telling:
        body = raw(event)
        receive_event(body, signed(body))
        if is_worked:
            jobs.run_pending()
    jobs.run_pending()


def come_to_rest():
    """What the shop does by itself, some minutes later."""
    with clock.held_at(clock.now() + timedelta(minutes=20)):
        for work in (sweep, catch_up, sweep_subscriptions, sweep_transfers, jobs.run_pending):
            work()


def assert_true(truth, library):
    subscription = Subscription.objects.first()
    if subscription is None:
        assert_order_true(Order.objects.get(), truth)
    else:
        assert_subscription_true(subscription, truth, library)
    assert our_balance() == their_balance(truth)
    assert broken_invariants() == []


def assert_order_true(order, truth):
    charges = [each for each in truth["charges"] if each["paid"]]
    refunds = [each["amount"] for each in truth["refunds"] if each["status"] == "succeeded"]
    lost = [each["amount"] for each in truth["disputes"] if each["status"] == "lost"]
    paid, went_back = sum(each["amount"] for each in charges), sum(refunds + lost)
    ends = OrderState.CANCELLED if not paid else OrderState.REFUNDED if went_back == paid else OrderState.PAID
    lines = list(order.lines.all())
    assert (order.state, sum(line.refunded_minor for line in lines)) == (ends, went_back)
    assert not charges or order.total_minor == paid
    tax = sum(each["total_details"]["amount_tax"] for each in truth["sessions"] if each["payment_status"] == "paid")
    assert sum(line.tax_minor for line in lines) == tax
    assert ledger().get("tax", 0) == tax - sum(line.refunded_tax_minor for line in lines)
    booked = partial(LedgerTransaction.objects.filter, kind=LedgerKind.PAYMENT)
    assert (booked().count(), Paper.objects.filter(kind="receipt").count()) == (len(charges), len(charges))
    assert Refund.objects.filter(state=RefundState.SUCCEEDED).count() == len(refunds) + len(lost)
    opened = [line for line in lines if not line.is_gift] if ends == OrderState.PAID else []
    assert Enrolment.objects.open().count() == len(opened)


def assert_subscription_true(subscription, truth, library):
    (theirs,) = library.v1.subscriptions.list().data
    assert (theirs.status, subscription.state) == ("active", SubscriptionState.ACTIVE)
    assert (subscription.subscription_id, subscription.is_good) == (theirs.id, True)
    assert subscription.cancels_at == datetime.fromtimestamp(theirs.cancel_at, UTC)
    paid = sorted(each["amount_paid"] for each in truth["invoices"])
    assert len(paid) == 2
    assert sorted(Order.objects.filter(state="paid").values_list("total_minor", flat=True)) == paid
