"""Who has a course by their plan may buy it: then it is theirs, with the plan and without."""

import pytest

from commerce.operations.checkout import open_payment, place_order
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import settle_payment
from commerce.operations.subscription_changes import cancel
from commerce.operations.subscriptions import sweep_subscriptions
from courses.enums import EnrolmentSource, EnrolmentState
from courses.models import Course, LessonProgress
from courses.operations.plans import join_course
from kit import jobs
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.subscribing import days_later, new_plan, subscribed
from tests.commerce.test_subscription_changes import finish
from tests.commerce.test_subscriptions import seat
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]


@pytest.fixture(autouse=True)
def everything_holds():
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def joined(provider, priced):
    """A course that somebody has by their plan, and has begun; with them and their subscription."""
    made, ada = priced(4900), UserFactory()
    Course.objects.filter(pk=made.course.pk).update(in_plans=True)
    made.course.refresh_from_db()
    subscription = subscribed(provider, new_plan(), ada)
    join_course(made.course, ada)
    finish(made, ada, subscription.period_start)
    return made, ada, subscription


def bought(provider, made, person):
    order = place_order(person, wants(made))
    payment = open_payment(order)
    provider.control("POST", f"sessions/{payment.session_id}/pay")
    settle_payment(payment)
    order.refresh_from_db()
    return order


def test_what_was_bought_survives_the_plan(provider, joined):
    made, ada, subscription = joined
    order = bought(provider, made, ada)
    assert (order.total_minor, order.lines.get().refusal) == (4900, "")
    held = seat(made.course, ada)
    assert (held.source, held.state) == (EnrolmentSource.BOUGHT, EnrolmentState.ACTIVE)
    cancel(subscription, actor=ada)
    with days_later(provider, 32):
        sweep_subscriptions()
        subscription.refresh_from_db()
        assert not subscription.is_good
        held.refresh_from_db()
        assert held.state == EnrolmentState.ACTIVE
        assert LessonProgress.objects.filter(learner=ada, course=made.course).count() == 1


def test_what_is_given_back_is_open_as_long_as_the_plan_is(provider, joined):
    made, ada, subscription = joined
    order = bought(provider, made, ada)
    refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=UserFactory(roles=["administrator"]))
    jobs.run_pending()
    assert (seat(made.course, ada).source, seat(made.course, ada).state) == (
        EnrolmentSource.PLAN,
        EnrolmentState.ACTIVE,
    )
    cancel(subscription, actor=ada)
    with days_later(provider, 32):
        sweep_subscriptions()
        assert seat(made.course, ada).state == EnrolmentState.ENDED


def test_a_cart_takes_it_at_its_price(joined, signed_in):
    made, ada, _subscription = joined
    api = signed_in(ada)
    wanted = {"items": [{"kind": "course", "id": str(made.course.public_id)}]}
    assert api.post("/api/v1/me/cart", wanted, format="json").status_code in {200, 201}
    cart = api.get("/api/v1/me/cart").json()
    assert (cart["total"]["amount_minor"], len(cart["lines"])) == (4900, 1)
