"""Amounts as people write them, and as they are kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.money import Money, NotAnAmount, currency_name


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("49", "EUR", 4900), ("0.01", "USD", 1), ("4900", "JPY", 4900), ("1.234", "KWD", 1234)],
)
def test_an_amount_is_kept_in_the_minor_units_of_its_currency(amount, currency, minor):
    assert Money.of(amount, currency) == Money(minor, currency)
    assert Money(minor, currency).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency", "why"),
    [
        ("0.001", "EUR", "0.001 has more decimals than EUR has"),
        ("0.5", "JPY", "0.5 has more decimals than JPY has"),
        ("x", "EUR", "'x' is not a number"),
        ("NaN", "EUR", "'NaN' is not a number"),
        ("Infinity", "EUR", "'Infinity' is not a number"),
        ("1", "euro", "'euro' is not a currency"),
    ],
)
def test_what_is_no_amount_of_the_currency_is_refused(amount, currency, why):
    with pytest.raises(NotAnAmount) as refused:
        Money.of(amount, currency)
    assert str(refused.value) == why


@given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "JPY", "KWD", "CHF"]))
def test_writing_and_reading_an_amount_loses_nothing(minor, currency):
    assert Money.of(str(Money(minor, currency).amount), currency) == Money(minor, currency)


def test_people_read_amounts_in_their_own_way():
    assert Money(4950, "EUR").formatted() == Money(4950, "EUR").formatted("en") == "€49.50"
    assert Money(4950, "EUR").formatted("de") == "49,50\xa0€"
    assert Money(4950, "CHF").formatted() == "CHF\xa049.50"
    assert str(Money(-4950, "KWD")) == "-KWD\xa04.950"
    assert Money(4950, "CHF").formatted("de") == "49,50\xa0CHF"
    assert str(Money(4950, "CAD")) == "CA$49.50"


def test_currencies_have_names():
    assert (currency_name("USD"), currency_name("USD", "de-at")) == ("US Dollar", "US-Dollar")
    assert currency_name("XQX") == "XQX"
