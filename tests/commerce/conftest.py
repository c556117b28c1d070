"""A shop with a key, and what the payment provider says."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from accounts.models import User
from commerce.enums import PriceState
from commerce.gateways import CheckoutTruth, RefundTruth
from commerce.gateways.shapes import SessionState
from commerce.models import Order, Payment, Price
from commerce.operations.checkout import Wanted, place_order
from kit.money import Money
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse, live_course

Sold = Callable[..., LiveCourse]
Truth = Callable[..., CheckoutTruth]


@pytest.fixture(autouse=True)
def open_shop(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_tests"
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_of_the_tests"]


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
