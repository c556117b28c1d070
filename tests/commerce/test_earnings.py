"""A seller sees where each cent is, and gets statements that sum with the ledger and never change."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse

from accounts.enums import Role
from commerce.errors import MonthNotOver
from commerce.models import LedgerEntry, Order
from commerce.operations.earnings import balances_of, earnings_of, explain
from commerce.operations.holds import hold_payouts
from commerce.operations.statements import as_csv, as_pdf, months_of, preview_of, running_months_of, statement_of
from commerce.operations.transfers import pay_sellers
from kit import clock, jobs
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import give_back, later, new_seller, onboarded, owed_to, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6", "req-D10")]


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def seller():
    return new_seller()


def balance(person):
    [found] = balances_of(person)
    return {name: getattr(found, name).minor for name in ("in_window", "disputed", "due", "held", "sent", "owed")}


def send():
    with later():
        pay_sellers()
        jobs.run_pending()


def test_each_share_is_somewhere_until_it_is_sent(provider, priced, sold, seller):
    nowhere = {"in_window": 0, "disputed": 0, "due": 0, "held": 0, "sent": 0, "owed": 0}
    assert balances_of(seller) == []
    order = sold(priced(1000, owner=seller))
    assert balance(seller) == nowhere | {"in_window": 850}
    with later():
        assert balance(seller) == nowhere | {"due": 850}
        hold_payouts(seller, reason="A complaint.", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
        assert balance(seller) == nowhere | {"held": 850}
    seller.payout_holds.update(released_at=clock.now())
    onboarded(provider, seller)
    send()
    assert balance(seller) == nowhere | {"sent": 850}
    give_back(order, 400)
    assert balance(seller) == nowhere | {"sent": 510}


def test_each_cent_of_a_line_is_explained(priced, sold, seller):
    order = sold(priced(4999, owner=seller, title="Salsa"))
    give_back(order, 1000)
    [line] = explain(earnings_of(seller), seller)
    assert (line.title, line.order_number, line.state) == ("Salsa", order.number, "in_window")
    amounts = (line.price, line.discount, line.commission, line.share, line.given_back, line.kept, line.sent)
    assert [amount.minor for amount in amounts] == [4999, 0, 750, 4249, 850, 3399, 0]
    assert line.kept.minor == owed_to(seller)


def next_month():
    """Some days into the month after this one."""
    return (datetime.now(UTC).replace(day=1) + timedelta(days=35)).replace(day=3)


@pytest.fixture
def a_month(provider, priced, sold, seller):
    """A month with two sales, a refund, a transfer and a reversal, and one sale in another currency."""
    onboarded(provider, seller)
    first = sold(priced(4999, owner=seller, title="=HYPERLINK(1)"))
    sold(priced(3000, "JPY", owner=seller))
    give_back(first, 1000)
    second = sold(priced(1000, owner=seller, title="Tango"))
    moment = clock.now()
    with later():
        pay_sellers()
    with clock.held_at(moment + timedelta(seconds=1)):
        jobs.run_pending()
    give_back(second)
    return date(moment.year, moment.month, 1)


def test_a_statement_sums_with_the_ledger_and_never_changes(seller, a_month):
    with pytest.raises(MonthNotOver):
        statement_of(seller, a_month, "EUR")
    assert months_of(seller) == []
    with clock.held_at(next_month()):
        assert months_of(seller) == [(a_month, "EUR"), (a_month, "JPY")]
        statement = statement_of(seller, a_month, "EUR")
        found = as_csv(statement)
        entries = LedgerEntry.objects.filter(account__person=seller, account__currency="EUR")
        assert statement.closing.minor == -entries.aggregate(total=Sum("amount_minor"))["total"] == owed_to(seller)
        assert statement.opening.minor + sum(row.amount.minor for row in statement.rows) == statement.closing.minor
        rows = list(csv.DictReader(io.StringIO(found)))
        assert (
            sum(Decimal(row["amount"]) for row in rows[:-1]) == Decimal(rows[-1]["amount"]) == statement.closing.amount
        )
        assert [row["kind"] for row in rows] == [
            "opening balance", "payment", "refund", "payment", "transfer", "transfer", "refund", "reversal",
            "closing balance",
        ]  # fmt: skip
        assert (rows[1]["title"], rows[1]["price"], rows[1]["commission"]) == ("'=HYPERLINK(1)", "49.99", "7.50")
        assert as_pdf(statement).startswith(b"%PDF")
    with clock.held_at(next_month()):
        give_back(Order.objects.get(lines__title="=HYPERLINK(1)"), 1)
    with clock.held_at(next_month() + timedelta(days=1)):
        assert as_csv(statement_of(seller, a_month, "EUR")) == found


def test_the_running_month_is_seen_and_is_no_statement(client, seller, a_month):
    assert running_months_of(seller) == [(a_month, "EUR"), (a_month, "JPY")]
    preview = preview_of(seller, a_month, "EUR")
    assert preview.closing.minor == owed_to(seller)
    client.force_login(seller)
    month = f"{a_month:%Y-%m}"
    address = reverse("statement_preview", args=[month, "EUR"])
    assert address in client.get(reverse("earnings")).content.decode()
    page = client.get(address).content.decode()
    for said in ("This is a preview and no statement.", "Tango", "Given back to buyers", str(preview.closing)):
        assert said in page
    assert preview.code not in page
    assert client.get(reverse("statement", args=[month, "EUR", "pdf"])).status_code == 404
    for missing in ([month, "USD"], ["2020-01", "EUR"], ["x", "EUR"]):
        assert client.get(reverse("statement_preview", args=missing)).status_code == 404
    of_seller = reverse("statement_preview_of_seller", args=[seller.pk, month, "EUR"])
    assert client.get(of_seller).status_code in {302, 403}
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "This is a preview" in client.get(of_seller).content.decode()
    assert of_seller in client.get(reverse("earnings_of_seller", args=[seller.pk])).content.decode()
    with clock.held_at(next_month()):
        assert running_months_of(seller) == []
        final = statement_of(seller, a_month, "EUR")
        assert (final.rows, final.closing) == (preview.rows, preview.closing)


def test_a_statement_costs_as_many_queries_with_many_sales(seller, priced, sold, django_assert_num_queries):
    month = clock.now().date()
    sold(priced(1000, owner=seller))
    with django_assert_num_queries(3):
        assert len(preview_of(seller, month, "EUR").rows) == 1
    for _number in range(3):
        sold(priced(1000, owner=seller))
    with django_assert_num_queries(3):
        assert len(preview_of(seller, month, "EUR").rows) == 4


def test_the_next_statement_opens_where_the_last_closed(seller, a_month):
    with clock.held_at(next_month() + timedelta(days=40)):
        closed = statement_of(seller, a_month, "EUR").closing
        following = statement_of(seller, next_month().date(), "EUR")
        assert (following.opening, following.rows, following.closing) == (closed, [], closed)


def test_a_producer_sees_their_earnings(client, priced, sold, seller):
    client.force_login(seller)
    assert "Nothing is sold yet" in client.get(reverse("earnings")).content.decode()
    made = priced(4999, owner=seller, title="Salsa")
    order = sold(made)
    page = client.get(reverse("earnings")).content.decode()
    for said in ("Salsa", order.number, "€49.99", "€7.50", "€42.49", "Tell us where to send it"):
        assert said in page
    assert order.number not in client.get(reverse("earnings"), {"month": "2020-01"}).content.decode()
    assert order.number in client.get(reverse("earnings"), {"course": made.course.public_id}).content.decode()
    for odd in ({"month": "2020-13"}, {"month": "x"}, {"course": "x"}, {"p": "x"}):
        assert client.get(reverse("earnings"), odd).status_code == 200


def test_a_statement_is_fetched_by_its_seller_and_administrators_alone(client, seller, a_month, monkeypatch):
    monkeypatch.setattr("commerce.operations.statements._is_over", lambda month: True)
    month = f"{a_month:%Y-%m}"
    own = reverse("statement", args=[month, "EUR", "csv"])
    others = reverse("statement_of_seller", args=[seller.pk, month, "EUR", "csv"])
    client.force_login(seller)
    answer = client.get(own)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "opening balance" in answer.content.decode()
    assert client.get(reverse("statement", args=[month, "EUR", "pdf"])).content.startswith(b"%PDF")
    for missing in ([month, "USD", "csv"], ["2020-01", "EUR", "csv"], [month, "EUR", "doc"], ["x", "EUR", "csv"]):
        assert client.get(reverse("statement", args=missing)).status_code == 404
    assert client.get(others).status_code in {302, 403}
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert client.get(others).content == answer.content
    assert client.get(reverse("earnings_of_seller", args=[seller.pk])).status_code == 200
    client.force_login(new_seller("Bo Quist"))
    assert client.get(own).status_code == 404
    for address in (others, reverse("earnings_of_seller", args=[seller.pk])):
        assert client.get(address).status_code in {302, 403}
    for roles in ([Role.LEARNER], [Role.REVIEWER]):
        client.force_login(UserFactory(roles=roles))
        assert client.get(reverse("earnings")).status_code in {302, 403}
        assert client.get(own).status_code in {302, 403}
