"""Sellers who can be paid and sales whose time has come, at the stand-in for Stripe."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import User
from commerce.models import LedgerAccount, Order, PayoutAccount, Reconciliation, Transfer, TransferReversal
from commerce.operations.checkout import open_payment
from commerce.operations.onboarding import ask_about_account, open_payout_account
from commerce.operations.reconciliation import begin, reconcile
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import settle_payment
from commerce.operations.transfers import pay_sellers
from kit import clock, jobs
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse
from tests.fakes.stripe import FakeStripe

AFTER_THE_WINDOW = timedelta(days=15)
# What is paid with this card can be sent on at once.
AVAILABLE_AT_ONCE = "4000000000000077"


def new_seller(name: str = "Ada of the Barre") -> User:
    return UserFactory(roles=[Role.PRODUCER], display_name=name)


def onboarded(provider: FakeStripe, person: User) -> PayoutAccount:
    """The person's account, ready to be paid to."""
    account = open_payout_account(person, country="PT", actor=person)
    provider.control("POST", f"accounts/{account.account_id}/onboard")
    return ask_about_account(account)


@pytest.fixture
def seller(provider: FakeStripe) -> User:
    """Who can be paid to."""
    person = new_seller()
    onboarded(provider, person)
    return person


@pytest.fixture
def sold(provider: FakeStripe, ordered: Callable[..., Order]) -> Callable[..., Order]:
    """An order of these courses, paid and delivered."""

    def sell(*made: LiveCourse, card: str = "4242424242424242") -> Order:
        order = ordered(*made)
        payment = open_payment(order)
        provider.control("POST", f"sessions/{payment.session_id}/pay", card=card)
        settle_payment(payment)
        order.refresh_from_db()
        return order

    return sell


@pytest.fixture
def sent(priced: Callable[..., LiveCourse], sold: Callable[..., Order], seller: User) -> Order:
    """A sale of ten euros whose share, 8.50, was sent."""
    order = sold(priced(1000, owner=seller), card=AVAILABLE_AT_ONCE)
    with later():
        pay_sellers()
        jobs.run_pending()
    return order


def compared() -> Reconciliation:
    """Everything until now, and some seconds more: the provider's clock has whole seconds."""
    return reconcile(begin(until_at=clock.now() + timedelta(minutes=1)))


def found(run: Reconciliation) -> list[tuple[str, str]]:
    """What differs, as kind and name at the provider."""
    return sorted(run.findings.values_list("kind", "what"))


def later(by: timedelta = AFTER_THE_WINDOW) -> AbstractContextManager[None]:
    """Once the time for refunds is over."""
    return clock.held_at(clock.now() + by)


def give_back(order: Order, amount: int | None = None) -> None:
    """An administrator gives back so much of the order's first line, or all of it; the refund is carried out."""
    line = order.lines.order_by("pk").first()
    assert line is not None
    refund_order(order, {line: amount or line.total_minor}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    jobs.run_pending()


def owed_to(person: User, currency: str = "EUR") -> int:
    """What the ledger says is owed to the seller; less than nothing when they owe."""
    row = LedgerAccount.objects.filter(purpose="payee", person=person, currency=currency).first()
    return 0 if row is None else -row.balance_minor


def sent_to(person: User) -> list[tuple[str, int]]:
    return list(Transfer.objects.filter(share__payee=person).order_by("pk").values_list("state", "amount_minor"))


def came_back() -> list[tuple[str, int]]:
    return list(TransferReversal.objects.order_by("pk").values_list("state", "amount_minor"))


def at_provider(provider: FakeStripe, what: str) -> list[int]:
    """The amounts of what the provider says happened."""
    truth: dict[str, Any] = provider.control("GET", "truth")
    return [row["amount"] for row in truth[what]]
