"""Two comparisons, or two administrators, at once: what is read at the provider is booked by one of them."""

import pytest

from commerce.enums import LedgerKind, TransferState
from commerce.models import LedgerTransaction, ProviderEntry, Transfer
from commerce.operations.own_money import book_own_money
from commerce.operations.reversals import book_what_was_taken_back
from kit import clock
from kit.failpoints import hold
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import came_back, owed_to, seller, sent, sold
from tests.races import Runner, wait_for_a_lock_queue

__all__ = ["seller", "sent", "sold"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-D10")]


def at_once(place, work):
    """What each of two answers, the second of whom comes while the first stands at `place`."""
    with hold(place) as held:
        first = Runner(work)
        held.wait_until_reached()
        second = Runner(work)
        wait_for_a_lock_queue(second)
    return first.outcome(), second.outcome()


def test_two_comparisons_book_a_payout_once(provider):
    ProviderEntry.objects.create(
        entry_id="txn_own", kind="payout", amount_minor=-1000, fee_minor=0, currency="EUR", happened_at=clock.now()
    )
    assert at_once("commerce.own_money_held", book_own_money) == (1, 0)
    assert LedgerTransaction.objects.filter(kind=LedgerKind.PAYOUT, cause="txn_own").count() == 1


def test_two_administrators_book_what_was_taken_back_once(provider, library, administrator, seller, sent):
    transfer = Transfer.objects.get()
    library.v1.transfers.reversals.create(transfer.transfer_id, {"amount": 300})
    booked = at_once("commerce.taken_back_held", lambda: book_what_was_taken_back(transfer, actor=administrator))
    assert booked == (300, 0)
    assert (came_back(), owed_to(seller)) == ([(TransferState.MADE, 300)], 300)
    assert broken_invariants() == []
