"""Changing, pausing, failing to pay and coming back, against the stand-in for Stripe and its clock."""

from datetime import timedelta

import pytest

from commerce.enums import SubscriptionState
from commerce.errors import PlanPaymentDeclined
from commerce.models import LineShare, Order, PlanInvoice
from commerce.operations.plan_shares import share_out
from commerce.operations.refunds import refund_order
from commerce.operations.subscribing import open_portal
from commerce.operations.subscription_changes import cancel, pause, resume
from commerce.operations.subscriptions import settle_subscription, sweep_subscriptions
from courses.enums import EnrolmentSource, EnrolmentState
from courses.models import Course, Enrolment, LessonProgress
from courses.operations.enrolment import enrol_learner
from courses.operations.plans import join_course
from kit import jobs
from kit.errors import NotFound
from notices.models import Notice
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import new_seller, owed_to
from tests.commerce.subscribing import DECLINED_LATER, at_moment, days_later, new_plan, pays_with, subscribed
from tests.commerce.test_subscriptions import balance, seat
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def in_plan(priced):
    """A course with a price that plans open."""

    def make(**course):
        made = priced(4900, **course)
        Course.objects.filter(pk=made.course.pk).update(in_plans=True)
        made.course.refresh_from_db()
        return made

    return make


def totals(subscription):
    orders = Order.objects.filter(buyer=subscription.subscriber).order_by("pk")
    return list(orders.values_list("total_minor", flat=True))


def test_a_trial_costs_nothing_and_is_had_once(provider, in_plan):
    ada, price, course = UserFactory(), new_plan(trial_days=7), in_plan().course
    subscription = subscribed(provider, price, ada)
    assert (subscription.state, subscription.is_good, totals(subscription)) == (SubscriptionState.TRIALING, True, [])
    join_course(course, ada)
    cancel(subscription, actor=ada)
    with days_later(provider, 8):
        sweep_subscriptions()
        assert seat(course, ada).state == EnrolmentState.ENDED
        again = subscribed(provider, price, ada)
        assert (again.state, totals(again)) == (SubscriptionState.ACTIVE, [1900])
        # What the earlier subscription had opened is open again.
        assert seat(course, ada).state == EnrolmentState.ACTIVE


def test_nobody_touches_anothers(provider):
    subscription = subscribed(provider, new_plan())
    for deed in (cancel, resume):
        with pytest.raises(NotFound):
            deed(subscription, actor=UserFactory())
    assert provider.control("GET", "truth")["subscriptions"][0]["cancel_at_period_end"] is False


def test_a_pause_begins_after_what_is_paid_and_ends_by_itself(provider, in_plan):
    ada, course = UserFactory(), in_plan().course
    subscription = subscribed(provider, new_plan(), ada)
    join_course(course, ada)
    paused = pause(subscription, 1, actor=ada)
    assert (paused.state, paused.is_good, paused.pauses) == (SubscriptionState.ACTIVE, True, True)
    with days_later(provider, 32):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.PAUSED, False)
        assert seat(course, ada).state == EnrolmentState.ENDED
        assert totals(subscription) == [1900]
    with days_later(provider, 32):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.ACTIVE, True)
        assert seat(course, ada).state == EnrolmentState.ACTIVE
        assert totals(subscription) == [1900, 1900]


def test_a_pause_is_ended_early_with_a_new_period(provider):
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(), ada)
    pause(subscription, 3, actor=ada)
    assert resume(subscription, actor=ada).pauses is False
    assert totals(subscription) == [1900]
    pause(subscription, 3, actor=ada)
    with days_later(provider, 40):
        assert settle_subscription(subscription).state == SubscriptionState.PAUSED
        assert resume(subscription, actor=ada).is_good
        assert totals(subscription) == [1900, 1900]


def test_a_pause_goes_on_when_ending_it_cannot_be_paid(provider, library):
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(), ada, card=DECLINED_LATER)
    pause(subscription, 3, actor=ada)
    with days_later(provider, 40):
        settle_subscription(subscription)
        with pytest.raises(PlanPaymentDeclined):
            resume(subscription, actor=ada)
        settle_subscription(subscription)
        subscription.refresh_from_db()
        assert (subscription.state, subscription.pauses) == (SubscriptionState.PAUSED, True)
        assert totals(subscription) == [1900]
        assert "open" not in {each["status"] for each in provider.control("GET", "truth")["invoices"]}

        pays_with(library, subscription, "pm_card_visa")
        assert resume(subscription, actor=ada).is_good
        assert totals(subscription) == [1900, 1900]


def test_a_failed_payment_is_told_closes_after_the_grace_and_opens_again(provider, in_plan, library):
    ada, course = UserFactory(), in_plan().course
    subscription = subscribed(provider, new_plan(), ada, card=DECLINED_LATER)
    held = join_course(course, ada)
    with at_moment(provider, subscription.period_end + timedelta(hours=2)):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.PAST_DUE, True)
        told = Notice.objects.get(person=ada, kind="orders.plan_unpaid")
        assert told.url == "/account/plan/cards"
        assert open_portal(ada).startswith(provider.base)
    with days_later(provider, 7):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.PAST_DUE, False)
        assert seat(course, ada).state == EnrolmentState.ENDED
        truth = provider.control("GET", "truth")
        good = library.v1.payment_methods.attach("pm_card_visa", {"customer": truth["customers"][0]["id"]})
        library.v1.invoices.pay(truth["invoices"][-1]["id"], {"payment_method": good.id})
        settle_subscription(subscription)
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.ACTIVE, True)
        assert (seat(course, ada).state, seat(course, ada).pk) == (EnrolmentState.ACTIVE, held.pk)
        assert totals(subscription) == [1900, 1900]


def test_a_failure_that_is_heard_of_late_promises_nothing(provider):
    ada = UserFactory()
    subscription = subscribed(provider, new_plan(), ada, card=DECLINED_LATER)
    with at_moment(provider, subscription.period_end + timedelta(days=8)):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.PAST_DUE, False)
    told = Notice.objects.get(person=ada, kind="orders.plan_unpaid")
    assert "Please look at your card." in told.body
    assert "stay open" not in told.body


def test_who_never_pays_loses_the_plan(provider):
    subscription = subscribed(provider, new_plan(), card=DECLINED_LATER)
    with days_later(provider, 60):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert (subscription.state, subscription.is_good) == (SubscriptionState.ENDED, False)
        assert PlanInvoice.objects.count() == 1


def test_a_course_that_was_bought_stays(provider, in_plan):
    ada, course = UserFactory(), in_plan().course
    subscription = subscribed(provider, new_plan(), ada)
    join_course(course, ada)
    enrol_learner(course, ada, source=EnrolmentSource.BOUGHT, actor=None)
    cancel(subscription, actor=ada)
    with days_later(provider, 32):
        sweep_subscriptions()
        assert seat(course, ada).state == EnrolmentState.ACTIVE


def finish(made, person, at, lessons=1):
    for lesson in list(made.lessons)[:lessons]:
        LessonProgress.objects.create(
            course=made.course, lesson=lesson, learner=person, is_completed=True,
            first_access_at=at, last_access_at=at, completed_at=at,
        )  # fmt: skip


def test_what_a_period_brought_is_shared_by_the_lessons_that_were_finished(provider, in_plan):
    ada, one, other = UserFactory(), new_seller("One"), new_seller("Other")
    first, second, third = in_plan(owner=one), in_plan(owner=other), in_plan(owner=new_seller("Third"))
    subscription = subscribed(provider, new_plan(minor=1000, commission_basis_points=3000), ada)
    for made in (first, second, third):
        join_course(made.course, ada)
    at = subscription.period_start + timedelta(days=1)
    finish(first, ada, at)
    finish(second, ada, at)
    assert share_out() == 0
    with days_later(provider, 32):
        assert share_out() == 1
        assert share_out() == 0
    assert (owed_to(one), owed_to(other)) == (350, 350)
    assert balance("plans") == 0
    assert LineShare.objects.filter(payee=None).count() == 0


def test_a_refund_before_the_sharing_leaves_less_to_share(provider, in_plan):
    ada, seller = UserFactory(), new_seller()
    made = in_plan(owner=seller)
    subscription = subscribed(provider, new_plan(minor=1000, commission_basis_points=3000), ada)
    join_course(made.course, ada)
    finish(made, ada, subscription.period_start + timedelta(days=1))
    order = Order.objects.get()
    refund_order(order, {order.lines.get(): 333}, note="Ill", actor=UserFactory(roles=["administrator"]))
    jobs.run_pending()
    with days_later(provider, 32):
        share_out()
    assert owed_to(seller) == 700 - (333 - 333 * 300 // 1000)
    assert balance("plans") == 0


def test_what_nobody_used_stays_to_be_shared(provider):
    subscribed(provider, new_plan(minor=1000, commission_basis_points=3000))
    with days_later(provider, 32):
        share_out()
    assert balance("plans") == -700
    assert Enrolment.objects.count() == 0
