"""What costs nothing goes along with what is paid for, in any currency, and is there when that is."""

import pytest

from accounts.enums import Role
from commerce.errors import AlreadyBought, PriceChanged
from commerce.gates import Thing
from commerce.models import Coupon, Order, Price
from commerce.operations.carts import add_to_cart, quote_cart, read_cart
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from courses.models import Enrolment
from kit import jobs
from kit.money import Money
from tests.commerce.conftest import broken_invariants, wants
from tests.commerce.selling import give_back, sold
from tests.factories.accounts import UserFactory

__all__ = ["sold"]

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


@pytest.fixture(autouse=True)
def open_shop(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"


def things(*made):
    return [Thing("course", each.course.public_id) for each in made]


def seats(person):
    return sorted(Enrolment.objects.open().filter(learner=person).values_list("course__pk", flat=True))


def test_a_free_course_is_granted_with_what_was_paid_for(priced, truth):
    buyer, free, paid = UserFactory(), priced(0), priced(8000, "JPY")
    add_to_cart(buyer, things(free, paid))
    cart = read_cart(buyer)
    assert [(line.price, line.refusal) for line in cart.lines] == [(Money(0, "JPY"), None), (Money(8000, "JPY"), None)]
    assert (cart.total, cart.currencies) == (Money(8000, "JPY"), {"JPY": True})
    order = place_order(buyer, wants(free, paid), expected=cart.total)
    assert seats(buyer) == []
    assert read_cart(buyer).is_ordered is True
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert seats(buyer) == sorted([free.course.pk, paid.course.pk])
    assert read_cart(buyer).lines == []
    assert broken_invariants() == []


def test_free_is_free_in_whatever_currency_it_was_shown(priced):
    buyer, free, paid = UserFactory(), priced(0, "EUR"), priced(8000, "JPY")
    wanted = [
        Wanted("course", free.course.public_id, Money(0, "EUR")),
        Wanted("course", paid.course.public_id, Money(8000, "JPY")),
    ]
    order = place_order(buyer, wanted)
    assert (order.total, order.lines.count()) == (Money(8000, "JPY"), 2)


def test_free_and_shown_in_the_currency_of_what_is_paid_for(priced):
    buyer, free, paid = UserFactory(), priced(0, "EUR"), priced(8000, "JPY")
    wanted = [
        Wanted("course", free.course.public_id, Money(0, "JPY")),
        Wanted("course", paid.course.public_id, Money(8000, "JPY")),
    ]
    assert place_order(buyer, wanted, currency="JPY").total == Money(8000, "JPY")


def test_what_costs_something_by_now_is_not_taken_for_free(priced):
    buyer, made = UserFactory(), priced(8000, "JPY")
    with pytest.raises(PriceChanged):
        place_order(buyer, [Wanted("course", made.course.public_id, Money(0, "USD"))])
    assert Order.objects.count() == 0


def test_nothing_but_free_things_are_given_at_once_without_a_payment(priced):
    buyer, first, second = UserFactory(), priced(0), priced(0, "USD")
    order = place_order(buyer, wants(first, second))
    assert (order.state, order.total_minor, order.payments.count()) == ("paid", 0, 0)
    assert seats(buyer) == sorted([first.course.pk, second.course.pk])
    with pytest.raises(AlreadyBought):
        place_order(buyer, wants(first))
    assert broken_invariants() == []


def test_an_order_that_is_not_paid_gives_nothing_for_free(priced):
    buyer, free, paid = UserFactory(), priced(0, seat_limit=1), priced()
    order = place_order(buyer, wants(free, paid))
    give_up_payment(order.payments.get())
    assert seats(buyer) == []
    other = place_order(UserFactory(), wants(free))
    assert other.state == "paid"
    assert broken_invariants() == []


def test_what_is_no_longer_free_is_not_given_for_nothing(priced):
    buyer, made, paid = UserFactory(), priced(0), priced()
    Price.objects.filter(sellable_id=made.course.public_id).update(amount_minor=500)
    with pytest.raises(PriceChanged):
        place_order(buyer, [*wants(made, expected=Money(0, "EUR")), *wants(paid)])
    assert not Order.objects.exists()


def test_a_coupon_of_an_amount_is_used_up_by_what_is_paid(priced):
    free, paid, seller = priced(0), priced(1000), UserFactory()
    coupon = Coupon.objects.create(code="THREE", amount_minor=300, currency="EUR", made_by=seller)
    cart = quote_cart(things(free, paid), UserFactory(), coupon)
    assert [line.discount for line in cart.lines] == [0, 300]


def test_what_came_along_goes_with_the_last_that_was_paid_for(priced, sold):
    free, first, second = priced(0), priced(), priced()
    order = sold(first, free, second)
    give_back(order)
    assert seats(order.buyer) == sorted([free.course.pk, second.course.pk])
    line = order.lines.order_by("pk").last()
    refund_order(order, {line: line.total_minor}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    jobs.run_pending()
    order.refresh_from_db()
    assert (order.state, seats(order.buyer)) == ("refunded", [])
    assert broken_invariants() == []
