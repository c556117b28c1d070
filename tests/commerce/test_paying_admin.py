"""Administrators hold and release payments, see what failed and try again; nobody else does."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import TransferState
from commerce.models import PayoutHold, Transfer, TransferReversal
from commerce.operations.holds import hold_of
from commerce.operations.onboarding import ask_about_account
from commerce.operations.transfers import pay_sellers
from kit import jobs
from tests.commerce.selling import later, new_seller, onboarded, sent_to, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def failed(provider, priced, sold):
    """A transfer that the provider refused."""
    seller = new_seller()
    account = onboarded(provider, seller)
    sold(priced(1000, owner=seller))
    provider.control("POST", f"accounts/{account.account_id}/restrict")
    with later():
        pay_sellers()
        jobs.run_pending()
        provider.control("POST", f"accounts/{account.account_id}/onboard")
        ask_about_account(account)
    return Transfer.objects.get()


def test_what_failed_is_shown_and_tried_again(client, administrator, failed, settings):
    seller = failed.share.payee
    page = client.get(reverse("transfers"), {"state": "failed"}).content.decode()
    assert "insufficient_capabilities_for_transfer" in page
    assert "€8.50" in page
    assert failed.share.line.order.number not in client.get(reverse("transfers"), {"state": "made"}).content.decode()
    again = reverse("try_transfer_again", args=[failed.pk])
    assert "nothing to send here just now" in client.post(again, follow=True).content.decode()
    settings.TRANSFER_AFTER_DAYS = 0
    assert "under way again" in client.post(again, follow=True).content.decode()
    jobs.run_pending()
    assert sent_to(seller) == [(TransferState.FAILED, 850), (TransferState.MADE, 850)]


def test_what_could_not_be_taken_back_is_shown_and_tried_again(client, administrator, failed, settings):
    settings.TRANSFER_AFTER_DAYS = 0
    client.post(reverse("try_transfer_again", args=[failed.pk]))
    jobs.run_pending()
    transfer = Transfer.objects.get(state=TransferState.MADE)
    reversal = TransferReversal.objects.create(transfer=transfer, amount_minor=100)
    TransferReversal.objects.update(state=TransferState.FAILED, failure="balance_insufficient")
    assert "balance_insufficient" in client.get(reverse("transfers")).content.decode()
    # Nothing of the order was given back, so there is nothing to take back.
    page = client.post(reverse("try_reversal_again", args=[reversal.pk]), follow=True).content.decode()
    assert "nothing to send here just now" in page
    assert TransferReversal.objects.count() == 1


def test_payments_are_held_with_a_reason_and_released(client, administrator):
    seller = new_seller()
    address = reverse("hold_payouts", args=[seller.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 200
    assert not PayoutHold.objects.exists()
    assert client.post(address, {"reason": "A complaint about the course."}).status_code == 302
    page = client.get(reverse("seller", args=[seller.pk])).content.decode()
    assert "A complaint about the course." in page
    assert client.post(reverse("release_payouts", args=[seller.pk])).status_code == 302
    assert hold_of(seller) is None
    assert "Held before" in client.get(reverse("seller", args=[seller.pk])).content.decode()


@pytest.mark.parametrize("roles", [[Role.LEARNER], [Role.PRODUCER], [Role.REVIEWER]])
def test_nobody_else_does(client, failed, roles, settings):
    settings.TRANSFER_AFTER_DAYS = 0
    person = UserFactory(roles=roles)
    client.force_login(person)
    seller = failed.share.payee
    for method, name, arguments in (
        ("get", "transfers", []),
        ("post", "try_transfer_again", [failed.pk]),
        ("post", "try_reversal_again", [1]),
        ("get", "hold_payouts", [seller.pk]),
        ("post", "hold_payouts", [seller.pk]),
        ("post", "release_payouts", [seller.pk]),
    ):
        answer = getattr(client, method)(reverse(name, args=arguments), {"reason": "Because."})
        assert answer.status_code in {302, 403}
        assert failed.share.line.order.number not in answer.content.decode()
    assert not PayoutHold.objects.exists()
    assert sent_to(seller) == [(TransferState.FAILED, 850)]
