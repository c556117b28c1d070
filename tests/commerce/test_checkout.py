"""What is promised when somebody says "buy"."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from commerce.enums import ORDER_MOVES, OrderState, PaymentState, PriceState
from commerce.errors import (
    AlreadyBought,
    NotInCurrency,
    OrderUnderWay,
    PriceChanged,
    SellingIsClosed,
)
from commerce.models import CommissionTerm, Order, OrderLine, Price
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.prices import confirm_price, propose_price
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from courses.enums import Availability, EnrolmentSource
from courses.errors import AlreadyLearning, CourseFull, CourseNotOpen, CoursePaused, OwnCourse
from courses.models import Course
from courses.operations.enrolment import enrol_learner
from kit.errors import NotAllowed, NotFound
from kit.failpoints import hold
from kit.money import Money
from tests.commerce.conftest import wants
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-D1")


def test_an_order_keeps_what_was_promised(priced):
    made, buyer = priced(4999), UserFactory()
    order = place_order(buyer, wants(made, expected=Money(4999, "EUR")))
    line = order.lines.get()
    assert (order.state, order.total, order.buyer) == (OrderState.PENDING, Money(4999, "EUR"), buyer)
    assert (line.title, line.price_minor, line.total_minor) == (made.course.title, 4999, 4999)
    assert (line.commission_basis_points, line.commission_minor) == (1500, 750)
    assert [(share.payee, share.amount_minor) for share in line.shares.all()] == [(made.owner, 4249)]
    payment = order.payments.get()
    assert (payment.state, payment.amount_minor, payment.currency) == (PaymentState.INTENDED, 4999, "EUR")

    price = propose_price("course", made.course.public_id, amount_minor=9900, currency="EUR", actor=made.owner)
    confirm_price(price, actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    line.refresh_from_db()
    assert line.price_minor == 4999
    assert place_order(buyer, wants(made)) == order


def test_a_course_may_have_a_commission_of_its_own(priced):
    made = priced(1000)
    CommissionTerm.objects.create(sellable_kind="course", sellable_id=made.course.public_id, basis_points=2000)
    assert place_order(UserFactory(), wants(made)).lines.get().commission_minor == 200


def test_what_was_promised_is_frozen_by_the_database(ordered):
    order = ordered()
    for change in (
        lambda: Order.objects.filter(pk=order.pk).update(total_minor=1),
        lambda: order.lines.update(price_minor=1, total_minor=1),
        lambda: order.lines.update(title="Another"),
        lambda: order.lines.get().shares.update(amount_minor=1),
    ):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            change()


@pytest.mark.parametrize("state", OrderState.values)
@pytest.mark.parametrize("wanted", OrderState.values)
def test_orders_move_by_the_table(ordered, state, wanted):
    order = ordered()
    path = {"pending": [], "paid": ["paid"], "refunded": ["paid", "refunded"], "cancelled": ["cancelled"]}[state]
    for step in path:
        Order.objects.filter(pk=order.pk).update(state=step, paid_at=order.placed_at)
    move = Order.objects.filter(pk=order.pk)
    if wanted == state or wanted in ORDER_MOVES[state]:
        move.update(state=wanted, paid_at=order.placed_at)
        return
    with pytest.raises(DatabaseError, match="does not go from"), transaction.atomic():
        move.update(state=wanted, paid_at=order.placed_at)
    assert move.get().state == state


def test_prices_come_from_the_server(priced):
    made = priced(4900)
    for seen in (Money(1, "EUR"), Money(4900, "USD"), Money(4901, "EUR"), Money(0, "EUR")):
        with pytest.raises(PriceChanged):
            place_order(UserFactory(), wants(made, expected=seen))
    assert not Order.objects.exists()


def test_nothing_is_sold_without_a_key(priced, settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(SellingIsClosed):
        place_order(UserFactory(), wants(priced()))


def test_what_cannot_be_had_is_not_sold(priced):
    buyer = UserFactory()
    full, paused, archived, own = priced(seat_limit=1), priced(), priced(), priced()
    enrol_learner(full.course, UserFactory(), source=EnrolmentSource.BOUGHT, actor=None)
    Course.objects.filter(pk=archived.course.pk).update(availability=Availability.ARCHIVED)
    held, unpriced = priced(), live_course()
    enrol_learner(held.course, buyer, source=EnrolmentSource.BOUGHT, actor=None)
    Course.objects.filter(pk=paused.course.pk).update(is_paused=True)
    for made, person, refusal in (
        (full, buyer, CourseFull),
        (paused, buyer, CoursePaused),
        (archived, buyer, NotFound),
        (own, own.owner, OwnCourse),
        (held, buyer, AlreadyLearning),
        (unpriced, buyer, NotFound),
        (priced(), UserFactory(is_active=False), (NotFound, NotAllowed)),
    ):
        with pytest.raises(refusal):
            place_order(person, wants(made))
    with pytest.raises(CourseNotOpen):
        place_order(archived.owner, wants(archived))
    with pytest.raises(NotFound):
        place_order(buyer, [Wanted("spaceship", full.course.public_id)])
    assert not Order.objects.exists()


def test_currencies_are_not_mixed(priced):
    with pytest.raises(NotInCurrency):
        place_order(UserFactory(), wants(priced(100, "EUR"), priced(100, "USD")))


def test_several_courses_make_one_order_and_one_thing_is_bought_once(priced, truth):
    first, second, third, buyer = priced(1000), priced(2500), priced(300), UserFactory()
    order = place_order(buyer, wants(first, second))
    assert order.total_minor == 3500
    assert place_order(buyer, wants(second, first)) == order
    for other in (
        wants(first),
        wants(first, third),
        wants(first, second, third),
        wants(first, expected=Money(1, "EUR")),
    ):
        with pytest.raises(OrderUnderWay):
            place_order(buyer, other)
    apply_truth(order.payments.get(), truth(order.payments.get()))
    with pytest.raises(AlreadyBought):
        place_order(buyer, wants(first))
    assert place_order(buyer, wants(third)) != order


def test_what_was_given_up_can_be_bought_anew(ordered, priced):
    made, buyer = priced(), UserFactory()
    order = ordered(made, buyer=buyer)
    give_up_payment(order.payments.get())
    give_up_payment(order.payments.get())
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert order.payments.get().state == PaymentState.EXPIRED
    assert place_order(buyer, wants(made)) != order


def test_the_database_itself_lets_nobody_buy_a_thing_twice(ordered, priced):
    made, buyer = priced(), UserFactory()
    line = ordered(made, buyer=buyer).lines.get()
    other = ordered(priced(), buyer=buyer)
    copy = OrderLine(
        order=other, buyer=buyer, sellable_kind=line.sellable_kind, sellable_id=line.sellable_id, title="Again",
        price_minor=1, total_minor=1, commission_basis_points=0, commission_minor=0,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="nobody_buys_a_thing_twice"), transaction.atomic():
        copy.save()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_order(priced):
    made, buyer = priced(), UserFactory()
    with hold("commerce.buyer_locked") as held:
        first = Runner(lambda: place_order(buyer, wants(made)))
        held.wait_until_reached()
        second = Runner(lambda: place_order(buyer, wants(made)))
        wait_for_a_lock_queue(second)
    assert first.outcome() == second.outcome() == Order.objects.get()


def test_a_price_in_two_currencies_is_the_one_that_holds(priced):
    made = priced(5000, "JPY")
    assert place_order(UserFactory(), wants(made)).total == Money(5000, "JPY")
    assert Price.objects.filter(state=PriceState.ACTIVE).count() == 1
