"""What a cardholder's bank took back waits, and what it keeps is taken back from sellers too, paid out or not."""

import pytest
from django.urls import reverse

from commerce.enums import TransferState
from commerce.models import Dispute, Transfer
from commerce.operations.earnings import balances_of, earnings_of, explain
from commerce.operations.settlement import settle_payment
from commerce.operations.transfers import pay_sellers
from kit import jobs
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import AVAILABLE_AT_ONCE, came_back, later, owed_to, seller, sent_to, sold

__all__ = ["seller", "sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6", "fault-W9")]


def dispute(provider, order, decided=None):
    payment = order.payments.get()
    if decided is None:
        provider.control("POST", f"charges/{payment.charge_id}/dispute")
    else:
        provider.control("POST", f"disputes/{Dispute.objects.get().dispute_id}/decide", won=decided)
    settle_payment(payment)
    jobs.run_pending()


def pay():
    with later():
        meant = pay_sellers()
        jobs.run_pending()
    return meant


def test_a_disputed_share_waits_until_it_is_decided(provider, priced, sold, seller):
    order = sold(priced(1000, owner=seller))
    dispute(provider, order)
    assert (pay(), sent_to(seller)) == (0, [])
    dispute(provider, order, decided=True)
    assert (pay(), sent_to(seller), owed_to(seller)) == (1, [(TransferState.MADE, 850)], 0)
    assert broken_invariants() == []


def test_the_seller_reads_that_it_is_disputed(client, provider, priced, sold, seller):
    order = sold(priced(1000, owner=seller))
    dispute(provider, order)
    [line], [balance] = explain(earnings_of(seller), seller), balances_of(seller)
    assert (line.state, balance.disputed.minor, balance.in_window.minor) == ("disputed", 850, 0)
    client.force_login(seller)
    page = client.get(reverse("earnings")).content.decode()
    assert "Disputed, waits for the bank" in page
    dispute(provider, order, decided=True)
    [line], [balance] = explain(earnings_of(seller), seller), balances_of(seller)
    assert (line.state, balance.disputed.minor, balance.in_window.minor) == ("in_window", 0, 850)
    assert "Disputed" not in client.get(reverse("earnings")).content.decode()


def test_a_dispute_after_the_payout_stays_owed(provider, priced, sold, seller, library):
    order = sold(priced(1000, owner=seller), card=AVAILABLE_AT_ONCE)
    assert pay() == 1
    assert Transfer.objects.get().state == TransferState.MADE
    theirs = {"stripe_account": seller.payout_account.account_id}
    library.v1.payouts.create({"amount": 850, "currency": "eur"}, theirs)
    dispute(provider, order)
    assert came_back() == []
    dispute(provider, order, decided=False)
    assert (came_back(), owed_to(seller)) == ([(TransferState.FAILED, 850)], -850)
    sold(priced(3000, owner=seller))
    assert (pay(), sent_to(seller)[-1], owed_to(seller)) == (1, (TransferState.MADE, 1700), 0)
    assert broken_invariants() == []
