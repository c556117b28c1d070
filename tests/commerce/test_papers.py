"""Receipts and credit notes: with the money they are about, numbered without a gap, said once and kept."""

import threading

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from commerce.enums import PaperKind, RefundReason
from commerce.gateways import Payer
from commerce.models import Order, Paper, SellingSettings
from commerce.operations.checkout import place_order
from commerce.operations.papers import TEMPLATES, _shown, issue_missing, keep_pdf, pdf_of
from commerce.operations.refunds import intend_refund
from commerce.operations.settlement import apply_truth
from kit import clock, jobs
from notices.models import Notice
from tests.commerce.bundling import bundle_of, wants_bundle
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1")]


@pytest.fixture(autouse=True)
def typeset():
    """Here they are set in type."""


PAYER = Payer(
    name="Ada Dance Ltd",
    email="books@example.org",
    address=("1 Long Acre", "WC2E 9LH London"),
    country="GB",
    tax_numbers=("GB123456789",),
    paid_with="Visa 4242",
)


@pytest.fixture
def paid(ordered, truth):
    """An order that is paid, and its payment."""

    def pay(*things, payer=PAYER, **known):
        order = ordered(*things, **known)
        payment = order.payments.get()
        apply_truth(payment, truth(payment, payer=payer))
        return Order.objects.get(pk=order.pk)

    return pay


@pytest.fixture
def settings_of_the_shop():
    return SellingSettings.objects.create(
        business_name="Perfomix GmbH", business_address="Torstraße 12\n10119 Berlin", tax_number="DE123456789"
    )


def give_back(order, truth, minor):
    payment = order.payments.get()
    line = order.lines.order_by("pk").last()
    refund = intend_refund(payment, {line: minor}, reason=RefundReason.BY_STAFF)
    apply_truth(payment, truth(payment, given_back(minor, key=refund.key, name=f"re_of_{refund.pk}")))
    refund.refresh_from_db()
    return refund


def test_a_paid_order_has_one_receipt_that_says_all_of_it(settings_of_the_shop, priced, paid):
    order = paid(priced(1000, title="Salsa"), priced(2500, title="Tango"))
    receipt = order.papers.get()
    assert receipt.code == f"{receipt.year}-000001"
    said = receipt.content
    assert said["business"]["address"] == ["Torstraße 12", "10119 Berlin"]
    assert said["business"]["title"] == "Invoice"
    assert said["buyer"] == {
        "name": "Ada Dance Ltd",
        "email": "books@example.org",
        "address": ["1 Long Acre", "WC2E 9LH London", "United Kingdom"],
        "tax_numbers": ["GB123456789"],
    }
    assert [(line["title"], line["total_minor"]) for line in said["lines"]] == [("Salsa", 1000), ("Tango", 2500)]
    assert (said["total_minor"], said["tax_minor"], said["discount_minor"]) == (3500, 0, 0)
    assert broken_invariants() == []


def test_receipt_and_credit_note_name_the_bundle(priced, paid, truth):
    made = [priced(2000, title="Turns"), priced(3000, title="Steps")]
    alone = priced(1000, title="Arms")
    order = place_order(UserFactory(), [*wants_bundle(bundle_of(*made)), *wants(alone)])
    payment = order.payments.get()
    apply_truth(payment, truth(payment, payer=PAYER))
    receipt = order.papers.get(kind=PaperKind.RECEIPT)
    assert [(line["title"], line["bundle"]) for line in receipt.content["lines"]] == [
        ("Turns", "Steps and turns"), ("Steps", "Steps and turns"), ("Arms", ""),
    ]  # fmt: skip
    assert [line["bundle"] for line in _shown(receipt)["lines"]] == ["Steps and turns", "Steps and turns", ""]
    assert render_to_string(TEMPLATES[PaperKind.RECEIPT], _shown(receipt)).count("In the bundle Steps and turns") == 2
    line = order.lines.order_by("pk").first()
    refund = intend_refund(payment, {line: line.total_minor}, reason=RefundReason.BY_STAFF)
    apply_truth(payment, truth(payment, given_back(line.total_minor, key=refund.key, name="re_of_a_bundle")))
    note = order.papers.get(kind=PaperKind.CREDIT_NOTE)
    assert [line["bundle"] for line in note.content["lines"]] == ["Steps and turns"]
    for each in receipt.content["lines"]:
        del each["bundle"]
    assert [line["bundle"] for line in _shown(receipt)["lines"]] == ["", "", ""]


def test_a_buyer_who_said_nothing_is_named_as_in_their_account(paid):
    buyer = UserFactory(display_name="Ana Duarte")
    said = paid(buyer=buyer, payer=Payer()).papers.get().content["buyer"]
    assert said == {"name": "Ana Duarte", "email": buyer.email, "address": [], "tax_numbers": []}


def test_what_is_told_again_writes_nothing_again(paid, truth):
    order = paid()
    payment = order.payments.get()
    for _again in range(3):
        apply_truth(payment, truth(payment, payer=Payer(name="Somebody else")))
    assert order.papers.get().content["buyer"]["name"] == "Ada Dance Ltd"
    assert Notice.objects.filter(kind="orders.paid").count() == 1


def test_each_refund_has_a_credit_note_of_its_own(settings_of_the_shop, paid, priced, truth):
    order = paid(priced(1000, title="Salsa"), priced(2500, title="Tango"))
    refunds = [give_back(order, truth, minor) for minor in (500, 2000)]
    notes = [refund.papers.get() for refund in refunds]
    assert [note.code for note in notes] == [f"C{notes[0].year}-00000{number}" for number in (1, 2)]
    assert [note.content["total_minor"] for note in notes] == [500, 2000]
    assert notes[0].content["receipt"] == order.papers.get(kind=PaperKind.RECEIPT).code
    assert [line["title"] for line in notes[0].content["lines"]] == ["Tango"]
    assert broken_invariants() == []


def test_what_the_shop_changes_later_changes_no_paper(settings_of_the_shop, paid):
    order = paid()
    # The faces in a PDF say to the second when they were cut.
    with time_machine.travel(clock.now(), tick=False):
        before = pdf_of(order.papers.get())
        settings_of_the_shop.business_name = "Another name"
        settings_of_the_shop.save()
        assert order.papers.get().content["business"]["name"] == "Perfomix GmbH"
        assert pdf_of(order.papers.get()) == before


@pytest.mark.parametrize(
    "change",
    ["content = '{}'", "number = 7", "issued_at = now()", "pdf = 'x'", "order_id = order_id + 1"],
)
def test_the_database_keeps_papers_as_they_were(paid, change):
    paper = paid().papers.get()
    keep_pdf(paper)
    for statement in (f"UPDATE commerce_paper SET {change}", "DELETE FROM commerce_paper"):  # noqa: S608 - ours
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Paper.objects.get().content == paper.content


def test_a_payment_that_came_to_nothing_leaves_no_gap(paid, ordered, truth, monkeypatch):
    first = paid()
    doomed = ordered()
    payment = doomed.payments.get()
    with monkeypatch.context() as broken:
        broken.setattr("commerce.operations.settlement.announce_purchase", lambda order: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            apply_truth(payment, truth(payment))
    second = paid()
    assert [order.papers.get().number for order in (first, second)] == [1, 2]
    assert not doomed.papers.exists()
    assert broken_invariants() == []


def test_a_gap_is_found(paid):
    paid()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE commerce_paperseries SET last = 5")
    assert any("the last number is 5" in each for each in broken_invariants())


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_are_all_different(priced, truth):
    from commerce.operations.checkout import place_order  # noqa: PLC0415

    course = priced()
    payments = [place_order(UserFactory(), wants(course)).payments.get() for _buyer in range(6)]
    together, failed = threading.Barrier(len(payments)), []

    def settle(payment):
        try:
            together.wait()
            apply_truth(payment, truth(payment))
        except Exception as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    threads = [threading.Thread(target=settle, args=[payment]) for payment in payments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert broken_invariants() == []


def test_orders_that_were_paid_before_get_their_papers(paid, truth):
    order = paid()
    give_back(order, truth, 500)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE commerce_paper DISABLE TRIGGER kept_as_it_was")
        cursor.execute("DELETE FROM commerce_paper")
        cursor.execute("DELETE FROM commerce_paperseries")
        cursor.execute("ALTER TABLE commerce_paper ENABLE TRIGGER kept_as_it_was")
    assert issue_missing() == 1
    assert sorted(paper.kind for paper in order.papers.all()) == [PaperKind.CREDIT_NOTE, PaperKind.RECEIPT]
    assert issue_missing() == 0


def test_thanks_are_said_once_with_the_way_to_the_receipt(paid):
    order = paid(buyer=UserFactory(email="ada@example.org", display_name="Ada"))
    jobs.run_pending()
    letters = [letter for letter in mail.outbox if letter.to == ["ada@example.org"]]
    assert [letter.subject for letter in letters] == ["Thank you, your receipt"]
    assert f"/account/orders/{order.public_id}" in letters[0].body
    assert order.number in letters[0].body
    assert order.papers.get().pdf


def test_papers_are_the_buyers_alone(signed_in, paid, client):
    buyer, other = UserFactory(), UserFactory()
    order = paid(buyer=buyer)
    paper = order.papers.get()
    address = f"/api/v1/me/orders/{order.public_id}/papers/{paper.public_id}"
    found = signed_in(buyer).get(address)
    assert (found.status_code, found["Content-Type"], found["Cache-Control"]) == (
        200, "application/pdf", "private, no-store",
    )  # fmt: skip
    assert found.content.startswith(b"%PDF")
    assert found["Content-Disposition"] == f'attachment; filename="perfomix-{paper.code}.pdf"'
    assert signed_in(other).get(address).status_code == 404
    shown = signed_in(buyer).get(f"/api/v1/me/orders/{order.public_id}").json()["papers"]
    assert [(each["code"], each["kind"]) for each in shown] == [(paper.code, "receipt")]


def test_administrators_have_every_paper(client, paid):
    order, other = paid(), paid()
    address = reverse("orders:paper", args=[order.pk, order.papers.get().pk])
    client.force_login(UserFactory(roles=["administrator"]))
    assert order.papers.get().code in client.get(reverse("orders:inspect", args=[order.pk])).content.decode()
    assert client.get(address).content.startswith(b"%PDF")
    assert client.get(reverse("orders:paper", args=[other.pk, order.papers.get().pk])).status_code == 404
    client.force_login(UserFactory(roles=["producer"]))
    assert client.get(address).status_code in {302, 403}


def test_what_the_buyer_typed_at_the_provider_is_on_the_receipt(provider, ordered):
    from commerce.operations.checkout import open_payment  # noqa: PLC0415
    from commerce.operations.settlement import settle_order  # noqa: PLC0415

    order = ordered()
    session = open_payment(order).session_id
    typed = {"name": "Ada Dance Ltd", "line1": "1 Long Acre", "city": "London", "postal_code": "WC2E 9LH"}
    provider.control("POST", f"sessions/{session}/pay", country="GB", tax_id="GB123456789", **typed)
    settle_order(order)
    said = order.papers.get().content
    assert said["buyer"]["address"] == ["1 Long Acre", "WC2E 9LH London", "United Kingdom"]
    assert said["buyer"]["tax_numbers"] == ["GB123456789"]
    assert said["paid_with"] == "Visa 4242"
