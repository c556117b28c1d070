"""The demo's producer has sold something, so that the pages about money have something to show."""

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from cms.demo.people import address_of
from cms.demo.sales import load_sales
from commerce.models import Order, OrderCheck, PayoutAccount, RefundRequest
from commerce.operations.earnings import balances_of
from kit import jobs
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def people(db):
    """The demo's people as far as they sell and buy."""
    UserFactory(email=address_of("administrator"), roles=[Role.ADMINISTRATOR])
    for name in ("leonie", "marcus", "owen", "learner"):
        UserFactory(email=address_of(name))
    return UserFactory(email=address_of("producer"), roles=[Role.PRODUCER])


def test_it_sells_through_the_real_operations_once(provider, priced, people):
    priced(3900, owner=people)
    priced(5500, owner=people)
    assert load_sales() == 4
    assert load_sales() == 0
    jobs.run_pending()
    assert Order.objects.filter(state="paid").count() == 4
    assert PayoutAccount.objects.get(person=people).is_ready
    assert OrderCheck.objects.waiting().count() == 1
    assert RefundRequest.objects.waiting().count() == 1
    [balance] = balances_of(people)
    assert balance.in_window.minor > 0
    assert broken_invariants() == []


def test_nobody_is_charged_by_a_real_provider(provider, people, settings):
    settings.STRIPE_STAND_IN_PORT = None
    with pytest.raises(CommandError, match="real payments"):
        call_command("load_demo_sales")
    assert not Order.objects.exists()
