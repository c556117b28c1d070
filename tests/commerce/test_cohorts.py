"""Courses joined in cohorts are sold: a place is kept while somebody pays, and chosen once they have (ADR 0061)."""

import threading

import pytest

from commerce.models import Order
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.gift_acceptance import accept_gift
from commerce.operations.gift_codes import code_of
from commerce.operations.settlement import apply_truth
from courses.errors import NoCohortToJoin
from courses.models import Cohort, Course, Enrolment, SeatHold
from courses.operations.choosing_cohorts import choose_cohort
from courses.operations.enrolment import places_in_cohorts
from kit import clock
from kit.failpoints import hold
from kit.invariants import violations
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.commerce.giving import given
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import cohort_of
from tests.races import Runner, wait_for_a_lock_queue

__all__ = ["given"]

pytestmark = [pytest.mark.covers("req-C15"), pytest.mark.covers("fault-C1")]


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []
    assert [each.found for each in violations(["cohorts_count_their_seats"])] == []


def pay(order, truth, *refunds):
    payment = order.payments.get()
    apply_truth(payment, truth(payment, *refunds))


def test_a_place_is_kept_while_one_pays_and_chosen_afterwards(priced, truth):
    made, buyer = priced(), UserFactory()
    cohort = cohort_of(made.course, seat_limit=1)
    order = place_order(buyer, wants(made))
    assert (places_in_cohorts(made.course), SeatHold.objects.count()) == (0, 1)
    with pytest.raises(NoCohortToJoin):
        place_order(UserFactory(), wants(made))
    pay(order, truth)
    assert (places_in_cohorts(made.course), SeatHold.objects.count()) == (0, 0)
    seat = choose_cohort(made.course, buyer, cohort.public_id)
    assert (seat.cohort, Cohort.objects.get().seats_taken, Order.objects.count()) == (cohort, 1, 1)


def test_a_place_that_nobody_pays_for_is_free_again(priced):
    made = priced()
    cohort_of(made.course, seat_limit=1)
    give_up_payment(place_order(UserFactory(), wants(made)).payments.get())
    assert place_order(UserFactory(), wants(made)).total_minor == 4900


def test_who_has_paid_is_let_in_though_the_cohort_has_closed_meanwhile(priced, truth):
    made, buyer = priced(), UserFactory()
    cohort = cohort_of(made.course, seat_limit=1)
    order = place_order(buyer, wants(made))
    with clock.held_at(cohort.starts_at):
        pay(order, truth)
    seat = Enrolment.objects.get()
    assert (seat.learner, seat.must_choose, order.lines.get().refusal) == (buyer, True, "")


def test_money_that_goes_back_gives_the_cohorts_seat_back(priced, truth):
    made, buyer = priced(), UserFactory()
    cohort = cohort_of(made.course, seat_limit=1)
    order = place_order(buyer, wants(made))
    pay(order, truth)
    choose_cohort(made.course, buyer, cohort.public_id)
    pay(order, truth, given_back(4900))
    seat = Enrolment.objects.get()
    assert (seat.state, seat.cohort, Cohort.objects.get().seats_taken) == ("refunded", None, 0)
    assert places_in_cohorts(made.course) == 1


def test_a_gift_keeps_a_place_for_who_accepts_it(priced, given):
    made, receiver = priced(), UserFactory()
    cohort = cohort_of(made.course, seat_limit=1)
    gift = given(made)
    assert places_in_cohorts(made.course) == 0
    accept_gift(code_of(gift), actor=receiver)
    assert choose_cohort(made.course, receiver, cohort.public_id).cohort == cohort


@pytest.mark.django_db(transaction=True)
def test_two_who_both_saw_the_last_place_do_not_both_pay_for_it(priced):
    made = priced()
    cohort_of(made.course, seat_limit=1)
    with hold("courses.seats_counted_before_holding") as held:
        first = Runner(lambda: place_order(UserFactory(), wants(made)))
        held.wait_until_reached()
        second = Runner(lambda: place_order(UserFactory(), wants(made)))
        wait_for_a_lock_queue(second)
    assert isinstance(first.outcome(), Order)
    assert isinstance(second.outcome(), NoCohortToJoin)
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_both_pay_for_it(priced, monkeypatch):
    monkeypatch.setattr(type(Course.objects.all()), "select_for_update", lambda self, *args, **kwargs: self)
    made = priced()
    cohort_of(made.course, seat_limit=1)
    with hold("courses.seats_counted_before_holding") as held:
        first = Runner(lambda: place_order(UserFactory(), wants(made)))
        held.wait_until_reached()
        assert isinstance(Runner(lambda: place_order(UserFactory(), wants(made))).outcome(), Order)
    assert isinstance(first.outcome(), Order)
    assert SeatHold.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_a_crowd_as_many_buy_as_there_are_places(priced):
    made, crowd = priced(), [UserFactory() for _place in range(16)]
    cohort_of(made.course, seat_limit=2)
    cohort_of(made.course, days=30, seat_limit=1)
    start = threading.Barrier(len(crowd))

    def buy(person):
        start.wait()
        return place_order(person, wants(made))

    outcomes = [each.outcome() for each in [Runner(lambda person=person: buy(person)) for person in crowd]]
    assert sum(isinstance(each, Order) for each in outcomes) == 3
    assert sum(isinstance(each, NoCohortToJoin) for each in outcomes) == 13
    assert SeatHold.objects.count() == Order.objects.count() == 3
