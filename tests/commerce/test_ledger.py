"""The ledger is kept by the database: it balances, it is only added to, and a changed row is found."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from commerce.enums import AccountPurpose, LedgerKind
from commerce.models import LedgerAccount, LedgerEntry, LedgerTransaction
from commerce.operations.ledger import Account, Booking, book
from kit.invariants import violations
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10", "fault-C10")]

HERE = Account(AccountPurpose.GATEWAY, "EUR")
OURS = Account(AccountPurpose.COMMISSION, "EUR")
LEDGER = ["ledger_transactions_sum_to_zero", "ledger_balances_equal_their_entries", "ledger_is_one_chain"]


def close():
    """What commit does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def balance(account):
    return LedgerAccount.objects.get(
        purpose=account.purpose, currency=account.currency, person_id=account.person_id
    ).balance_minor


@pytest.fixture
def order(ordered):
    return ordered()


@pytest.fixture
def booked(order):
    """Three closed transactions."""
    made = []
    for cause in ("first", "second", "third"):
        made.append(book(Booking(LedgerKind.PAYMENT, cause, {HERE: 100, OURS: -100}), order))
        close()
    return made


def test_balances_follow_the_entries(booked, order):
    assert (balance(HERE), balance(OURS)) == (300, -300)
    owed = Account(AccountPurpose.PAYEE, "EUR", UserFactory().pk)
    book(Booking(LedgerKind.REFUND, "back", {HERE: -50, OURS: 20, owed: 30}), order)
    close()
    assert (balance(HERE), balance(OURS), balance(owed)) == (250, -280, 30)
    assert list(violations(LEDGER)) == []


def test_nothing_is_booked_where_nothing_moves(order):
    assert book(Booking(LedgerKind.FEE, "none", {HERE: 0, OURS: 0}), order) is None
    assert not LedgerTransaction.objects.exists()


@pytest.mark.parametrize(
    "amounts", [{HERE: 100, OURS: -99}, {HERE: 100}, {HERE: 100, Account(AccountPurpose.COMMISSION, "USD"): -100}]
)
def test_what_does_not_balance_is_not_committed(order, amounts):
    def commit():
        with transaction.atomic():
            book(Booking(LedgerKind.PAYMENT, "odd", amounts), order)
            close()

    with pytest.raises(DatabaseError, match="does not balance"):
        commit()
    assert not LedgerEntry.objects.exists()


def test_a_cause_is_booked_once(booked, order):
    with pytest.raises(DatabaseError, match="a_cause_is_booked_once"), transaction.atomic():
        book(Booking(LedgerKind.PAYMENT, "first", {HERE: 100, OURS: -100}), order)
    assert balance(HERE) == 300


def test_numbers_have_no_gaps_and_hashes_follow_each_other(booked):
    rows = list(LedgerTransaction.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous_hash and bytes(row.previous_hash) for row in rows] == [
        None, *(bytes(row.hash) for row in rows[:-1])
    ]  # fmt: skip
    assert len({bytes(row.hash) for row in rows}) == 3


def test_the_ledger_is_only_added_to(booked, order):
    entry = LedgerEntry.objects.first()
    for change in (
        lambda: LedgerEntry.objects.filter(pk=entry.pk).update(amount_minor=1),
        lambda: LedgerEntry.objects.filter(pk=entry.pk).delete(),
        lambda: LedgerTransaction.objects.filter(pk=booked[0].pk).update(cause="another"),
        lambda: LedgerTransaction.objects.filter(pk=booked[0].pk).update(hash=b"x"),
        lambda: LedgerEntry.objects.create(transaction=booked[0], account=entry.account, amount_minor=5),
        lambda: LedgerAccount.objects.filter(pk=entry.account_id).update(balance_minor=0),
        lambda: LedgerAccount.objects.filter(pk=entry.account_id).delete(),
    ):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            change()
    assert list(violations(LEDGER)) == []
    assert balance(HERE) == 300


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE commerce_ledgertransaction SET cause = 'another' WHERE number = 2",
        "UPDATE commerce_ledgertransaction SET at = at + interval '1 microsecond' WHERE number = 1",
        "UPDATE commerce_ledgertransaction SET kind = 'fee' WHERE number = 3",
        "UPDATE commerce_ledgertransaction SET number = 7 WHERE number = 3",
        "UPDATE commerce_ledgertransaction SET hash = sha256('x') WHERE number = 2",
        "UPDATE commerce_ledgertransaction SET previous_hash = NULL WHERE number = 2",
        "UPDATE commerce_ledgerentry SET amount_minor = amount_minor * 2",
        "UPDATE commerce_ledgerentry SET amount_minor = 101 WHERE id = (SELECT min(id) FROM commerce_ledgerentry)",
        "UPDATE commerce_ledgeraccount SET balance_minor = balance_minor + 1 WHERE purpose = 'commission'",
        "UPDATE commerce_ledgeraccount SET purpose = 'tax' WHERE purpose = 'commission'",
        "DELETE FROM commerce_ledgerentry",
    ],
)
def test_who_gets_past_the_triggers_is_found(booked, tampering):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(tampering)
        cursor.execute("SET session_replication_role = DEFAULT")
    assert list(violations(LEDGER))
