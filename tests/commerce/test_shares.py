"""How much of a line a seller keeps and has, row by row: what is sent, what came back, what was set off."""

from datetime import timedelta

import pytest

from commerce.enums import TransferState
from commerce.models import LineShare, OrderLine, PayoutAccount, SetOff, Transfer, TransferReversal
from commerce.operations.shares import (
    had_of,
    is_on_its_way_back,
    kept_of,
    kept_shares,
    reversible_of,
    too_much_of,
    with_had,
)
from kit import clock

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]

MADE, FAILED, CALLED_OFF, INTENDED = (
    TransferState.MADE, TransferState.FAILED, TransferState.CALLED_OFF, TransferState.INTENDED,
)  # fmt: skip
_names = iter(range(10_000))


@pytest.fixture
def line(ordered, priced):
    return ordered(priced(1000)).lines.get()


@pytest.fixture
def share(line):
    return line.shares.get()


@pytest.fixture
def account(share):
    return PayoutAccount.objects.create(person=share.payee, country="PT")


@pytest.fixture
def send(share, account):
    def write(minor, state=MADE, of=None):
        return Transfer.objects.create(
            share=of or share, account=account, amount_minor=minor, currency="EUR", state=state,
            transfer_id=f"tr_{next(_names)}" if state == MADE else None,
        )  # fmt: skip

    return write


def back(transfer, minor, state=MADE):
    return TransferReversal.objects.create(
        transfer=transfer, amount_minor=minor, state=state,
        reversal_id=f"trr_{next(_names)}" if state == MADE else None,
    )  # fmt: skip


def beside(share):
    return with_had(LineShare.objects.filter(pk=share.pk)).get().had_minor


def test_what_is_sent_and_under_way_is_had_and_what_failed_is_not(share, send):
    assert (had_of(share), beside(share)) == (0, 0)
    first = send(100)
    send(10, FAILED)
    send(20, CALLED_OFF)
    under_way = send(200, INTENDED)
    assert (had_of(share), beside(share)) == (300, 300)
    assert (had_of(share, without=under_way), had_of(share, without=first)) == (100, 200)


def test_what_came_back_or_is_on_its_way_back_is_not_had(share, send):
    first, second = send(100), send(300)
    back(first, 30)
    assert not is_on_its_way_back(share)
    back(first, 5, FAILED)
    back(first, 6, CALLED_OFF)
    assert not is_on_its_way_back(share)
    back(second, 50, INTENDED)
    assert is_on_its_way_back(share)
    assert (had_of(share), beside(share)) == (320, 320)
    assert (reversible_of(first), reversible_of(second)) == (70, 250)


def test_what_is_kept_back_is_had_and_what_was_made_good_is_not(share, send, ordered, priced):
    other = ordered(priced(2000, owner=share.payee)).lines.get().shares.get()
    send(400)
    send(700, of=other)
    SetOff.objects.create(share=share, owed_by=other, amount_minor=40)
    SetOff.objects.create(share=other, owed_by=share, amount_minor=7)
    assert (had_of(share), beside(share)) == (433, 433)
    assert (had_of(other), beside(other)) == (667, 667)


def test_shares_of_others_do_not_count(share, send, ordered, priced):
    other = ordered(priced(2000)).lines.get().shares.get()
    transfer = send(400)
    theirs = send(500, of=other)
    back(theirs, 100, INTENDED)
    assert (had_of(share), beside(share), is_on_its_way_back(share)) == (400, 400, False)
    assert {each.pk: each.had_minor for each in with_had(LineShare.objects.all())} == {share.pk: 400, other.pk: 400}
    assert reversible_of(transfer) == 400


def test_of_what_was_given_back_everybody_bears_their_part(line, share):
    assert kept_of(line, [share]) == {share: 850}
    line.refunded_minor = 333
    # 333 of 1000, of which 150 are the commission's: 49 and 284.
    assert kept_of(line, [share]) == {share: 566}
    line.refunded_minor = 1000
    assert kept_of(line, [share]) == {share: 0}


def test_shares_are_taken_in_their_order_and_tax_comes_first(line):
    line.tax_minor, line.commission_minor, line.total_minor = 200, 100, 1000
    first, second = (LineShare(pk=minor, line=line, amount_minor=minor) for minor in (400, 300))
    line.refunded_minor, line.refunded_tax_minor = 101, 20
    # By 200, 100, 400 and 300 of 1000: 20, then 10, 40 and 31 of what has been reached by then.
    assert kept_of(line, [first, second]) == {first: 360, second: 269}


def test_what_a_line_leaves_is_read_from_its_rows(share):
    assert kept_shares(share.line) == {share: 850}
    assert list(kept_shares(share.line)) == list(share.line.shares.order_by("pk"))


def test_too_much_is_what_is_had_beyond_what_is_kept_once_nothing_is_under_way(share, send):
    assert too_much_of(share) == 0
    transfer = send(850)
    assert too_much_of(share) == 0
    OrderLine.objects.filter(pk=share.line_id).update(refunded_minor=400)
    share = LineShare.objects.get(pk=share.pk)
    assert too_much_of(share) == 340
    reversal = back(transfer, 100, INTENDED)
    assert too_much_of(share) == 0
    TransferReversal.objects.filter(pk=reversal.pk).update(state=MADE, reversal_id="trr_x", decided_at=clock.now())
    assert too_much_of(share) == 240
    back(transfer, 240)
    assert too_much_of(share) == 0
    OrderLine.objects.filter(pk=share.line_id).update(refunded_minor=0)
    send(1, INTENDED)
    assert too_much_of(LineShare.objects.get(pk=share.pk)) == 0


def test_nothing_is_too_much_while_some_of_it_is_only_meant(share, send):
    send(800)
    meant = send(50, INTENDED)
    OrderLine.objects.filter(pk=share.line_id).update(refunded_minor=400)
    share = LineShare.objects.get(pk=share.pk)
    assert (had_of(share), too_much_of(share)) == (850, 0)
    Transfer.objects.filter(pk=meant.pk).update(state=MADE, transfer_id="tr_meant", decided_at=clock.now())
    assert too_much_of(share) == 340


def test_less_than_what_is_kept_is_never_too_much(share, send):
    send(100)
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert too_much_of(share) == 0
