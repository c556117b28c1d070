"""Coupons: what they take off sums, uses are counted by the database, and nothing costs nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from commerce.enums import BorneBy, OrderState
from commerce.errors import (
    CouponLowersNothing,
    CouponUnknown,
    CouponUsedUp,
    OrderNotPaid,
    OrderUnderWay,
    TotalChanged,
)
from commerce.gates import Thing
from commerce.models import Coupon, CouponThing, CouponUse, LedgerEntry, Order, Payment, Refund
from commerce.operations.carts import add_to_cart, quote_cart, read_cart
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.coupons import find_coupon
from commerce.operations.order_notices import page_of
from commerce.operations.refunds import take_back
from commerce.operations.settlement import apply_truth
from courses.models import Enrolment
from kit import clock
from kit.errors import NotAllowed
from kit.failpoints import hold
from kit.money import Money
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-D5")


@pytest.fixture
def coupon(db):
    def make(percent=None, *, amount=None, currency="EUR", code="SPRING", seller=None, things=(), **fields):
        made = Coupon.objects.create(
            code=code,
            seller=seller,
            basis_points=percent * 100 if percent else None,
            amount_minor=amount,
            currency=currency if amount else "",
            made_by=seller or UserFactory(),
            starts_at=fields.pop("starts_at", clock.now() - timedelta(days=1)),
            **fields,
        )
        for each in things:
            CouponThing.objects.create(coupon=made, sellable_kind="course", sellable_id=each.course.public_id)
        return made

    return make


def amounts(order):
    return [
        (line.price_minor, line.discount_minor, line.total_minor, line.commission_minor)
        for line in order.lines.order_by("pk")
    ]


@pytest.mark.parametrize("typed", ["SPRING", "spring", " Sp ring\t", "s p r i n g"])
def test_a_code_is_found_however_it_is_typed(coupon, typed):
    made = coupon(20)
    assert find_coupon(typed) == made


def test_a_code_is_there_once_whatever_its_case(coupon):
    coupon(20)
    for code in ("SPRING", "spring", "SP RING"):
        with pytest.raises(IntegrityError), transaction.atomic():
            coupon(20, code=code)


def test_what_may_not_be_used_is_unknown(coupon):
    now = clock.now()
    coupon(20, code="LATER", starts_at=now + timedelta(minutes=1))
    coupon(20, code="OVER", ends_at=now)
    coupon(20, code="STOPPED", is_active=False)
    for code in ("LATER", "OVER", "STOPPED", "NEVER", "", "%", "x" * 500):
        with pytest.raises(CouponUnknown):
            find_coupon(code)


def test_it_begins_and_ends_at_the_minute(coupon):
    begins = clock.now() + timedelta(hours=1)
    coupon(20, starts_at=begins, ends_at=begins + timedelta(hours=1))
    moments = [(-1, False), (0, True), (3599, True), (3600, False)]
    for seconds, is_open in moments:
        with clock.held_at(begins + timedelta(seconds=seconds)):
            if is_open:
                assert find_coupon("SPRING")
            else:
                with pytest.raises(CouponUnknown):
                    find_coupon("SPRING")


def test_a_sellers_coupon_lowers_the_price_before_commission(priced, coupon):
    made = priced(4999)
    order = place_order(UserFactory(), wants(made), coupon=coupon(20, seller=made.owner))
    assert amounts(order) == [(4999, 1000, 3999, 600)]
    assert [share.amount_minor for share in order.lines.get().shares.all()] == [3399]
    assert order.payments.get().amount_minor == order.total_minor == 3999
    assert broken_invariants() == []


def test_the_platforms_coupon_takes_from_the_commission_alone(priced, coupon):
    first, second = priced(10_000), priced(1000)
    order = place_order(UserFactory(), wants(first, second), coupon=coupon(10, borne_by=BorneBy.PLATFORM))
    assert amounts(order) == [(10_000, 1000, 9000, 500), (1000, 100, 900, 50)]
    assert [line.shares.get().amount_minor for line in order.lines.order_by("pk")] == [8500, 850]
    big = place_order(UserFactory(), wants(first), coupon=coupon(50, code="HALF", borne_by=BorneBy.PLATFORM))
    assert amounts(big) == [(10_000, 1500, 8500, 0)]
    assert big.lines.get().shares.get().amount_minor == 8500
    assert broken_invariants() == []


def test_an_amount_is_split_over_the_lines_so_that_it_sums(priced, coupon):
    made = [priced(price) for price in (1000, 333, 333)]
    order = place_order(UserFactory(), wants(*made), coupon=coupon(amount=100))
    assert [line[1] for line in amounts(order)] == [60, 20, 20]
    assert order.total_minor == 1566
    more = place_order(UserFactory(), wants(priced(150)), coupon=coupon(amount=100, code="AGAIN"))
    assert amounts(more)[0][1:3] == (100, 50)
    assert broken_invariants() == []


@pytest.mark.parametrize(
    ("price", "amount", "left"),
    [
        (Money(4900, "EUR"), 4880, 50),  # 20 cents cannot be charged
        (Money(4900, "EUR"), 4850, 50),
        (Money(4900, "EUR"), 4900, 0),
        (Money(4900, "EUR"), 4840, 60),
        (Money(5430, "KWD"), 1234, 4200),  # the last of three digits has to be 0
        (Money(5000, "JPY"), 4951, 50),
    ],
)
def test_what_is_left_can_be_charged_or_is_nothing(priced, coupon, price, amount, left):
    made = coupon(amount=amount, currency=price.currency)
    order = place_order(UserFactory(), wants(priced(price.minor, price.currency)), coupon=made)
    assert (order.total_minor, order.lines.get().discount_minor) == (left, price.minor - left)


def test_a_coupon_that_leaves_nothing_to_be_charged_alone_lowers_nothing(priced, coupon):
    with pytest.raises(CouponLowersNothing):
        place_order(UserFactory(), wants(priced(50)), coupon=coupon(20))


def test_it_is_for_the_things_it_names_or_for_its_sellers(priced, coupon):
    named, of_the_same, of_another = priced(1000), priced(1000), priced(1000)
    of_the_same.course.owner = named.owner
    of_the_same.course.save(update_fields=["owner"])
    everything = [named, of_the_same, of_another]
    for made, lowered in (
        (coupon(10, code="NAMED", seller=named.owner, things=[named]), [100, 0, 0]),
        (coupon(10, code="SELLER", seller=named.owner), [100, 100, 0]),
        (coupon(10, code="ANYTHING"), [100, 100, 100]),
        (coupon(10, code="THAT-ONE", things=[of_another]), [0, 0, 100]),
    ):
        order = place_order(UserFactory(), wants(*everything), coupon=made)
        assert [line[1] for line in amounts(order)] == lowered
    with pytest.raises(CouponLowersNothing):
        place_order(UserFactory(), wants(of_another), coupon=Coupon.objects.get(code="SELLER"))
    with pytest.raises(CouponLowersNothing):
        place_order(UserFactory(), wants(named), coupon=coupon(amount=100, currency="USD", code="DOLLAR"))


def test_another_total_than_was_shown_orders_nothing(priced, coupon):
    made, spring = priced(1000), coupon(20, most_uses=1)
    for shown in (Money(1000, "EUR"), Money(0, "EUR"), Money(800, "USD")):
        with pytest.raises(TotalChanged):
            place_order(UserFactory(), wants(made), coupon=spring, expected=shown)
    spring.refresh_from_db()
    assert (spring.uses, Order.objects.exists()) == (0, False)
    assert place_order(UserFactory(), wants(made), coupon=spring, expected=Money(800, "EUR"))


def test_uses_are_held_while_an_order_waits_and_given_back_with_it(priced, coupon, truth):
    made, spring, first = priced(1000), coupon(20, most_uses=1), UserFactory()
    order = place_order(first, wants(made), coupon=spring)
    assert place_order(first, wants(made), coupon=spring) == order
    for other in (None, coupon(20, code="OTHER")):
        with pytest.raises(OrderUnderWay):
            place_order(first, wants(made), coupon=other)
    with pytest.raises(CouponUsedUp):
        place_order(UserFactory(), wants(made), coupon=spring)
    for _twice in range(2):
        give_up_payment(order.payments.get())
    second = place_order(UserFactory(), wants(made), coupon=spring)
    payment = second.payments.get()
    apply_truth(payment, truth(payment))
    with pytest.raises(CouponUsedUp):
        place_order(first, wants(made), coupon=spring)
    assert broken_invariants() == []
    assert Order.objects.count() == 2


def test_a_person_uses_it_as_often_as_they_may(priced, coupon):
    person, spring = UserFactory(), coupon(20, most_uses_each=2)
    orders = [place_order(person, wants(priced()), coupon=spring) for _twice in range(2)]
    with pytest.raises(CouponUsedUp):
        place_order(person, wants(priced()), coupon=spring)
    assert place_order(UserFactory(), wants(priced()), coupon=spring)
    give_up_payment(orders[0].payments.get())
    assert place_order(person, wants(priced()), coupon=spring).coupon_use.turn == 1
    assert broken_invariants() == []


def test_the_database_counts_by_itself(priced, coupon):
    spring, person = coupon(20, most_uses=1, most_uses_each=5), UserFactory()
    order = place_order(person, wants(priced()), coupon=spring)
    with pytest.raises(IntegrityError, match="coupon_is_used_at_most_so_often"), transaction.atomic():
        Coupon.objects.update(uses=2)
    other = place_order(person, wants(priced()))
    with pytest.raises(IntegrityError, match="turn_of_a_coupon_is_taken_once"), transaction.atomic():
        CouponUse.objects.create(coupon=spring, order=other, person=person, turn=1)
    for change in (
        {"basis_points": None}, {"amount_minor": 5}, {"basis_points": 10_001}, {"code": "low er"},
        {"ends_at": spring.starts_at}, {"borne_by": BorneBy.PLATFORM, "seller": person},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Coupon.objects.filter(pk=spring.pk).update(**change)
    CouponUse.objects.filter(order=order).update(counts=False)
    assert [each.split(":")[0] for each in broken_invariants()] == ["coupons_are_counted", "coupons_are_counted"]


@pytest.mark.django_db(transaction=True)
def test_one_use_is_one_use_whoever_comes_at_once(priced, coupon):
    """A control holds the first inside; the others stand in line behind its lock, and find nothing left."""
    made, spring = priced(1000), coupon(20, most_uses=1)
    buyers = UserFactory.create_batch(100)

    def buy(buyer):
        return lambda: place_order(buyer, wants(made), coupon=spring)

    with hold("commerce.coupon_counted") as held:
        first = Runner(buy(buyers[0]))
        held.wait_until_reached()
        behind = [Runner(buy(buyer)) for buyer in buyers[1:7]]
        wait_for_a_lock_queue(*behind)
    assert isinstance(first.outcome(), Order)
    assert {type(each.outcome()) for each in behind} == {CouponUsedUp}
    for buyer in buyers[7:]:
        with pytest.raises(CouponUsedUp):
            buy(buyer)()
    assert (Order.objects.count(), CouponUse.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_five_tabs_of_one_person_are_one_use(priced, coupon):
    made, spring, buyer = [priced(1000) for _tab in range(5)], coupon(20, most_uses_each=1), UserFactory()

    def buy(each):
        return lambda: place_order(buyer, wants(each), coupon=spring)

    with hold("commerce.coupon_counted") as held:
        first = Runner(buy(made[0]))
        held.wait_until_reached()
        tabs = [Runner(buy(each)) for each in made[1:]]
        wait_for_a_lock_queue(*tabs)
    assert isinstance(first.outcome(), Order)
    assert {type(each.outcome()) for each in tabs} == {CouponUsedUp}
    assert Coupon.objects.get().uses == 1


def test_an_order_of_nothing_is_paid_at_once_and_books_nothing(priced, coupon):
    made, person = priced(4900), UserFactory()
    add_to_cart(person, [Thing("course", made.course.public_id)])
    order = place_order(person, wants(made), coupon=coupon(100, most_uses=1))
    assert (order.state, order.total_minor) == (OrderState.PAID, 0)
    assert order.lines.get().granted_at is not None
    assert Enrolment.objects.open().filter(learner=person, course=made.course).exists()
    assert (Payment.objects.count(), LedgerEntry.objects.count()) == (0, 0)
    assert read_cart(person).lines == []
    assert broken_invariants() == []


def test_an_order_of_nothing_is_taken_back_by_administrators_alone(priced, coupon, ordered, client):
    made, person, administrator = priced(4900), UserFactory(), UserFactory(roles=["administrator"])
    order = place_order(person, wants(made), coupon=coupon(100))
    with pytest.raises(NotAllowed):
        take_back(order, note="A mistake", actor=person)
    with pytest.raises(OrderNotPaid):
        take_back(ordered(priced()), note="A mistake", actor=administrator)
    client.force_login(administrator)
    address = reverse("orders:give_back", args=[order.pk])
    assert "Take it back" in client.get(address).content.decode()
    for _again in range(2):
        assert client.post(address, {"note": "A mistake of ours."}).status_code == 302
    order.refresh_from_db()
    assert (order.state, Refund.objects.count()) == (OrderState.REFUNDED, 0)
    assert not Enrolment.objects.open().filter(learner=person).exists()
    notice = Notice.objects.get(person=person, kind="orders.taken_back")
    assert (notice.title, notice.url) == (f"Order {order.number} has been taken back", page_of(order))
    assert order.lines.get().title in notice.body
    assert broken_invariants() == []


def test_who_gets_something_for_nothing_is_thanked_without_a_receipt(priced, coupon):
    order = place_order(UserFactory(), wants(priced(4900)), coupon=coupon(100))
    notice = Notice.objects.get(person=order.buyer, kind="orders.paid")
    assert notice.title == "Thank you, it is yours"


def test_what_came_for_nothing_goes_with_all_the_rest(priced, coupon, truth):
    free, paid, person = priced(900), priced(4900), UserFactory()
    order = place_order(person, wants(free, paid), coupon=coupon(100, things=[free]))
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(1000, name="re_part")))
    assert Enrolment.objects.open().filter(learner=person).count() == 2
    apply_truth(payment, truth(payment, given_back(1000, name="re_part"), given_back(3900, name="re_rest")))
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED
    assert not Enrolment.objects.open().filter(learner=person).exists()
    assert broken_invariants() == []


def test_what_costs_nothing_and_cannot_be_given_is_not_ordered(priced, coupon):
    made = priced(4900, seat_limit=1)
    spring = coupon(100)
    place_order(UserFactory(), wants(made), coupon=spring)
    with pytest.raises(Exception, match="no seats left"):
        place_order(UserFactory(), wants(made), coupon=spring)
    spring.refresh_from_db()
    assert (Order.objects.count(), spring.uses) == (1, 1)


def test_a_line_of_nothing_is_delivered_with_the_rest(priced, coupon, truth):
    free, paid, person = priced(900), priced(4900), UserFactory()
    order = place_order(person, wants(free, paid), coupon=coupon(100, things=[free]))
    payment = order.payments.get()
    assert payment.amount_minor == 4900
    apply_truth(payment, truth(payment))
    assert Enrolment.objects.open().filter(learner=person).count() == 2
    assert broken_invariants() == []


def test_a_cart_shows_what_the_coupon_takes_off(priced, coupon):
    person, first, second = UserFactory(), priced(1000), priced(2500)
    spring = coupon(20, seller=first.owner, most_uses_each=1)
    things = [Thing("course", each.course.public_id) for each in (first, second)]
    add_to_cart(person, things)
    for cart in (read_cart(person, spring), quote_cart(things, person, spring)):
        assert [line.discount for line in cart.lines] == [200, 0]
        assert (cart.total, cart.discount, cart.coupon_refusal) == (Money(3300, "EUR"), 200, None)
    order = place_order(person, wants(first, second), coupon=spring)
    for cart in (read_cart(person), read_cart(person, spring)):
        assert (cart.order, cart.is_ordered, cart.coupon) == (order, True, spring)
    give_up_payment(order.payments.get())
    Coupon.objects.update(most_uses=1, uses=1)
    used = read_cart(person, Coupon.objects.get())
    assert used.coupon_refusal.reason == "coupon_used_up"
    assert used.total == Money(3500, "EUR")


def test_codes_are_not_found_by_trying(priced, coupon, client, signed_in):
    made, spring = priced(1000), coupon(20)
    items = {"items": f"course:{made.course.public_id}"}
    answer = client.get("/api/v1/cart", items | {"coupon": "spr ing"}).json()
    assert answer["coupon"] == {"code": spring.code, "discount_minor": 200, "refusal": None}
    assert answer["total"]["amount_minor"] == 800
    for number in range(10):
        wrong = client.get("/api/v1/cart", items | {"coupon": f"try {number}"}).json()
        assert (wrong["coupon"]["code"], wrong["coupon"]["refusal"]["reason"]) == (f"TRY{number}", "coupon_unknown")
    for code in ("try more", "spring"):
        late = client.get("/api/v1/cart", items | {"coupon": code}).json()
        assert (late["coupon"]["refusal"]["reason"], late["total"]["amount_minor"]) == ("rate_limited", 1000)
    assert (
        signed_in(UserFactory()).get("/api/v1/cart", items | {"coupon": "spring"}).json()["total"]["amount_minor"]
        == 800
    )


def test_an_order_over_the_api_takes_a_code(priced, coupon, signed_in):
    made = priced(1000)
    coupon(20, most_uses=1)
    mine = signed_in(UserFactory())
    body = {"items": [{"kind": "course", "id": str(made.course.public_id)}], "coupon": "never"}
    assert mine.post("/api/v1/me/orders", body, format="json").json()["error"]["details"]["reason"] == "coupon_unknown"
    shown = {"amount_minor": 1000, "currency": "EUR"}
    refused = mine.post("/api/v1/me/orders", body | {"coupon": "spring", "total": shown}, format="json")
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "total_changed")
    order = mine.post(
        "/api/v1/me/orders", body | {"coupon": "spring", "total": shown | {"amount_minor": 800}}, format="json"
    )
    assert order.status_code == 201
    assert (order.json()["coupon"], order.json()["lines"][0]["discount_minor"]) == ("SPRING", 200)
    assert mine.get("/api/v1/me/orders").json()["results"][0]["coupon"] == "SPRING"
