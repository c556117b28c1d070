"""Who sits in a full course by their plan has a seat already: they buy that one, and nobody loses or doubles theirs."""

import pytest
from django.db import transaction

from commerce.enums import OrderState, SubscriptionState
from commerce.models import Order, Subscription
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.plan_access import close_grants
from commerce.operations.settlement import apply_truth
from courses.enums import EnrolmentSource, EnrolmentState
from courses.errors import CourseFull
from courses.models import Course, Enrolment, SeatHold
from courses.operations.plans import join_course
from kit import clock
from kit.failpoints import hold
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.giving import order_gift
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.covers("fault-C1", "req-D2"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def seated(priced, running):
    """A course with one seat, and the subscription whose subscriber sits there by it."""
    made, held = priced(seat_limit=1), running()
    Course.objects.filter(pk=made.course.pk).update(in_plans=True)
    made.course.refresh_from_db()
    join_course(made.course, held.subscriber)
    return made, held


def counted(made):
    """How many seats are taken, and how many of them are kept for who is paying."""
    return Course.objects.get(pk=made.course.pk).seats_taken, SeatHold.objects.filter(course=made.course).count()


def seat(made, person):
    held = Enrolment.objects.get(course=made.course, learner=person)
    return held.source, held.state


def pay(order, truth):
    payment = order.payments.get()
    apply_truth(payment, truth(payment))


def end(held):
    """The subscription is over, and what it opened closes."""
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=held.pk)
        held.state, held.is_good, held.ended_at = SubscriptionState.ENDED, False, clock.now()
        held.save(update_fields=["state", "is_good", "ended_at"])
        close_grants(held)


def test_who_sits_in_a_full_course_by_their_plan_buys_it_to_keep(seated, truth):
    made, held = seated
    ada = held.subscriber
    order = place_order(ada, wants(made))
    assert (order.total_minor, counted(made)) == (4900, (1, 0))
    with pytest.raises(CourseFull):
        place_order(UserFactory(), wants(made))
    for _again in range(2):
        pay(order, truth)
    assert (seat(made, ada), counted(made)) == ((EnrolmentSource.BOUGHT, EnrolmentState.ACTIVE), (1, 0))
    end(held)
    assert (seat(made, ada), counted(made)) == ((EnrolmentSource.BOUGHT, EnrolmentState.ACTIVE), (1, 0))


def test_a_seat_of_their_own_is_none_to_give(seated):
    made, held = seated
    with pytest.raises(CourseFull):
        order_gift(held.subscriber, made)
    assert (counted(made), Order.objects.count()) == ((1, 0), 0)


def test_where_seats_are_left_no_second_one_is_kept_for_who_sits_there(seated):
    made, held = seated
    Course.objects.filter(pk=made.course.pk).update(seat_limit=2)
    place_order(held.subscriber, wants(made))
    assert counted(made) == (1, 0)
    assert place_order(UserFactory(), wants(made)).state == OrderState.PENDING
    assert counted(made) == (2, 1)


def test_who_gives_up_paying_sits_there_by_their_plan_as_before(seated):
    made, held = seated
    order = place_order(held.subscriber, wants(made))
    for _again in range(2):
        give_up_payment(order.payments.get())
    assert seat(made, held.subscriber) == (EnrolmentSource.PLAN, EnrolmentState.ACTIVE)
    assert counted(made) == (1, 0)


def test_a_plan_that_ends_while_somebody_pays_leaves_them_the_seat_they_pay_for(seated, truth):
    made, held = seated
    ada = held.subscriber
    order = place_order(ada, wants(made))
    for _again in range(2):
        end(held)
    assert (seat(made, ada), counted(made)) == ((EnrolmentSource.PLAN, EnrolmentState.ENDED), (1, 1))
    with pytest.raises(CourseFull):
        place_order(UserFactory(), wants(made))
    pay(order, truth)
    assert (seat(made, ada), counted(made)) == ((EnrolmentSource.BOUGHT, EnrolmentState.ACTIVE), (1, 0))


def test_who_neither_has_a_plan_any_more_nor_pays_leaves_the_seat_to_others(seated):
    made, held = seated
    order = place_order(held.subscriber, wants(made))
    end(held)
    give_up_payment(order.payments.get())
    assert counted(made) == (0, 0)
    assert place_order(UserFactory(), wants(made)).state == OrderState.PENDING


def test_who_began_to_pay_before_they_joined_keeps_the_seat_kept_for_that(seated, running):
    made, _held = seated
    Course.objects.filter(pk=made.course.pk).update(seat_limit=3)
    late = running()
    place_order(late.subscriber, wants(made))
    join_course(made.course, late.subscriber)
    assert counted(made) == (3, 1)
    end(late)
    assert counted(made) == (2, 1)


def test_where_seats_are_no_longer_limited_none_is_kept(seated):
    made, held = seated
    place_order(held.subscriber, wants(made))
    Course.objects.filter(pk=made.course.pk).update(seat_limit=None)
    end(held)
    assert counted(made) == (0, 0)


def test_a_full_course_stands_in_the_cart_of_who_sits_there_by_their_plan(seated, signed_in):
    made, held = seated
    wanted = {"items": [{"kind": "course", "id": str(made.course.public_id)}]}
    lines = {}
    for person in (held.subscriber, UserFactory()):
        api = signed_in(person)
        api.post("/api/v1/me/cart", wanted, format="json")
        [lines[person]] = api.get("/api/v1/me/cart").json()["lines"]
    of_subscriber, of_other = lines.values()
    assert (of_subscriber["price"]["amount_minor"], of_subscriber["refusal"]) == (4900, None)
    assert of_other["refusal"]["reason"] == "course_full"


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_ends_while_the_order_is_placed_waits_and_finds_it(seated):
    """Control: without the lock on the course the plan gives the seat away that the order relies on."""
    made, held = seated
    with hold("courses.seat_by_plan_seen") as standing:
        buying = Runner(lambda: place_order(held.subscriber, wants(made)))
        standing.wait_until_reached()
        ending = Runner(lambda: end(held))
        wait_for_a_lock_queue(ending)
    assert isinstance(buying.outcome(), Order)
    assert ending.outcome() is None
    assert counted(made) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_who_gives_up_paying_while_their_plan_ends_keeps_no_seat(seated):
    """Control: without the lock on the course a seat stays kept for an order that is over."""
    made, held = seated
    order = place_order(held.subscriber, wants(made))
    with hold("courses.seat_by_plan_ends") as standing:
        ending = Runner(lambda: end(held))
        standing.wait_until_reached()
        giving_up = Runner(lambda: give_up_payment(order.payments.get()))
        wait_for_a_lock_queue(giving_up)
    assert (ending.outcome(), giving_up.outcome()) == (None, None)
    assert counted(made) == (0, 0)
