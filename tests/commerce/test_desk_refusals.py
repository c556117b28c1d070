"""What administrators and sellers read in the editor when something could not be done, and when it could."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from commerce.errors import ProviderSilent
from commerce.models import (
    Finding,
    OrderCheck,
    PayoutAccount,
    ProviderEntry,
    Reconciliation,
    RefundRequest,
    StripeEvent,
    Transfer,
    TransferReversal,
)
from commerce.operations.giving_back import ask_for_money_back
from commerce.operations.settlement import apply_truth
from commerce.viewsets.events import standing
from commerce.viewsets.reconciliations import _own
from kit import clock
from kit.money import Money
from kit.pdf import PapersNotInstalled
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(ordered, truth):
    found = ordered()
    apply_truth(found.payments.get(), truth(found.payments.get()))
    found.refresh_from_db()
    return found


def refusing(refusal):
    def refuse(*_given, **_named):
        raise refusal

    return refuse


def page_after(client, name, *arguments, **sent):
    return client.post(reverse(name, args=arguments), sent, follow=True).content.decode()


@pytest.mark.usefixtures("administrator")
def test_silence_is_said_where_somebody_asks_again(client, order, monkeypatch):
    monkeypatch.setattr("commerce.viewsets.orders.settle_order", refusing(ProviderSilent()))
    assert "does not answer just now" in page_after(client, "orders:ask_again", order.pk)
    dispute = order.payments.get().disputes.create(
        dispute_id="dp_1", state="needs_response", reason="fraudulent", amount_minor=1, opened_at=clock.now()
    )
    monkeypatch.setattr("commerce.viewsets.disputes.ask_about", refusing(ProviderSilent()))
    assert "does not answer just now" in page_after(client, "disputes:ask_again", dispute.pk)


@pytest.mark.usefixtures("administrator")
def test_papers_that_cannot_be_drawn_lead_back_to_the_order(client, order, monkeypatch):
    monkeypatch.setattr("commerce.viewsets.orders.pdf_of", refusing(PapersNotInstalled("papers need Pango")))
    address = reverse("orders:paper", args=[order.pk, order.papers.get().pk])
    assert "papers need Pango" in client.get(address, follow=True).content.decode()


def test_a_statement_that_cannot_be_drawn_is_no_page_of_errors(client, order, monkeypatch):
    seller = order.lines.get().shares.get().payee
    monkeypatch.setattr("commerce.operations.statements._is_over", lambda month: True)
    monkeypatch.setattr("commerce.views.earnings.statements.as_pdf", refusing(PapersNotInstalled("papers need Pango")))
    client.force_login(UserFactory(roles=["administrator"]))
    month = f"{clock.now():%Y-%m}"
    answer = client.get(reverse("statement_of_seller", args=[seller.pk, month, "EUR", "pdf"]))
    assert (answer.status_code, answer.content) == (503, b"Papers cannot be made just now.")


def test_an_account_that_is_not_opened_says_why(client, settings):
    seller = UserFactory(roles=["producer"])
    client.force_login(seller)
    settings.STRIPE_SECRET_KEY = ""
    answer = client.post(reverse("payout_account"), {"country": "PT"})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not PayoutAccount.objects.exists()


def test_a_way_back_that_is_tried_again_is_said(client, order, administrator, monkeypatch):
    share = order.lines.get().shares.get()
    account = PayoutAccount.objects.create(
        person=share.payee, interface="express_v1", country="PT", account_id="acct_1", state="ready"
    )
    transfer = Transfer.objects.create(
        share=share, account=account, amount_minor=100, currency="EUR", state="made", transfer_id="tr_1"
    )
    reversal = TransferReversal.objects.create(transfer=transfer, amount_minor=50, state="failed")
    tried = []
    monkeypatch.setattr(
        "commerce.views.transfers.try_reversal_again", lambda found, *, actor: tried.append((found, actor))
    )
    assert "It is on its way back again." in page_after(client, "try_reversal_again", reversal.pk)
    assert tried == [(reversal, administrator)]


@pytest.mark.usefixtures("administrator")
def test_stopping_an_order_is_said(client, order, monkeypatch):
    check, stopped = OrderCheck.objects.create(order=order, state="waiting"), []
    monkeypatch.setattr(
        "commerce.viewsets.order_checks.stop_order", lambda found, *, note, actor: stopped.append((found, note))
    )
    page = page_after(client, "order_checks:decide", check.pk, stop="", note="A stolen card.")
    assert "The money is on its way back, and the buyer is suspended." in page
    assert stopped == [(check, "A stolen card.")]


@pytest.mark.usefixtures("administrator")
def test_declining_a_request_is_said(client, order):
    request = ask_for_money_back(order.lines.get(), words="I was ill.", actor=order.buyer)
    page = page_after(client, "refund_requests:decide", request.pk, decline="", answer="It was long ago.")
    assert "Declined; the buyer is told why." in page
    assert RefundRequest.objects.get().state == "declined"


def test_an_event_stands_somewhere():
    assert [
        standing(StripeEvent(worked_at=clock.now(), error="")),
        standing(StripeEvent(error="GatewayUnavailable: ")),
        standing(StripeEvent(error="")),
    ] == ["Worked", "Failed, tried again", "Waiting"]


def test_our_own_money_is_summed_by_kind_and_currency():
    now = clock.now()
    run = Reconciliation.objects.create(from_at=now - timedelta(days=1), until_at=now)
    moves = [
        ("payout", -500, 0, "eur", 1), ("payout", -250, 10, "eur", 2), ("payout", -7, 0, "usd", 2),
        ("payout", -999, 0, "eur", 48), ("charge", 4900, 172, "eur", 2),
    ]  # fmt: skip
    for place, (kind, amount, fee, currency, hours) in enumerate(moves):
        ProviderEntry.objects.create(
            entry_id=f"txn_{place}", kind=kind, amount_minor=amount, fee_minor=fee, currency=currency.upper(),
            happened_at=now - timedelta(hours=hours),
        )  # fmt: skip
    assert _own(run) == [("Payout", Money(-760, "EUR")), ("Payout", Money(-7, "USD"))]


def test_the_command_needs_a_provider(settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(CommandError, match="STRIPE_SECRET_KEY is not set"):
        call_command("reconcile")


def test_the_command_says_in_words_what_differs(order, settings, monkeypatch):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    now = clock.now()
    run = Reconciliation.objects.create(from_at=now - timedelta(days=1), until_at=now, entries=3, matched=2)
    Finding.objects.create(
        reconciliation=run, kind="fee", what="ch_1", order=order, ours_minor=1, ours_currency="EUR", theirs_minor=172,
        theirs_currency="EUR",
    )  # fmt: skip
    Finding.objects.create(reconciliation=run, kind="mended", what="ch_2")
    monkeypatch.setattr("commerce.management.commands.reconcile.reconcile", lambda _begun: run)
    out = StringIO()
    with pytest.raises(CommandError, match="1 differ"):
        call_command("reconcile", stdout=out)
    first, fee, step, mended = out.getvalue().rstrip().splitlines()
    assert first == f"{run}: 3 movements, 2 match."
    assert fee == f"Another fee: ch_1, order {order.number}; ours €0.01, theirs €1.72."
    assert step.startswith("    The payment provider kept another fee than is booked.")
    assert mended == "Not known here before, booked now: ch_2; ours –, theirs –."
