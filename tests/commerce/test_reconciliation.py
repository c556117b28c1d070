"""Every movement of our balance at the provider is ours to the cent, or somebody hears which is not and what to do."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import FindingKind, LedgerKind, RefundReason, RefundState
from commerce.gateways import GatewayUnavailable, stripe
from commerce.models import (
    Finding,
    LedgerTransaction,
    Order,
    Payment,
    ProviderEntry,
    Reconciliation,
    Refund,
    Transfer,
)
from commerce.operations import reconciliation
from commerce.operations.checkout import open_payment
from commerce.operations.matching import missing_there
from commerce.operations.reconciliation import begin, reconcile
from commerce.operations.reconciliation_report import refunds_under_way, still_open
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth, settle_payment
from commerce.tasks import reconcile_nightly
from kit import clock, jobs
from kit.money import Money
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back
from tests.commerce.selling import AVAILABLE_AT_ONCE, compared, found, give_back, later, seller, sent, sold
from tests.factories.accounts import UserFactory

__all__ = ["seller", "sent", "sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10")]


@pytest.mark.usefixtures("sent")
def test_everything_that_moved_is_ours(provider, priced, sold, seller, library):
    give_back(Order.objects.get())
    sold(priced(2000, currency="JPY", owner=seller))
    disputed = sold(priced(3000, owner=seller))
    payment = disputed.payments.get()
    provider.control("POST", f"charges/{payment.charge_id}/dispute")
    settle_payment(payment)
    returned = sold(priced(4000, owner=seller), card="4000000000005126")
    give_back(returned)
    settle_payment(returned.payments.get())
    sold(priced(5000, owner=seller), card=AVAILABLE_AT_ONCE)
    library.v1.payouts.create({"amount": 50, "currency": "eur"})
    run = compared()
    kinds = set(ProviderEntry.objects.values_list("kind", flat=True))
    assert kinds == {
        "charge", "refund", "refund_failure", "transfer", "transfer_refund", "adjustment", "payout"
    }  # fmt: skip
    assert found(run) == []
    assert (run.entries, run.matched) == (ProviderEntry.objects.count(), ProviderEntry.objects.count())
    assert not Notice.objects.filter(kind="orders.reconciliation").exists()
    assert broken_invariants() == []


def test_a_charge_of_which_we_never_heard(provider, library, administrator):
    price = {"currency": "eur", "unit_amount": 700, "product_data": {"name": "A ticket"}}
    page = library.v1.checkout.sessions.create(
        {"mode": "payment", "success_url": "https://a.example", "line_items": [{"quantity": 1, "price_data": price}]}
    )
    provider.control("POST", f"sessions/{page.id}/pay", email="eve@example.com")
    [charge] = library.v1.charges.list().data
    run = compared()
    assert found(run) == [(FindingKind.MISSING_HERE, charge.id)]
    finding = run.findings.get()
    assert (finding.ours, finding.theirs.minor, finding.order) == (None, 700, None)
    notice = Notice.objects.get(person=administrator)
    assert "differ in one place" in notice.title
    assert still_open() == 1


def test_several_differences_are_counted(provider, library, administrator):
    for _each in range(2):
        price = {"currency": "eur", "unit_amount": 700, "product_data": {"name": "A ticket"}}
        lines = [{"quantity": 1, "price_data": price}]
        page = library.v1.checkout.sessions.create(
            {"mode": "payment", "success_url": "https://a.example", "line_items": lines}
        )
        provider.control("POST", f"sessions/{page.id}/pay", email="eve@example.com")
    compared()
    assert "differ in 2 places" in Notice.objects.get(person=administrator).title


def test_a_dispute_that_moved_nothing_there_is_missing_there(provider, sold):
    order = sold()
    payment = order.payments.get()
    provider.control("POST", f"charges/{payment.charge_id}/dispute")
    settle_payment(payment)
    booked = LedgerTransaction.objects.get(kind=LedgerKind.DISPUTE)
    missing = missing_there(clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1))
    assert [(one.name, one.order_id, one.amount) for one in missing if one.name == booked.cause] == [
        (booked.cause, order.pk, Money(-4900, "EUR"))
    ]


def test_a_payment_of_which_no_webhook_told_is_settled(provider, ordered, administrator):
    order = ordered()
    session = open_payment(order).session_id
    provider.control("POST", f"sessions/{session}/pay")
    run = compared()
    order.refresh_from_db()
    assert order.state == "paid"
    assert found(run) == [(FindingKind.MENDED, order.payments.get().charge_id)]
    assert run.findings.get().order == order
    assert still_open() == 0
    assert not Notice.objects.filter(kind="orders.reconciliation").exists()
    assert broken_invariants() == []


def test_a_refund_made_at_the_provider_is_booked_and_told(provider, sold, library):
    order = sold()
    payment = order.payments.get()
    made = library.v1.refunds.create({"payment_intent": payment.intent_id, "amount": 900})
    run = compared()
    assert found(run) == [(FindingKind.MENDED, made.id)]
    assert (Refund.objects.get().reason, Refund.objects.get().amount_minor) == (RefundReason.ELSEWHERE, 900)
    assert found(compared()) == []
    assert broken_invariants() == []


def test_a_refund_under_way_is_neither_a_difference_nor_hidden(client, administrator, provider, sold, library):
    order = sold(card="4000000000007726")
    payment = order.payments.get()
    made = library.v1.refunds.create({"payment_intent": payment.intent_id, "amount": 900})
    run = compared()
    # Asking told of it, and its money has moved there; here it is booked once it has arrived.
    refund = Refund.objects.get()
    assert (refund.state, refund.refund_id, found(run)) == (RefundState.PENDING, made.id, [])
    assert (run.entries, run.matched, still_open()) == (2, 1, 0)
    assert list(refunds_under_way(run)) == [refund]
    page = client.get(reverse("reconciliations:inspect", args=[run.pk])).content.decode()
    assert page.count("Refunds under way") == 2
    assert "Everything matches to the cent" in page
    assert (order.number in page, "€9.00" in page, "Booked now" in page) == (True, True, False)

    with later(timedelta(days=3)):
        provider.control("POST", f"refunds/{made.id}/settle")
        settle_payment(payment)
        again = compared()
        assert (found(again), again.entries, again.matched) == ([], 2, 2)
        assert list(refunds_under_way(again)) == []
        page = client.get(reverse("reconciliations:inspect", args=[again.pk])).content.decode()
        assert "Refunds under way" not in page
    # The earlier report says what it said.
    assert list(refunds_under_way(run)) == [refund]
    assert broken_invariants() == []


def test_refunds_that_have_not_moved_there_yet_are_under_way(provider, sold, truth):
    order, other = sold(), sold()
    payment = order.payments.get()
    told = given_back(900, name="re_waits", done=False)
    apply_truth(payment, truth(payment, told, charge_id=payment.charge_id, intent_id=payment.intent_id))
    meant = refund_order(other, {other.lines.get(): 4900}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    run = compared()
    assert found(run) == []
    assert list(refunds_under_way(run)) == [Refund.objects.get(refund_id="re_waits"), meant]
    begun = begin(until_at=clock.now() + timedelta(hours=1))
    assert refunds_under_way(begun).count() == 2


def test_what_had_arrived_then_was_not_under_way_although_the_bank_sends_it_back_later(provider, sold):
    order = sold()
    give_back(order)
    run = compared()
    refund = Refund.objects.get()
    with later(timedelta(days=3)):
        provider.control("POST", f"refunds/{refund.refund_id}/fail")
        settle_payment(order.payments.get())
        refund.refresh_from_db()
        assert refund.state == RefundState.FAILED
    assert list(refunds_under_way(run)) == []


@pytest.mark.parametrize("status", ["pending", "requires_action"])
def test_a_refund_that_the_provider_has_not_decided_is_neither_done_nor_failed(status):
    told = SimpleNamespace(id="re_1", amount=900, status=status, metadata=None)
    truth = stripe._refund(told, "EUR")
    assert (truth.is_done, truth.is_failed) == (False, False)


def test_a_transfer_taken_back_at_the_provider(provider, sent, library):
    transfer = Transfer.objects.get()
    made = library.v1.transfers.reversals.create(transfer.transfer_id, {"amount": 300})
    run = compared()
    assert found(run) == [(FindingKind.MISSING_HERE, made.id)]
    assert (run.findings.get().order, run.findings.get().theirs.minor) == (sent, 300)
    # It stays open until it is explained, however far back it lies.
    with later():
        assert found(reconcile(begin())) == [(FindingKind.MISSING_HERE, made.id)]


def test_fees_amounts_and_currencies_that_differ(provider, sold):
    payments = [sold().payments.get() for _each in range(3)]
    fee, amount, currency = payments
    Payment.objects.filter(pk=fee.pk).update(fee_minor=1)
    Payment.objects.filter(pk=amount.pk).update(amount_minor=4800)
    Payment.objects.filter(pk=currency.pk).update(currency="USD", fee_currency="USD")
    run = compared()
    assert found(run) == sorted(
        [
            (FindingKind.FEE, fee.charge_id),
            (FindingKind.AMOUNT, amount.charge_id),
            (FindingKind.CURRENCY, currency.charge_id),
        ]
    )
    of_fee = run.findings.get(kind=FindingKind.FEE)
    assert (of_fee.ours.minor, of_fee.theirs.minor) == (1, 172)
    of_amount = run.findings.get(kind=FindingKind.AMOUNT)
    assert (of_amount.ours.minor, of_amount.theirs.minor) == (4800, 4900)


def test_a_fee_that_was_not_known_is_booked(provider, ordered, monkeypatch):
    payment = open_payment(ordered())
    provider.control("POST", f"sessions/{payment.session_id}/pay")
    with monkeypatch.context() as not_yet:
        real = stripe.read_checkout
        not_yet.setattr(stripe, "read_checkout", lambda *a, **k: replace(real(*a, **k), fee=None, fee_id=None))
        settle_payment(payment)
    payment.refresh_from_db()
    assert (payment.state, payment.fee_minor) == ("succeeded", None)
    run = compared()
    payment.refresh_from_db()
    assert (payment.fee_minor, found(run)) == (172, [(FindingKind.MENDED, payment.charge_id)])
    assert payment.order.ledger_transactions.filter(kind="fee").count() == 1
    assert broken_invariants() == []


def test_what_is_booked_here_and_did_not_move_there(provider, sold):
    order = sold()
    Payment.objects.filter(order=order).update(charge_id="ch_of_nobody")
    run = compared()
    assert (FindingKind.MISSING_THERE, "ch_of_nobody") in found(run)
    finding = run.findings.get(kind=FindingKind.MISSING_THERE)
    assert (finding.order, finding.ours.minor, finding.theirs) == (order, 4900, None)


def test_what_moved_before_anything_was_read_is_asked_for_by_name(provider, sold):
    order = sold()
    # The webhook came a day late.
    Payment.objects.filter(order=order).update(decided_at=clock.now() + timedelta(days=1))
    run = reconcile(begin(clock.now() + timedelta(hours=1), clock.now() + timedelta(days=2)))
    assert found(run) == []
    assert ProviderEntry.objects.get().source == order.payments.get().charge_id


def test_it_goes_on_where_it_stopped_and_says_the_same_however_often(provider, sold, monkeypatch):
    monkeypatch.setattr("commerce.gateways.balance.A_PAGE", 2)
    for _each in range(5):
        sold()
    until = clock.now() + timedelta(minutes=1)
    begun = begin(until_at=until)
    pages = []
    real = reconciliation.balance.list_entries

    def dies_at_the_second(*span, after):
        pages.append(after)
        if len(pages) == 2:
            raise GatewayUnavailable
        return real(*span, after=after)

    monkeypatch.setattr(reconciliation.balance, "list_entries", dies_at_the_second)
    with pytest.raises(GatewayUnavailable):
        reconcile(begun)
    assert ProviderEntry.objects.count() == 2
    again = begin(begun.from_at, until)
    assert again == begun
    run = reconcile(again)
    # The second page was asked for twice, the first once.
    assert (pages.count(""), len(pages), len(set(pages))) == (1, 4, 3)
    assert (run.entries, run.matched, found(run)) == (5, 5, [])
    assert reconcile(run).finished_at == run.finished_at
    more = reconcile(begin(begun.from_at, until))
    assert (more.entries, more.matched) == (5, 5)
    assert ProviderEntry.objects.count() == 5


def test_each_night_goes_on_from_the_last(provider, sold):
    sold()
    with later(timedelta(hours=2)):
        reconcile_nightly()
    [first] = Reconciliation.objects.all()
    assert (first.entries, first.matched) == (1, 1)
    with later(timedelta(days=30)):
        reconcile_nightly()
    second = Reconciliation.objects.order_by("pk").last()
    assert second.from_at == first.until_at - reconciliation.OVERLAP
    assert second.finished_at is not None


def test_a_silent_provider_leaves_it_to_the_next_night(provider, sold):
    sold()
    provider.control("POST", "faults", fault="500", method="GET", path="/v1/balance_transactions", times=None)
    reconcile_nightly()
    assert Reconciliation.objects.get().finished_at is None
    provider.control("DELETE", "faults")
    with later(timedelta(hours=2)):
        reconcile_nightly()
    assert not Reconciliation.objects.filter(finished_at=None).exists()


def test_the_command_reports_and_fails_where_something_differs(provider, sold):
    order = sold()
    span = {"until_at": clock.now() + timedelta(minutes=1)}
    out = StringIO()
    call_command("reconcile", stdout=out, **span)
    assert "1 movements, 1 match." in out.getvalue()
    Payment.objects.update(fee_minor=1)
    ProviderEntry.objects.update(matched_at=None)
    out = StringIO()
    with pytest.raises(CommandError, match="1 differ") as failure:
        call_command("reconcile", json=True, stdout=out, **span)
    assert failure.value.returncode == 1
    report = json.loads(out.getvalue())
    [finding] = report["findings"]
    assert (report["movements"], report["matched"]) == (1, 0)
    assert (finding["kind"], finding["order"]) == ("fee", order.number)
    assert (finding["ours"]["minor"], finding["theirs"]) == (1, {"minor": 172, "currency": "EUR"})
    assert finding["next_step"]


def test_the_command_tells_of_refunds_under_way_and_fails_for_none(provider, sold):
    order = sold()
    refund = refund_order(order, {order.lines.get(): 900}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    span = {"until_at": clock.now() + timedelta(minutes=1)}
    text, report = StringIO(), StringIO()
    call_command("reconcile", stdout=text, **span)
    assert "Refunds under way, booked once they have arrived: 1.\n" in text.getvalue()
    assert f"    order {order.number}: €9.00 since {refund.intended_at:%Y-%m-%d}" in text.getvalue()
    call_command("reconcile", json=True, stdout=report, **span)
    assert json.loads(report.getvalue())["refunds_under_way"] == [
        {
            "order": order.number,
            "what": None,
            "amount": {"minor": 900, "currency": "EUR"},
            "since": refund.intended_at.isoformat(),
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "yesterday"], "no date"),
        (["--from", "2026-13-41"], "no date"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "before"),
    ],
)
def test_the_command_refuses_what_is_no_span(provider, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("reconcile", *arguments)
    assert not Reconciliation.objects.exists()


def test_the_command_says_when_the_provider_is_silent(provider):
    provider.control("POST", "faults", fault="500", method="GET", path="/v1/balance_transactions", times=None)
    with pytest.raises(CommandError, match="does not answer") as failure:
        call_command("reconcile")
    assert failure.value.returncode == 2
    provider.control("DELETE", "faults")


def test_administrators_read_the_report_and_have_it_made(client, administrator, provider, sold, library):
    order = sold()
    Payment.objects.update(fee_minor=1)
    answer = client.post(reverse("reconciliations:now"))
    run = Reconciliation.objects.get()
    assert answer["Location"] == reverse("reconciliations:inspect", args=[run.pk])
    assert "Under way" in client.get(reverse("reconciliations:index")).content.decode()
    with later(timedelta(hours=2)):
        Reconciliation.objects.update(until_at=clock.now())
        jobs.run_pending()
    page = client.get(answer["Location"]).content.decode()
    assert "Another fee" in page
    assert order.number in page
    assert "Tell whoever keeps the books" in page
    assert "1 differ" in client.get(reverse("reconciliations:index")).content.decode()


@pytest.mark.parametrize("roles", [[Role.LEARNER], [Role.PRODUCER], [Role.REVIEWER]])
def test_nobody_else_reads_or_makes_it(client, provider, sold, roles):
    order = sold()
    Payment.objects.update(fee_minor=1)
    run = compared()
    client.force_login(UserFactory(roles=roles))
    for method, name, arguments in (
        ("get", "reconciliations:index", []),
        ("get", "reconciliations:inspect", [run.pk]),
        ("post", "reconciliations:now", []),
    ):
        answer = getattr(client, method)(reverse(name, args=arguments))
        assert answer.status_code in {302, 403}
        assert order.number not in answer.content.decode()
    assert Reconciliation.objects.count() == 1
    assert Finding.objects.count() == 1
