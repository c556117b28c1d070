"""Sellers are sent what is theirs once the time for refunds is over, once, and nothing else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from accounts.operations.people import restore_person, suspend_person
from commerce.enums import TRANSFER_MOVES, PayoutAccountState, TransferState
from commerce.errors import TransferDecided
from commerce.gateways import GatewayUnavailable
from commerce.models import PayoutAccount, PayoutHold, Refund, SetOff, Transfer, TransferReversal
from commerce.operations.holds import hold_payouts, release_payouts
from commerce.operations.reversals import try_reversal_again
from commerce.operations.settlement import settle_payment
from commerce.operations.transfers import (
    carry_out_transfer,
    intend_transfer,
    pay_sellers,
    sweep_transfers,
    try_transfer_again,
)
from courses.models import RightsPart, RightsSplit
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed
from tests.commerce.conftest import broken_invariants
from tests.commerce.selling import (
    AVAILABLE_AT_ONCE,
    at_provider,
    came_back,
    give_back,
    later,
    new_seller,
    onboarded,
    owed_to,
    sent_to,
    sold,
)
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6", "fault-W9")]

MADE, FAILED, CALLED_OFF, INTENDED = (
    TransferState.MADE, TransferState.FAILED, TransferState.CALLED_OFF, TransferState.INTENDED,
)  # fmt: skip


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def seller():
    return new_seller()


@pytest.fixture
def ready(provider, seller):
    """The seller's account, ready."""
    return onboarded(provider, seller)


@pytest.fixture
def sells(priced, sold, seller):
    """Sell another course of the seller's."""

    def sell(minor, currency="EUR", **paying):
        return sold(priced(minor, currency, owner=seller), **paying)

    return sell


def pay():
    """Send what is due, and do the jobs of it."""
    meant = pay_sellers()
    jobs.run_pending()
    return meant


def test_a_share_is_sent_after_the_window_and_once(provider, sells, seller, ready):
    sells(4999)
    assert pay() == 0
    with later(timedelta(days=13)):
        assert pay() == 0
    with later():
        assert [pay(), pay(), sweep_transfers()] == [1, 0, 0]
    assert sent_to(seller) == [(MADE, 4249)]
    assert owed_to(seller) == 0
    assert at_provider(provider, "transfers") == [4249]


def test_each_rights_holder_is_sent_their_part(provider, priced, sold, seller, ready):
    made = priced(999, owner=seller)
    other = new_seller("Bo Quist")
    split = RightsSplit.objects.create(course=made.course, proposed_by=seller)
    for person, part in ((seller, 6667), (other, 3333)):
        RightsPart.objects.create(split=split, person=person, basis_points=part, agreed_at=clock.now())
    split.state = "agreed"
    split.save()
    sold(made)
    with later():
        assert pay() == 1
        assert (sent_to(seller), sent_to(other), owed_to(other)) == ([(MADE, 566)], [], 283)
        onboarded(provider, other)
        assert pay() == 1
    assert (sent_to(other), owed_to(seller), owed_to(other)) == ([(MADE, 283)], 0, 0)


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(("currency", "minor", "share"), [("JPY", 4999, 4249), ("USD", 50, 42), ("CHF", 333, 283)])
def test_currencies_are_sent_in_their_own_minor_units(provider, sells, currency, minor, share):
    sells(minor, currency)
    with later():
        pay()
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.amount_minor, transfer.currency) == (MADE, share, currency)
    assert at_provider(provider, "transfers") == [share]


def test_a_seller_without_a_ready_account_waits_and_loses_nothing(provider, sells, seller):
    sells(1000)
    with later():
        assert pay() == 0
        account = onboarded(provider, seller)
        provider.control("POST", f"accounts/{account.account_id}/restrict")
        PayoutAccount.objects.update(state=PayoutAccountState.MISSING)
        assert (pay(), sent_to(seller), owed_to(seller)) == (0, [], 850)
        onboarded(provider, seller)
        assert (pay(), sent_to(seller), owed_to(seller)) == (1, [(MADE, 850)], 0)


def test_nothing_is_sent_for_nothing(provider, sells, seller, ready, settings):
    settings.COMMISSION_BASIS_POINTS = 10_000
    sells(1000)
    with later():
        assert pay() == 0
    assert not Transfer.objects.exists()


def test_what_was_given_back_before_is_not_sent(provider, sells, seller, ready):
    whole, part = sells(1000), sells(1000)
    give_back(whole)
    give_back(part, 333)
    with later():
        assert pay() == 1
    # Of the 333 given back the platform bore 49, and the seller 284 of their 850.
    assert sent_to(seller) == [(MADE, 566)]
    assert owed_to(seller) == 0


def test_what_is_on_its_way_back_waits(provider, sells, seller, ready, administrator):
    order = sells(1000)
    provider.control("POST", "faults", fault="500", method="POST", path="/v1/refunds", times=None)
    with pytest.raises(GatewayUnavailable):
        give_back(order, 100)
    with later():
        assert pay_sellers() == 0
    provider.control("DELETE", "faults")
    jobs.run_pending()
    with later():
        assert pay() == 1
    assert sent_to(seller) == [(MADE, 765)]


def test_a_refund_after_the_transfer_takes_the_part_back(provider, sells, seller, ready):
    order = sells(4999)
    with later():
        pay()
    for amount in (1000, 2500, 1499):
        give_back(order, amount)
    assert came_back() == [(MADE, 850), (MADE, 2125), (MADE, 1274)]
    assert owed_to(seller) == 0
    assert sum(at_provider(provider, "reversals")) == 4249


def test_a_refund_between_asking_and_recording_is_taken_back(provider, sells, seller, ready):
    order = sells(1000)
    with later():
        pay_sellers()
    transfer = Transfer.objects.get()
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path="/v1/transfers", times=9)
    with pytest.raises(GatewayUnavailable):
        carry_out_transfer(transfer)
    provider.control("DELETE", "faults")
    give_back(order, 400)
    assert sent_to(seller) == [(MADE, 850)]
    assert came_back() == [(MADE, 340)]
    assert owed_to(seller) == 0


def test_a_lost_reply_makes_one_transfer(provider, sells, seller, ready):
    sells(1000)
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path="/v1/transfers", times=9)
    with later():
        pay_sellers()
    with pytest.raises(GatewayUnavailable):
        carry_out_transfer(Transfer.objects.get())
    assert sent_to(seller) == [(INTENDED, 850)]
    provider.control("DELETE", "faults")
    with later(timedelta(days=15, minutes=5)):
        assert sweep_transfers() == 1
    assert (sent_to(seller), at_provider(provider, "transfers")) == ([(MADE, 850)], [850])


def test_a_forgotten_key_is_looked_for_before_it_is_sent_again(provider, sells, seller, ready):
    order = sells(1000)
    with later():
        pay_sellers()
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path="/v1/transfers", times=9)
    with pytest.raises(GatewayUnavailable):
        carry_out_transfer(Transfer.objects.get())
    provider.control("DELETE", "faults")
    # The stand-in forgets keys after a day, as Stripe does.
    provider.control("POST", "clock", advance=2 * 86400)
    with later(timedelta(days=17)):
        assert sweep_transfers() == 1
    assert at_provider(provider, "transfers") == [850]
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path="/v1/transfers/", times=9)
    with pytest.raises(GatewayUnavailable):
        give_back(order)
    provider.control("DELETE", "faults")
    provider.control("POST", "clock", advance=2 * 86400)
    with later(timedelta(days=3)):
        sweep_transfers()
    assert (came_back(), at_provider(provider, "reversals")) == ([(MADE, 850)], [850])


def test_a_refused_transfer_is_tried_again_later_and_by_hand(provider, sells, seller, ready, administrator):
    sells(1000)
    provider.control("POST", f"accounts/{ready.account_id}/restrict")
    with later():
        assert (pay(), pay()) == (1, 0)
        assert sent_to(seller) == [(FAILED, 850)]
        assert "insufficient_capabilities" in Transfer.objects.get().failure
        assert PayoutAccount.objects.get().state == PayoutAccountState.MISSING
        failed = Transfer.objects.get()
        with pytest.raises(TransferDecided):
            try_transfer_again(failed, actor=administrator)
        onboarded(provider, seller)
        assert pay() == 0
        with pytest.raises(NotAllowed):
            try_transfer_again(failed, actor=seller)
        again = try_transfer_again(failed, actor=administrator)
        jobs.run_pending()
        with pytest.raises(TransferDecided):
            try_transfer_again(again, actor=administrator)
    assert sent_to(seller) == [(FAILED, 850), (MADE, 850)]
    assert len({transfer.key for transfer in Transfer.objects.all()}) == 2


def test_a_refused_transfer_goes_by_itself_after_a_while(provider, sells, seller, ready):
    sells(1000)
    provider.control("POST", f"accounts/{ready.account_id}/restrict")
    with later():
        pay()
        onboarded(provider, seller)
    with later(timedelta(days=15, hours=7)):
        assert pay() == 1
    assert sent_to(seller) == [(FAILED, 850), (MADE, 850)]


def test_payments_are_held_and_released(provider, sells, seller, ready, administrator):
    sells(1000)
    for actor in (seller, UserFactory(roles=[Role.REVIEWER])):
        with pytest.raises(NotAllowed):
            hold_payouts(seller, reason="A complaint.", actor=actor)
        with pytest.raises(NotAllowed):
            release_payouts(seller, actor=actor)
    with pytest.raises(InvalidInput):
        hold_payouts(seller, reason=" ", actor=administrator)
    first = hold_payouts(seller, reason="A complaint.", actor=administrator)
    assert hold_payouts(seller, reason="Another.", actor=administrator) == first
    with later():
        assert (pay(), owed_to(seller)) == (0, 850)
        release_payouts(seller, actor=administrator)
        release_payouts(seller, actor=administrator)
        assert pay() == 1
    assert list(PayoutHold.objects.values_list("reason", flat=True)) == ["A complaint."]


def test_a_hold_calls_off_what_nobody_was_asked_for_yet(provider, sells, seller, ready, administrator):
    sells(1000)
    with later():
        pay_sellers()
        hold_payouts(seller, reason="A complaint.", actor=administrator)
        jobs.run_pending()
        assert (sent_to(seller), at_provider(provider, "transfers")) == ([(CALLED_OFF, 850)], [])
        release_payouts(seller, actor=administrator)
        assert pay() == 1
    assert sent_to(seller) == [(CALLED_OFF, 850), (MADE, 850)]


def test_suspended_sellers_are_held_by_themselves(provider, sells, seller, ready, administrator):
    sells(1000)
    suspend_person(seller, reason="A complaint.", actor=administrator)
    with later():
        assert (pay(), owed_to(seller)) == (0, 850)
        restore_person(seller, reason="It was nothing.", actor=administrator)
        assert pay() == 1


def test_what_was_taken_back_for_a_refund_that_came_back_is_sent_again(provider, sells, seller, ready):
    order = sells(1000, card=AVAILABLE_AT_ONCE)
    sells(5000, card=AVAILABLE_AT_ONCE)
    with later():
        pay()
        give_back(order)
        assert (came_back(), owed_to(seller)) == ([(MADE, 850)], 0)
        assert pay() == 0
        refund = Refund.objects.get()
        provider.control("POST", f"refunds/{refund.refund_id}/fail")
        settle_payment(order.payments.get())
        assert owed_to(seller) == 850
        assert [pay(), pay()] == [1, 0]
    assert (sent_to(seller)[-1], owed_to(seller)) == ((MADE, 850), 0)
    assert at_provider(provider, "transfers") == [850, 4250, 850]


def test_nothing_is_sent_again_while_it_is_still_on_its_way_back(provider, sells, seller, ready):
    order = sells(1000, card=AVAILABLE_AT_ONCE)
    sells(5000, card=AVAILABLE_AT_ONCE)
    with later():
        pay()
        provider.control(
            "POST",
            "faults",
            fault="500",
            method="POST",
            path=f"/v1/transfers/{Transfer.objects.order_by('pk')[0].transfer_id}/reversals",
            times=None,
        )
        with pytest.raises(GatewayUnavailable):
            give_back(order)
        assert came_back() == [("intended", 850)]
        provider.control("POST", f"refunds/{Refund.objects.get().refund_id}/fail")
        settle_payment(order.payments.get())
        assert pay_sellers() == 0
        assert intend_transfer(order.lines.get().shares.get().pk) is None
        provider.control("DELETE", "faults")
        with later(timedelta(hours=1)):
            sweep_transfers()
        assert pay() == 1
    assert (sent_to(seller)[-1], owed_to(seller)) == ((MADE, 850), 0)


def test_a_part_that_was_given_back_is_not_sent_again(provider, sells, seller, ready):
    order = sells(999, card=AVAILABLE_AT_ONCE)
    with later():
        pay()
        give_back(order, 333)
        kept = owed_to(seller)
        assert [pay(), pay()] == [0, 0]
    assert (len(sent_to(seller)), kept) == (1, 0)


@pytest.fixture
def emptied(sells, ready, library):
    """An order whose share was sent to the seller and paid out to their bank."""
    order = sells(2000, card=AVAILABLE_AT_ONCE)
    with later():
        pay()
    library.v1.payouts.create({"amount": 1700, "currency": "eur"}, {"stripe_account": ready.account_id})
    return order


def test_what_cannot_be_taken_back_is_set_off(sells, seller, emptied, administrator):
    give_back(emptied)
    assert came_back() == [(FAILED, 1700)]
    assert owed_to(seller) == -1700
    first, second = sells(1000), sells(3000)
    with later():
        assert pay() == 1
    assert sent_to(seller) == [(MADE, 1700), (MADE, 1700)]
    assert list(SetOff.objects.order_by("pk").values_list("share__line__order", "amount_minor")) == [
        (first.pk, 850), (second.pk, 850),
    ]  # fmt: skip
    assert owed_to(seller) == 0
    with pytest.raises(TransferDecided):
        try_reversal_again(TransferReversal.objects.get(), actor=administrator)


def test_a_failed_way_back_is_tried_again_by_hand(provider, emptied, seller, administrator, library):
    give_back(emptied)
    failed = TransferReversal.objects.get()
    with pytest.raises(NotAllowed):
        try_reversal_again(failed, actor=seller)
    # The bank sends it back, so the money is in the seller's account again.
    payout = library.v1.payouts.list({}, {"stripe_account": seller.payout_account.account_id}).data[0]
    provider.control("POST", f"payouts/{payout.id}/fail")
    try_reversal_again(failed, actor=administrator)
    jobs.run_pending()
    assert came_back() == [(FAILED, 1700), (MADE, 1700)]
    assert owed_to(seller) == 0


def test_what_made_good_is_owed_again_when_it_is_given_back(sells, seller, emptied):
    give_back(emptied)
    second = sells(3000)
    with later():
        pay()
    assert SetOff.objects.get().amount_minor == 1700
    give_back(second)
    # 850 were sent of it and come back; 1700 of it had been kept back, and are owed now.
    assert came_back() == [(FAILED, 1700), (MADE, 850)]
    assert owed_to(seller) == -1700
    third = sells(4000)
    with later():
        pay()
    assert sent_to(seller)[-1] == (MADE, 1700)
    assert SetOff.objects.get(share__line__order=third).owed_by.line.order == second
    assert owed_to(seller) == 0


def test_the_database_holds_transfers_by_itself(provider, sells, seller, ready):
    order = sells(1000)
    share = order.lines.get().shares.get()
    with later():
        pay()
    transfer = Transfer.objects.get()
    reversal = TransferReversal.objects.create(transfer=transfer, amount_minor=800)
    refused = [
        lambda: Transfer.objects.create(share=share, account=ready, amount_minor=1, currency="EUR"),
        lambda: TransferReversal.objects.create(transfer=transfer, amount_minor=51),
        lambda: Transfer.objects.update(amount_minor=1),
        lambda: Transfer.objects.update(state=INTENDED, transfer_id=None),
        lambda: TransferReversal.objects.update(amount_minor=1),
        Transfer.objects.all().delete,
        TransferReversal.objects.all().delete,
        lambda: Transfer.objects.create(share=share, account=ready, amount_minor=0, currency="EUR"),
        lambda: SetOff.objects.create(share=share, owed_by=share, amount_minor=1),
    ]
    for change in refused:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
    TransferReversal.objects.filter(pk=reversal.pk).update(state=FAILED)
    for table in (Transfer, TransferReversal):
        for before, allowed in TRANSFER_MOVES.items():
            assert (allowed == frozenset()) == (before != INTENDED), table


def test_a_share_that_is_gone_is_not_sent(provider, sells, seller):
    order = sells(1000)
    assert intend_transfer(order.lines.get().shares.get().pk) is None
