import pytest
from babel.numbers import list_currencies
from django.db import transaction

from commerce.gateways import stripe
from commerce.gateways.stripe import our_amount, stripe_amount
from kit.money import Money


@pytest.mark.django_db
def test_stripe_is_never_called_inside_a_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError, match="never called inside a transaction"):
        stripe.read_checkout("cs_1")


@pytest.mark.covers("req-D11")
@pytest.mark.parametrize(
    ("money", "amount"),
    [
        (Money.of("49.99", "EUR"), 4999),
        (Money.of("5000", "JPY"), 5000),
        (Money.of("1.234", "KWD"), 1234),
        # Without decimals for people, with two for Stripe.
        (Money.of("700", "ISK"), 70_000),
        (Money.of("3500", "UGX"), 350_000),
    ],
)
def test_amounts_in_stripes_minor_units(money, amount):
    assert stripe_amount(money) == amount
    assert our_amount(amount, money.currency.lower()) == money


@pytest.mark.parametrize(
    "currency", sorted(c for c in list_currencies() if len(c) == 3 and c.isupper() and c.isalpha())
)
def test_every_currency_there_and_back(currency):
    money = Money(12_345, currency)
    try:
        amount = stripe_amount(money)
    except ValueError:
        return
    assert our_amount(amount, currency) == money


def test_a_fraction_of_our_minor_unit_is_no_amount_of_ours():
    with pytest.raises(ValueError, match="no whole number"):
        our_amount(70_050, "ISK")
