"""Orders with tax: the setting, what a buyer pays where they live, and what the ledger says of it."""

from typing import Any

from commerce.models import LedgerAccount, Order, SellingSettings
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.settlement import settle_payment
from tests.commerce.conftest import wants
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse
from tests.fakes.stripe import FakeStripe


def set_tax(mode: str) -> None:
    """What an administrator chose under Settings, Selling."""
    settings = SellingSettings.the_one()
    settings.tax_mode = mode
    settings.save()


def buy(provider: FakeStripe, *made: LiveCourse, country: str = "DE", **billing: Any) -> Order:
    """An order of these things, paid by somebody who lives there."""
    order = place_order(UserFactory(), wants(*made))
    payment = open_payment(order)
    provider.control("POST", f"sessions/{payment.session_id}/pay", country=country, **billing)
    settle_payment(payment)
    order.refresh_from_db()
    return order


def ledger(currency: str = "EUR") -> dict[str, int]:
    """What each kind of account says, what is owed positive; what the provider has kept of it is left out."""
    found: dict[str, int] = {}
    for account in LedgerAccount.objects.filter(currency=currency).exclude(purpose="gateway_fees"):
        found[account.purpose] = found.get(account.purpose, 0) - account.balance_minor
    return {purpose: amount for purpose, amount in found.items() if amount and purpose != "gateway"}
