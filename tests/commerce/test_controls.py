"""What the tests of races and of late news prove without their guards: nothing, and they say so. Each has to fail."""

import threading

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from commerce.models import LineShare, Order, OrderLine
from commerce.operations import checkout, settlement
from kit.money import Money
from tests.commerce import (
    test_buying,
    test_checkout,
    test_coupons,
    test_last_seats,
    test_reconciling_races,
    test_seats_by_plan,
    test_settlement,
)
from tests.commerce.selling import seller, sent, sold
from tests.commerce.test_buying import Buyer
from tests.commerce.test_coupons import coupon
from tests.commerce.test_seats_by_plan import seated
from tests.factories.accounts import UserFactory
from tests.races import PATIENCE

__all__ = ["coupon", "seated", "seller", "sent", "sold"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def without_locks(monkeypatch):
    """Nobody holds a row or a person that they only read."""
    monkeypatch.setattr(checkout, "hold_person", lambda person: User.objects.get(pk=person))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_how: self.all())


def fails(proof, *given):
    """Whether a test fails, other than by waiting in vain. Whoever it left at work has ended then."""
    others = set(threading.enumerate())
    try:
        proof(*given)
    except (AssertionError, pytest.fail.Exception):
        return True
    finally:
        for thread in set(threading.enumerate()) - others:
            thread.join(PATIENCE)
    return False


def test_the_last_seat(without_locks, priced):
    assert fails(test_last_seats.test_two_who_both_saw_the_last_seat_do_not_both_get_it, priced)


def test_a_seat_by_plan_that_is_bought(without_locks, seated):
    assert fails(test_seats_by_plan.test_a_plan_that_ends_while_the_order_is_placed_waits_and_finds_it, seated)


def test_a_seat_by_plan_that_is_not_bought_after_all(without_locks, seated):
    assert fails(test_seats_by_plan.test_who_gives_up_paying_while_their_plan_ends_keeps_no_seat, seated)


def test_the_last_use_of_a_coupon(without_locks, priced, coupon):
    assert fails(test_coupons.test_one_use_is_one_use_whoever_comes_at_once, priced, coupon)


def test_a_double_click(without_locks, priced):
    assert fails(test_checkout.test_a_double_click_makes_one_order, priced)


def test_five_tabs(without_locks, priced, coupon):
    assert fails(test_coupons.test_five_tabs_of_one_person_are_one_use, priced, coupon)


def test_return_page_and_webhook(without_locks, priced, provider, signed_in):
    buyer = Buyer(signed_in(UserFactory()), priced(4999).course)
    assert fails(test_buying.test_return_page_and_webhook_at_once_deliver_once, buyer, provider)


def test_a_payout_to_our_bank(without_locks, provider):
    assert fails(test_reconciling_races.test_two_comparisons_book_a_payout_once, provider)


@pytest.mark.usefixtures("without_locks")
def test_what_was_taken_back(provider, library, administrator, seller, sent):
    proof = test_reconciling_races.test_two_administrators_book_what_was_taken_back_once
    assert fails(proof, provider, library, administrator, seller, sent)


def test_a_refund_that_is_heard_of_with_the_payment(monkeypatch, ordered, truth):
    monkeypatch.setattr(settlement, "record_refund", lambda *_truth: None)
    assert fails(test_settlement.test_money_that_went_back_before_we_heard_of_it_never_opens_a_seat, ordered, truth)


def test_another_price_behind_what_was_promised(ordered):
    with connection.cursor() as cursor:
        for model in (Order, OrderLine, LineShare):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
    assert fails(test_checkout.test_what_was_promised_is_frozen_by_the_database, ordered)


def test_another_sum_than_was_promised(monkeypatch, ordered, truth):
    monkeypatch.setattr(settlement, "take_tax", lambda *_truth: None)
    assert fails(test_settlement.test_another_sum_than_was_promised_delivers_nothing, ordered, truth, Money(1, "EUR"))
