"""Limited seats: kept while somebody pays, given to who paid, never more than there are (DESIGN 11, FAULTS C1)."""

import threading

import pytest

from commerce.enums import OrderState
from commerce.models import Order, OrderLine
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.settlement import apply_truth
from courses.enums import Availability, EnrolmentSource, EnrolmentState
from courses.errors import CourseFull
from courses.models import Course, Enrolment, SeatHold
from courses.operations.enrolment import enrol_learner
from kit.failpoints import hold
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("fault-C1")


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []


def taken(made):
    return Course.objects.get(pk=made.course.pk).seats_taken


def pay(order, truth, *refunds):
    payment = order.payments.get()
    apply_truth(payment, truth(payment, *refunds))


def test_the_last_seat_is_kept_for_who_is_paying_and_nobody_else_pays_for_it(priced, truth):
    made, first, second = priced(seat_limit=1), UserFactory(), UserFactory()
    order = place_order(first, wants(made))
    assert (taken(made), SeatHold.objects.get().reference) == (1, order.lines.get().public_id)
    with pytest.raises(CourseFull):
        place_order(second, wants(made))
    with pytest.raises(CourseFull):
        enrol_learner(made.course, second, source=EnrolmentSource.BOUGHT, actor=None)
    assert place_order(first, wants(made)) == order
    for _again in range(2):
        pay(order, truth)
    assert Enrolment.objects.get().learner == first
    assert (taken(made), SeatHold.objects.count(), Order.objects.count()) == (1, 0, 1)


def test_a_seat_that_nobody_pays_for_is_free_again(priced):
    made = priced(seat_limit=1)
    order = place_order(UserFactory(), wants(made))
    for _again in range(2):
        give_up_payment(order.payments.get())
    assert (taken(made), SeatHold.objects.count()) == (0, 0)
    assert place_order(UserFactory(), wants(made)).state == OrderState.PENDING


def test_of_a_cart_all_seats_are_kept_or_none(priced):
    open_, full = priced(seat_limit=3), priced(seat_limit=1)
    place_order(UserFactory(), wants(full))
    with pytest.raises(CourseFull):
        place_order(UserFactory(), wants(open_, full))
    assert (taken(open_), taken(full)) == (0, 1)


def test_what_was_paid_and_cannot_be_given_keeps_no_seat(priced, truth):
    made = priced(seat_limit=1)
    order = place_order(UserFactory(), wants(made))
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    pay(order, truth)
    assert (order.lines.get().refusal, taken(made), SeatHold.objects.count()) == ("course_not_open", 0, 0)


def test_money_that_went_back_before_we_heard_of_it_keeps_no_seat(priced, truth):
    made = priced(seat_limit=1)
    order = place_order(UserFactory(), wants(made))
    pay(order, truth, given_back(4900))
    assert (taken(made), SeatHold.objects.count(), Enrolment.objects.count()) == (0, 0, 0)


def test_who_was_let_in_meanwhile_holds_one_seat_not_two(priced, truth):
    made, buyer = priced(seat_limit=2), UserFactory()
    order = place_order(buyer, wants(made))
    enrol_learner(made.course, buyer, source=EnrolmentSource.BOUGHT, actor=None)
    assert taken(made) == 2
    pay(order, truth)
    assert taken(made) == Enrolment.objects.filter(state=EnrolmentState.ACTIVE).count() == 1


def test_where_seats_are_not_limited_none_are_kept(priced):
    made = priced()
    place_order(UserFactory(), wants(made))
    assert (taken(made), SeatHold.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_both_saw_the_last_seat_do_not_both_get_it(priced):
    """Control: without the lock on the course the second passes while the first stands between count and hold."""
    made = priced(seat_limit=1)
    with hold("courses.seats_counted_before_holding") as held:
        first = Runner(lambda: place_order(UserFactory(), wants(made)))
        held.wait_until_reached()
        second = Runner(lambda: place_order(UserFactory(), wants(made)))
        wait_for_a_lock_queue(second)
    assert isinstance(first.outcome(), Order)
    assert isinstance(second.outcome(), CourseFull)
    assert taken(made) == OrderLine.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_a_crowd_as_many_buy_as_there_are_seats(priced):
    made, crowd = priced(seat_limit=3), [UserFactory() for _place in range(24)]
    start = threading.Barrier(len(crowd))

    def buy(person):
        start.wait()
        return place_order(person, wants(made))

    outcomes = [each.outcome() for each in [Runner(lambda person=person: buy(person)) for person in crowd]]
    assert sum(isinstance(each, Order) for each in outcomes) == 3
    assert sum(isinstance(each, CourseFull) for each in outcomes) == 21
    assert taken(made) == SeatHold.objects.count() == Order.objects.count() == 3
