"""What the provider pays to sellers' banks is read from it, and who was not paid hears why and what to do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import PayoutState
from commerce.gateways import GatewayUnavailable
from commerce.models import Payout, StripeEvent
from commerce.operations.account_events import work_account_event
from commerce.operations.payouts import read_payouts, sweep_payouts, what_to_do
from commerce.operations.transfers import pay_sellers
from kit import clock, jobs
from notices.models import Notice
from tests.commerce.selling import AVAILABLE_AT_ONCE, later, new_seller, onboarded, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def seller():
    return new_seller()


@pytest.fixture
def paid_out(provider, priced, sold, seller, library):
    """A share of 8.50 that was sent and then paid to the seller's bank; the account and the provider's payout."""
    account = onboarded(provider, seller)
    sold(priced(1000, owner=seller), card=AVAILABLE_AT_ONCE)
    with later():
        pay_sellers()
        jobs.run_pending()
    made = library.v1.payouts.create({"amount": 850, "currency": "eur"}, {"stripe_account": account.account_id})
    return account, made


def test_payouts_are_what_the_provider_says(paid_out, seller, provider):
    account, made = paid_out
    assert sweep_payouts() == 1
    payout = Payout.objects.get()
    assert (payout.payout_id, payout.state, payout.amount_minor, payout.currency, payout.account) == (
        made.id, PayoutState.PENDING, 850, "EUR", account,
    )  # fmt: skip
    assert sweep_payouts() == 0
    provider.control("POST", "clock", advance=3 * 24 * 60 * 60)
    with later(timedelta(days=3)):
        assert sweep_payouts() == 1
    payout.refresh_from_db()
    assert payout.state == PayoutState.PAID
    assert not Notice.objects.filter(kind="accounts.payout_failed").exists()


def test_a_seller_hears_once_of_a_payout_that_failed_and_what_to_do(client, paid_out, seller, provider):
    account, made = paid_out
    read_payouts(account)
    provider.control("POST", f"payouts/{made.id}/fail")
    event = StripeEvent.objects.create(event_id="evt_1", kind="payout.failed", account=account.account_id, body=b"{}")
    for _again in range(2):
        work_account_event(event)
    payout = Payout.objects.get()
    assert (payout.state, payout.failure_code) == (PayoutState.FAILED, "account_closed")
    notice = Notice.objects.get(kind="accounts.payout_failed")
    assert notice.person == seller
    assert "€8.50 did not reach your bank" in notice.title
    assert "The bank account has been closed." in notice.body
    assert "correct the bank account" in notice.body
    client.force_login(seller)
    page = client.get(reverse("earnings")).content.decode()
    assert "€8.50 did not reach your bank" in page
    assert "The bank account has been closed" in page


def test_a_reason_that_is_not_the_account_asks_for_patience(paid_out):
    account, _made = paid_out
    read_payouts(account)
    payout = Payout.objects.get()
    payout.failure_code = "could_not_process"
    assert "sent once more" in what_to_do(payout)


def test_a_payout_that_arrived_later_takes_the_warning_away(client, paid_out, seller, provider, library):
    account, made = paid_out
    provider.control("POST", f"payouts/{made.id}/fail")
    provider.control("POST", "clock", advance=60)
    library.v1.payouts.create({"amount": 850, "currency": "eur"}, {"stripe_account": account.account_id})
    read_payouts(account)
    client.force_login(seller)
    page = client.get(reverse("earnings")).content.decode()
    assert "did not reach" not in page
    assert "Being prepared" in page


def test_the_last_of_several_in_one_second_says_whether_it_failed(client, paid_out, seller, provider, library):
    account, _made = paid_out
    library.v1.transfers.create({"amount": 50, "currency": "eur", "destination": account.account_id})
    last = library.v1.payouts.create({"amount": 50, "currency": "eur"}, {"stripe_account": account.account_id})
    provider.control("POST", f"payouts/{last.id}/fail")
    read_payouts(account)
    Payout.objects.update(begun_at=clock.now())
    client.force_login(seller)
    assert "€0.50 did not reach your bank" in client.get(reverse("earnings")).content.decode()


def test_an_older_answer_never_covers_a_newer_one(paid_out, provider):
    account, made = paid_out
    with later(timedelta(hours=1)):
        read_payouts(account)
    provider.control("POST", f"payouts/{made.id}/fail")
    read_payouts(account)
    assert Payout.objects.get().state == PayoutState.PENDING


def test_a_silent_provider_ends_the_sweep_and_keeps_what_was_known(paid_out, provider):
    account, _made = paid_out
    read_payouts(account)
    provider.control("POST", "faults", fault="500", method="GET", path="/v1/payouts", times=None)
    with pytest.raises(GatewayUnavailable):
        read_payouts(account)
    with later(timedelta(days=1)):
        assert sweep_payouts() == 0
    provider.control("DELETE", "faults")
    assert Payout.objects.get().state == PayoutState.PENDING


def test_administrators_see_them_with_the_sellers_and_nobody_else(client, paid_out, seller, provider):
    account, made = paid_out
    provider.control("POST", f"payouts/{made.id}/fail")
    read_payouts(account)
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "Failed" in client.get(reverse("sellers")).content.decode()
    assert "The bank account has been closed" in client.get(reverse("seller", args=[seller.pk])).content.decode()
    for person in (new_seller("Bo Quist"), UserFactory(roles=[Role.REVIEWER])):
        client.force_login(person)
        for address in (
            reverse("seller", args=[seller.pk]),
            reverse("earnings_of_seller", args=[seller.pk]),
            reverse("earnings"),
        ):
            assert "bank account has been closed" not in client.get(address).content.decode()
