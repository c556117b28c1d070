"""Tax, switched on: within prices or on top of them, taken as the provider worked it out, given back with refunds."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from commerce.enums import OrderState, TaxMode
from commerce.gateways.shapes import TaxedItem, TaxTruth
from commerce.models import LineTax, Order, SellingSettings
from commerce.operations import papers, statements
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.earnings import earnings_of, explain
from commerce.operations.papers import pdf_of
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth, settle_order, settle_payment
from commerce.operations.statements import as_pdf, statement_of
from commerce.operations.taxes import PaymentMismatch
from kit import clock
from kit.invariants import violations
from kit.models import Revalidation
from kit.money import Money
from tests.commerce.conftest import broken_invariants, tamper, wants
from tests.commerce.selling import new_seller
from tests.commerce.taxing import buy, ledger, set_tax
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1")]


@pytest.fixture(autouse=True)
def commission_of_a_fifth(settings):
    settings.COMMISSION_BASIS_POINTS = 2000


def amounts(order):
    return [
        (line.price_minor, line.tax_minor, line.total_minor, line.commission_minor, line.shares.get().amount_minor)
        for line in order.lines.order_by("pk")
    ]


def test_without_the_setting_nobody_is_asked_for_tax(provider, priced):
    order = buy(provider, priced(11900))
    (session,) = provider.control("GET", "truth")["sessions"]
    assert session["automatic_tax"]["enabled"] is False
    assert session["billing_address_collection"] == "auto"
    assert (order.tax_mode, amounts(order)) == (TaxMode.OFF, [(11900, 0, 11900, 2380, 9520)])
    assert not LineTax.objects.exists()


def test_tax_within_a_price_is_taken_before_anybody_gets_a_part(provider, priced):
    set_tax("included")
    order = buy(provider, priced(11900))
    assert amounts(order) == [(11900, 1900, 11900, 2000, 8000)]
    tax = LineTax.objects.get()
    assert (tax.amount_minor, tax.taxable_minor, tax.percentage, tax.rate) == (1900, 10000, Decimal(19), "19 %")
    assert (tax.name, tax.country, tax.jurisdiction, tax.reason) == ("VAT", "DE", "Germany", "standard_rated")
    assert (tax.currency, order.total_minor) == ("EUR", 11900)
    assert ledger() == {"tax": 1900, "commission": 2000, "payee": 8000}
    assert broken_invariants() == []


def test_tax_on_top_is_paid_on_top_and_leaves_the_rest_as_promised(provider, priced):
    set_tax("added")
    order = buy(provider, priced(10000))
    assert amounts(order) == [(10000, 1900, 11900, 2000, 8000)]
    assert (order.total_minor, order.payments.get().amount_minor) == (11900, 11900)
    assert [charge["amount"] for charge in provider.control("GET", "truth")["charges"]] == [11900]
    assert ledger() == {"tax": 1900, "commission": 2000, "payee": 8000}
    assert broken_invariants() == []


def test_the_page_says_how_and_as_what_things_are_taxed(provider, priced, library):
    set_tax("added")
    payment = open_payment(place_order(UserFactory(), wants(priced(10000))))
    session = library.v1.checkout.sessions.retrieve(payment.session_id, {"expand": ["line_items"]})
    assert (session.automatic_tax.enabled, session.billing_address_collection) == (True, "required")
    price = session.line_items.data[0].price
    assert price.tax_behavior == "exclusive"
    assert library.v1.products.retrieve(price.product).tax_code == "txcd_20060158"


@pytest.mark.parametrize(("currency", "price", "tax"), [("JPY", 1000, 91), ("KWD", 11000, 1000)])
def test_tax_is_whole_in_every_currency(provider, priced, currency, price, tax):
    set_tax("included")
    order = buy(provider, priced(price, currency), country="JP")
    assert (order.lines.get().tax_minor, ledger(currency)["tax"]) == (tax, tax)
    assert broken_invariants() == []


def test_two_authorities_have_a_row_each(provider, priced):
    set_tax("added")
    order = buy(provider, priced(10000), country="CA")
    taxes = LineTax.objects.order_by("place")
    assert [(tax.name, tax.rate, tax.amount_minor, tax.state) for tax in taxes] == [
        ("GST", "5 %", 500, ""),
        ("QST", "9.975 %", 998, "QC"),
    ]
    assert order.total_minor == 11498
    assert broken_invariants() == []


@pytest.mark.parametrize(
    ("billing", "reason"),
    [({"country": "DE", "tax_id": "DE123456789"}, "reverse_charge"), ({"country": "US"}, "not_collecting")],
)
def test_no_tax_is_a_tax_of_nothing_with_its_reason(provider, priced, billing, reason):
    set_tax("included")
    order = buy(provider, priced(11900), **billing)
    assert amounts(order) == [(11900, 0, 11900, 2380, 9520)]
    tax = LineTax.objects.get()
    assert (tax.amount_minor, tax.percentage, tax.reason) == (0, 0, reason)
    assert broken_invariants() == []


def test_each_line_has_its_own(provider, priced):
    set_tax("included")
    order = buy(provider, priced(11900), priced(0), priced(999), country="PT")
    assert [(line.total_minor, line.tax_minor) for line in order.lines.order_by("pk")] == [
        (11900, 2225),
        (0, 0),
        (999, 187),
    ]
    assert ledger()["tax"] == 2412
    assert broken_invariants() == []


@pytest.mark.parametrize(("before", "after", "paid"), [("included", "added", 11900), ("added", "off", 14161)])
def test_what_held_when_it_was_ordered_holds_when_it_is_paid(provider, priced, before, after, paid):
    set_tax(before)
    order = place_order(UserFactory(), wants(priced(11900)))
    set_tax(after)
    payment = open_payment(order)
    provider.control("POST", f"sessions/{payment.session_id}/pay", country="DE")
    settle_payment(payment)
    order.refresh_from_db()
    assert (order.tax_mode, order.total_minor, order.state) == (before, paid, OrderState.PAID)
    assert broken_invariants() == []


def test_without_tax_when_it_was_ordered_there_is_none_when_it_is_paid(provider, priced):
    order = place_order(UserFactory(), wants(priced(11900)))
    set_tax("included")
    payment = open_payment(order)
    provider.control("POST", f"sessions/{payment.session_id}/pay", country="DE")
    settle_payment(payment)
    assert amounts(order) == [(11900, 0, 11900, 2380, 9520)]


def test_what_is_told_again_takes_no_tax_again(provider, priced):
    set_tax("added")
    order = buy(provider, priced(10000))
    for _again in range(2):
        settle_order(order, also_decided=True)
    assert ledger() == {"tax": 1900, "commission": 2000, "payee": 8000}
    assert LineTax.objects.count() == 1


def give_back(order, *parts, run_jobs):
    for minor in parts:
        refund_order(order, {order.lines.get(): minor}, note="Ill", actor=UserFactory(roles=["administrator"]))
        run_jobs()


@pytest.mark.parametrize(("mode", "price"), [("included", 11900), ("added", 10000)])
def test_tax_goes_back_in_proportion_and_with_the_last_of_it_whole(provider, priced, run_jobs, mode, price):
    set_tax(mode)
    order = buy(provider, priced(price))
    give_back(order, 1190, run_jobs=run_jobs)
    assert ledger() == {"tax": 1710, "commission": 1800, "payee": 7200}
    give_back(order, 1, 5000, run_jobs=run_jobs)
    line = order.lines.get()
    assert (line.refunded_minor, line.refunded_tax_minor) == (6191, 988)
    give_back(order, 5709, run_jobs=run_jobs)
    order.refresh_from_db()
    assert (order.state, ledger()) == (OrderState.REFUNDED, {})
    notes = [paper.content for paper in order.papers.filter(kind="credit_note").order_by("pk")]
    assert sum(note["tax_minor"] for note in notes) == 1900
    assert broken_invariants() == []


def test_what_was_given_back_before_we_knew_of_the_payment_holds_its_tax(provider, priced, library):
    set_tax("added")
    order = place_order(UserFactory(), wants(priced(10000)))
    payment = open_payment(order)
    paid = provider.control("POST", f"sessions/{payment.session_id}/pay", country="DE")["session"]
    library.v1.refunds.create({"payment_intent": paid["payment_intent"], "amount": 11900})
    settle_payment(payment)
    order.refresh_from_db()
    assert (order.state, ledger()) == (OrderState.REFUNDED, {})
    assert order.lines.get().refunded_tax_minor == 1900
    assert broken_invariants() == []


def test_what_the_bank_sends_back_is_owed_with_its_tax_again(provider, priced, run_jobs):
    set_tax("included")
    order = buy(provider, priced(11900), card="4242424242424242")
    give_back(order, 3333, 4444, run_jobs=run_jobs)
    first, _second = provider.control("GET", "truth")["refunds"]
    provider.control("POST", f"refunds/{first['id']}/fail")
    settle_order(order, also_decided=True)
    line = order.lines.get()
    assert (line.refunded_minor, ledger()["tax"]) == (4444, 1900 - line.refunded_tax_minor)
    assert broken_invariants() == []
    give_back(order, 7456, run_jobs=run_jobs)
    assert order.lines.get().refunded_tax_minor == 1900
    assert "tax" not in ledger()
    assert broken_invariants() == []


def test_a_dispute_that_is_lost_takes_the_tax_with_it(provider, priced):
    set_tax("included")
    order = buy(provider, priced(11900))
    (charge,) = provider.control("GET", "truth")["charges"]
    provider.control("POST", f"charges/{charge['id']}/dispute")
    settle_order(order, also_decided=True)
    (dispute,) = provider.control("GET", "truth")["disputes"]
    provider.control("POST", f"disputes/{dispute['id']}/decide", won=False)
    settle_order(order, also_decided=True)
    assert ledger() == {}
    assert order.lines.get().refunded_tax_minor == 1900
    assert broken_invariants() == []


@pytest.fixture
def as_pages(monkeypatch):
    """Papers as the pages from which they are drawn."""
    for module in (papers, statements):
        monkeypatch.setattr(module, "render_pdf", lambda template, said: render_to_string(template, said).encode())


@pytest.mark.usefixtures("as_pages")
def test_papers_say_rate_net_and_tax(provider, priced, run_jobs):
    SellingSettings.objects.create(tax_number="DE123456789", tax_mode="included")
    order = buy(provider, priced(11900, title="Salsa"), name="Ada", line1="Torstraße 12", city="Berlin")
    give_back(order, 1190, run_jobs=run_jobs)
    receipt, note = order.papers.order_by("pk")
    assert receipt.content["taxes"] == [
        {"name": "VAT 19 %, Germany", "reason": "standard_rated", "of_minor": 10000, "tax_minor": 1900}
    ]
    assert [receipt.content[name] for name in ("net_minor", "tax_minor", "total_minor")] == [10000, 1900, 11900]
    assert [note.content[name] for name in ("net_minor", "tax_minor", "total_minor")] == [1000, 190, 1190]
    assert note.content["rates"] == "VAT 19 %, Germany"
    page = pdf_of(receipt).decode()
    assert all(words in page for words in ("Invoice", "VAT 19 %, Germany", "100.00", "19.00", "Torstraße 12", "DE1234"))
    assert "Reverse charge" not in page
    page = pdf_of(note).decode()
    assert all(words in page for words in ("VAT 19 %, Germany", "10.00", "1.90"))


@pytest.mark.usefixtures("as_pages")
def test_a_business_abroad_is_told_that_it_owes_the_tax(provider, priced):
    set_tax("added")
    order = buy(provider, priced(10000), tax_id="DE123456789")
    page = pdf_of(order.papers.get()).decode()
    assert "Reverse charge: the tax on this is owed by who bought it." in page


@pytest.mark.usefixtures("as_pages")
@pytest.mark.parametrize(
    ("mode", "price", "told"),
    [("included", 11900, "Tax in the price"), ("added", 10000, "Tax, which the buyer pays on top")],
)
def test_sellers_and_administrators_see_the_tax(provider, priced, client, *, mode, price, told):
    set_tax(mode)
    seller = new_seller()
    order = buy(provider, priced(price, owner=seller))
    (earned,) = explain(earnings_of(seller), seller)
    assert (earned.tax.minor, earned.commission.minor, earned.share.minor) == (1900, 2000, 8000)
    assert earned.adds_tax == (mode == "added")
    client.force_login(seller)
    assert told in client.get(reverse("earnings")).content.decode()
    client.force_login(UserFactory(roles=["administrator"]))
    page = client.get(reverse("orders:inspect", args=[order.pk])).content.decode()
    assert "VAT 19 %, Germany" in page
    with clock.held_at(clock.now() + timedelta(days=40)):
        statement = as_pdf(statement_of(seller, order.paid_at.date(), "EUR")).decode()
    assert ("tax on top" if mode == "added" else "tax in it") in statement


def test_buyers_see_the_tax_of_their_order(provider, priced, signed_in):
    set_tax("included")
    order = buy(provider, priced(11900))
    body = signed_in(order.buyer).get(f"/api/v1/me/orders/{order.public_id}").json()
    assert (body["tax"], body["total_minor"], body["lines"][0]["tax_minor"]) == ("included", 11900, 1900)
    (tax,) = body["lines"][0]["taxes"]
    assert tax == {
        "name": "VAT", "percentage": "19", "country": "DE", "jurisdiction": "Germany", "amount_minor": 1900,
        "taxable_minor": 10000, "reason": "standard_rated",
    }  # fmt: skip
    (listed,) = signed_in(order.buyer).get("/api/v1/me/orders").json()["results"]
    assert listed["lines"][0]["taxes"] == [tax]


def test_carts_and_the_site_say_where_tax_stands(client, priced):
    set_tax("added")
    made = priced(1200)
    cart = client.get("/api/v1/cart", {"items": f"course:{made.course.public_id}"}).json()
    assert (cart["tax"], client.get("/api/v1/site").json()["document"]["tax"]) == ("added", "added")


def test_choosing_it_renews_what_front_ends_keep_of_the_site():
    set_tax("added")
    assert ["site"] in [row.expire + row.stale for row in Revalidation.objects.all()]


@pytest.mark.parametrize(
    "change",
    [
        {"total": Money(11901, "EUR")},
        {"total": Money(11900, "USD")},
        {"tax_minor": 1899},
        {"items": ()},
        {"items": "of another line"},
        {"items": "on top"},
        {"items": "another total"},
    ],
)
def test_what_does_not_add_up_is_not_taken(priced, truth, change):
    set_tax("included")
    order = place_order(UserFactory(), wants(priced(11900)))
    line, payment = order.lines.get(), order.payments.get()
    tax = TaxTruth("txr_1", 1900, 10000, is_added=False, percentage=Decimal(19), name="VAT")
    item = TaxedItem(line.public_id, 11900, 1900, [tax])
    wrong = {
        "of another line": replace(item, reference=payment.public_id),
        "on top": replace(item, taxes=[replace(tax, is_added=True)]),
        "another total": replace(item, total_minor=13800),
    }
    told = {"items": (item,), "tax_minor": 1900} | change
    told["items"] = [wrong[told["items"]]] if isinstance(told["items"], str) else told["items"]
    with pytest.raises(PaymentMismatch):
        apply_truth(payment, truth(payment, **told))
    order.refresh_from_db()
    assert (order.state, LineTax.objects.count(), ledger()) == (OrderState.PENDING, 0, {})
    apply_truth(payment, truth(payment, items=(item,), tax_minor=1900))
    assert ledger()["tax"] == 1900


def test_tax_that_nobody_asked_for_is_not_taken(priced, truth):
    payment = place_order(UserFactory(), wants(priced(11900))).payments.get()
    with pytest.raises(PaymentMismatch):
        apply_truth(payment, truth(payment, tax_minor=1))
    assert ledger() == {}


CHANGES = {
    "tax of a line": "UPDATE commerce_orderline SET tax_minor = 5",
    "total of a line": "UPDATE commerce_orderline SET total_minor = total_minor + 5",
    "commission": "UPDATE commerce_orderline SET commission_minor = 0",
    "price": "UPDATE commerce_orderline SET price_minor = 1",
    "share": "UPDATE commerce_lineshare SET amount_minor = 0",
    "total": "UPDATE commerce_order SET total_minor = 99999",
    "mode": "UPDATE commerce_order SET tax_mode = 'off'",
    "row changed": "UPDATE commerce_linetax SET amount_minor = 0",
    "row gone": "DELETE FROM commerce_linetax",
    "row more": """INSERT INTO commerce_linetax (line_id, place, amount_minor, taxable_minor, currency, percentage,
        name, country, state, jurisdiction, reason, rate_id)
        SELECT id, 9, 0, 0, 'EUR', 0, '', '', '', '', '', '' FROM commerce_orderline""",
}


def change_by(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("mode", ["included", "added"])
def test_the_database_keeps_what_was_taken(provider, priced, change, mode):
    set_tax(mode)
    order = buy(provider, priced(11900))
    before = amounts(order)
    with pytest.raises(DatabaseError):
        change_by(CHANGES[change])
    assert (amounts(Order.objects.get()), LineTax.objects.get().place) == (before, 0)


@pytest.mark.parametrize("change", [*list(CHANGES)[:7], "row more"])
@pytest.mark.parametrize("mode", ["included", "added"])
def test_the_database_keeps_what_was_promised_until_it_is_paid(priced, settings, change, mode):
    set_tax(mode)
    place_order(UserFactory(), wants(priced(11900)))
    # A row of its own may be written, but not without all that follows from it.
    statement = CHANGES[change].replace("9, 0, 0", "9, 7, 37")
    with pytest.raises(DatabaseError):
        change_by(statement)


@pytest.mark.parametrize(("mode", "currency"), [("off", "EUR"), ("included", "USD")])
def test_tax_is_of_an_order_with_tax_in_its_currency(priced, mode, currency):
    set_tax(mode)
    order = place_order(UserFactory(), wants(priced(11900)))
    tax = LineTax(line=order.lines.get(), place=0, amount_minor=0, taxable_minor=0, currency=currency, percentage=0)
    with pytest.raises(DatabaseError, match="there is no such tax"), transaction.atomic():
        tax.save()


@pytest.mark.parametrize(
    ("statement", "rule", "found"),
    [
        (
            "UPDATE commerce_linetax SET amount_minor = 1800",
            "tax_is_what_was_worked_out",
            "order {number}: {title} holds 1900 of tax, and its rows say 1800",
        ),
        (
            "UPDATE commerce_orderline SET refunded_minor = 50, refunded_tax_minor = 5",
            "tax_goes_back_with_what_is_given_back",
            "order {number}: 5 of the tax on {title} was given back, and its refunds say 0",
        ),
        (
            "UPDATE commerce_ledgeraccount SET purpose = 'nowhere' WHERE purpose = 'tax'",
            "tax_is_booked",
            "order {number} owes 1900 of tax, and 0 is booked",
        ),
    ],
)
@pytest.mark.covers("req-D10")
def test_tax_that_was_changed_behind_the_triggers_is_found(provider, priced, statement, rule, found):
    set_tax("included")
    order = buy(provider, priced(11900))
    assert list(violations([rule])) == []
    tamper(statement)
    told = found.format(number=order.number, title=order.lines.get().title)
    assert [each.found for each in violations([rule])] == [told]
