"""What people and staff do to orders, at random, told to us in any order, twice or never: in the end ours is the truth.

Some are bought with tax, within the price or on top of it. The thirty in every run are the same; `make faults` draws
five thousand (FAULTS W1, W2, W4, W6).
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commerce.enums import OrderState, RefundReason, RefundState, TransferState
from commerce.errors import Disputed
from commerce.models import LedgerAccount, Order, Refund, Transfer, TransferReversal
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.events import catch_up, sweep
from commerce.operations.refunds import left_of, refund_order
from commerce.operations.settlement import settle_order
from commerce.operations.transfers import pay_sellers, sweep_transfers
from courses.models import Enrolment
from kit import clock
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.selling import compared, found, new_seller, onboarded
from tests.commerce.taxing import ledger, set_tax
from tests.commerce.test_buying import DECLINED, GOOD, told
from tests.commerce.worlds import a_world_of_its_own
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SLOW = "4000000000007726"  # its refunds stay pending until somebody settles them
PRICE = 4999
# What is paid for that, by how tax is taken and where the buyer lives.
TAXED = {
    ("off", "DE"): PRICE,
    ("included", "DE"): PRICE,
    ("included", "US"): PRICE,
    ("added", "DE"): 5949,
    ("added", "CA"): 5748,
}
# The last of these is more than there ever is: all that is left.
amounts = st.integers(1, PRICE) | st.just(10_000)
deeds = st.one_of(
    st.tuples(st.just("is declined"), st.none()),
    st.tuples(st.just("is given back at the provider"), amounts),
    st.tuples(st.just("is given back by staff"), amounts),
    st.tuples(st.just("looks"), st.none()),
    st.tuples(st.just("jobs run"), st.none()),
    st.tuples(st.just("refunds arrive"), st.none()),
    st.tuples(st.just("the seller is paid"), st.none()),
    st.tuples(st.just("is disputed"), st.none()),
    st.tuples(st.just("the bank decides"), st.sampled_from([True, False])),
)
histories = st.fixed_dictionaries(
    {
        "tax": st.sampled_from([("off", "DE"), *TAXED]),
        "ends": st.sampled_from(["paid", "paid", "paid", "paid slowly", "expired"]),
        "before": st.lists(st.just(("is declined", None)), max_size=1),
        "after": st.lists(deeds, max_size=6),
        # Of each event how often it is told, and when: what is drawn first is told first.
        "times": st.lists(st.integers(0, 2), min_size=24, max_size=24),
        "turns": st.lists(st.integers(0, 1000), min_size=24, max_size=24),
    }
)


class History:
    """One purchase, by somebody in `country`, and what is done to it."""

    def __init__(self, provider, library, run_jobs, course, country):
        self.provider, self.library, self.run_jobs, self.country = provider, library, run_jobs, country
        self.order = place_order(UserFactory(), wants(course))
        self.payment = open_payment(self.order)
        self.known = {event.id for event in self._events()}

    def _events(self):
        return list(self.library.v1.events.list({"limit": 100}).data)

    def pay(self, card):
        door = f"sessions/{self.payment.session_id}/pay"
        self.provider.control("POST", door, card=card, country=self.country)

    def expire(self):
        self.library.v1.checkout.sessions.expire(self.payment.session_id)

    def do(self, deed, amount):
        session = self.library.v1.checkout.sessions.retrieve(self.payment.session_id)
        match deed:
            case "is declined" if session.status == "open":
                self.pay(DECLINED)
            case "is given back at the provider" if session.payment_status == "paid":
                self._give_back(session.payment_intent, amount)
            case "is given back by staff":
                self._refund(amount)
            case "looks":
                settle_order(self.order, also_decided=True)
            case "jobs run":
                self.run_jobs()
            case "refunds arrive":
                self._let_refunds_arrive()
            case "the seller is paid":
                pay_sellers()
            case "is disputed" if session.payment_status == "paid":
                self._dispute(session.payment_intent)
            case "the bank decides":
                for dispute in self._disputes("needs_response"):
                    self.provider.control("POST", f"disputes/{dispute['id']}/decide", won=amount)

    def _dispute(self, intent):
        charge = self.library.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}).latest_charge
        if not charge.disputed and not charge.refunded:
            self.provider.control("POST", f"charges/{charge.id}/dispute")

    def _disputes(self, state):
        found = self.provider.control("GET", "truth")["disputes"]
        return [each for each in found if each["charge"] == self._charge() and each["status"] == state]

    def _charge(self):
        session = self.library.v1.checkout.sessions.retrieve(self.payment.session_id, {"expand": ["payment_intent"]})
        return session.payment_intent and session.payment_intent.latest_charge

    def _give_back(self, intent, amount):
        charge = self.library.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}).latest_charge
        if (left := min(amount, charge.amount - charge.amount_refunded)) and not charge.disputed:
            self.library.v1.refunds.create({"payment_intent": intent, "amount": left})

    def _refund(self, amount):
        order = Order.objects.get(pk=self.order.pk)
        line = order.lines.get()
        if order.state == OrderState.PAID and (left := min(amount, left_of(line))) > 0:
            with suppress(Disputed):
                refund_order(order, {line: left}, note="Ill", actor=UserFactory(roles=["administrator"]))

    def _let_refunds_arrive(self):
        for refund in self.provider.control("GET", "truth")["refunds"]:
            if refund["status"] == "pending":
                self.provider.control("POST", f"refunds/{refund['id']}/settle")

    def tell(self, times, turns):
        """Post what happened, shuffled, some of it twice and some of it never."""
        happened = [event.to_dict() for event in self._events() if event.id not in self.known]
        drawn = list(zip(turns, times, happened, strict=False))
        for _turn, often, event in sorted(drawn, key=lambda each: each[0]):
            for _again in range(often):
                assert told(event).status_code == 200
        self.run_jobs()

    def lost(self):
        """Disputes that the bank decided against us."""
        return self._disputes("lost")

    def come_to_rest(self):
        self._let_refunds_arrive()
        with clock.held_at(clock.now() + timedelta(minutes=5)):
            sweep()
            catch_up()
            sweep_transfers()
            self.run_jobs()
            # What the jobs asked for may have to arrive as well.
            self._let_refunds_arrive()
            sweep()
            self.run_jobs()


@pytest.mark.covers("fault-W1", "fault-W2", "fault-W4", "fault-W6", "req-D10")
@settings(
    max_examples=30,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(drawn=histories)
def test_in_the_end_ours_is_the_truth(drawn, priced, provider, library, run_jobs):
    prove(drawn, priced, provider, library, run_jobs)


@pytest.mark.faults
@settings(
    max_examples=5000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
)
@given(drawn=histories)
def test_in_the_end_ours_is_the_truth_five_thousand_times(drawn, priced, provider, library, run_jobs):
    prove(drawn, priced, provider, library, run_jobs)


def prove(drawn, priced, provider, library, run_jobs):
    mode, country = drawn["tax"]
    with a_world_of_its_own(provider), override_settings(TRANSFER_AFTER_DAYS=0):
        set_tax(mode)
        seller = new_seller()
        onboarded(provider, seller)
        history = History(provider, library, run_jobs, priced(PRICE, owner=seller), country)
        live_through(history, drawn)
        assert_true(history, provider.control("GET", "truth"), TAXED[mode, country])
        assert broken_invariants() == []
        assert found(compared()) == []


def live_through(history, drawn):
    for deed in drawn["before"]:
        history.do(*deed)
    match drawn["ends"]:
        case "paid":
            history.pay(GOOD)
        case "paid slowly":
            history.pay(SLOW)
        case "expired":
            history.expire()
    for deed in drawn["after"]:
        history.do(*deed)
    history.tell(drawn["times"], drawn["turns"])
    history.come_to_rest()


def assert_true(history, truth, price):
    order = Order.objects.get(pk=history.order.pk)
    charges = [each for each in truth["charges"] if each["transfer_group"] == order.number and each["paid"]]
    paid = [each["amount"] for each in charges]
    refunds = [each for each in truth["refunds"] if each["charge"] in {charge["id"] for charge in charges}]
    went_back = Counter(each["status"] for each in refunds)
    given_back = sum(each["amount"] for each in refunds if each["status"] == "succeeded")
    lost = sum(each["amount"] for each in history.lost())
    given_back = min(price, given_back + lost)
    assert paid in ([], [price])
    expected = OrderState.CANCELLED if not paid else OrderState.REFUNDED if given_back == price else OrderState.PAID
    line = order.lines.get()
    assert (order.state, line.refunded_minor) == (expected, given_back)
    tax = sum(each["total_details"]["amount_tax"] for each in truth["sessions"] if each["payment_status"] == "paid")
    assert line.tax_minor == tax
    assert ledger().get("tax", 0) == tax - line.refunded_tax_minor
    seats = Enrolment.objects.open().filter(learner=order.buyer).count()
    assert seats == (expected == OrderState.PAID)
    asked = Refund.objects.filter(payment=history.payment).exclude(reason=RefundReason.DISPUTE)
    states = Counter(asked.values_list("state", flat=True))
    assert states[RefundState.SUCCEEDED] == went_back["succeeded"]
    assert not states[RefundState.INTENDED]
    assert our_balance() == their_balance(truth)
    sent = [each for each in truth["transfers"] if each["transfer_group"] == order.number]
    theirs = sum(each["amount"] - each["amount_reversed"] for each in sent)
    assert theirs == what_the_seller_got(order)
    if expected == OrderState.REFUNDED:
        assert (theirs, ledger()) == (0, {})


def what_the_seller_got(order):
    made = Transfer.objects.filter(share__line__order=order, state=TransferState.MADE)
    back = TransferReversal.objects.filter(transfer__in=made, state=TransferState.MADE)
    return sum(made.values_list("amount_minor", flat=True)) - sum(back.values_list("amount_minor", flat=True))


def their_balance(truth):
    return sum(truth["balance"].get("", {}).get("eur", {"available": 0, "pending": 0}).values())


def our_balance():
    return sum(LedgerAccount.objects.filter(purpose="gateway", currency="EUR").values_list("balance_minor", flat=True))
