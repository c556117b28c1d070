"""Payouts to our own bank and fees of nothing that was sold are in the ledger: once, and as the provider says."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commerce.enums import AccountPurpose, FindingKind, LedgerKind
from commerce.models import LedgerAccount, LedgerTransaction, ProviderEntry
from commerce.operations import reconciliation
from commerce.operations.ledger import Account, Booking, book
from commerce.operations.own_money import book_own_money
from kit import clock
from tests.commerce.conftest import broken_invariants, tamper
from tests.commerce.selling import AVAILABLE_AT_ONCE, compared, found, sold

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10")]


def balances():
    return {row.purpose: row.balance_minor for row in LedgerAccount.objects.exclude(purpose=AccountPurpose.PAYEE)}


def moved(kind, amount, *, fee=0, name="txn_own"):
    """A movement that was read, under `name`."""
    return ProviderEntry.objects.create(
        entry_id=name, kind=kind, amount_minor=amount, fee_minor=fee, currency="EUR", happened_at=clock.now()
    )


def test_what_is_paid_out_and_comes_back_is_booked_once(provider, priced, sold, library):
    sold(priced(5000), card=AVAILABLE_AT_ONCE)
    arrived, returned = [library.v1.payouts.create({"amount": each, "currency": "eur"}) for each in (1000, 700)]
    provider.control("POST", f"payouts/{returned.id}/fail")
    assert found(compared()) == []
    booked = LedgerTransaction.objects.filter(kind=LedgerKind.PAYOUT)
    assert [row.order_id for row in booked] == [None] * 3
    assert arrived.balance_transaction in set(booked.values_list("cause", flat=True))
    assert balances()[AccountPurpose.BANK] == 1000
    [ours] = library.v1.balance.retrieve().available
    assert balances()[AccountPurpose.GATEWAY] == ours.amount
    assert found(compared()) == []
    assert booked.count() == 3
    assert broken_invariants() == []


@pytest.mark.parametrize(
    ("kind", "amount", "fee", "booked"),
    [
        ("payout", -1000, 0, {"gateway": -1000, "bank": 1000}),
        ("payout", -1000, 15, {"gateway": -1015, "bank": 1000, "gateway_fees": 15}),
        ("payout_failure", 1000, 0, {"gateway": 1000, "bank": -1000}),
        ("topup", 400, 0, {"gateway": 400, "bank": -400}),
        ("stripe_fee", -250, 0, {"gateway": -250, "gateway_fees": 250}),
        ("tax_fee", -50, 0, {"gateway": -50, "gateway_fees": 50}),
        ("reserve_hold", -300, 0, {}),
        ("stripe_fee", 0, 0, {}),
    ],
)
def test_each_has_its_other_side(provider, kind, amount, fee, booked):
    entry = moved(kind, amount, fee=fee)
    assert book_own_money() == bool(booked)
    assert book_own_money() == 0
    assert balances() == booked
    assert found(compared()) == []
    entry.refresh_from_db()
    assert entry.matched_at is not None
    assert broken_invariants() == []


def test_what_is_not_booked_or_booked_otherwise_is_found(provider, monkeypatch):
    other = moved("payout", -1000, name="txn_other")
    book_own_money()
    ProviderEntry.objects.filter(pk=other.pk).update(amount_minor=-900)
    moved("payout", -500, name="txn_missing")
    monkeypatch.setattr(reconciliation, "book_own_money", lambda: 0)
    run = compared()
    assert found(run) == [(FindingKind.AMOUNT, "txn_other"), (FindingKind.MISSING_HERE, "txn_missing")]
    finding = run.findings.get(what="txn_other")
    assert (finding.ours.minor, finding.theirs.minor, finding.order) == (-1000, -900, None)


def test_the_verifier_sees_what_is_not_booked_and_what_did_not_move(provider):
    moved("payout", -1000, name="txn_other")
    compared()
    assert broken_invariants() == []
    tamper("UPDATE commerce_providerentry SET amount_minor = -900")
    [broken] = broken_invariants()
    assert broken == "our_own_money_is_booked_as_it_moved: the payout txn_other is not both booked and moved"
    tamper("UPDATE commerce_providerentry SET entry_id = 'txn_another', matched_at = NULL")
    [broken] = broken_invariants()
    assert "txn_other" in broken


def test_nothing_that_was_sold_is_booked_for_no_order(db):
    sides = {Account(AccountPurpose.GATEWAY, "EUR"): 100, Account(AccountPurpose.COMMISSION, "EUR"): -100}
    with pytest.raises(IntegrityError, match="only_our_own_money_has_no_order"), transaction.atomic():
        book(Booking(LedgerKind.PAYMENT, "of_nobody", sides), None)


def test_administrators_find_it_in_the_ledger(client, administrator, provider):
    moved("payout", -1000)
    assert book_own_money() == 1
    run = compared()
    booked = LedgerTransaction.objects.get()
    bank = LedgerAccount.objects.get(purpose=AccountPurpose.BANK)
    pages = [
        reverse("ledger:index"),
        reverse("ledger:inspect", args=[booked.pk]),
        reverse("ledger_accounts:inspect", args=[bank.pk]),
        reverse("reconciliations:inspect", args=[run.pk]),
    ]
    for page in pages:
        shown = client.get(page).content.decode()
        assert "€10.00" in shown
        assert ">None<" not in shown
    assert "Paid out to our own bank" in client.get(pages[1]).content.decode()
