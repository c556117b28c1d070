"""Bundles: one price for several things, split exactly over a line for each; what one has is left out."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from commerce.enums import OrderState, PriceState
from commerce.errors import (
    AlreadyBought,
    BundleNotOffered,
    CouponLowersNothing,
    InTheBundle,
    NotInCurrency,
    OrderUnderWay,
    PriceChanged,
    PriceIsFixed,
)
from commerce.gates import Thing
from commerce.models import BoughtBundle, Coupon, Order, OrderLine, Price, Sale
from commerce.operations.bundle_terms import withdraw_bundle, write_bundle
from commerce.operations.bundles import bundle_offer, bundle_offers, refusal_of, taken_off
from commerce.operations.carts import add_to_cart, quote_cart, read_cart
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.refunds import refund_order
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from courses.enums import Availability
from courses.models import Course, CourseFigures, Enrolment
from kit import clock
from kit.errors import NotFound
from kit.money import Money
from tests.commerce.bundling import administrator, bundle_of, terms_of, thing_of, wants_bundle
from tests.commerce.conftest import broken_invariants, wants
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


@pytest.fixture(autouse=True)
def _open(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"


def amounts(order):
    lines = order.lines.order_by("pk")
    return [(line.price_minor, line.discount_minor, line.total_minor, line.commission_minor) for line in lines]


def wanted_thing(bundle):
    return Thing("bundle", bundle.public_id)


def add_price(made, minor, currency):
    Price.objects.create(
        sellable_kind="course", sellable_id=made.course.public_id, currency=currency, amount_minor=minor,
        state=PriceState.ACTIVE, is_main=False,
    )  # fmt: skip


@given(
    st.lists(st.integers(1, 10**8), min_size=2, max_size=8),
    st.integers(1, 9999),
    st.sampled_from([("EUR", 1), ("JPY", 1), ("KWD", 10)]),
)
def test_parts_sum_to_what_is_taken_off_and_leave_something(prices, basis_points, money):
    currency, step = money
    amounts = [Money(price * step, currency) for price in prices]
    parts = taken_off(amounts, basis_points)
    whole, off = sum(prices) * step, sum(parts)
    assert all(0 <= part <= each.minor and part % step == 0 for part, each in zip(parts, amounts, strict=True))
    assert whole - off > 0
    assert abs(off - whole * basis_points / 10_000) <= step


def test_a_bundle_is_a_line_for_each_thing_and_sums(priced):
    owner = UserFactory()
    made = [priced(minor, owner=owner) for minor in (1999, 2999, 4999)]
    bundle = bundle_of(*made, seller=owner, percent=15)
    buyer = UserFactory()
    order = place_order(buyer, wants_bundle(bundle, Money(8497, "EUR")))
    assert order.total_minor == 8497 == 9997 - 1500
    assert amounts(order) == [(1999, 299, 1700, 255), (2999, 450, 2549, 382), (4999, 751, 4248, 637)]
    assert all(line.shares.get().amount_minor == line.total_minor - line.commission_minor for line in order.lines.all())
    promised = order.bundles.get()
    assert (promised.name, promised.price_minor, promised.total_minor) == ("Steps and turns", 9997, 8497)
    assert set(order.lines.values_list("part_of", flat=True)) == {promised.pk}
    assert order.payments.get().amount_minor == 8497
    assert broken_invariants() == []
    assert place_order(buyer, wants_bundle(bundle)) == order
    assert place_order(buyer, wants_bundle(bundle, Money(8497, "EUR"))) == order


def test_who_has_paid_has_all_of_it_and_can_give_one_back(priced, truth):
    made = [priced(2000), priced(3000)]
    bundle = bundle_of(*made, percent=10)
    buyer = UserFactory()
    add_to_cart(buyer, [*(thing_of(each) for each in made[:1]), *[wanted_thing(bundle)]])
    order = place_order(buyer, wants_bundle(bundle))
    apply_truth(order.payments.get(), truth(order.payments.get()))
    assert set(Enrolment.objects.open().filter(learner=buyer).values_list("course", flat=True)) == {
        each.course.pk for each in made
    }
    assert buyer.cart_items.count() == 0
    with pytest.raises(AlreadyBought):
        place_order(buyer, wants_bundle(bundle))
    first = order.lines.order_by("pk")[0]
    refund_order(order, {first: first.total_minor}, note="Ill", actor=administrator())
    assert broken_invariants() == []
    assert Order.objects.get().state == OrderState.PAID


def test_what_one_has_is_left_out_and_the_rest_costs_its_part(priced):
    made = [priced(2000), priced(3000), priced(5000)]
    bundle = bundle_of(*made, percent=10)
    buyer = UserFactory()
    learner_of(made[1].course, buyer)
    assert bundle_offer(bundle, AnonymousUser()).price == Money(9000, "EUR")
    order = place_order(buyer, wants_bundle(bundle, Money(6300, "EUR")))
    assert amounts(order) == [(2000, 200, 1800, 270), (5000, 500, 4500, 675)]
    assert broken_invariants() == []


def test_who_has_everything_buys_nothing(priced):
    made = [priced(), priced()]
    bundle = bundle_of(*made)
    buyer = UserFactory()
    for each in made:
        learner_of(each.course, buyer)
    with pytest.raises(AlreadyBought, match="Steps and turns"):
        place_order(buyer, wants_bundle(bundle))
    assert Order.objects.count() == 0


def test_another_price_than_was_seen_orders_nothing(priced):
    bundle = bundle_of(priced(2000), priced(3000))
    for seen in (Money(3999, "EUR"), Money(4001, "EUR"), Money(0, "EUR")):
        with pytest.raises(PriceChanged, match=r"€40\.00"):
            place_order(UserFactory(), wants_bundle(bundle, seen))
    with pytest.raises(NotInCurrency):
        place_order(UserFactory(), wants_bundle(bundle, Money(4000, "USD")))
    assert (Order.objects.count(), BoughtBundle.objects.count()) == (0, 0)


def test_it_is_sold_in_the_currencies_of_all_its_things(priced):
    first, second = priced(2000), priced(3000)
    add_price(first, 2500, "USD")
    bundle = bundle_of(first, second, percent=10)
    assert [offer.price for offer in bundle_offers(bundle, AnonymousUser())] == [Money(4500, "EUR")]
    add_price(second, 3500, "USD")
    assert [offer.price for offer in bundle_offers(bundle, AnonymousUser())] == [
        Money(4500, "EUR"), Money(5400, "USD"),
    ]  # fmt: skip
    order = place_order(UserFactory(), wants_bundle(bundle), currency="USD")
    assert (order.currency, order.total_minor) == ("USD", 5400)
    Price.objects.filter(currency="EUR", sellable_id=second.course.public_id).update(currency="GBP")
    Price.objects.filter(currency="USD").delete()
    assert "no currency" in refusal_of(bundle)


def test_a_sale_lowers_the_bundle_with_its_course(priced):
    first, second = priced(2000), priced(3000)
    bundle = bundle_of(first, second, percent=10)
    now = clock.now()
    Sale.objects.create(
        sellable_kind="course", sellable_id=first.course.public_id, basis_points=5000, most_basis_points=7000,
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1),
    )  # fmt: skip
    offer = bundle_offer(bundle, AnonymousUser())
    assert (offer.before, offer.price) == (Money(4000, "EUR"), Money(3600, "EUR"))


def test_a_thing_that_is_not_sold_stops_the_bundle_and_says_which(priced):
    owner = UserFactory()
    first, second = priced(2000, owner=owner), priced(3000, owner=owner, title="Turns", seat_limit=1)
    bundle = bundle_of(first, second, seller=owner)
    assert refusal_of(bundle) == ""
    learner_of(second.course)
    assert "Turns" in refusal_of(bundle)
    with pytest.raises(BundleNotOffered, match="Turns"):
        place_order(UserFactory(), wants_bundle(bundle))
    Course.objects.filter(pk=second.course.pk).update(seat_limit=None, owner=UserFactory())
    assert "no longer its seller's" in refusal_of(bundle)
    Course.objects.filter(pk=second.course.pk).update(owner=owner, availability=Availability.ARCHIVED)
    assert refusal_of(bundle)
    Course.objects.filter(pk=second.course.pk).update(availability=Availability.UNPUBLISHED)
    assert "no longer offered" in refusal_of(bundle)
    assert Order.objects.count() == 0


def test_what_became_free_stops_the_bundle(priced):
    first, second = priced(2000), priced(3000, title="Turns")
    bundle = bundle_of(first, second)
    Price.objects.filter(sellable_id=second.course.public_id).update(amount_minor=0)
    CourseFigures.objects.filter(course=second.course).update(price_minor=0)
    assert "Turns is free" in refusal_of(bundle)


def test_all_or_nothing_of_limited_seats(priced):
    first, second = priced(2000, seat_limit=1), priced(3000, seat_limit=1)
    bundle = bundle_of(first, second)
    place_order(UserFactory(), wants(second))
    buyer = UserFactory()
    with pytest.raises(BundleNotOffered):
        place_order(buyer, wants_bundle(bundle))
    assert Order.objects.filter(buyer=buyer).count() == 0
    assert place_order(UserFactory(), wants(first)).lines.count() == 1


def test_a_withdrawn_bundle_is_not_sold_and_a_waiting_order_stays(priced):
    bundle = bundle_of(priced(), priced())
    buyer = UserFactory()
    order = place_order(buyer, wants_bundle(bundle))
    withdraw_bundle(bundle, actor=administrator())
    assert place_order(buyer, wants_bundle(bundle)) == order
    with pytest.raises(BundleNotOffered, match="withdrawn"):
        place_order(UserFactory(), wants_bundle(bundle))
    assert quote_cart([wanted_thing(bundle)], AnonymousUser()).lines[0].refusal.reason == NotFound.reason


def test_nothing_is_bought_twice(priced):
    made = [priced(2000), priced(3000), priced(4000)]
    bundle = bundle_of(*made[:2])
    other = bundle_of(*made[1:], name="Turns", slug="turns")
    for both in ([*wants_bundle(bundle), *wants(made[0])], [*wants(made[0]), *wants_bundle(bundle)]):
        with pytest.raises(InTheBundle, match="comes with Steps and turns already"):
            place_order(UserFactory(), both)
    with pytest.raises(InTheBundle):
        place_order(UserFactory(), [*wants_bundle(bundle), *wants_bundle(other)])
    assert Order.objects.count() == 0
    order = place_order(UserFactory(), [*wants_bundle(bundle), *wants(made[2])])
    assert (order.total_minor, order.lines.filter(part_of=None).count()) == (4000 + 4000, 1)
    assert broken_invariants() == []


def test_the_same_things_alone_are_another_order(priced):
    made = [priced(2000), priced(3000)]
    bundle = bundle_of(*made)
    buyer = UserFactory()
    order = place_order(buyer, wants_bundle(bundle))
    with pytest.raises(OrderUnderWay, match=order.number):
        place_order(buyer, wants(*made))
    with pytest.raises(OrderUnderWay):
        place_order(buyer, wants_bundle(bundle, Money(3999, "EUR")))
    give_up_payment(order.payments.get())
    alone = place_order(buyer, wants(*made))
    with pytest.raises(OrderUnderWay):
        place_order(buyer, wants_bundle(bundle))
    assert alone.total_minor == 5000


def test_coupons_are_for_what_lies_beside_it(priced):
    made = [priced(2000), priced(3000), priced(1000)]
    bundle = bundle_of(*made[:2])
    coupon = Coupon.objects.create(code="HALF", basis_points=5000, made_by=UserFactory())
    with pytest.raises(CouponLowersNothing):
        place_order(UserFactory(), wants_bundle(bundle), coupon=coupon)
    assert quote_cart([wanted_thing(bundle)], AnonymousUser(), coupon).coupon_refusal is not None
    order = place_order(UserFactory(), [*wants_bundle(bundle), *wants(made[2])], coupon=coupon)
    assert [line[1] for line in amounts(order)] == [400, 600, 500]
    assert broken_invariants() == []


def test_nobody_gives_a_bundle(priced):
    bundle = bundle_of(priced(), priced())
    with pytest.raises(NotFound):
        place_order(UserFactory(), [Wanted("bundle", bundle.public_id, gift=object())])
    with pytest.raises(NotFound):
        place_order(UserFactory(), [Wanted("bundle", UserFactory().public_id)])


def test_a_cart_shows_it_and_leaves_out_what_comes_with_it(priced):
    made = [priced(2000), priced(3000), priced(4000)]
    bundle, other = bundle_of(*made[:2]), bundle_of(*made[1:], name="Turns", slug="turns")
    buyer = UserFactory()
    add_to_cart(buyer, [thing_of(made[0]), wanted_thing(bundle), wanted_thing(other)])
    cart = read_cart(buyer)
    assert [line.refusal and line.refusal.reason for line in cart.lines] == ["in_the_bundle", None, "in_the_bundle"]
    assert cart.total == Money(4000, "EUR")
    order = place_order(buyer, wants_bundle(bundle, Money(4000, "EUR")), expected=Money(4000, "EUR"))
    again = read_cart(buyer)
    assert (again.order, again.is_ordered, again.total) == (order, True, Money(4000, "EUR"))
    write_bundle(bundle, terms_of(*made[:2], percent=30), actor=administrator())
    assert read_cart(buyer).order == order


def test_the_database_refuses_lines_that_do_not_sum(priced):
    order = place_order(UserFactory(), wants_bundle(bundle_of(priced(2000), priced(3000))))
    promised = order.bundles.get()
    line = order.lines.first()
    for change in ({"part_of": None}, {"discount_minor": 0}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OrderLine.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        BoughtBundle.objects.filter(pk=promised.pk).update(total_minor=1)
    other = place_order(UserFactory(), wants(priced()))
    sound = {"bundle": bundle_of(priced(), priced(), slug="turns"), "order": order, "name": "Turns"}
    sums = {"price_minor": line.price_minor, "total_minor": line.total_minor}
    wrong = [{"price_minor": 4999}, {"total_minor": line.total_minor - 1}, {"order": other}]
    for is_alone, promised in [(True, sums), *((False, sums | each) for each in wrong)]:
        with pytest.raises(DatabaseError, match="sum to what was promised"), transaction.atomic():
            _promise(None if is_alone else line, sound | promised)
    _promise(line, sound | sums)


def _promise(line, promised):
    """Another bundle, with a line like this one in this one's order."""
    made = BoughtBundle.objects.create(**promised)
    if line is not None:
        twin = OrderLine.objects.get(pk=line.pk)
        twin.pk, twin.public_id, twin.claims, twin.part_of = None, uuid4(), False, made
        twin.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_broken_bundle_is_found(priced):
    order = place_order(UserFactory(), wants_bundle(bundle_of(priced(2000), priced(3000))))
    assert broken_invariants() == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE commerce_boughtbundle DISABLE TRIGGER USER")
        cursor.execute("UPDATE commerce_boughtbundle SET total_minor = total_minor - 1")
    assert [each.split(":")[0] for each in broken_invariants()] == ["bundles_add_up"]
    assert order.total_minor == 4000


def test_nobody_chooses_what_a_bundle_costs_and_none_holds_what_one_chooses(priced, chosen):
    bundle = bundle_of(priced(2000), priced(3000))
    wanted = [replace(each, amount=Money(100, "EUR")) for each in wants_bundle(bundle)]
    with pytest.raises(PriceIsFixed, match="€40"):
        place_order(UserFactory(), wanted)
    free = chosen(title="As you like it")
    other = bundle_of(priced(2000), free, slug="another")
    with pytest.raises(BundleNotOffered, match="Buyers choose what they pay for As you like it"):
        place_order(UserFactory(), wants_bundle(other))
    assert not Order.objects.exists()
