"""Orders as a machine: whatever is done in whatever order, only moves of the table happen and everything adds up.

Some are placed with tax within the price, some with tax on top of it, some without.
"""

from contextlib import ExitStack
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from commerce.enums import ORDER_MOVES, OrderState, RefundState, TaxMode
from commerce.errors import AlreadyBought, MoreThanPaid, OrderNotPaid
from commerce.gateways.shapes import SessionState, TaxedItem, TaxTruth
from commerce.models import Order, Refund
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth
from courses.errors import AlreadyLearning, CourseFull
from kit.money import Money
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.commerce.taxing import set_tax
from tests.commerce.worlds import forgotten
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PRICE = 4999
# Nineteen per cent.
WITHIN, ON_TOP = 798, 950


def tax_in(order):
    """What the provider says besides of a payment by somebody in Germany."""
    if order.tax_mode == TaxMode.OFF:
        return {}
    is_added = order.tax_mode == TaxMode.ADDED
    tax, total = (ON_TOP, PRICE + ON_TOP) if is_added else (WITHIN, PRICE)
    its = TaxTruth("txr_1", tax, total - tax, is_added=is_added, percentage=Decimal(19), name="VAT")
    item = TaxedItem(order.lines.get().public_id, total, tax, [its])
    return {"total": Money(total, "EUR"), "tax_minor": tax, "items": [item]}


def machine(priced, truth):
    """A machine of two buyers, an open course and one with a single seat."""

    class Orders(RuleBasedStateMachine):
        orders = Bundle("orders")

        def __init__(self):
            super().__init__()
            self.world = ExitStack()
            self.world.enter_context(forgotten())
            self.courses = [priced(PRICE), priced(PRICE, seat_limit=1)]
            self.buyers = [UserFactory(), UserFactory()]
            self.staff = UserFactory(roles=["administrator"])
            self.seen = {}  # states by order, to see that only moves of the table happen
            self.told = {}  # what the provider tells of each order's refunds

        def teardown(self):
            self.world.close()

        @rule(mode=st.sampled_from(TaxMode))
        def tax_is_switched(self, mode):
            """For orders to come; those that are placed keep what they were promised."""
            set_tax(mode)

        @rule(target=orders, buyer=st.integers(0, 1), course=st.integers(0, 1))
        def orders_more(self, buyer, course):
            return self.place(buyer, course)

        def place(self, buyer, course):
            try:
                order = place_order(self.buyers[buyer], wants(self.courses[course]))
            except (AlreadyBought, AlreadyLearning, CourseFull):
                return multiple()
            known = order.pk in self.seen
            self.seen.setdefault(order.pk, OrderState.PENDING)
            self.told.setdefault(order.pk, [])
            return multiple() if known else order

        @initialize(target=orders, mode=st.sampled_from(TaxMode))
        def begin(self, mode):
            """With an order that is paid, which is where most can go wrong."""
            set_tax(mode)
            order = self.place(0, 0)
            self.tell(order)
            return order

        def tell(self, order, **changed):
            payment = order.payments.get()
            apply_truth(payment, truth(payment, *self.told[order.pk], **tax_in(order) | changed))

        @rule(order=orders)
        def is_paid(self, order):
            self.tell(order)

        @rule(order=orders)
        def is_still_open(self, order):
            self.tell(order, state=SessionState.OPEN, is_paid=False)

        @rule(order=orders)
        def is_closed(self, order):
            if Order.objects.get(pk=order.pk).state in {OrderState.PENDING, OrderState.CANCELLED}:
                self.tell(order, state=SessionState.EXPIRED, is_paid=False)

        @rule(order=orders)
        def is_given_up(self, order):
            give_up_payment(order.payments.get())

        @rule(order=orders, amount=st.sampled_from([-1, 0, 1, 2000, 3000, PRICE, PRICE + 1, PRICE + ON_TOP]))
        def staff_gives_back(self, order, amount):
            try:
                refund_order(order, {order.lines.get(): amount}, note="Ill", actor=self.staff)
            except (MoreThanPaid, OrderNotPaid):
                assert True

        @rule(order=orders, failed=st.booleans(), done=st.booleans())
        def the_provider_answers(self, order, failed, done):
            waiting = Refund.objects.filter(payment__order=order, state=RefundState.INTENDED).first()
            if waiting is not None:
                self.remember(order, given_back(waiting.amount_minor, key=waiting.key, done=done, failed=failed))

        @rule(order=orders, share=st.integers(1, 100))
        def is_given_back_elsewhere(self, order, share):
            line = order.lines.get()
            on_its_way = sum(each.amount_minor for each in self.told[order.pk] if not each.is_failed)
            asked = sum(
                Refund.objects.filter(payment__order=order, state=RefundState.INTENDED).values_list(
                    "amount_minor", flat=True
                )
            )
            left = line.total_minor - on_its_way - asked
            paid = order.payments.get().charge_id is not None
            if paid and (amount := left * share // 100) > 0:
                self.remember(order, given_back(amount))

        def remember(self, order, refund):
            self.told[order.pk].append(refund)
            self.tell(order)

        @invariant()
        def only_moves_of_the_table_happen(self):
            for pk, state in Order.objects.filter(pk__in=self.seen).values_list("pk", "state"):
                before = self.seen[pk]
                assert state == before or _reaches(before, state)
                self.seen[pk] = state

        @invariant()
        def no_more_goes_back_than_was_paid(self):
            for order in Order.objects.filter(pk__in=self.seen):
                live = Refund.objects.filter(payment__order=order).exclude(state=RefundState.FAILED)
                assert sum(live.values_list("amount_minor", flat=True)) <= order.total_minor

        @invariant()
        def everything_adds_up(self):
            assert broken_invariants() == []

    return Orders


def _reaches(before, after):
    """Whether the table leads there; one deed may make two moves."""
    return any(step == after or after in ORDER_MOVES[step] for step in ORDER_MOVES[before])


@pytest.mark.covers("fault-C7")
def test_orders_are_a_machine(priced, truth):
    run_state_machine_as_test(
        machine(priced, truth),
        settings=settings(
            max_examples=15, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow], deadline=None
        ),
    )


@pytest.mark.faults
def test_orders_are_a_machine_for_five_thousand_steps(priced, truth):
    run_state_machine_as_test(
        machine(priced, truth),
        settings=settings(
            max_examples=100, stateful_step_count=50, suppress_health_check=[HealthCheck.too_slow], deadline=None
        ),
    )
