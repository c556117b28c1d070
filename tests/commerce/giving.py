"""Gifts, bought and paid for."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from commerce.models import Gift, Order
from commerce.operations.checkout import place_order
from commerce.operations.gifts import present_for
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from tests.commerce.conftest import Sold, Truth
from tests.factories.accounts import UserFactory
from tests.factories.published import LiveCourse

Given = Callable[..., Gift]


def order_gift(giver: User, made: LiveCourse, **said: Any) -> Order:
    """A gift that waits to be paid for."""
    words = {"name": "Ana Duarte", "email": "ana@example.org", "message": "For the summer."} | said
    return place_order(giver, [Wanted("course", made.course.public_id, None, present_for(giver, **words))])


@pytest.fixture
def given(priced: Sold, truth: Truth) -> Given:
    """A gift that is paid for."""

    def give(made: LiveCourse | None = None, giver: User | None = None, **said: Any) -> Gift:
        order = order_gift(giver or UserFactory(display_name="Rui Matos"), made or priced(), **said)
        payment = order.payments.get()
        apply_truth(payment, truth(payment))
        return Gift.objects.select_related("line__order", "line__buyer").get(line__order=order)

    return give
