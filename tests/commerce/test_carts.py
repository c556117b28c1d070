"""Carts: what is laid in stays, once; what it shows is so now; what is paid leaves it."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from commerce.errors import CartIsFull
from commerce.gates import Thing
from commerce.models import CartItem, Price
from commerce.operations import carts
from commerce.operations.carts import add_to_cart, quote_cart, read_cart, remove_from_cart
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.settlement import apply_truth
from courses.enums import Availability, EnrolmentSource
from courses.models import Course
from courses.operations.enrolment import enrol_learner
from kit.failpoints import hold
from kit.money import Money
from tests.commerce.conftest import wants
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-D1")


def things(*made):
    return [Thing("course", each.course.public_id) for each in made]


def refusals(cart):
    return [line.refusal.reason if line.refusal else None for line in cart.lines]


def test_a_cart_holds_each_thing_once_in_the_order_of_laying_in(priced):
    person, first, second = UserFactory(), priced(1000), priced(2500)
    add_to_cart(person, things(first))
    add_to_cart(person, things(second, first, second))
    cart = read_cart(person)
    assert [line.thing for line in cart.lines] == things(first, second)
    assert cart.total == Money(3500, "EUR")
    assert cart.order is None
    assert read_cart(UserFactory()).lines == []


def test_what_there_is_not_is_left_out(priced):
    person, made, draft = UserFactory(), priced(), live_course(availability=Availability.UNPUBLISHED)
    add_to_cart(person, [*things(draft, made), Thing("course", uuid.uuid4())])
    assert [line.thing for line in read_cart(person).lines] == things(made)


def test_a_cart_is_full_some_day_and_then_nothing_is_laid_in(priced, monkeypatch):
    monkeypatch.setattr(carts, "MOST_ITEMS", 2)
    person, made = UserFactory(), [priced() for _each in range(3)]
    add_to_cart(person, things(made[0]))
    with pytest.raises(CartIsFull):
        add_to_cart(person, things(*made))
    assert CartItem.objects.count() == 1


def test_taking_out_is_repeatable_and_touches_no_other_cart(priced):
    person, other, made = UserFactory(), UserFactory(), priced()
    for each in (person, other):
        add_to_cart(each, things(made))
    for _twice in range(2):
        remove_from_cart(person, things(made)[0])
    assert list(CartItem.objects.values_list("person", flat=True)) == [other.pk]


def test_each_line_says_why_it_cannot_be_bought(priced):
    person = UserFactory()
    good, full, held, own, dollars = priced(700), priced(seat_limit=1), priced(), priced(), priced(900, "USD")
    free, gone, closed = priced(0), priced(title="Gone with the wind"), priced()
    add_to_cart(person, things(good, full, held, own, dollars, free, gone, closed))
    enrol_learner(full.course, UserFactory(), source=EnrolmentSource.BOUGHT, actor=None)
    enrol_learner(held.course, person, source=EnrolmentSource.BOUGHT, actor=None)
    Course.objects.filter(pk=own.course.pk).update(owner=person)
    Course.objects.filter(pk=gone.course.pk).update(availability=Availability.WITHDRAWN)
    Course.objects.filter(pk=closed.course.pk).update(is_paused=True)
    cart = read_cart(person)
    assert refusals(cart) == [
        None, "course_full", "already_learning", "own_course", "not_in_currency", None, "not_found",
        "course_paused",
    ]  # fmt: skip
    assert cart.total == Money(700, "EUR")
    assert (cart.lines[6].title, cart.lines[6].shown) == ("Gone with the wind", None)


def test_visitors_are_told_what_is_so_for_everybody(priced, client):
    good, free, draft = priced(1200), priced(0), live_course(availability=Availability.UNPUBLISHED)
    asked = ",".join(f"course:{each.course.public_id}" for each in (good, free, draft))
    body = client.get("/api/v1/cart", {"items": asked}).json()
    assert [(line["refusal"] or {}).get("reason") for line in body["lines"]] == [None, None, "not_found"]
    assert body["total"] == {"amount_minor": 1200, "currency": "EUR"}
    assert body["lines"][0] | {"price": body["total"], "path": f"/courses/{good.course.slug}"} == body["lines"][0]
    assert (body["lines"][2]["title"], body["lines"][2]["price"]) == ("", None)
    assert client.get("/api/v1/cart").json() == {
        "lines": [], "total": None, "currency": None, "currencies": [], "tax": "off", "order": None, "coupon": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "items", ["course", "course:1", "planet:0192e000-0000-7000-8000-000000000001", f"course:{uuid.uuid4()}," * 21]
)
def test_a_visitors_cart_that_is_none_is_refused(items, client, db):
    assert client.get("/api/v1/cart", {"items": items}).status_code == 422


def test_an_order_that_waits_is_told_with_the_cart(priced):
    person, first, second = UserFactory(), priced(1000), priced(2500)
    add_to_cart(person, things(first, second))
    order = place_order(person, wants(first, second))
    cart = read_cart(person)
    assert (cart.order, cart.is_ordered) == (order, True)
    remove_from_cart(person, things(second)[0])
    assert read_cart(person).is_ordered is False
    give_up_payment(order.payments.get())
    cart = read_cart(person)
    assert (cart.order, refusals(cart)) == (None, [None])


def test_the_last_seat_kept_for_ones_own_order_stays_in_the_cart(priced):
    person, other, made = UserFactory(), UserFactory(), priced(1000, seat_limit=1)
    for each in (person, other):
        add_to_cart(each, things(made))
    place_order(person, wants(made))
    assert (refusals(read_cart(person)), read_cart(person).is_ordered) == ([None], True)
    assert refusals(read_cart(other)) == ["course_full"]


def test_an_order_at_another_price_is_not_this_cart(priced):
    person, made = UserFactory(), priced(1000)
    add_to_cart(person, things(made))
    place_order(person, wants(made))
    Price.objects.update(amount_minor=1100)
    assert read_cart(person).is_ordered is False


def test_what_is_paid_leaves_the_cart_and_the_rest_stays(priced, truth):
    person, bought, kept = UserFactory(), priced(1000), priced(2500)
    other = UserFactory()
    for each in (person, other):
        add_to_cart(each, things(bought, kept))
    payment = place_order(person, wants(bought)).payments.get()
    assert len(read_cart(person).lines) == 2
    apply_truth(payment, truth(payment))
    assert [line.thing for line in read_cart(person).lines] == things(kept)
    assert len(read_cart(other).lines) == 2
    add_to_cart(person, things(bought))
    apply_truth(payment, truth(payment))
    assert refusals(read_cart(person)) == [None, "already_learning"]


def test_what_was_bought_without_a_seat_is_not_offered_again(priced, truth):
    """A seat that was given up by other means than a refund."""
    person, made = UserFactory(), priced(1000)
    payment = place_order(person, wants(made)).payments.get()
    apply_truth(payment, truth(payment))
    made.course.enrolments.update(state="left", ended_at=payment.intended_at)
    add_to_cart(person, things(made))
    assert refusals(read_cart(person)) == ["already_bought"]


def test_quoting_for_a_visitor_writes_nothing(priced, django_assert_max_num_queries):
    made = priced()
    with django_assert_max_num_queries(15) as asked:
        quote_cart(things(made), AnonymousUser())
    assert all(each["sql"].lstrip().startswith("SELECT") for each in asked.captured_queries)


@pytest.mark.django_db(transaction=True)
def test_a_cart_taken_over_twice_at_once_is_there_once(priced):
    person, first, second = UserFactory(), priced(), priced()
    with hold("commerce.cart_read") as held:
        one = Runner(lambda: add_to_cart(person, things(first, second)))
        held.wait_until_reached()
        two = Runner(lambda: add_to_cart(person, things(second, first)))
        wait_for_a_lock_queue(two)
    assert (one.outcome(), two.outcome()) == (None, None)
    assert CartItem.objects.filter(person=person).count() == 2


def test_the_api_keeps_ones_own_cart(priced, signed_in):
    made, person = priced(1000), UserFactory()
    mine = signed_in(person)
    item = {"kind": "course", "id": str(made.course.public_id)}
    body = mine.post("/api/v1/me/cart", {"items": [item]}, format="json").json()
    assert [line["id"] for line in body["lines"]] == [item["id"]]
    assert mine.get("/api/v1/me/cart").json() == body
    assert mine.get("/api/v1/me/summary").json()["cart"] == [item["id"]]
    order = mine.post("/api/v1/me/orders", {"items": [item]}, format="json")
    waiting = mine.get("/api/v1/me/cart").json()["order"]
    expected = {"titles": ["Salsa from the first step"], "is_this_cart": True, "total": body["total"]}
    assert waiting == {"id": order.json()["id"], "number": order.json()["number"], **expected}
    assert mine.delete(f"/api/v1/me/cart/course/{item['id']}").status_code == 204
    assert mine.get("/api/v1/me/cart").json()["lines"] == []
    bad = mine.post("/api/v1/me/cart", {"items": [{"kind": "planet", "id": item["id"]}]}, format="json")
    assert bad.status_code == 422
