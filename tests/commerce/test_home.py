"""The first page of the editor says what one earned, what was sold today and what about money waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from commerce.models import OrderCheck, RefundRequest
from commerce.operations.home import earnings_at_a_glance, next_transfer_at, today, what_waits
from commerce.operations.settlement import settle_payment
from commerce.operations.transfers import pay_sellers
from kit import clock, jobs
from tests.commerce.selling import AVAILABLE_AT_ONCE, give_back, later, new_seller, onboarded, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6", "req-D12")]


@pytest.fixture(autouse=True)
def one_moment():
    """What is of today stays of today, also when it is nearly midnight."""
    with clock.held_at(clock.now()):
        yield


@pytest.fixture
def seller():
    return new_seller()


@pytest.fixture
def ready(provider, seller):
    return onboarded(provider, seller)


@pytest.fixture
def sells(priced, sold, seller):
    """A sale of the seller's, of money that is there at once."""
    return lambda minor: sold(priced(minor, owner=seller), card=AVAILABLE_AT_ONCE)


def home(client, person):
    client.force_login(person)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def glance(person):
    return [(each.this_month.minor, each.to_come.minor) for each in earnings_at_a_glance(person)]


def test_a_seller_sees_this_month_and_what_is_to_come(client, sells, seller, settings, request):
    assert "Nothing is sold yet" in home(client, seller)
    assert next_transfer_at(seller) is None
    request.getfixturevalue("ready")
    order = sells(1000)
    sells(2000)
    give_back(order, 500)
    assert glance(seller) == [(2125, 2125)]
    assert next_transfer_at(seller) == order.paid_at + timedelta(days=settings.TRANSFER_AFTER_DAYS)
    page = home(client, seller)
    assert "€21.25" in page
    assert "The next transfer" in page
    settings.TRANSFER_AFTER_DAYS = 0
    pay_sellers()
    jobs.run_pending()
    assert glance(seller) == [(2125, 0)]
    assert next_transfer_at(seller) is None


def test_another_sellers_money_is_not_shown(client, sells):
    sells(1000)
    page = home(client, new_seller("Bo Quist"))
    assert "€8.50" not in page
    assert "We do not know yet where to send" in page


def test_administrators_see_the_day_and_what_waits(client, provider, sells):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    assert "Nothing of what was sold waits for you" in home(client, administrator)
    order, disputed = sells(1000), sells(3000)
    give_back(order, 400)
    payment = disputed.payments.get()
    provider.control("POST", f"charges/{payment.charge_id}/dispute")
    settle_payment(payment)
    RefundRequest.objects.create(line=order.lines.get(), words="Too loud.")
    OrderCheck.objects.create(order=order, state="waiting")
    [day] = today()
    assert (day.paid.minor, day.orders, day.given_back.minor) == (4000, 2, 400)
    waits = what_waits()
    assert (waits.requests, waits.disputes, waits.to_look_at, waits.differing, waits.failed_transfers) == (
        1,
        1,
        1,
        0,
        0,
    )
    page = home(client, administrator)
    for said in ("€40.00", "request for money back", "dispute to answer", "order to look at"):
        assert said in page
    assert "transfer failed" not in page
    assert "requests for money back" not in page
    RefundRequest.objects.create(line=disputed.lines.get(), words="Too quiet.")
    assert "requests for money back" in home(client, administrator)
    with later():
        assert today() == []


def test_a_transfer_that_failed_waits_until_it_went(client, provider, ready, sells):
    sells(1000)
    provider.control("POST", f"accounts/{ready.account_id}/restrict")
    with later():
        pay_sellers()
        jobs.run_pending()
    assert what_waits().failed_transfers == 1
    assert "transfer failed" in home(client, UserFactory(roles=[Role.ADMINISTRATOR]))


def test_the_panels_ask_the_same_however_much_was_sold(client, sells, seller):
    counts = []
    for number in (1, 3):
        for _each in range(number):
            sells(1000)
        home(client, seller)
        with CaptureQueriesContext(connection) as queries:
            earnings_at_a_glance(seller)
            next_transfer_at(seller)
            today()
            what_waits()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PRODUCER])
def test_nobody_else_sees_what_is_sold(client, sold, role):
    sold()
    page = home(client, UserFactory(roles=[role]))
    assert "Sold today" not in page
    assert "€49.00" not in page
