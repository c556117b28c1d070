"""A bank takes a payment back until it is decided: asked for, booked, answered once, and lost like a refund."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from commerce.enums import AccountPurpose, DisputeState, LedgerKind, OrderState, RefundReason
from commerce.errors import DisputeAnswered, Disputed
from commerce.gateways import GatewayUnavailable, disputes
from commerce.models import Dispute, LedgerAccount, LedgerTransaction, Order, Refund, SellingSettings
from commerce.operations.checkout import open_payment
from commerce.operations.disputes import Attachment, answer_dispute, prefilled, send_evidence
from commerce.operations.events import sweep
from commerce.operations.giving_back import give_back
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.settlement import settle_order
from courses.models import Enrolment
from kit import clock
from kit.errors import NotAllowed
from kit.failpoints import hold
from notices.models import Notice
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D12")]

DISPUTING_CARD = "4000000000000259"
FEE = 1500


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def disputed(provider, ordered, administrator):
    """A paid order of 49 euros whose payment is disputed at the provider, and the dispute as we know it."""

    def pay():
        order = ordered()
        provider.control("POST", f"sessions/{open_payment(order).session_id}/pay", card=DISPUTING_CARD)
        settle_order(order)
        return Order.objects.get(pk=order.pk), Dispute.objects.get(payment__order=order)

    return pay


def decide(provider, dispute, *, won):
    provider.control("POST", f"disputes/{dispute.dispute_id}/decide", won=won)
    settle_order(dispute.payment.order, also_decided=True)
    dispute.refresh_from_db()


def balance(purpose):
    return sum(LedgerAccount.objects.filter(purpose=purpose).values_list("balance_minor", flat=True))


def test_a_dispute_is_found_by_asking_and_booked_once(disputed, administrator):
    order, dispute = disputed()
    for _again in range(2):
        settle_order(order, also_decided=True)
    assert (dispute.state, dispute.amount_minor) == (DisputeState.NEEDS_RESPONSE, 4900)
    assert dispute.due_by - dispute.opened_at == timedelta(days=9)
    assert balance(AccountPurpose.DISPUTED) == 4900
    assert LedgerTransaction.objects.filter(kind=LedgerKind.DISPUTE).count() == 1
    assert Enrolment.objects.open().filter(learner=order.buyer).exists()
    notice = Notice.objects.get(person=administrator, kind="orders.dispute")
    assert "€49.00" in notice.title
    assert broken_invariants() == []


def test_what_was_won_comes_back(provider, disputed):
    _order, dispute = disputed()
    fees = balance(AccountPurpose.GATEWAY_FEES)
    decide(provider, dispute, won=True)
    assert (dispute.state, balance(AccountPurpose.DISPUTED)) == (DisputeState.WON, 0)
    assert balance(AccountPurpose.GATEWAY_FEES) == fees
    assert broken_invariants() == []


def test_what_was_lost_is_given_back_by_everybody(provider, disputed, administrator):
    order, dispute = disputed()
    for _again in range(2):
        decide(provider, dispute, won=False) if dispute.state != DisputeState.LOST else settle_order(
            order, also_decided=True
        )
    order.refresh_from_db()
    assert (dispute.state, order.state) == (DisputeState.LOST, OrderState.REFUNDED)
    for purpose in (AccountPurpose.DISPUTED, AccountPurpose.PAYEE, AccountPurpose.COMMISSION, AccountPurpose.LOSSES):
        assert balance(purpose) == 0
    assert Refund.objects.get().reason == RefundReason.DISPUTE
    assert not Enrolment.objects.open().filter(learner=order.buyer).exists()
    assert order.papers.count() == 2
    assert Notice.objects.filter(person=administrator, kind="orders.dispute").count() == 2
    assert broken_invariants() == []


def test_a_dispute_about_what_was_given_back_already_is_our_loss(provider, ordered, administrator):
    order = ordered()
    provider.control("POST", f"sessions/{open_payment(order).session_id}/pay")
    settle_order(order)
    carry_out(refund_order(order, {order.lines.get(): 4000}, note="Ill", actor=administrator))
    charge = order.payments.get().charge_id
    provider.control("POST", f"charges/{charge}/dispute", reason="duplicate")
    settle_order(order, also_decided=True)
    dispute = Dispute.objects.get()
    decide(provider, dispute, won=False)
    assert (balance(AccountPurpose.LOSSES), balance(AccountPurpose.DISPUTED)) == (4000, 0)
    assert order.lines.get().refunded_minor == 4900
    assert broken_invariants() == []


def test_nothing_is_given_back_while_the_bank_decides(disputed, administrator):
    order, _dispute = disputed()
    line = order.lines.get()
    with pytest.raises(Disputed):
        refund_order(order, {line: 100}, note="Ill", actor=administrator)
    with pytest.raises(Disputed):
        give_back(line, actor=order.buyer)
    assert not Refund.objects.exists()


def test_the_answer_is_sent_once_with_the_receipt(provider, disputed, administrator):
    order, dispute = disputed()
    known = prefilled(dispute)
    assert order.buyer.email == known["customer_email_address"]
    assert order.lines.get().title in known["product_description"]
    answer_dispute(
        dispute, known | {"uncategorized_text": "They took part."}, [Attachment("uncategorized_file", "a.png", b"x")],
        actor=administrator,
    )  # fmt: skip
    for _again in range(2):
        send_evidence(dispute)
    (told,) = disputes.disputes_of(order.payments.get().intent_id)
    assert told.is_answered
    truth = provider.control("GET", "truth")
    assert truth
    settle_order(order, also_decided=True)
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.UNDER_REVIEW
    assert {(file.field, bool(file.file_id)) for file in dispute.files.all()} == {
        ("receipt", True),
        ("uncategorized_file", True),
    }
    with pytest.raises(DisputeAnswered):
        answer_dispute(dispute, known, [], actor=administrator)


@pytest.mark.parametrize(("days", "told"), [(14, "Until 14 days after the payment"), (0, "")])
def test_the_bank_is_told_the_policy_that_was_promised(disputed, days, told):
    SellingSettings.objects.create(refund_days=days)
    _order, dispute = disputed()
    policy = prefilled(dispute)["refund_policy_disclosure"]
    assert policy.startswith(told)
    assert bool(policy) == bool(days)


def test_an_answer_whose_reply_was_lost_is_not_sent_twice(provider, disputed, administrator):
    order, dispute = disputed()
    answer_dispute(dispute, prefilled(dispute), [], actor=administrator)
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path="/v1/disputes", times=3)
    with pytest.raises(GatewayUnavailable):
        send_evidence(dispute)
    provider.control("DELETE", "faults")
    send_evidence(dispute)
    dispute.refresh_from_db()
    assert dispute.sent_at is not None
    settle_order(order, also_decided=True)
    assert Dispute.objects.get().state == DisputeState.UNDER_REVIEW


@pytest.mark.django_db(transaction=True)
def test_two_administrators_answer_once(provider, disputed, administrator):
    _order, dispute = disputed()
    texts = prefilled(dispute)

    def answer():
        return answer_dispute(dispute, texts, [Attachment("receipt", "r.pdf", b"%PDF-")], actor=administrator)

    with hold("commerce.before_answering") as held:
        first = Runner(answer)
        held.wait_until_reached()
        second = Runner(answer)
        wait_for_a_lock_queue(second)
    assert first.outcome() is None
    assert isinstance(second.outcome(), DisputeAnswered)


def test_only_administrators_answer(disputed):
    _order, dispute = disputed()
    with pytest.raises(NotAllowed):
        answer_dispute(dispute, {}, [], actor=UserFactory(roles=["reviewer"]))
    assert Dispute.objects.get().answered_at is None


def test_a_decision_nobody_told_of_is_swept_up(provider, disputed, monkeypatch):
    _order, dispute = disputed()
    provider.control("POST", f"disputes/{dispute.dispute_id}/decide", won=False)
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sweep() == 1
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.LOST
    assert broken_invariants() == []


def test_administrators_answer_at_their_desk(client, provider, disputed, administrator):
    order, dispute = disputed()
    client.force_login(administrator)
    listed = client.get(reverse("disputes:index")).content.decode()
    assert order.number in listed
    assert date_format(localtime(dispute.due_by), "DATETIME_FORMAT") in listed
    assert "To be answered by" in client.get(reverse("disputes:inspect", args=[dispute.pk])).content.decode()
    address = reverse("disputes:answer", args=[dispute.pk])
    assert order.buyer.email in client.get(address).content.decode()
    wrong = SimpleUploadedFile("evidence.pdf", b"MZ this is a program")
    answer = client.post(address, {"customer_name": "Ada", "uncategorized_file": wrong})
    assert "Choose a PDF, PNG or JPEG" in answer.content.decode()
    assert Dispute.objects.get().answered_at is None
    right = SimpleUploadedFile("evidence.exe", b"%PDF-1.7 the letters")
    assert client.post(address, {"customer_name": "Ada", "uncategorized_file": right}).status_code == 302
    dispute.refresh_from_db()
    assert dispute.evidence == {"customer_name": "Ada"}
    assert dispute.files.get(field="uncategorized_file").name == "uncategorized_file.pdf"
    assert "answered already" in client.post(address, {"customer_name": "Eve"}).content.decode()
    decided = client.post(reverse("disputes:ask_again", args=[dispute.pk]), follow=True)
    assert "The dispute is: Needs an answer." in decided.content.decode()


@pytest.mark.parametrize("roles", [["learner"], ["producer"], ["reviewer"]])
def test_nobody_else_sees_disputes(client, disputed, roles):
    order, dispute = disputed()
    client.force_login(UserFactory(roles=roles))
    for method, name, arguments in (
        ("get", "index", []),
        ("get", "inspect", [dispute.pk]),
        ("get", "answer", [dispute.pk]),
        ("post", "answer", [dispute.pk]),
        ("post", "ask_again", [dispute.pk]),
    ):
        answer = getattr(client, method)(reverse(f"disputes:{name}", args=arguments), {"customer_name": "Eve"})
        assert answer.status_code in {302, 403}
        assert order.number not in answer.content.decode()
    assert Dispute.objects.get().answered_at is None
