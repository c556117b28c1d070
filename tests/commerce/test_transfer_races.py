"""Refunds, holds and crowds against transfers, each forced into the order that hurts; money stays where it belongs."""

import pytest

from accounts.enums import Role
from commerce.enums import TransferState
from commerce.models import Refund, Transfer, TransferReversal
from commerce.operations import reversals, transfers
from commerce.operations.refunds import carry_out, refund_order
from commerce.operations.transfers import carry_out_transfer, intend_transfer, pay_sellers
from kit.failpoints import hold
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import (
    AVAILABLE_AT_ONCE,
    at_provider,
    came_back,
    later,
    owed_to,
    seller,
    sent_to,
    sold,
)
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

__all__ = ["seller", "sold"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-D6", "fault-W9")]


@pytest.fixture
def order(priced, sold, seller):
    """A sale whose time has come, with a transfer that is meant."""
    made = sold(priced(1000, owner=seller))
    with later():
        assert pay_sellers() == 1
    return made


def refund(order, amount=400):
    """A refund that is meant, to be carried out."""
    line = order.lines.get()
    return refund_order(order, {line: amount}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))


def race(order, at):
    """A refund booked while the transfer stands at `at`."""
    transfer = Transfer.objects.get()
    with hold(at) as held:
        sending = Runner(lambda: carry_out_transfer(transfer))
        held.wait_until_reached()
        carry_out(refund(order))
    assert sending.outcome() is None


AT = ["commerce.before_asking_for_transfer", "commerce.before_transfer_is_recorded"]


@pytest.mark.parametrize("at", AT)
def test_what_is_given_back_while_it_is_sent_is_taken_back(provider, order, seller, at):
    race(order, at)
    assert sent_to(seller) == [(TransferState.MADE, 850)]
    assert came_back() == [(TransferState.INTENDED, 340)]
    reversals.carry_out_reversal(TransferReversal.objects.get())
    assert (came_back(), owed_to(seller)) == ([(TransferState.MADE, 340)], 0)
    assert (at_provider(provider, "transfers"), at_provider(provider, "reversals")) == ([850], [340])
    assert broken_invariants() == []


def test_without_looking_back_the_seller_would_keep_it(order, seller, monkeypatch):
    """The control: the race above is one."""
    monkeypatch.setattr(transfers, "take_back_from_sellers", lambda order: [])
    race(order, AT[1])
    assert (came_back(), owed_to(seller)) == ([], -340)


def test_two_workers_make_one_transfer(provider, order, seller):
    transfer = Transfer.objects.get()
    with hold(AT[0], count=2) as held:
        first, second = (Runner(lambda: carry_out_transfer(transfer)) for _each in range(2))
        held.wait_until_reached()
        held.wait_until_reached()
    assert {first.outcome(), second.outcome()} <= {None}
    assert (sent_to(seller), at_provider(provider, "transfers")) == ([(TransferState.MADE, 850)], [850])
    assert broken_invariants() == []


def test_what_is_owed_is_set_off_once_however_many_send(provider, priced, sold, seller, library):
    """Two shares of one seller are meant at once; the second waits for the first and finds nothing owed any more."""
    owing = sold(priced(2000, owner=seller), card=AVAILABLE_AT_ONCE)
    with later():
        pay_sellers()
    carry_out_transfer(Transfer.objects.get())
    library.v1.payouts.create({"amount": 1700, "currency": "eur"}, {"stripe_account": seller.payout_account.account_id})
    carry_out(refund(owing, 2000))
    reversals.carry_out_reversal(TransferReversal.objects.get())
    assert owed_to(seller) == -1700
    shares = [sold(priced(3000, owner=seller)).lines.get().shares.get().pk for _each in range(2)]

    def mean(share):
        with later():
            return intend_transfer(share)

    with hold("commerce.payee_held") as held:
        first = Runner(lambda: mean(shares[0]))
        held.wait_until_reached()
        second = Runner(lambda: mean(shares[1]))
        wait_for_a_lock_queue(second)
    amounts = sorted(meant.outcome().amount_minor for meant in (first, second))
    assert amounts == [850, 2550]
    for transfer in Transfer.objects.filter(state=TransferState.INTENDED):
        carry_out_transfer(transfer)
    assert owed_to(seller) == 0
    assert Refund.objects.count() == 1
    assert broken_invariants() == []
