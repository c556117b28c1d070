"""The bank cannot pay a refund out and sends the money back: it is ours again and owed, and somebody is told."""

import pytest

from commerce.enums import AccountPurpose, LedgerKind, OrderState, PaperKind, RefundState
from commerce.gateways import stripe
from commerce.models import LedgerAccount, LedgerTransaction, Order, Paper, Refund
from commerce.operations.checkout import open_payment
from commerce.operations.papers import pdf_of
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import apply_truth, settle_order
from courses.models import Enrolment
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D3")]


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def balances():
    return {
        account.purpose: account.balance_minor
        for account in LedgerAccount.objects.exclude(purpose=AccountPurpose.PAYEE)
    }


@pytest.fixture
def given_back_whole(ordered, truth, administrator):
    """An order of 49 euros that was paid and given back, and what is true of it."""
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    before = balances()
    refund = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)
    apply_truth(payment, truth(payment, given_back(4900, key=refund.key, name="re_1")))
    return order, payment, before


def test_a_refund_that_came_back_is_booked_back(given_back_whole, truth, administrator):
    order, payment, before = given_back_whole
    for _again in range(2):
        apply_truth(payment, truth(payment, given_back(4900, name="re_1", done=False, failed=True)))
    order = Order.objects.get(pk=order.pk)
    line = order.lines.get()
    assert (Refund.objects.get().state, order.state, line.refunded_minor) == (RefundState.FAILED, OrderState.PAID, 0)
    assert balances() == before
    assert LedgerTransaction.objects.filter(kind=LedgerKind.RETURN).count() == 1
    assert not Enrolment.objects.open().filter(learner=order.buyer).exists()
    assert line.claims is False
    notice = Notice.objects.get(person=administrator, kind="orders.refund_returned")
    assert "€49.00" in notice.title
    assert broken_invariants() == []


def test_the_credit_note_is_corrected_once(given_back_whole, truth):
    order, payment, _before = given_back_whole
    for _again in range(2):
        apply_truth(payment, truth(payment, given_back(4900, name="re_1", done=False, failed=True)))
    correction = Paper.objects.get(kind=PaperKind.CORRECTION)
    assert correction.code == f"K{correction.year}-000001"
    assert correction.content["credit_note"] == order.papers.get(kind=PaperKind.CREDIT_NOTE).code
    assert pdf_of(correction).startswith(b"%PDF")


def test_it_is_given_back_once_more(given_back_whole, truth, administrator):
    order, payment, _before = given_back_whole
    failed = given_back(4900, name="re_1", done=False, failed=True)
    apply_truth(payment, truth(payment, failed))
    again = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)
    apply_truth(payment, truth(payment, failed, given_back(4900, key=again.key, name="re_2")))
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert Paper.objects.filter(kind=PaperKind.CREDIT_NOTE).count() == 2
    assert broken_invariants() == []


def test_what_was_true_before_changes_nothing_later(given_back_whole, truth):
    order, payment, _before = given_back_whole
    apply_truth(payment, truth(payment, given_back(4900, name="re_1", done=False, failed=True)))
    apply_truth(payment, truth(payment, given_back(4900, name="re_1")))
    assert Order.objects.get(pk=order.pk).state == OrderState.PAID
    assert broken_invariants() == []


def test_the_provider_is_asked_though_its_charge_shows_no_refund(provider, ordered, administrator):
    order = ordered()
    session = open_payment(order).session_id
    provider.control("POST", f"sessions/{session}/pay")
    settle_order(order)
    refund = refund_order(order, {order.lines.get(): 4900}, note="Ill", actor=administrator)
    carry_out(refund)
    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCEEDED
    provider.control("POST", f"refunds/{refund.refund_id}/fail")
    assert stripe.read_checkout(session).refunds == ()
    settle_order(order, also_decided=True)
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.state) == (RefundState.FAILED, OrderState.PAID)
    assert broken_invariants() == []
