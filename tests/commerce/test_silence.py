"""A provider that is silent, says no, or tells of what nobody waits for: what stands stays, and somebody is told."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError

from commerce.enums import DisputeState, OrderState, PayoutAccountState, PayoutCountry, RefundState, TransferState
from commerce.errors import NoPayoutAccount, PayoutAccountRefused, ProviderSilent, TransferDecided
from commerce.gateways import GatewayRefused, GatewayUnavailable, connect
from commerce.gateways import disputes as disputes_there
from commerce.gateways.shapes import DisputeStanding, DisputeTruth
from commerce.models import (
    Dispute,
    OrderCheck,
    OrderLine,
    Paper,
    Payment,
    PayoutAccount,
    Refund,
    Sale,
    StripeEvent,
    Transfer,
    TransferReversal,
)
from commerce.operations import (
    disputes,
    events,
    onboarding,
    order_checks,
    papers,
    payouts,
    reconciliation,
    reversals,
    sales,
    transfers,
)
from commerce.operations.checkout import place_order
from commerce.operations.earnings import OWED, SENT, balances_of, earnings_of, explain
from commerce.operations.onboarding import ask_about_account, dashboard_address, onboarding_address, sweep_accounts
from commerce.operations.settlement import apply_truth
from kit import clock
from kit.errors import NotAllowed
from kit.money import Money
from notices.models import Notice
from tests.commerce.conftest import given_back, wants
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SILENCE, REFUSAL = GatewayUnavailable(), GatewayRefused("resource_missing")


def saying(answer):
    """A stand-in for a question: it answers this, or raises it."""

    def say(*_given, **_named):
        if isinstance(answer, Exception):
            raise answer
        return answer

    return say


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def paid(ordered, truth):
    def pay(*made):
        order = ordered(*made)
        apply_truth(order.payments.get(), truth(order.payments.get()))
        order.refresh_from_db()
        return order

    return pay


@pytest.fixture
def account():
    def make(**fields):
        given = {
            "person": UserFactory(roles=["producer"]), "interface": "express_v1", "country": PayoutCountry.values[0],
            "email": "ada@example.org", "name": "Ada", "account_id": "acct_1", "state": PayoutAccountState.READY,
            "asked_at": clock.now(),
        }  # fmt: skip
        return PayoutAccount.objects.create(**given | fields)

    return make


# Disputes


def told_of_dispute(**changed):
    told = {
        "dispute_id": "dp_1", "standing": DisputeStanding.NEEDS_RESPONSE, "reason": "fraudulent",
        "amount_minor": 4900, "opened_at": clock.now(), "due_by": clock.now() + timedelta(days=7), "is_answered": False,
    }  # fmt: skip
    return DisputeTruth(**told | changed)


def test_an_answer_that_was_given_at_the_provider_is_noted(paid, truth, administrator):
    order = paid()
    payment = order.payments.get()
    apply_truth(payment, truth(payment), [told_of_dispute()])
    dispute, now = Dispute.objects.get(), clock.now() + timedelta(hours=1)
    assert dispute.sent_at is None
    answered = told_of_dispute(standing=DisputeStanding.UNDER_REVIEW, is_answered=True)
    with clock.held_at(now):
        apply_truth(payment, truth(payment), [answered])
    dispute.refresh_from_db()
    assert (dispute.state, dispute.sent_at) == (DisputeState.UNDER_REVIEW, now)
    with clock.held_at(now + timedelta(hours=1)):
        apply_truth(payment, truth(payment), [told_of_dispute(standing=DisputeStanding.WON, is_answered=True)])
    dispute.refresh_from_db()
    assert (dispute.sent_at, dispute.decided_at) == (now, now + timedelta(hours=1))


def test_an_answer_that_is_refused_is_told_and_not_sent(paid, truth, administrator, monkeypatch):
    order = paid()
    payment = order.payments.get()
    apply_truth(payment, truth(payment), [told_of_dispute()])
    dispute = Dispute.objects.get()
    Dispute.objects.update(answered_at=clock.now(), answered_by=administrator, evidence={"customer_name": "Ada"})
    monkeypatch.setattr(disputes_there, "submit_evidence", saying(REFUSAL))
    disputes.send_evidence(dispute)
    dispute.refresh_from_db()
    assert dispute.sent_at is None
    titles = Notice.objects.filter(person=administrator).values_list("title", flat=True)
    assert f"The answer about order {order.number} was refused by the payment provider" in titles


def test_who_asks_about_a_dispute_is_told_of_silence(paid, truth, monkeypatch):
    payment = paid().payments.get()
    apply_truth(payment, truth(payment), [told_of_dispute()])
    monkeypatch.setattr("commerce.operations.settlement.settle_payment", saying(SILENCE))
    with pytest.raises(ProviderSilent) as told:
        disputes.ask_about(Dispute.objects.get())
    assert told.value.__cause__ is SILENCE


# Payout accounts


def test_addresses_at_the_provider_are_ones_own(account, monkeypatch):
    own = account()
    person = own.person
    for ask in (onboarding_address, dashboard_address):
        for other in (UserFactory(roles=["producer"]), UserFactory(roles=["administrator"])):
            with pytest.raises(NotAllowed):
                ask(person, actor=other)
        nobody = UserFactory(roles=["producer"])
        with pytest.raises(NoPayoutAccount):
            ask(nobody, actor=nobody)
    monkeypatch.setattr(connect, "onboarding_link", saying(REFUSAL))
    with pytest.raises(PayoutAccountRefused) as refused:
        onboarding_address(person, actor=person)
    assert refused.value.__cause__ is REFUSAL
    monkeypatch.setattr(connect, "onboarding_link", saying(SILENCE))
    monkeypatch.setattr(connect, "dashboard_link", saying(SILENCE))
    for ask in (onboarding_address, dashboard_address):
        with pytest.raises(ProviderSilent) as told:
            ask(person, actor=person)
        assert told.value.__cause__ is SILENCE
    monkeypatch.setattr(connect, "dashboard_link", saying(REFUSAL))
    with pytest.raises(NoPayoutAccount):
        dashboard_address(person, actor=person)


def test_an_account_that_cannot_be_read_stays_as_it_was(account, monkeypatch):
    monkeypatch.setattr(connect, "read_account", saying(REFUSAL))
    opened = account()
    assert ask_about_account(opened) is opened
    opened.refresh_from_db()
    assert opened.state == PayoutAccountState.READY
    monkeypatch.setattr(connect, "read_account", saying(AssertionError("nobody is asked")))
    meant = account(account_id=None, state=PayoutAccountState.INTENDED)
    assert ask_about_account(meant) is meant
    payouts.read_payouts(meant)
    meant.refresh_from_db()
    assert meant.payouts_read_at is None


def test_a_sweep_of_accounts_ends_with_silence(account, monkeypatch):
    for name in ("acct_1", "acct_2"):
        account(account_id=name, asked_at=clock.now() - timedelta(days=30))
    asked = []

    def ask(found):
        asked.append(found.account_id)
        if len(asked) == 2:
            raise SILENCE

    monkeypatch.setattr(onboarding, "ask_about_account", ask)
    assert (sweep_accounts(), len(asked)) == (1, 2)


def test_payouts_that_cannot_be_read_are_asked_for_again_in_their_time(account, monkeypatch):
    opened, now = account(), clock.now()

    def refuse(*_given):
        raise REFUSAL
        yield

    monkeypatch.setattr(payouts.payouts, "list_payouts", refuse)
    with clock.held_at(now):
        payouts.read_payouts(opened)
    opened.refresh_from_db()
    assert (opened.payouts_read_at, opened.payouts.count()) == (now, 0)


# Orders


@pytest.fixture
def told(ordered):
    def write(payment, session_id="cs_1", kind="checkout.session.completed"):
        subject = {
            "id": session_id, "object": "checkout.session", "client_reference_id": str(payment.public_id),
            "metadata": {"payment": str(payment.public_id)},
        }  # fmt: skip
        body = {"id": "evt_1", "type": kind, "created": 1, "livemode": False, "data": {"object": subject}}
        return StripeEvent.objects.create(event_id="evt_1", kind=kind, body=json.dumps(body).encode())

    return write


def test_a_page_whose_opening_was_never_answered_is_learned_from_its_event(ordered, told, monkeypatch):
    payment = ordered().payments.get()
    settled = []
    monkeypatch.setattr(events, "settle_payment", settled.append)
    events.work_event(told(payment))
    assert Payment.objects.get().session_id == settled[0].session_id == "cs_1"


def test_an_event_about_an_account_is_worked_as_one(account, monkeypatch):
    event = StripeEvent.objects.create(event_id="evt_1", kind="account.updated", account="acct_1", body=b"{}")
    worked = []
    monkeypatch.setattr(events, "work_account_event", worked.append)
    events.work_event(event)
    assert worked == [event]


def test_only_administrators_replay(paid, told):
    with pytest.raises(NotAllowed):
        events.replay_event(told(paid().payments.get()), actor=UserFactory(roles=["reviewer"]))


def test_a_sweep_goes_past_a_payment_of_another_sum(ordered, truth, monkeypatch):
    first, second = (ordered().payments.get() for _each in range(2))
    Payment.objects.update(session_id=None, intended_at=clock.now() - timedelta(hours=1))
    looked = []

    def settle(payment):
        looked.append(payment.pk)
        if payment.pk == first.pk:
            apply_truth(payment, truth(payment, total=Money(1, "EUR")))

    monkeypatch.setattr(events, "settle_payment", settle)
    assert events.sweep() == 2
    assert looked == [first.pk, second.pk]
    assert set(Payment.objects.values_list("order__state", flat=True)) == {OrderState.PENDING}


def test_a_refund_that_failed_before_we_heard_of_it_moves_nothing(paid, truth):
    payment = paid().payments.get()
    apply_truth(payment, truth(payment, given_back(900, name="re_1", done=False, failed=True)))
    refund = Refund.objects.get()
    assert (refund.state, refund.amount_minor, refund.parts.count()) == (RefundState.FAILED, 900, 0)
    assert OrderLine.objects.get().refunded_minor == 0


def test_what_is_not_paid_or_not_known_there_is_not_looked_at(ordered, paid, monkeypatch):
    assert order_checks.look_at(ordered()) is None
    monkeypatch.setattr(order_checks, "read_risk", saying(REFUSAL))
    assert order_checks.look_at(paid()) is None
    assert not OrderCheck.objects.exists()


def test_without_a_receipt_there_is_no_credit_note(priced, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    order = place_order(UserFactory(), wants(priced(0)))
    assert papers.issue_credit_notes(order) == []
    assert not Paper.objects.exists()


def test_a_discount_stands_on_papers_as_it_is_taken_off():
    assert papers._amounts({"price_minor": 1000, "discount_minor": 200, "title": "Pliés"}, "EUR") == {
        "price": Money(1000, "EUR"), "discount": Money(200, "EUR"), "less": Money(-200, "EUR"),
    }  # fmt: skip
    assert papers._amounts({"price_minor": 1000, "discount_minor": 0}, "EUR") == {
        "price": Money(1000, "EUR"), "discount": Money(0, "EUR"),
    }  # fmt: skip


# What sellers are sent


@pytest.fixture
def sent(paid, account):
    """A transfer of a paid order's share, all of it."""
    order = paid()
    share = order.lines.get().shares.get()
    opened = account(person=share.payee)
    return Transfer.objects.create(
        share=share, account=opened, amount_minor=share.amount_minor, currency="EUR", state=TransferState.MADE,
        transfer_id="tr_1",
    )  # fmt: skip


def test_who_was_sent_more_than_they_keep_owes_it(sent):
    person = sent.share.payee
    (balance,) = balances_of(person)
    assert (getattr(balance, SENT), getattr(balance, OWED)) == (Money(4165, "EUR"), Money(0, "EUR"))
    OrderLine.objects.update(refunded_minor=1000)
    (balance,) = balances_of(person)
    assert (getattr(balance, SENT), getattr(balance, OWED)) == (Money(4165, "EUR"), Money(850, "EUR"))
    assert [each.state for each in explain(earnings_of(person), person)] == [OWED]


def test_a_way_back_is_written_down_once(sent):
    reversal = TransferReversal.objects.create(transfer=sent, amount_minor=100)
    for name in ("trr_1", "trr_2"):
        reversals.record_reversal(reversal, name)
    reversal.refresh_from_db()
    assert (reversal.state, reversal.reversal_id) == (TransferState.MADE, "trr_1")


def test_what_is_made_good_by_now_is_not_taken_back_again(sent, administrator):
    failed = TransferReversal.objects.create(transfer=sent, amount_minor=100, state=TransferState.FAILED)
    with pytest.raises(TransferDecided):
        reversals.try_reversal_again(failed, actor=administrator)
    under_way = TransferReversal.objects.create(transfer=sent, amount_minor=100)
    with pytest.raises(TransferDecided):
        reversals.try_reversal_again(under_way, actor=administrator)


def test_a_sweep_of_transfers_ends_with_silence(paid, account, monkeypatch):
    for place in range(2):
        share = paid().lines.get().shares.get()
        own = account(person=share.payee, account_id=f"acct_{place}")
        Transfer.objects.create(
            share=share, account=own, amount_minor=1, currency="EUR",
            intended_at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
    asked = []

    def ask(transfer):
        asked.append(transfer.pk)
        if len(asked) == 2:
            raise SILENCE

    monkeypatch.setattr(transfers, "carry_out_transfer", ask)
    assert transfers.sweep_transfers() == len(asked) == 2


def test_a_transfer_is_refused_although_nobody_can_say_why(paid, account, monkeypatch):
    share = paid().lines.get().shares.get()
    transfer = Transfer.objects.create(share=share, account=account(person=share.payee), amount_minor=1, currency="EUR")
    monkeypatch.setattr(transfers, "ask_about_account", saying(SILENCE))
    transfers._fail(transfer, "insufficient_capabilities")
    transfer.refresh_from_db()
    assert (transfer.state, transfer.failure) == (TransferState.FAILED, "insufficient_capabilities")


# Reconciliation and sales


def test_only_administrators_have_it_compared():
    with pytest.raises(NotAllowed):
        reconciliation.begin_by_hand(actor=UserFactory(roles=["reviewer"]))
    assert not reconciliation.Reconciliation.objects.exists()


def test_what_the_provider_does_not_know_is_left_as_missing(monkeypatch):
    run = reconciliation.begin()
    unmoved = [SimpleNamespace(name=name) for name in ("ch_1", "ch_2")]
    monkeypatch.setattr(reconciliation, "_missing_there", lambda _run: unmoved)
    kept, answers = [], {"ch_1": REFUSAL, "ch_2": "its movements"}
    monkeypatch.setattr(reconciliation, "_keep", kept.append)
    monkeypatch.setattr(reconciliation.balance, "entries_of", lambda name: saying(answers[name])())
    reconciliation._ask_for_what_is_missing(run)
    assert kept == ["its movements"]


def test_what_another_finished_meanwhile_is_not_finished_again():
    run = reconciliation.begin()
    then = clock.now()
    reconciliation.Reconciliation.objects.update(finished_at=then)
    assert reconciliation._finish(run, {}, {}).finished_at == then
    assert not run.findings.exists()


def test_only_an_overlap_is_told_as_one(priced, monkeypatch):
    made, broken = priced(), IntegrityError("another rule")

    def fail(*_given, **_named):
        raise broken

    monkeypatch.setattr(Sale, "save", fail)
    terms = sales.SaleTerms(basis_points=1000, amounts={}, starts_at=None, ends_at=clock.now() + timedelta(days=1))
    with pytest.raises(IntegrityError) as failure:
        sales.set_sale("course", made.course.public_id, terms, actor=made.owner)
    assert failure.value is broken
