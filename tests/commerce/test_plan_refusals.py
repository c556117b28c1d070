"""Plans that are not sound, steps that cannot be taken, and a provider that is silent or says no."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError

from commerce.enums import SubscriptionState
from commerce.errors import (
    NoSubscription,
    PaymentNotOpened,
    PlanNotOffered,
    ProviderSilent,
    SubscribedAlready,
)
from commerce.gates import Thing
from commerce.gateways import GatewayRefused, GatewayUnavailable
from commerce.models import Plan, PlanCustomer, PlanGrant, PlanInvoice, PlanPrice, Subscription
from commerce.operations import plan_invoices, plan_shares, subscribing, subscriptions
from commerce.operations.plan_access import open_by_plan
from commerce.operations.subscribing import open_portal, subscribe
from commerce.operations.subscription_changes import cancel, keep, resume
from commerce.operations.subscriptions import settle_subscription, settled, sweep_subscriptions
from courses.models import Course
from kit import clock
from kit.errors import NotAllowed, NotFound
from tests.commerce.subscribing import new_plan
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]

SILENCE, REFUSAL = GatewayUnavailable(), GatewayRefused("resource_missing")


@pytest.fixture(autouse=True)
def with_a_provider(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"


def test_what_is_not_offered_is_not_subscribed_to(settings):
    person, price = UserFactory(), new_plan()
    with pytest.raises(NotFound):
        subscribe(person, uuid4())
    for model, row in ((PlanPrice, price.pk), (Plan, price.plan_id)):
        model.objects.filter(pk=row).update(is_offered=False)
        with pytest.raises(PlanNotOffered):
            subscribe(person, price.public_id)
        model.objects.filter(pk=row).update(is_offered=True)
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(PlanNotOffered):
        subscribe(person, price.public_id)
    assert not Subscription.objects.exists()


def test_silence_leaves_what_was_meant_to_be_asked_for_again(says):
    person, price = UserFactory(), new_plan()
    says(keep_customer=SILENCE)
    with pytest.raises(ProviderSilent):
        subscribe(person, price.public_id)
    says(keep_customer="cus_1", keep_product="prod_1", keep_price="price_1", open_sign_up=SILENCE)
    with pytest.raises(ProviderSilent):
        subscribe(person, price.public_id)
    meant = Subscription.objects.get()
    assert (meant.state, meant.session_id) == (SubscriptionState.OPENING, None)
    page = SimpleNamespace(session_id="cs_1", url="https://pay.example/1")
    says(open_sign_up=page)
    opened = subscribe(person, price.public_id)
    assert (opened, opened.url) == (meant, "https://pay.example/1")
    asked = says(open_sign_up=SILENCE)
    before = len(asked)
    assert subscribe(person, price.public_id) == meant
    assert len(asked) == before


def test_a_page_that_is_refused_is_given_up(says):
    says(keep_customer="cus_1", keep_product="prod_1", keep_price="price_1", open_sign_up=REFUSAL)
    with pytest.raises(PaymentNotOpened) as refused:
        subscribe(UserFactory(), new_plan().public_id)
    assert refused.value.__cause__ is REFUSAL
    given_up = Subscription.objects.get()
    assert (given_up.state, given_up.ended_at is None) == (SubscriptionState.GIVEN_UP, False)


def test_of_two_tabs_the_first_ones_page_is_the_page(monkeypatch, running):
    held = running("opening", subscription_id=None, is_good=False)
    meant = subscribing._intend(held.subscriber, held.price)
    assert meant == held
    with pytest.raises(SubscribedAlready) as refused:
        subscribing._intend(held.subscriber, new_plan("Year", interval="year"))
    assert isinstance(refused.value.__cause__, IntegrityError)
    Subscription.objects.update(state="active", subscription_id="sub_1")
    with pytest.raises(SubscribedAlready):
        subscribing._intend(held.subscriber, held.price)


@pytest.mark.parametrize("begun", [None, "sub_1"])
def test_a_page_that_cannot_be_closed_may_have_been_used(says, running, begun):
    held = running("opening", subscription_id=None, is_good=False, session_id="cs_1", url="https://pay.example/1")
    says(close_sign_up=REFUSAL, read_sign_up=SimpleNamespace(subscription_id=begun))
    assert subscribing._let_go(held) == (held if begun else None)
    held.refresh_from_db()
    assert held.state == (SubscriptionState.OPENING if begun else SubscriptionState.GIVEN_UP)


def test_nothing_is_let_go_while_nobody_knows(says, running):
    held = running("opening", subscription_id=None, is_good=False, session_id="cs_1", url="https://pay.example/1")
    says(close_sign_up=SILENCE)
    with pytest.raises(ProviderSilent):
        subscribe(held.subscriber, new_plan("Year", interval="year").public_id)
    held.refresh_from_db()
    assert held.state == SubscriptionState.OPENING
    other = running()
    assert subscribing._let_go(other) is other


def test_the_portal_is_for_customers(says):
    person = UserFactory()
    with pytest.raises(NoSubscription):
        open_portal(person)
    PlanCustomer.objects.create(person=person, customer_id="cus_1")
    for answer, refusal in ((REFUSAL, NoSubscription), (SILENCE, ProviderSilent)):
        says(open_portal=answer)
        with pytest.raises(refusal) as refused:
            open_portal(person)
        assert refused.value.__cause__ is answer
    says(open_portal="https://portal.example")
    assert open_portal(person) == "https://portal.example"


def test_who_is_suspended_changes_nothing(running, as_it_stands):
    held = running()
    held.subscriber.is_active = False
    with pytest.raises(NotAllowed):
        cancel(held, actor=held.subscriber)
    assert as_it_stands == []


def test_steps_that_lead_nowhere_ask_for_nothing(running, as_it_stands, says):
    held = running()
    asked = says(resume=None, cancel_at_period_end=None)
    assert resume(held, actor=held.subscriber) == keep(held, actor=held.subscriber) == held
    assert asked == []


def test_what_is_not_paid_ends_now(running, as_it_stands, says):
    held = running("past_due")
    asked = says(cancel_now=None, cancel_at_period_end=None)
    cancel(held, actor=held.subscriber)
    assert asked == ["cancel_now"]


def test_a_step_that_is_refused_shows_how_it_stands(running, as_it_stands, says):
    held = running()
    says(cancel_at_period_end=REFUSAL)
    with pytest.raises(NoSubscription) as refused:
        cancel(held, actor=held.subscriber)
    assert refused.value.__cause__ is REFUSAL
    assert as_it_stands == [held.pk] * 2
    says(cancel_at_period_end=SILENCE)
    with pytest.raises(ProviderSilent) as refused:
        cancel(held, actor=held.subscriber)
    assert refused.value.__cause__ is SILENCE


def test_of_what_was_given_up_nobody_is_asked(running, says):
    held = running("given_up", subscription_id=None, is_good=False, ended_at=clock.now())
    asked = says(read_subscription=SILENCE, read_sign_up=SILENCE)
    assert settle_subscription(held).state == SubscriptionState.GIVEN_UP
    assert asked == []


def test_people_who_wait_are_told_of_silence(running, says):
    says(read_subscription=SILENCE)
    with pytest.raises(ProviderSilent) as told:
        settled(running())
    assert told.value.__cause__ is SILENCE


def test_a_page_nobody_was_sent_to_is_given_up_in_its_time(running):
    now = clock.now()
    held = running(
        "opening", subscription_id=None, is_good=False, expires_at=now + timedelta(minutes=1), look_at=now
    )  # fmt: skip
    assert settle_subscription(held).state == SubscriptionState.OPENING
    with clock.held_at(now + timedelta(minutes=1)):
        settle_subscription(held)
    assert Subscription.objects.get().state == SubscriptionState.GIVEN_UP


def test_a_sweep_goes_past_what_cannot_be_worked_and_ends_with_silence(running, monkeypatch):
    now = clock.now()
    held = [running(look_at=now - timedelta(minutes=minutes)) for minutes in (3, 2, 1)]
    asked = []

    def settle(subscription):
        asked.append(subscription.pk)
        if len(asked) == 1:
            raise ValueError("a shape that nobody knows")
        if len(asked) == 3:
            raise SILENCE

    monkeypatch.setattr(subscriptions, "settle_subscription", settle)
    assert sweep_subscriptions() == 3
    assert asked == [each.pk for each in held]
    assert sweep_subscriptions() == 0


def test_an_invoice_that_no_payment_paid_is_not_booked(running, says):
    says(intent_of=None)
    plan_invoices.book_invoices(running(), [SimpleNamespace(invoice_id="in_1")])
    assert not PlanInvoice.objects.exists()


def test_an_invoice_whose_payment_has_not_arrived_is_not_booked(running, says, monkeypatch):
    says(intent_of="pi_1")
    monkeypatch.setattr(plan_invoices, "read_intent", lambda _name: SimpleNamespace(is_paid=False))
    plan_invoices.book_invoices(running(), [SimpleNamespace(invoice_id="in_1")])
    assert not PlanInvoice.objects.exists()


@pytest.fixture
def period(running, ordered):
    """A paid period, as far as its invoice goes."""
    held, now = running(), clock.now()
    return PlanInvoice.objects.create(
        subscription=held, invoice_id="in_1", order=ordered(), period_start=now, period_end=now, shared_at=now
    )


def test_an_invoice_that_another_booked_meanwhile_is_left(period, says, monkeypatch):
    """Two hear of it at once: the second holds the subscription once the first is done."""
    says(intent_of="pi_1")
    monkeypatch.setattr(plan_invoices, "read_intent", lambda _name: SimpleNamespace(is_paid=True))
    plan_invoices._book(period.subscription, SimpleNamespace(invoice_id="in_1"))
    assert PlanInvoice.objects.get() == period


def test_a_period_that_another_shared_out_meanwhile_is_left(period):
    shares = list(period.order.lines.get().shares.values_list("payee", "amount_minor"))
    plan_shares._share_out(period.pk, period.order_id)
    assert list(period.order.lines.get().shares.values_list("payee", "amount_minor")) == shares
    period.refresh_from_db()
    assert period.shared_at == period.period_end


def test_a_plan_opens_things_while_it_is_good_and_again(running, priced):
    course = priced().course
    Course.objects.filter(pk=course.pk).update(in_plans=True)
    thing = Thing("course", course.public_id)
    with pytest.raises(NoSubscription):
        open_by_plan(UserFactory(), thing)
    held = running()
    grant = open_by_plan(held.subscriber, thing)
    PlanGrant.objects.update(ended_at=clock.now())
    assert open_by_plan(held.subscriber, thing) == grant
    assert PlanGrant.objects.get().ended_at is None
