"""What follows of an order that is paid: what is given and let go, in which order, and what is booked and paid back."""

from datetime import timedelta

import pytest

from commerce.enums import AccountPurpose, LedgerKind, OrderState, RefundReason
from commerce.models import (
    CartItem,
    LedgerEntry,
    LedgerTransaction,
    Order,
    Paper,
    Payment,
    Refund,
    RefundTerms,
)
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.settlement import apply_truth
from courses.enums import Availability
from courses.models import Course, Enrolment
from kit import clock
from kit.money import Money
from notices.models import Notice
from tests.commerce.conftest import given_back, wants
from tests.commerce.ordering import by_id, done, everything_holds, lines
from tests.factories.accounts import UserFactory

__all__ = ["done", "everything_holds"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1", "req-D10")]


def test_an_order_of_nothing_is_given_at_once_in_the_order_of_ids(priced, done):
    made, buyer, now = [priced(0) for _each in range(4)], UserFactory(), clock.now()
    made.sort(key=lambda each: each.course.public_id, reverse=True)
    CartItem.objects.create(
        person=buyer, sellable_kind="course", sellable_id=made[0].course.public_id, title="It lies there"
    )
    with clock.held_at(now):
        order = place_order(buyer, wants(*made))
    assert (order.state, order.paid_at, Payment.objects.count()) == (OrderState.PAID, now, 0)
    assert Order.objects.filter(state=OrderState.PAID, paid_at=now).get() == order
    assert [line.granted_at for line in lines(order)] == [now] * 4
    assert done == [("grant", line.sellable_id, line.public_id) for line in by_id(order)]
    assert (Enrolment.objects.filter(learner=buyer).count(), CartItem.objects.count()) == (4, 0)
    assert Notice.objects.get(person=buyer).kind == "orders.paid"


def test_what_is_paid_is_given_in_the_order_of_ids_and_once(priced, ordered, truth, done):
    made, now = [priced(1000) for _each in range(4)], clock.now()
    made.sort(key=lambda each: each.course.public_id, reverse=True)
    order = ordered(*made)
    payment = order.payments.get()
    CartItem.objects.create(
        person=order.buyer, sellable_kind="course", sellable_id=made[0].course.public_id, title="It lies there"
    )
    with clock.held_at(now):
        apply_truth(payment, truth(payment))
    assert done == [("grant", line.sellable_id, line.public_id) for line in by_id(order)]
    with clock.held_at(now + timedelta(days=1)):
        apply_truth(payment, truth(payment))
    assert len(done) == 4
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.paid_at, payment.decided_at, [line.granted_at for line in lines(order)]) == (now, now, [now] * 4)
    assert (CartItem.objects.count(), Paper.objects.filter(order=order).count()) == (0, 1)
    assert Notice.objects.filter(person=order.buyer, kind="orders.paid").count() == 1
    assert RefundTerms.objects.filter(order=order).count() == 1


def test_of_what_is_paid_everything_is_booked_under_its_cause(priced, ordered, truth):
    first, second = priced(1000), priced(333)
    order = ordered(first, second)
    payment = order.payments.get()
    apply_truth(payment, truth(payment, fee=None, fee_id=None))
    apply_truth(payment, truth(payment, fee=Money(69, "USD"), fee_id=None))
    apply_truth(payment, truth(payment, fee=None, fee_id="txn_1"))
    apply_truth(payment, truth(payment, fee=Money(69, "USD"), fee_id="txn_1"))
    apply_truth(payment, truth(payment, fee=Money(70, "USD"), fee_id="txn_2"))
    booked = {
        (row.kind, row.cause): {
            (entry.account.purpose, entry.account.currency, entry.account.person_id): entry.amount_minor
            for entry in LedgerEntry.objects.filter(transaction=row)
        }
        for row in LedgerTransaction.objects.all()
    }
    assert booked == {
        (LedgerKind.PAYMENT, str(payment.public_id)): {
            (AccountPurpose.GATEWAY, "EUR", None): 1333,
            (AccountPurpose.COMMISSION, "EUR", None): -200,
            (AccountPurpose.PAYEE, "EUR", first.owner.pk): -850,
            (AccountPurpose.PAYEE, "EUR", second.owner.pk): -283,
        },
        (LedgerKind.FEE, "txn_1"): {
            (AccountPurpose.GATEWAY_FEES, "USD", None): 69,
            (AccountPurpose.GATEWAY, "USD", None): -69,
        },
    }
    payment.refresh_from_db()
    assert (payment.fee_minor, payment.fee_currency) == (69, "USD")


def test_what_cannot_be_given_says_why_lets_go_and_is_paid_back_by_line(priced, ordered, truth, done):
    gone, there, partly = priced(1000, seat_limit=3), priced(500), priced(700, seat_limit=3)
    order = ordered(gone, there, partly)
    for made in (gone, partly):
        Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    done.clear()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    of_gone, of_there, of_partly = lines(order)
    assert [(line.refusal, line.granted_at is None) for line in (of_gone, of_there, of_partly)] == [
        ("course_not_open", True), ("", False), ("course_not_open", True),
    ]  # fmt: skip
    assert {each for each in done if each[0] == "release"} == {
        ("release", line.sellable_id, line.public_id) for line in (of_gone, of_partly)
    }
    refund = Refund.objects.get()
    assert (refund.payment, refund.reason, refund.amount_minor) == (payment, RefundReason.NOT_DELIVERED, 1700)
    assert set(refund.parts.values_list("line", "amount_minor")) == {(of_gone.pk, 1000), (of_partly.pk, 700)}


def test_of_what_is_not_given_only_what_is_left_is_paid_back(priced, ordered, truth):
    made = priced(1000)
    order = ordered(made)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(300)))
    assert set(Refund.objects.values_list("reason", "amount_minor")) == {
        (RefundReason.ELSEWHERE, 300), (RefundReason.NOT_DELIVERED, 700),
    }  # fmt: skip


def test_what_was_given_back_before_it_was_given_is_let_go(priced, ordered, truth, done):
    order = ordered(priced(1000, seat_limit=3))
    done.clear()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(1000)))
    (line,) = lines(order)
    assert ("release", line.sellable_id, line.public_id) in done
    assert (line.granted_at, line.refusal, [each for each in done if each[0] == "grant"]) == (None, "", [])


def test_what_is_paid_after_it_was_given_up_has_no_paper_and_no_thanks(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    give_up_payment(payment)
    apply_truth(payment, truth(payment))
    order.refresh_from_db()
    assert (order.paid_at, lines(order)[0].refusal) == (None, "order_cancelled")
    assert not Paper.objects.exists()
    assert not Notice.objects.filter(person=order.buyer).exists()
