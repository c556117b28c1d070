"""The desk: orders found by anything known of them, events read and replayed, the ledger looked through."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from accounts.enums import Role
from commerce.gateways import GatewayUnavailable
from commerce.models import LedgerAccount, LedgerTransaction, Order, StripeEvent
from commerce.operations.events import work_event
from commerce.operations.settlement import apply_truth
from kit import jobs
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10", "req-D4")]


@pytest.fixture
def administrator(client):
    person = UserFactory(roles=["administrator"])
    client.force_login(person)
    return person


@pytest.fixture
def paid(ordered, truth, priced):
    def pay(**course):
        order = ordered(priced(**course))
        payment = order.payments.get()
        apply_truth(payment, truth(payment))
        assert broken_invariants() == []
        return Order.objects.get(pk=order.pk)

    return pay


def told(order, kind="checkout.session.completed", name="evt_1"):
    """An event about the order's payment, kept and not worked yet."""
    payment = order.payments.get()
    subject = {"id": "pi_x", "object": "payment_intent", "metadata": {"payment": str(payment.public_id)}}
    body = {"id": name, "type": kind, "created": 1, "livemode": False, "data": {"object": subject}}
    return StripeEvent.objects.create(event_id=name, kind=kind, body=json.dumps(body).encode())


def text(client, name, *arguments, **query):
    return client.get(reverse(name, args=arguments), query).content.decode()


def test_orders_are_found_by_what_the_provider_calls_them(client, administrator, paid):
    order, other = paid(), paid()
    payment = order.payments.get()
    for words in (payment.intent_id, payment.charge_id):
        page = text(client, "orders:index", q=words)
        assert order.number in page
        assert other.number not in page


def test_an_event_is_read_as_it_came_and_leads_to_its_order(client, administrator, paid):
    order = paid()
    event = told(order)
    assert "evt_1" in text(client, "stripe_events:index")
    assert "evt_1" not in text(client, "stripe_events:index", q="evt_of_another")
    page = text(client, "stripe_events:inspect", event.pk)
    assert order.number in page
    assert "&quot;payment_intent&quot;" in page
    assert "Waiting" in page


def test_an_event_without_sense_is_shown_all_the_same(client, administrator):
    event = StripeEvent.objects.create(event_id="evt_2", kind="odd", body=b"\xff<script>")
    assert "&lt;script&gt;" in text(client, "stripe_events:inspect", event.pk)


def test_why_an_event_could_not_be_worked_is_kept_until_it_is(client, administrator, paid, monkeypatch):
    event = told(paid())

    def silent(payment):
        raise GatewayUnavailable("no answer")

    with monkeypatch.context() as broken:
        broken.setattr("commerce.operations.events.settle_payment", silent)
        with pytest.raises(GatewayUnavailable):
            work_event(event)
    event.refresh_from_db()
    assert (event.error, event.worked_at) == ("GatewayUnavailable: no answer", None)
    assert "GatewayUnavailable: no answer" in text(client, "stripe_events:inspect", event.pk)
    monkeypatch.setattr("commerce.operations.events.settle_payment", lambda payment: None)
    work_event(event)
    event.refresh_from_db()
    assert event.error == ""
    assert event.worked_at is not None


def test_an_event_is_worked_once_more(client, administrator, paid):
    event = told(paid())
    assert client.post(reverse("stripe_events:replay", args=[event.pk])).status_code == 302
    assert jobs.is_under_way("commerce.work_event", event=event.pk)
    assert client.get(reverse("stripe_events:replay", args=[event.pk])).status_code == 405


def test_the_ledger_is_looked_through(client, administrator, paid):
    order, other = paid(minor=4900), paid(minor=2500)
    page = text(client, "ledger:index", q=order.number)
    assert "€49.00" in page
    assert other.number not in page
    booked = LedgerTransaction.objects.filter(order=order).order_by("number").first()
    page = text(client, "ledger:inspect", booked.pk)
    assert bytes(booked.hash).hex(" ", 4) in page
    assert "follows from the one before" in page
    payee = LedgerAccount.objects.filter(entries__transaction=booked, person__isnull=False).get()
    assert "€-41.65" in text(client, "ledger_accounts:inspect", payee.pk).replace("-€41.65", "€-41.65")
    assert order.number in text(client, "ledger:index", person=payee.person.email)
    assert other.number not in text(client, "ledger:index", person=payee.person.email)
    assert order.number not in text(client, "ledger:index", kind="refund")


def test_a_ledger_that_somebody_changed_says_so(client, administrator, paid):
    booked = LedgerTransaction.objects.filter(order=paid()).order_by("number").first()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE commerce_ledgertransaction DISABLE TRIGGER kept_for_ever")
        cursor.execute("UPDATE commerce_ledgertransaction SET cause = 'another' WHERE id = %s", [booked.pk])
    assert "somebody changed the database" in text(client, "ledger:inspect", booked.pk)


def test_ledger_and_accounts_go_out_as_csv(client, administrator, paid):
    order = paid()
    for name, holds in (("ledger:index", order.number), ("ledger_accounts:index", "Commission")):
        answer = client.get(reverse(name), {"export": "csv"})
        assert answer["Content-Type"].startswith("text/csv")
        assert holds in answer.getvalue().decode()


@pytest.mark.parametrize("roles", [["learner"], ["producer"], ["reviewer"]])
def test_nobody_else_sees_events_or_the_ledger(client, paid, roles):
    order = paid()
    event = told(order)
    booked = LedgerTransaction.objects.filter(order=order).first()
    account = LedgerAccount.objects.first()
    client.force_login(UserFactory(roles=roles))
    for method, name, arguments in (
        ("get", "stripe_events:index", []),
        ("get", "stripe_events:inspect", [event.pk]),
        ("post", "stripe_events:replay", [event.pk]),
        ("get", "ledger:index", []),
        ("get", "ledger:inspect", [booked.pk]),
        ("get", "ledger_accounts:index", []),
        ("get", "ledger_accounts:inspect", [account.pk]),
    ):
        answer = getattr(client, method)(reverse(name, args=arguments))
        assert answer.status_code in {302, 403}
        assert order.number not in answer.content.decode()
    assert not jobs.is_under_way("commerce.work_event", event=event.pk)


DESKS = (
    "orders", "ledger", "ledger_accounts", "stripe_events", "disputes", "refund_requests", "order_checks",
    "reconciliations", "subscriptions",
)  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("roles", [[Role.PRODUCER], [Role.REVIEWER]])
def test_nobody_else_learns_whether_there_is_such_a_row(client, db, desk, roles):
    page = reverse(f"{desk}:inspect", args=[999_999])
    client.force_login(UserFactory(roles=roles))
    assert client.get(page).status_code == 302
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert client.get(page).status_code == 404
