"""What somebody took back of a transfer at the provider is booked, and sent again or not, as an administrator says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commerce.enums import LedgerKind, TransferState
from commerce.errors import ProviderSilent, TransferDecided
from commerce.gateways import GatewayRefused
from commerce.models import LedgerTransaction, PayoutHold, Transfer, TransferReversal
from commerce.operations import reversals
from commerce.operations.reversals import book_what_was_taken_back
from commerce.operations.transfers import pay_sellers
from kit import jobs
from kit.errors import NotAllowed
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import came_back, compared, give_back, later, owed_to, seller, sent, sent_to, sold

__all__ = ["seller", "sent", "sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D10")]


@pytest.fixture
def transfer(sent):
    """The 8.50 that were sent for it."""
    return Transfer.objects.get()


@pytest.fixture
def taken_back(library, transfer):
    """A part of it, taken back at the provider."""
    return take_back(library, transfer, 300)


def take_back(library, transfer, amount):
    """Somebody does it in the provider's dashboard."""
    return library.v1.transfers.reversals.create(transfer.transfer_id, {"amount": amount})


def report(client, run):
    return client.get(reverse("reconciliations:inspect", args=[run.pk])).content.decode()


def pay_again():
    with later(timedelta(days=20)):
        pay_sellers()
        jobs.run_pending()


def test_it_is_booked_from_the_report_and_found_no_more(client, administrator, library, seller, transfer):
    made = take_back(library, transfer, 300)
    run = compared()
    page = reverse("book_taken_back", args=[transfer.pk])
    assert page in report(client, run)
    shown = client.get(page).content.decode()
    assert "€8.50" in shown
    assert seller.display_name in shown
    answer = client.post(page, {"hold": "on", "reason": "Sent twice by mistake."}, follow=True)
    assert "€3.00 are booked as taken back." in answer.content.decode()
    assert came_back() == [(TransferState.MADE, 300)]
    assert LedgerTransaction.objects.filter(kind=LedgerKind.REVERSAL, cause=made.id).count() == 1
    assert owed_to(seller) == 300
    assert PayoutHold.objects.get(released_at=None).reason == "Sent twice by mistake."
    assert page not in report(client, run)
    assert not compared().findings.exists()
    assert broken_invariants() == []
    # Held already: nothing more is asked, and nothing is booked twice.
    assert "are held by" in client.get(page).content.decode()
    again = client.post(page, {}, follow=True)
    assert "Nothing was taken back that is not booked." in again.content.decode()
    assert (came_back(), owed_to(seller)) == ([(TransferState.MADE, 300)], 300)
    pay_again()
    assert sent_to(seller) == [(TransferState.MADE, 850)]


def test_without_a_hold_it_is_sent_again(client, administrator, library, seller, transfer):
    take_back(library, transfer, 300)
    client.post(reverse("book_taken_back", args=[transfer.pk]), {})
    assert not PayoutHold.objects.exists()
    pay_again()
    assert sent_to(seller) == [(TransferState.MADE, 850), (TransferState.MADE, 300)]
    assert owed_to(seller) == 0
    assert broken_invariants() == []


def test_a_hold_needs_a_reason(client, administrator, library, transfer):
    take_back(library, transfer, 300)
    answer = client.post(reverse("book_taken_back", args=[transfer.pk]), {"hold": "on", "reason": " "})
    assert "Say why." in answer.content.decode()
    assert not TransferReversal.objects.exists()
    assert not PayoutHold.objects.exists()


def test_what_we_took_back_ourselves_is_not_booked_again(administrator, seller, transfer):
    give_back(transfer.share.line.order, 500)
    assert came_back() == [(TransferState.MADE, 425)]
    assert book_what_was_taken_back(transfer, actor=administrator) == 0
    assert came_back() == [(TransferState.MADE, 425)]


def test_what_is_ours_and_under_way_is_decided_first(administrator, library, seller, transfer):
    TransferReversal.objects.create(transfer=transfer, amount_minor=425)
    take_back(library, transfer, 850)
    assert book_what_was_taken_back(transfer, actor=administrator) == 850
    assert came_back() == [(TransferState.FAILED, 425), (TransferState.MADE, 850)]
    assert owed_to(seller) == 850
    assert not compared().findings.exists()
    assert broken_invariants() == []


@pytest.mark.usefixtures("taken_back")
def test_a_silent_provider_and_one_that_does_not_know_it_change_nothing(
    client, administrator, provider, transfer, monkeypatch
):
    path = f"/v1/transfers/{transfer.transfer_id}/reversals"
    provider.control("POST", "faults", fault="500", method="GET", path=path, times=None)
    with pytest.raises(ProviderSilent):
        book_what_was_taken_back(transfer, actor=administrator)
    answer = client.post(reverse("book_taken_back", args=[transfer.pk]), {}, follow=True)
    assert "does not answer just now" in answer.content.decode()
    provider.control("DELETE", "faults")

    def unknown(name):
        raise GatewayRefused("resource_missing")

    monkeypatch.setattr(reversals.transfers, "list_reversals", unknown)
    with pytest.raises(TransferDecided):
        book_what_was_taken_back(transfer, actor=administrator)
    assert not TransferReversal.objects.exists()


@pytest.mark.usefixtures("taken_back")
def test_it_is_for_administrators_and_for_what_was_sent(client, administrator, seller, transfer):
    with pytest.raises(NotAllowed):
        book_what_was_taken_back(transfer, actor=seller)
    not_sent = Transfer(share=transfer.share, account=transfer.account, amount_minor=1, currency="EUR")
    with pytest.raises(TransferDecided):
        book_what_was_taken_back(not_sent, actor=administrator)
    client.force_login(seller)
    for method in ("get", "post"):
        answer = getattr(client, method)(reverse("book_taken_back", args=[transfer.pk]))
        assert answer.status_code in {302, 403}
        assert "8.50" not in answer.content.decode()
    assert not TransferReversal.objects.exists()
