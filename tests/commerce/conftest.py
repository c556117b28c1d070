"""Things to buy, and what the payment provider says."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from stripe import StripeClient

from accounts.enums import Role
from accounts.models import User
from commerce.enums import PriceState
from commerce.gateways import CheckoutTruth, RefundTruth, billing, plan_changes
from commerce.gateways import stripe as gateway
from commerce.gateways.shapes import SessionState
from commerce.models import Order, Payment, PlanPrice, Price, Subscription
from commerce.operations import papers, subscription_changes
from commerce.operations.checkout import place_order
from commerce.operations.wanted import Wanted
from courses.operations.prices import show_prices
from kit import clock
from kit.invariants import violations
from kit.money import Money
from tests.api.conftest import signed_in
from tests.commerce.subscribing import new_plan
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse, live_course
from tests.fakes.stripe import FakeStripe

__all__ = ["signed_in"]

Sold = Callable[..., LiveCourse]
Truth = Callable[..., CheckoutTruth]


@pytest.fixture(scope="session")
def standin() -> Iterator[FakeStripe]:
    """The stand-in for Stripe, running."""
    with FakeStripe(seed=11) as fake:
        yield fake


@pytest.fixture(autouse=True)
def typeset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are written and not set: type takes most of a second, and `test_papers` looks at it.

    A module that sets them has a fixture of this name that does nothing.
    """
    monkeypatch.setattr(
        papers, "render_pdf", lambda template, values: b"%PDF " + render_to_string(template, dict(values)).encode()
    )


@pytest.fixture
def provider(standin: FakeStripe, settings: Any, monkeypatch: pytest.MonkeyPatch) -> FakeStripe:
    """The stand-in, empty, as the shop's payment provider. Its webhooks wait.

    Most tests run inside a transaction that is rolled back; one of `test_gateway` sees that no other may be open.
    """
    standin.control("POST", "reset")
    standin.control("POST", "webhooks", mode="hold")
    settings.STRIPE_SECRET_KEY = standin.key
    settings.STRIPE_API_BASE = standin.base
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_before", standin.webhook_secret]
    settings.STRIPE_CONNECT_WEBHOOK_SECRETS = [standin.connect_webhook_secret]
    monkeypatch.setattr(gateway, "refuse_inside_transaction", lambda: None)
    return standin


@pytest.fixture
def library(provider: FakeStripe) -> StripeClient:
    """Stripe's own library at the stand-in, to do what is done there without us."""
    return StripeClient(provider.key, base_addresses={"api": provider.base}, max_network_retries=0)


@pytest.fixture
def administrator(client: Client) -> User:
    """An administrator, who is signed in."""
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(person)
    return person


@pytest.fixture
def priced(db: None) -> Sold:
    """A published course with a price."""

    def make(minor: int = 4900, currency: str = "EUR", **course: Any) -> LiveCourse:
        made = live_course(price_minor=minor, **course)
        Price.objects.create(
            sellable_kind="course",
            sellable_id=made.course.public_id,
            currency=currency,
            amount_minor=minor,
            state=PriceState.ACTIVE,
        )
        return made

    return make


@pytest.fixture
def chosen(db: None) -> Sold:
    """A published course for which learners pay what they want: from 5 on, 15 is suggested; `also` in a currency."""

    def make(least: int = 500, suggested: int = 1500, most: int = 150_000, **course: Any) -> LiveCourse:
        currencies = [course.pop("currency", "EUR"), *filter(None, [course.pop("also", "")])]
        made = live_course(price_minor=suggested, **course)
        for currency in currencies:
            Price.objects.create(
                sellable_kind="course",
                sellable_id=made.course.public_id,
                currency=currency,
                amount_minor=suggested,
                least_minor=least,
                most_minor=most,
                is_main=currency == currencies[0],
                state=PriceState.ACTIVE,
            )
        show_prices(made.course)
        return made

    return make


# The invariants that have to do with money; documents are written by the factories without their pages.
OF_MONEY = [
    "ledger_transactions_sum_to_zero", "ledger_balances_equal_their_entries", "ledger_is_one_chain", "orders_add_up",
    "paid_orders_are_delivered_and_booked", "coupons_are_counted", "papers_are_numbered_without_a_gap",
    "figures_equal_their_rows", "seats_are_kept_for_who_is_paying", "sellers_are_sent_at_most_what_was_captured",
    "reversals_are_within_their_transfers", "transfers_are_booked", "sellers_are_owed_what_their_sales_brought",
    "plans_open_what_they_opened_while_they_are_good", "plans_are_booked_as_orders", "plan_money_waits_or_is_shared",
    "seats_by_plan_have_a_plan",
    "tax_is_what_was_worked_out", "tax_goes_back_with_what_is_given_back", "tax_is_booked",
    "our_own_money_is_booked_as_it_moved",
    "bundles_add_up", "gifts_are_paid_for_before_anybody_has_them", "gifts_of_courses_are_held_by_who_accepted_them",
]  # fmt: skip


def broken_invariants() -> list[str]:
    """What does not hold of money, in words; closes what a commit would close."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return [f"{each.invariant}: {each.found}" for each in violations(OF_MONEY)]


def tamper(statement: str) -> None:
    """Change rows behind the backs of triggers and constraints."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


def wants(*made: LiveCourse, expected: Money | None = None) -> list[Wanted]:
    return [Wanted("course", each.course.public_id, expected) for each in made]


@pytest.fixture
def ordered(priced: Sold) -> Callable[..., Order]:
    """An order that waits for payment."""

    def place(*made: LiveCourse, buyer: User | None = None) -> Order:
        return place_order(buyer or UserFactory(), wants(*(made or (priced(),))))

    return place


_names = count(1)


@pytest.fixture
def truth() -> Truth:
    """What the provider says of a payment: paid in full unless told otherwise, with a fee of 2.9 % and 30."""

    def tell(payment: Payment, *refunds: RefundTruth, **changed: Any) -> CheckoutTruth:
        told: dict[str, Any] = {
            "session_id": payment.session_id or f"cs_{payment.pk}",
            "state": SessionState.COMPLETE,
            "is_paid": True,
            "total": Money(payment.amount_minor, payment.currency),
            "intent_id": f"pi_{payment.pk}",
            "charge_id": f"ch_{payment.pk}",
            "fee_id": f"txn_{payment.pk}",
            "fee": Money(payment.amount_minor * 29 // 1000 + 30, payment.currency),
            "refunds": refunds,
        }
        return CheckoutTruth(**(told | changed))

    return tell


def given_back(
    amount_minor: int, *, key: object = "", name: str = "", done: bool = True, failed: bool = False
) -> RefundTruth:
    return RefundTruth(
        refund_id=name or f"re_{next(_names)}", key=str(key), amount_minor=amount_minor, is_done=done, is_failed=failed
    )


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Have the provider answer these questions about plans so; what it was asked is counted by name."""
    asked: list[str] = []

    def answer(**answers: Any) -> list[str]:
        for name, given in answers.items():

            def say(*_given: Any, _name: str = name, _answer: Any = given, **_named: Any) -> Any:
                asked.append(_name)
                if isinstance(_answer, Exception):
                    raise _answer
                return _answer() if callable(_answer) else _answer

            monkeypatch.setattr(plan_changes if hasattr(plan_changes, name) else billing, name, say)
        return asked

    return answer


@pytest.fixture
def running(db: None) -> Callable[..., Subscription]:
    """A subscription as it would run; the provider is not asked how it stands."""

    def make(state: str = "active", price: PlanPrice | None = None, **fields: Any) -> Subscription:
        price, now = price or new_plan(uuid4().hex), clock.now().replace(microsecond=0)
        given = {
            "subscriber": UserFactory(), "price": price, "family": price.plan.family, "trial_days": 0,
            "expires_at": now, "look_at": now, "state": state, "subscription_id": f"sub_{uuid4().hex[:8]}",
            "is_good": state in {"active", "trialing"}, "period_start": now, "period_end": now + timedelta(days=30),
        }  # fmt: skip
        return Subscription.objects.create(**given | fields)

    return make


@pytest.fixture
def as_it_stands(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nobody is asked before a step, nor after it."""
    seen: list[int] = []
    monkeypatch.setattr(subscription_changes, "settled", lambda held: seen.append(held.pk) or held)
    return seen
