"""Whatever we are told, however often and in whichever order: what is true at the provider becomes true here, once."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.enums import AccountPurpose, OrderState, PaymentState, RefundReason, RefundState
from commerce.errors import MoreThanPaid, OrderNotPaid
from commerce.gateways import stripe
from commerce.gateways.shapes import GatewayRefused, GatewayUnavailable, SessionState
from commerce.models import LedgerAccount, LedgerTransaction, Refund
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import PaymentMismatch, apply_truth
from commerce.operations.wanted import Wanted
from courses.enums import Availability, EnrolmentSource, EnrolmentState
from courses.models import Course, Enrolment
from courses.operations.enrolment import enrol_learner
from kit.errors import NotAllowed
from kit.money import Money
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_holds():
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def balances():
    return {(row.purpose, row.person_id): row.balance_minor for row in LedgerAccount.objects.all() if row.balance_minor}


def seat(order):
    return Enrolment.objects.filter(learner=order.buyer).first()


@pytest.mark.covers("req-D1", "req-C4")
def test_a_paid_order_is_delivered_and_booked_to_the_cent(priced, ordered, truth):
    made = priced(4999)
    order = ordered(made)
    payment = order.payments.get()
    for _again in range(3):
        apply_truth(payment, truth(payment))
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state) == (OrderState.PAID, PaymentState.SUCCEEDED)
    assert (payment.intent_id, payment.charge_id, payment.url) == (f"pi_{payment.pk}", f"ch_{payment.pk}", "")
    assert (seat(order).state, seat(order).source) == (EnrolmentState.ACTIVE, EnrolmentSource.BOUGHT)
    assert balances() == {
        (AccountPurpose.GATEWAY, None): 4999 - 174,
        (AccountPurpose.GATEWAY_FEES, None): 174,
        (AccountPurpose.COMMISSION, None): -750,
        (AccountPurpose.PAYEE, made.owner.pk): -4249,
    }
    assert LedgerTransaction.objects.count() == 2


def test_the_fee_may_come_later(ordered, truth):
    payment = ordered().payments.get()
    apply_truth(payment, truth(payment, fee=None, fee_id=None))
    assert (AccountPurpose.GATEWAY_FEES, None) not in balances()
    apply_truth(payment, truth(payment))
    apply_truth(payment, truth(payment))
    assert balances()[AccountPurpose.GATEWAY_FEES, None] == 172


def test_what_is_open_changes_nothing_and_what_is_closed_ends_the_order(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, state=SessionState.OPEN, is_paid=False))
    order.refresh_from_db()
    assert order.state == OrderState.PENDING
    for _again in range(2):
        apply_truth(payment, truth(payment, state=SessionState.EXPIRED, is_paid=False))
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert seat(order) is None
    assert not LedgerTransaction.objects.exists()


@pytest.mark.parametrize("total", [Money(4899, "EUR"), Money(4901, "EUR"), Money(4900, "USD"), Money(1, "EUR")])
def test_another_sum_than_was_promised_delivers_nothing(ordered, truth, total):
    order = ordered()
    payment = order.payments.get()
    with pytest.raises(PaymentMismatch):
        apply_truth(payment, truth(payment, total=total))
    order.refresh_from_db()
    assert order.state == OrderState.PENDING
    assert seat(order) is None


@pytest.mark.covers("fault-W6")
def test_money_that_went_back_before_we_heard_of_it_never_opens_a_seat(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(4900)))
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert seat(order) is None
    assert set(balances()) == {(AccountPurpose.GATEWAY, None), (AccountPurpose.GATEWAY_FEES, None)}


def test_money_given_back_takes_the_seat_and_the_share_back(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    course = Course.objects.get()
    assert course.seats_taken == 1
    for _again in range(2):
        apply_truth(payment, truth(payment, given_back(4900, name="re_whole")))
    order.refresh_from_db()
    course.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert (seat(order).state, course.seats_taken) == (EnrolmentState.REFUNDED, 0)
    assert balances() == {(AccountPurpose.GATEWAY, None): -172, (AccountPurpose.GATEWAY_FEES, None): 172}
    again = place_order(order.buyer, order_again(order))
    apply_truth(again.payments.get(), truth(again.payments.get()))
    assert seat(order).state == EnrolmentState.ACTIVE


def order_again(order):
    line = order.lines.get()
    return [Wanted(line.sellable_kind, line.sellable_id)]


def test_a_part_given_back_leaves_the_seat(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(1000, name="re_part")))
    order.refresh_from_db()
    line = order.lines.get()
    assert (order.state, line.refunded_minor, seat(order).state) == (OrderState.PAID, 1000, EnrolmentState.ACTIVE)
    apply_truth(payment, truth(payment, given_back(1000, name="re_part"), given_back(3900, name="re_rest")))
    order.refresh_from_db()
    assert (order.state, seat(order).state) == (OrderState.REFUNDED, EnrolmentState.REFUNDED)


def test_a_refund_under_way_or_failed_moves_nothing(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(4900, name="re_1", done=False)))
    assert (seat(order).state, Refund.objects.get().state) == (EnrolmentState.ACTIVE, RefundState.PENDING)
    apply_truth(payment, truth(payment, given_back(4900, name="re_1", done=False, failed=True)))
    apply_truth(payment, truth(payment, given_back(4900, name="re_1")))
    assert (seat(order).state, Refund.objects.get().state) == (EnrolmentState.ACTIVE, RefundState.FAILED)


def fill(made):
    """Somebody else has the only seat of a course that had no limit while it was ordered."""
    enrol_learner(made.course, UserFactory(), source=EnrolmentSource.BOUGHT, actor=None)
    Course.objects.filter(pk=made.course.pk).update(seat_limit=1)


def test_what_was_paid_and_cannot_be_given_is_paid_back(priced, ordered, truth, monkeypatch):
    made = priced()
    order, payment = (found := ordered(made)), found.payments.get()
    fill(made)
    apply_truth(payment, truth(payment))
    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_minor, refund.state) == (
        RefundReason.NOT_DELIVERED,
        4900,
        RefundState.INTENDED,
    )
    assert (order.lines.get().refusal, seat(order)) == ("course_full", None)
    apply_truth(payment, truth(payment))
    assert Refund.objects.count() == 1

    asked = []
    monkeypatch.setattr(
        stripe, "refund", lambda **given: asked.append(given) or given_back(4900, key=refund.key, name="re_back")
    )
    carry_out(refund)
    carry_out(refund)
    assert asked[0] == {"key": str(refund.key), "intent_id": f"pi_{payment.pk}", "amount": Money(4900, "EUR")}
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert AccountPurpose.PAYEE not in {purpose for purpose, _person in balances()}


def test_a_course_archived_while_it_was_paid_is_paid_back(priced, ordered, truth):
    made = priced()
    order = ordered(made)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert order.lines.get().refusal == "course_not_open"
    assert Refund.objects.get().amount_minor == 4900


def test_of_several_things_what_can_be_given_is_given(priced, ordered, truth):
    full, open_ = priced(1000), priced(500)
    order = ordered(full, open_)
    fill(full)
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert seat(order).course == open_.course
    assert Refund.objects.get().amount_minor == 1000
    order.refresh_from_db()
    assert order.state == OrderState.PAID


def test_what_is_paid_after_the_order_was_given_up_is_paid_back(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    give_up_payment(payment)
    apply_truth(payment, truth(payment))
    order.refresh_from_db()
    assert (order.state, seat(order)) == (OrderState.CANCELLED, None)
    assert Refund.objects.get().amount_minor == 4900


@pytest.mark.covers("req-D3")
def test_staff_gives_back_whole_and_in_part(ordered, truth, administrator, monkeypatch):
    order = ordered()
    line, payment = order.lines.get(), order.payments.get()
    with pytest.raises(OrderNotPaid):
        refund_order(order, {line: 100}, note="Ill", actor=administrator)
    apply_truth(payment, truth(payment))
    with pytest.raises(NotAllowed):
        refund_order(order, {line: 100}, note="Ill", actor=order.buyer)
    part = refund_order(order, {line: 900}, note="Ill", actor=administrator)
    for amount in (0, -1, 4001, 4900):
        with pytest.raises(MoreThanPaid):
            refund_order(order, {line: amount}, note="Ill", actor=administrator)
    rest = refund_order(order, {line: 4000}, note="Ill", actor=administrator)
    for refund in (rest, part):
        done = given_back(refund.amount_minor, key=refund.key)
        monkeypatch.setattr(stripe, "refund", lambda done=done, **_given: done)
        carry_out(refund)
    order.refresh_from_db()
    assert (order.state, seat(order).state) == (OrderState.REFUNDED, EnrolmentState.REFUNDED)


def test_a_refund_that_is_refused_is_told_and_frees_its_sum(ordered, truth, administrator, monkeypatch):
    order = ordered()
    apply_truth(order.payments.get(), truth(order.payments.get()))
    refund = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)

    def refuse(**_given):
        raise GatewayRefused("charge_disputed")

    monkeypatch.setattr(stripe, "refund", refuse)
    carry_out(refund)
    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED
    assert refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator).state == RefundState.INTENDED


def test_a_refund_nobody_knows_of_is_asked_for_again_under_its_key(ordered, truth, administrator, monkeypatch):
    order = ordered()
    apply_truth(order.payments.get(), truth(order.payments.get()))
    refund = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)

    def silent(**_given):
        raise GatewayUnavailable

    monkeypatch.setattr(stripe, "refund", silent)
    with pytest.raises(GatewayUnavailable):
        carry_out(refund)
    refund.refresh_from_db()
    assert refund.state == RefundState.INTENDED
    # It had been done: what the provider tells of it names its key.
    apply_truth(order.payments.get(), truth(order.payments.get(), given_back(4900, key=refund.key, name="re_9")))
    refund.refresh_from_db()
    assert (refund.state, refund.refund_id, Refund.objects.count()) == (RefundState.SUCCEEDED, "re_9", 1)


@pytest.mark.covers("req-D4", "fault-W2")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, 4998), max_size=5, unique=True), seen=st.lists(st.integers(0, 6), max_size=6))
def test_the_truth_seen_at_any_moments_of_its_history_adds_up(cuts, seen, priced, truth):
    """Refunds pile up at the provider; we look at some moments of that, not always forwards."""
    made, buyer = priced(4999), UserFactory()
    order = place_order(buyer, wants(made))
    payment = order.payments.get()
    edges = [0, *sorted(cuts), 4999]
    history = [
        given_back(after - before, name=f"re_{order.pk}_{place}")
        for place, (before, after) in enumerate(itertools.pairwise(edges))
    ]
    for moment in [*seen, len(history)]:
        apply_truth(payment, truth(payment, *history[:moment]))
    order.refresh_from_db()
    assert (order.state, order.lines.get().refunded_minor) == (OrderState.REFUNDED, 4999)
    assert LedgerAccount.objects.get(purpose=AccountPurpose.PAYEE, person=made.owner).balance_minor == 0
