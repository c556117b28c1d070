"""What an order writes down of each thing, and in which order things are kept and let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commerce.enums import BorneBy, OrderState, PaymentState
from commerce.errors import NotInCurrency, OrderUnderWay, PriceChanged, TotalChanged
from commerce.gates import Payee, sellable
from commerce.models import (
    Coupon,
    CouponUse,
    Order,
    OrderLine,
    Price,
)
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from kit import clock
from kit.errors import Conflict
from kit.money import Money
from tests.commerce.conftest import wants
from tests.commerce.ordering import by_id, done, everything_holds, lines
from tests.factories.accounts import UserFactory

__all__ = ["done", "everything_holds"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1", "req-D10")]


def also_costs(made, minor, currency):
    Price.objects.create(
        sellable_kind="course", sellable_id=made.course.public_id, currency=currency, amount_minor=minor,
        state="active", is_main=False,
    )  # fmt: skip


def test_every_field_of_a_line_and_of_its_payment(priced, settings):
    settings.CHECKOUT_MINUTES = 60
    made, buyer, now = priced(4999, title="Pliés"), UserFactory(), clock.now()
    Coupon.objects.create(code="TENTH", basis_points=1000, made_by=buyer, starts_at=now - timedelta(days=1))
    with clock.held_at(now):
        order = place_order(buyer, wants(made), coupon=Coupon.objects.get())
    promised = {
        "buyer_id": buyer.pk,
        "sellable_kind": "course",
        "sellable_id": made.course.public_id,
        "title": "Pliés",
        "price_minor": 4999,
        "discount_minor": 500,
        "tax_minor": 0,
        "total_minor": 4499,
        "commission_basis_points": 1500,
        "commission_minor": 675,
        "claims": True,
        "is_gift": False,
        "granted_at": None,
        "refusal": "",
    }
    kept = OrderLine.objects.values().get(order=order)
    assert {name: kept[name] for name in promised} == promised
    assert (order.placed_at, order.total, order.paid_at, order.state) == (
        now, Money(4499, "EUR"), None, OrderState.PENDING,
    )  # fmt: skip
    payment = order.payments.get()
    assert (payment.amount_minor, payment.currency, payment.intended_at, payment.expires_at) == (
        4499, "EUR", now, now + timedelta(minutes=60),
    )  # fmt: skip
    assert (payment.asked_at, payment.state) == (None, PaymentState.INTENDED)


def test_a_coupon_that_is_ours_is_paid_by_the_commission_of_each_line(priced):
    first, second = priced(10_000), priced(3333)
    coupon = Coupon.objects.create(
        code="OURS", basis_points=1000, made_by=UserFactory(), borne_by=BorneBy.PLATFORM, starts_at=clock.now()
    )
    order = place_order(UserFactory(), wants(first, second), coupon=coupon)
    assert [(line.discount_minor, line.total_minor, line.commission_minor) for line in lines(order)] == [
        (999, 9001, 501), (334, 2999, 166),
    ]  # fmt: skip
    assert [line.shares.get().amount_minor for line in lines(order)] == [8500, 2833]


def test_every_payee_has_their_own_part_of_every_line(priced, monkeypatch):
    made, other, kind = priced(1001), UserFactory(), sellable("course")
    quote = kind.quote
    payees = [Payee(made.owner, 2), Payee(other, 1)]
    monkeypatch.setattr(kind, "quote", lambda *asked: replace(quote(*asked), payees=payees))
    (line,) = lines(place_order(UserFactory(), wants(made)))
    assert (line.commission_minor, list(line.shares.order_by("pk").values_list("payee", "amount_minor"))) == (
        150, [(made.owner.pk, 567), (other.pk, 284)],
    )  # fmt: skip


def test_an_order_is_in_the_currency_that_was_seen(priced):
    made, other, free = priced(1000), priced(2000), priced(0)
    for each, minor in ((made, 1200), (other, 2400)):
        also_costs(each, minor, "USD")
    assert place_order(UserFactory(), wants(made, other)).total == Money(3000, "EUR")
    seen = [*wants(free), *wants(made, expected=Money(1200, "USD")), *wants(other)]
    order = place_order(UserFactory(), seen)
    assert (order.total, [line.price_minor for line in lines(order)]) == (Money(3600, "USD"), [0, 1200, 2400])
    assert order.payments.get().currency == "USD"
    asked = place_order(UserFactory(), wants(free, other, made), currency="USD")
    assert asked.total == Money(3600, "USD")


def test_a_currency_that_is_asked_for_counts_before_the_one_that_was_seen(priced):
    made = priced(1000)
    also_costs(made, 1200, "USD")
    with pytest.raises(PriceChanged) as refused:
        place_order(UserFactory(), wants(made, expected=Money(1000, "EUR")), currency="USD")
    assert refused.value.context == {"title": made.course.title, "price": Money(1200, "USD")}
    with pytest.raises(NotInCurrency):
        place_order(UserFactory(), wants(made), currency="CHF")
    with pytest.raises(PriceChanged) as refused:
        place_order(UserFactory(), wants(made, expected=Money(900, "CHF")))
    assert refused.value.context == {"title": made.course.title, "price": Money(1000, "EUR")}
    assert not Order.objects.exists()


def test_an_order_that_waits_is_found_again_in_its_currency_alone(priced):
    made, buyer = priced(1000), UserFactory()
    also_costs(made, 1200, "USD")
    order = place_order(buyer, wants(made))
    assert place_order(buyer, wants(made), currency="EUR") == order
    assert place_order(buyer, wants(made, expected=Money(1000, "EUR"))) == order
    with pytest.raises(OrderUnderWay):
        place_order(buyer, wants(made), currency="USD")
    assert Order.objects.get() == order


def test_another_total_than_was_seen_is_told(priced):
    with pytest.raises(TotalChanged) as refused:
        place_order(UserFactory(), wants(priced(1000), priced(500)), expected=Money(1499, "EUR"))
    assert refused.value.context == {"total": Money(1500, "EUR")}
    assert not Order.objects.exists()


def test_seats_are_kept_and_let_go_in_the_order_of_their_ids(priced, done):
    """Whatever lay in the cart first: two carts with the same courses never wait for each other."""
    limited = [priced(1000, seat_limit=5) for _each in range(4)]
    limited.sort(key=lambda made: made.course.public_id, reverse=True)
    order = place_order(UserFactory(), wants(*limited, priced(1000)))
    kept = [(line.sellable_id, line.public_id) for line in by_id(order)]
    held = {made.course.public_id for made in limited}
    assert done == [("reserve", *each) for each in kept if each[0] in held]
    done.clear()
    give_up_payment(order.payments.get())
    assert done == [("release", *each) for each in kept]
    done.clear()
    give_up_payment(order.payments.get())
    assert done == []


def test_what_is_given_up_says_when_and_frees_its_coupon_and_its_claims(priced):
    made, now = priced(), clock.now()
    coupon = Coupon.objects.create(code="ONCE", basis_points=1000, most_uses=1, made_by=UserFactory(), starts_at=now)
    order = place_order(UserFactory(), wants(made), coupon=coupon)
    then = now + timedelta(hours=2)
    with clock.held_at(then):
        give_up_payment(order.payments.get())
    order.refresh_from_db()
    payment = order.payments.get()
    assert (order.state, order.ended_at, payment.state, payment.decided_at) == (
        OrderState.CANCELLED, then, PaymentState.EXPIRED, then,
    )  # fmt: skip
    assert (lines(order)[0].claims, CouponUse.objects.get().counts) == (False, False)
    with clock.held_at(then + timedelta(hours=1)):
        give_up_payment(payment)
    payment.refresh_from_db()
    assert payment.decided_at == then


def test_what_is_paid_cannot_be_given_up(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    give_up_payment(payment)
    payment.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, order.ended_at, payment.state) == (OrderState.PAID, None, PaymentState.SUCCEEDED)


def test_of_several_things_the_one_that_is_refused_is_named(priced):
    taken, free, buyer = priced(1000), priced(500), UserFactory()
    place_order(buyer, wants(taken))
    with pytest.raises(Conflict) as refused:
        place_order(buyer, [*wants(free), Wanted("course", taken.course.public_id)])
    assert refused.value.context["title"] == taken.course.title
