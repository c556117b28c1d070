"""Prices as rows: asked for, decided about, kept as history. What sellers see of it is tested with courses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from commerce.enums import PriceState
from commerce.errors import MainCurrency, PriceDecided
from commerce.models import Plan, PlanPrice, Price
from commerce.operations.offers import lowered_by
from commerce.operations.prices import (
    confirm_price,
    currencies_sold,
    decline_price,
    end_currency,
    price_held,
    prices_held,
    propose_price,
    retire_prices,
)
from courses.operations.prices import refusal_of
from kit import clock
from tests.commerce.subscribing import new_plan
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D11")]

THING = uuid4()


@pytest.fixture
def seller():
    return UserFactory()


@pytest.fixture
def administrator():
    return UserFactory()


@pytest.fixture
def ask(seller):
    def propose(minor, currency="EUR", *, thing=THING, kind="course", is_main=True):
        return propose_price(kind, thing, amount_minor=minor, currency=currency, actor=seller, is_main=is_main)

    return propose


@pytest.fixture
def put(ask, administrator):
    """Have a price hold."""
    return lambda *given, **named: confirm_price(ask(*given, **named), actor=administrator)


def held(thing=THING, kind="course"):
    return [(price.amount_minor, price.currency, price.is_main) for price in prices_held(kind, thing)]


def test_a_proposal_says_everything_and_takes_the_place_of_the_one_before(ask, seller):
    now = clock.now()
    with clock.held_at(now):
        first = ask(4900)
    assert (first.sellable_kind, first.sellable_id, first.amount_minor, first.currency, first.is_main) == (
        "course", THING, 4900, "EUR", True,
    )  # fmt: skip
    assert (first.proposed_by, first.proposed_at, first.state, first.decided_at) == (
        seller, now, PriceState.PROPOSED, None,
    )  # fmt: skip
    assert ask(4900) == first
    other, elsewhere, of_another = ask(5500, "USD"), ask(4900, thing=uuid4()), ask(4900, kind="bundle")
    second = ask(5900)
    third = ask(5900, is_main=False)
    for each in (first, second, third, other, elsewhere, of_another):
        each.refresh_from_db()
    assert [first.state, second.state] == [PriceState.DECLINED] * 2
    assert [each.state for each in (third, other, elsewhere, of_another)] == [PriceState.PROPOSED] * 4
    assert first.decided_by == seller
    assert held() == []


def test_a_price_holds_from_the_moment_in_which_the_one_before_ends(put, ask, seller, administrator):
    now = clock.now()
    with clock.held_at(now):
        first = put(4900)
    assert (first.state, first.holds_from, first.held_until, first.decided_at, first.decided_by) == (
        PriceState.ACTIVE, now, None, now, administrator,
    )  # fmt: skip
    then = now + timedelta(days=3)
    proposed = ask(5900)
    with clock.held_at(then):
        second = confirm_price(proposed, actor=seller)
    first.refresh_from_db()
    assert (first.state, first.holds_from, first.held_until, first.decided_at, first.decided_by) == (
        PriceState.RETIRED, now, then, then, seller,
    )  # fmt: skip
    kept = Price.objects.get(pk=second.pk)
    assert (kept.state, kept.holds_from, kept.held_until) == (PriceState.ACTIVE, then, None)
    for decide in (confirm_price, decline_price):
        with pytest.raises(PriceDecided):
            decide(first, actor=administrator)


def test_a_refused_price_never_held(put, ask, administrator):
    put(4900)
    proposed, now = ask(5900), clock.now()
    with clock.held_at(now):
        decline_price(proposed, actor=administrator)
    kept = Price.objects.get(pk=proposed.pk)
    assert (kept.state, kept.holds_from, kept.held_until, kept.decided_at, kept.decided_by) == (
        PriceState.DECLINED, None, None, now, administrator,
    )  # fmt: skip
    assert held() == [(4900, "EUR", True)]


def test_the_first_price_is_the_main_one_and_gives_its_place_to_one_that_asks_for_it(put):
    put(4900, is_main=False)
    put(5500, "USD", is_main=False)
    put(5000, "CHF", is_main=False)
    assert held() == [(4900, "EUR", True), (5000, "CHF", False), (5500, "USD", False)]
    put(5600, "USD")
    assert held() == [(5600, "USD", True), (5000, "CHF", False), (4900, "EUR", False)]
    put(5700, "USD", is_main=False)
    assert held()[0] == (5700, "USD", True)
    main = price_held("course", THING)
    assert (main.amount_minor, main.currency) == (5700, "USD")


def test_a_price_of_nothing_stands_alone(put):
    put(4900)
    put(5500, "USD", is_main=False)
    put(0, "EUR", is_main=False)
    assert held() == [(0, "EUR", True)]
    put(5500, "USD", is_main=False)
    assert held() == [(5500, "USD", True)]


def test_a_currency_ends_by_itself_and_the_main_one_does_not(put, administrator):
    put(4900)
    put(5500, "USD", is_main=False)
    with pytest.raises(MainCurrency) as refused:
        end_currency("course", THING, "EUR", actor=administrator)
    assert refused.value.context == {"currency": "EUR"}
    for _again in range(2):
        end_currency("course", THING, "USD", actor=administrator)
    assert held() == [(4900, "EUR", True)]


def test_what_is_no_longer_sold_has_no_price(put, administrator):
    other = uuid4()
    for thing in (THING, other):
        put(4900, thing=thing)
        put(5500, "USD", thing=thing, is_main=False)
    retire_prices("course", THING, actor=administrator)
    assert (held(), price_held("course", THING), len(held(other))) == ([], None, 2)
    assert price_held("course", uuid4()) is None


def test_currencies_are_those_in_which_something_costs_something(put, ask):
    assert currencies_sold() == []
    put(5500, "USD")
    put(4900, thing=uuid4())
    put(5900, thing=uuid4())
    put(0, "CHF", thing=uuid4())
    put(1, "GBP", thing=uuid4())
    ask(5000, "JPY", thing=uuid4())
    assert currencies_sold() == ["EUR", "GBP", "USD"]


def test_plans_are_sold_in_their_currencies_too(put):
    put(4900)
    offered = new_plan()
    ended = Plan.objects.create(name="Ended")
    PlanPrice.objects.create(plan=ended, interval="month", currency="JPY", amount_minor=3000)
    for currency, is_offered in (("USD", True), ("CHF", False)):
        PlanPrice.objects.create(
            plan=offered.plan, interval="month", currency=currency, amount_minor=2100, is_offered=is_offered
        )
    assert currencies_sold() == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (0, "EUR", []),
        (50, "EUR", []),
        (49, "EUR", ["0, or at least €0.50: less cannot be charged."]),
        (49, "JPY", ["0, or at least ¥50: less cannot be charged."]),
        (5431, "KWD", ["The last digit has to be 0: cards are charged so."]),
    ],
)
def test_a_price_that_cannot_be_charged_is_refused_where_it_is_typed(minor, currency, told):
    assert refusal_of(minor, currency) == told


def test_a_sale_leaves_what_can_be_charged():
    assert lowered_by(80, "EUR", 5_000, None, 9_000) == 50
    assert lowered_by(200, "EUR", 5_000, None, 9_000) == 100
