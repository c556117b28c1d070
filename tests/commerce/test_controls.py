"""What the tests of races prove without locks: nothing, and they say so. Each has to fail then."""

import threading

import pytest
from django.db.models import QuerySet

from accounts.models import User
from commerce.operations import checkout
from tests.commerce import test_buying, test_checkout, test_coupons, test_last_seats
from tests.commerce.test_buying import Buyer
from tests.commerce.test_coupons import coupon
from tests.factories.accounts import UserFactory
from tests.races import PATIENCE

__all__ = ["coupon"]

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
    except AssertionError:
        return True
    finally:
        for thread in set(threading.enumerate()) - others:
            thread.join(PATIENCE)
    return False


def test_the_last_seat(without_locks, priced):
    assert fails(test_last_seats.test_two_who_both_saw_the_last_seat_do_not_both_get_it, priced)


def test_the_last_use_of_a_coupon(without_locks, priced, coupon):
    assert fails(test_coupons.test_one_use_is_one_use_whoever_comes_at_once, priced, coupon)


def test_a_double_click(without_locks, priced):
    assert fails(test_checkout.test_a_double_click_makes_one_order, priced)


def test_return_page_and_webhook(without_locks, priced, provider, signed_in):
    buyer = Buyer(signed_in(UserFactory()), priced(4999).course)
    assert fails(test_buying.test_return_page_and_webhook_at_once_deliver_once, buyer, provider)
