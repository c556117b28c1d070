"""What buying may ask of the database (DESIGN 12, ADR 0030)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.budgets import BUDGETS
from bench.measure import UNCOUNTED
from commerce.models import Order
from tests.commerce.test_buying import Buyer, events_of, told
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def budget(work):
    return next(each.queries for each in BUDGETS if each.work == work)


def queries(work):
    """How many statements `work` needs, transactions and limits apart; and what it answered."""
    with CaptureQueriesContext(connection) as captured:
        answer = work()
    statements = [query["sql"].lstrip().upper() for query in captured.captured_queries]
    counted = [each for each in statements if not each.startswith(UNCOUNTED) and "RATE" not in each[:40]]
    return len(counted), answer


@pytest.fixture
def buyers(priced, signed_in, provider):
    """Two buyers of one course: the first warms whatever is kept."""
    course = priced(4999).course
    first, second = (Buyer(signed_in(UserFactory()), course) for _each in range(2))
    first.ask(first.order().json(), "/payment")
    return first, second


def test_an_order_and_its_page_stay_within_their_budgets(buyers):
    _first, buyer = buyers
    placing, answer = queries(buyer.order)
    assert answer.status_code == 201
    opening, page = queries(lambda: buyer.ask(answer.json(), "/payment"))
    assert page.status_code == 200
    assert (placing <= budget("order placed"), opening <= budget("payment page opened")) == (True, True)


def test_a_webhook_stays_within_its_budget(buyers, library):
    told_first, *others = events_of(library)
    told(told_first)
    counted, answer = queries(lambda: told(others[0]))
    assert answer.status_code == 200
    assert counted <= budget("webhook acknowledged")


def test_many_orders_are_listed_by_as_many_statements_as_one(buyers, priced, ordered):
    first, _second = buyers
    person = Order.objects.get().buyer
    alone, answer = queries(lambda: first.client.get("/api/v1/me/orders"))
    for _order in range(5):
        ordered(priced(), priced(), buyer=person)
    many, listed = queries(lambda: first.client.get("/api/v1/me/orders"))
    assert (len(answer.json()["results"]), len(listed.json()["results"])) == (1, 6)
    assert all(line["path"].startswith("/courses/") for each in listed.json()["results"] for line in each["lines"])
    assert many == alone
