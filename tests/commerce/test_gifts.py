"""A course is bought for somebody else, who accepts it: once, by one person (REQUIREMENTS C15)."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from commerce.enums import GiftState, OrderState
from commerce.errors import GiftAccepted, GiftGivenBack, GiftsWaiting, HasItAlready, NotByPolicy, OrderUnderWay
from commerce.gates import Thing
from commerce.models import Gift, Order, OrderLine, Refund
from commerce.operations.carts import add_to_cart, read_cart
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.gift_acceptance import accept_gift
from commerce.operations.gift_codes import code_of, hash_of
from commerce.operations.giving_back import give_back
from commerce.operations.settlement import apply_truth
from courses.enums import Availability, EnrolmentSource, EnrolmentState
from courses.errors import OwnCourse
from courses.models import Course, Enrolment, SeatHold
from kit import clock, jobs
from kit.errors import InvalidInput, NotFound
from kit.failpoints import hold
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.commerce.giving import given, order_gift
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

__all__ = ["given"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []


@contextmanager
def undone():
    """Nothing of what is done inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seat_of(person):
    return Enrolment.objects.filter(learner=person).first()


def back(gift, truth):
    """The money went back at the provider."""
    payment = gift.line.order.payments.get()
    apply_truth(payment, truth(payment, given_back(payment.amount_minor, name=f"re_gift_{gift.pk}")))


def test_a_gift_goes_to_who_accepts_it_and_not_to_who_paid(given):
    gift, ana = given(), UserFactory()
    giver = gift.line.buyer
    assert (gift.state, seat_of(giver)) == (GiftState.WAITING, None)
    jobs.run_pending()
    letter = next(each for each in mail.outbox if each.to == ["ana@example.org"])
    assert letter.subject == f"Rui Matos gives you “{gift.line.title}”"
    assert "For the summer." in letter.body
    assert f"/gifts/{code_of(gift)}" in letter.body
    gift.refresh_from_db()
    assert gift.state == GiftState.SENT

    for _again in range(2):
        accept_gift(code_of(gift), actor=ana)
    assert (seat_of(ana).source, seat_of(ana).state) == (EnrolmentSource.GIFT, EnrolmentState.ACTIVE)
    assert seat_of(giver) is None
    assert Gift.objects.get().state == GiftState.ACCEPTED
    assert Notice.objects.filter(person=giver, kind="orders.gift_accepted").count() == 1


def test_what_is_kept_of_a_link_is_not_what_opens_it(given):
    gift = given()
    assert gift.code_hash == hash_of(code_of(gift)) != code_of(gift)
    with pytest.raises(NotFound):
        accept_gift(gift.code_hash, actor=UserFactory())


def test_nobody_accepts_what_is_not_paid_for(priced):
    order = order_gift(UserFactory(), priced())
    with pytest.raises(NotFound):
        accept_gift(code_of(Gift.objects.get(line__order=order)), actor=UserFactory())
    assert not Enrolment.objects.exists()


def test_who_has_a_course_may_give_it_and_give_it_twice(given, priced, truth):
    made, giver = priced(), UserFactory()
    order = place_order(giver, wants(made))
    apply_truth(order.payments.get(), truth(order.payments.get()))
    first = given(made, giver)
    second = given(made, giver)
    third = given(made, giver, email="rui@example.org")
    assert len({first.pk, second.pk, third.pk}) == 3
    for gift in (first, second, third):
        accept_gift(code_of(gift), actor=UserFactory())
    assert Enrolment.objects.open().count() == 4


def test_giving_a_course_does_not_stand_for_buying_it_oneself(given, priced, truth):
    made, giver = priced(), UserFactory()
    add_to_cart(giver, [Thing("course", made.course.public_id)])
    given(made, giver)
    assert [line.refusal for line in read_cart(giver).lines] == [None]
    order = place_order(giver, wants(made))
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert seat_of(giver).source == EnrolmentSource.BOUGHT


def test_the_same_gift_asked_for_twice_is_one_order(priced):
    giver, made = UserFactory(), priced()
    first = order_gift(giver, made)
    assert order_gift(giver, made) == first
    assert order_gift(giver, made, message="Another") != first
    assert order_gift(giver, made, name="Rui") != first
    give_up_payment(first.payments.get())
    assert order_gift(giver, made) != first


def test_gifts_that_nobody_pays_for_are_few(priced):
    giver, made = UserFactory(), priced(seat_limit=20)
    for number in range(5):
        order_gift(giver, made, email=f"{number}@example.org")
    with pytest.raises(GiftsWaiting):
        order_gift(giver, made)
    assert (Order.objects.count(), SeatHold.objects.count()) == (5, 5)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "recipient_name"),
        ({"name": "a" * 101}, "recipient_name"),
        ({"email": "nobody"}, "recipient_email"),
        ({"message": "a" * 1001}, "message"),
    ],
)
def test_what_is_said_wrongly_orders_nothing(priced, wrong, field):
    with pytest.raises(InvalidInput) as refusal:
        order_gift(UserFactory(), priced(), **wrong)
    assert list(refusal.value.fields) == [field]
    assert not Order.objects.exists()


def test_a_seat_stays_kept_until_the_gift_is_accepted(given, priced):
    made, ana = priced(seat_limit=1), UserFactory()
    gift = given(made)
    taken = Course.objects.get(pk=made.course.pk).seats_taken
    assert (taken, SeatHold.objects.get().reference) == (1, gift.line.public_id)
    assert broken_invariants() == []
    accept_gift(code_of(gift), actor=ana)
    assert (Course.objects.get(pk=made.course.pk).seats_taken, SeatHold.objects.count()) == (1, 0)


def test_a_seat_of_a_gift_given_back_is_free_again(given, priced, truth):
    made = priced(seat_limit=1)
    gift = given(made)
    back(gift, truth)
    assert (Course.objects.get(pk=made.course.pk).seats_taken, SeatHold.objects.count()) == (0, 0)
    with pytest.raises(GiftGivenBack):
        accept_gift(code_of(gift), actor=UserFactory())
    assert not Enrolment.objects.exists()


def test_access_ends_for_who_accepted_it_when_the_money_goes_back(given, truth):
    gift, ana = given(), UserFactory()
    accept_gift(code_of(gift), actor=ana)
    back(gift, truth)
    assert seat_of(ana).state == EnrolmentState.REFUNDED
    assert Order.objects.get().state == OrderState.REFUNDED
    assert Gift.objects.get().state == GiftState.GIVEN_BACK
    with pytest.raises(GiftGivenBack):
        accept_gift(code_of(gift), actor=ana)


def test_what_the_giver_has_bought_themselves_stays_when_a_gift_is_given_back(given, priced, truth):
    made, giver = priced(), UserFactory()
    order = place_order(giver, wants(made))
    apply_truth(order.payments.get(), truth(order.payments.get()))
    back(given(made, giver), truth)
    assert seat_of(giver).state == EnrolmentState.ACTIVE


def test_nobody_accepts_what_is_on_its_way_back(given):
    gift = given()
    give_back(gift.line, actor=gift.line.buyer)
    with pytest.raises(GiftGivenBack):
        accept_gift(code_of(gift), actor=UserFactory())
    assert Refund.objects.count() == 1
    assert not Enrolment.objects.exists()


def test_progress_of_who_accepted_it_counts_against_giving_back(given, monkeypatch):
    gift, ana = given(), UserFactory()
    asked = []
    monkeypatch.setattr(
        "courses.registrations.sellables.SellableCourse.progress",
        lambda self, sellable_id, holder: asked.append(holder) or 100,
    )
    accept_gift(code_of(gift), actor=ana)
    with pytest.raises(NotByPolicy):
        give_back(gift.line, actor=gift.line.buyer)
    assert asked == [ana]


def test_who_has_it_already_cannot_accept_it_and_somebody_else_can(given, priced):
    made, ana, rui = priced(), UserFactory(), UserFactory()
    first, second = given(made), given(made)
    accept_gift(code_of(first), actor=ana)
    with pytest.raises(HasItAlready):
        accept_gift(code_of(second), actor=ana)
    accept_gift(code_of(second), actor=rui)
    assert seat_of(rui).source == EnrolmentSource.GIFT
    with pytest.raises(GiftAccepted):
        accept_gift(code_of(second), actor=UserFactory())


def test_who_is_buying_it_finishes_or_cancels_that_first(given, priced):
    made, ana = priced(), UserFactory()
    gift = given(made)
    order = place_order(ana, wants(made))
    with pytest.raises(OrderUnderWay):
        accept_gift(code_of(gift), actor=ana)
    give_up_payment(order.payments.get())
    accept_gift(code_of(gift), actor=ana)
    assert seat_of(ana).source == EnrolmentSource.GIFT


def test_who_writes_the_course_cannot_accept_it(given):
    gift = given()
    owner = Course.objects.get().owner
    with pytest.raises(OwnCourse):
        accept_gift(code_of(gift), actor=owner)
    assert Gift.objects.get().accepted_at is None


def test_what_is_no_longer_offered_when_it_is_paid_is_paid_back(priced, truth):
    made = priced(seat_limit=1)
    order = order_gift(UserFactory(), made)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert order.lines.get().refusal == "gift_not_offered"
    assert (Refund.objects.get().amount_minor, SeatHold.objects.count()) == (4900, 0)
    assert Gift.objects.get().state == GiftState.UNPAID


def test_a_gift_of_a_paused_course_is_still_accepted(given):
    gift, ana = given(), UserFactory()
    Course.objects.update(is_paused=True)
    accept_gift(code_of(gift), actor=ana)
    assert seat_of(ana).state == EnrolmentState.ACTIVE


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE commerce_gift SET accepted_by_id = NULL, accepted_at = NULL",
        "UPDATE commerce_gift SET message = 'Other'",
        "UPDATE commerce_orderline SET is_gift = false",
    ],
)
def test_the_database_keeps_what_was_given_to_whom(given, change):
    gift = given()
    accept_gift(code_of(gift), actor=UserFactory())
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_gets_it(given, priced):
    gift, ana, rui = given(priced(seat_limit=2)), UserFactory(), UserFactory()
    with hold("commerce.gift_held") as held:
        first = Runner(lambda: accept_gift(code_of(gift), actor=ana))
        held.wait_until_reached()
        second = Runner(lambda: accept_gift(code_of(gift), actor=rui))
        wait_for_a_lock_queue(second)
    assert isinstance(first.outcome(), Gift)
    assert isinstance(second.outcome(), GiftAccepted)
    assert list(Enrolment.objects.values_list("learner", flat=True)) == [ana.pk]
    assert Course.objects.get().seats_taken == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_gifts_of_one_course_nobody_uses_up_both(given, priced):
    made, ana = priced(), UserFactory()
    one, other = given(made), given(made)
    with hold("commerce.gift_held") as held:
        first = Runner(lambda: accept_gift(code_of(one), actor=ana))
        held.wait_until_reached()
        second = Runner(lambda: accept_gift(code_of(other), actor=ana))
        wait_for_a_lock_queue(second)
    assert isinstance(first.outcome(), Gift)
    assert isinstance(second.outcome(), HasItAlready)
    assert Gift.objects.filter(accepted_by=ana).count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_accepts_while_the_money_goes_back_ends_without_access(given, truth):
    gift, ana = given(), UserFactory()
    with hold("commerce.gift_held") as held:
        accepting = Runner(lambda: accept_gift(code_of(gift), actor=ana))
        held.wait_until_reached()
        refunding = Runner(lambda: back(gift, truth))
        wait_for_a_lock_queue(refunding)
    assert isinstance(accepting.outcome(), Gift)
    assert refunding.outcome() is None
    assert seat_of(ana).state == EnrolmentState.REFUNDED
    assert Gift.objects.get().state == GiftState.GIVEN_BACK


@pytest.mark.django_db(transaction=True)
def test_giving_back_and_accepting_at_once_do_one_of_both(given):
    gift, ana = given(), UserFactory()
    with hold("commerce.before_giving_back") as held:
        giving = Runner(lambda: give_back(gift.line, actor=gift.line.buyer))
        held.wait_until_reached()
        accepting = Runner(lambda: accept_gift(code_of(gift), actor=ana))
        wait_for_a_lock_queue(accepting)
    assert isinstance(giving.outcome(), Refund)
    assert isinstance(accepting.outcome(), GiftGivenBack)
    assert not Enrolment.objects.exists()


def test_the_verifier_finds_a_gift_without_its_seat_and_a_seat_without_its_gift(given):
    gift, ana = given(), UserFactory()
    accept_gift(code_of(gift), actor=ana)
    with undone():
        Enrolment.objects.update(learner=UserFactory())
        assert (
            sorted(each.partition(":")[0] for each in broken_invariants())
            == ["gifts_of_courses_are_held_by_who_accepted_them"] * 2
        )


def test_the_verifier_finds_what_was_accepted_before_it_was_paid(given):
    gift = given()
    accept_gift(code_of(gift), actor=UserFactory())
    with undone():
        OrderLine.objects.update(granted_at=clock.now() + timedelta(days=1))
        assert [each.partition(":")[0] for each in broken_invariants()] == [
            "gifts_are_paid_for_before_anybody_has_them"
        ]
