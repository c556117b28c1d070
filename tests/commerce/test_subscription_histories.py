"""What subscribers do and time brings, at random, told to us in any order, twice or never: ours ends in the truth.

The eight in every run are the same; `make faults` draws two hundred.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commerce.enums import LIVE_SUBSCRIPTIONS, SubscriptionState
from commerce.models import LedgerAccount, Order, PlanGrant, Subscription
from commerce.operations.events import catch_up
from commerce.operations.plan_shares import share_out
from commerce.operations.subscription_changes import cancel, keep, pause, resume
from commerce.operations.subscriptions import sweep_subscriptions
from courses.models import Course, Enrolment
from courses.operations.plans import join_course
from kit import clock
from kit.errors import DomainError
from tests.commerce.conftest import broken_invariants
from tests.commerce.subscribing import DECLINED_LATER, GOOD, gone_over, new_plan, subscribed
from tests.commerce.test_buying import told
from tests.commerce.worlds import a_world_of_its_own
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
days = st.sampled_from([1, 4, 8, 16, 31, 45])
deeds = st.one_of(
    st.tuples(st.just("time passes"), days),
    st.tuples(st.just("time passes"), days),
    st.tuples(st.sampled_from(["cancels", "keeps", "changes", "resumes", "pays at last", "looks"]), st.none()),
    st.tuples(st.just("pauses"), st.integers(1, 3)),
    st.tuples(st.just("is ended at the provider"), st.none()),
    st.tuples(st.just("is told"), st.none()),
)
histories = st.fixed_dictionaries(
    {
        "card": st.sampled_from([GOOD, GOOD, DECLINED_LATER]),
        "trial_days": st.sampled_from([0, 7]),
        "deeds": st.lists(deeds, min_size=2, max_size=8),
        # Of each event how often it is told, and when: what is drawn first is told first.
        "times": st.lists(st.integers(0, 2), min_size=30, max_size=30),
        "turns": st.lists(st.integers(0, 1000), min_size=30, max_size=30),
    }
)


class History:
    """One subscription and what becomes of it. Nobody's clock but the provider's moves."""

    def __init__(self, provider, library, run_jobs, course, drawn):
        self.provider, self.library, self.run_jobs, self.drawn = provider, library, run_jobs, drawn
        self.known = {event["id"] for event in self._events()}
        self.person = UserFactory()
        self.price = new_plan(f"Small {self.person.pk}", 1900, trial_days=drawn["trial_days"])
        self.other = new_plan(f"Large {self.person.pk}", 2900, rank=2)
        with self.now():
            self.subscription = subscribed(provider, self.price, self.person, card=drawn["card"])
            join_course(course, self.person)

    def now(self):
        there = self.provider.control("GET", "clock")["now"]
        return clock.held_at(datetime.fromtimestamp(there, UTC))

    def _events(self):
        return [event.to_dict() for event in self.library.v1.events.list({"limit": 100}).data]

    def their(self):
        return self.library.v1.subscriptions.retrieve(self.subscription.subscription_id, {"expand": ["latest_invoice"]})

    def do(self, deed, given):
        if deed == "time passes":
            self.provider.control("POST", "clock", advance=given * 86_400)
            return
        with self.now():
            try:
                self._do(deed, given)
            except DomainError:
                # What cannot be done just now is refused, and changes nothing.
                return

    def _do(self, deed, given):
        mine, person = self.subscription, self.person
        match deed:
            case "cancels":
                cancel(mine, actor=person)
            case "keeps":
                keep(mine, actor=person)
            case "changes":
                mine.refresh_from_db()
                to = self.other if mine.price_id == self.price.pk else self.price
                gone_over(mine, to, person)
            case "resumes":
                resume(mine, actor=person)
            case "pauses":
                pause(mine, given, actor=person)
            case "looks":
                sweep_subscriptions()
            case "pays at last":
                self._pay_what_is_open()
            case "is ended at the provider" if self.their().status != "canceled":
                self.library.v1.subscriptions.cancel(mine.subscription_id)
            case "is told":
                self.tell()

    def _pay_what_is_open(self):
        customer = self.their().customer
        method = self.library.v1.payment_methods.attach("pm_card_visa", {"customer": customer})
        self.library.v1.customers.update(customer, {"invoice_settings": {"default_payment_method": method.id}})
        if self.their().status == "canceled":
            return
        self.library.v1.subscriptions.update(self.subscription.subscription_id, {"default_payment_method": method.id})
        for invoice in self.library.v1.invoices.list({"customer": customer, "status": "open"}).data:
            self.library.v1.invoices.pay(invoice.id, {"payment_method": method.id})

    def tell(self):
        """Post what happened, shuffled, some of it twice and some of it never."""
        happened = [event for event in self._events() if event["id"] not in self.known]
        self.known |= {event["id"] for event in happened}
        drawn = list(zip(self.drawn["turns"], self.drawn["times"], happened, strict=False))
        for _turn, often, event in sorted(drawn, key=lambda each: each[0]):
            for _again in range(often):
                assert told(event).status_code == 200
        self.run_jobs()

    def come_to_rest(self):
        with self.now():
            self.tell()
            catch_up()
            self.run_jobs()
            # Whatever was due by now is looked at; what is due later is not yet true.
            with clock.held_at(clock.now() + timedelta(minutes=20)):
                sweep_subscriptions()
                share_out()


@pytest.mark.covers("req-D2")
@settings(max_examples=8, phases=(Phase.generate,), suppress_health_check=HEALTH, deadline=None)
@given(drawn=histories)
def test_in_the_end_ours_is_the_truth(drawn, priced, provider, library, run_jobs):
    prove(drawn, priced, provider, library, run_jobs)


@pytest.mark.faults
@settings(max_examples=200, suppress_health_check=HEALTH, deadline=None)
@given(drawn=histories)
def test_in_the_end_ours_is_the_truth_two_hundred_times(drawn, priced, provider, library, run_jobs):
    prove(drawn, priced, provider, library, run_jobs)


def prove(drawn, priced, provider, library, run_jobs):
    with a_world_of_its_own(provider):
        live_through(drawn, priced, provider, library, run_jobs)


def live_through(drawn, priced, provider, library, run_jobs):
    made = priced(4900)
    Course.objects.filter(pk=made.course.pk).update(in_plans=True)
    made.course.refresh_from_db()
    history = History(provider, library, run_jobs, made.course, drawn)
    for deed in drawn["deeds"]:
        history.do(*deed)
    history.come_to_rest()
    assert_true(history, provider.control("GET", "truth"), made.course)
    assert broken_invariants() == []


def assert_true(history, truth, course):
    ours = Subscription.objects.get(pk=history.subscription.pk)
    theirs = history.their()
    latest = theirs.latest_invoice
    is_over = theirs.status == "canceled"
    assert (ours.state == SubscriptionState.ENDED) == is_over
    assert (ours.state in LIVE_SUBSCRIPTIONS) != is_over
    if not is_over:
        assert ours.price.price_id == theirs["items"].data[0].price.id
        assert (ours.cancels_at is not None) == (theirs.cancel_at is not None)
        assert ours.pauses == (theirs.pause_collection is not None)
    now = provider_now(history)
    skips = latest.status in {"void", "uncollectible"}
    in_grace = theirs.status == "past_due" and now < latest.created + 7 * 86_400
    good = theirs.status == "trialing" or (theirs.status == "active" and not skips) or in_grace
    assert ours.is_good == good
    assert Enrolment.objects.open().filter(course=course, learner=history.person).exists() == good
    assert PlanGrant.objects.filter(subscription=ours, ended_at=None).exists() == good
    customer = theirs.customer
    paid = sorted(each["amount_paid"] for each in truth["invoices"] if each["customer"] == customer)
    booked = Order.objects.filter(buyer=history.person, state="paid").values_list("total_minor", flat=True)
    assert sorted(booked) == [amount for amount in paid if amount]
    gateway = LedgerAccount.objects.filter(purpose="gateway", currency="EUR").values_list("balance_minor", flat=True)
    held = truth["balance"].get("", {}).get("eur", {"available": 0, "pending": 0})
    assert sum(gateway) == sum(held.values())


def provider_now(history):
    """As late as we last looked."""
    return history.provider.control("GET", "clock")["now"] + 20 * 60
