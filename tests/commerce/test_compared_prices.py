"""Carts and orders show what is bought, and what a sale's price is compared with."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commerce.gates import Thing, sellable, shown_of
from commerce.models import Order, OrderLine, Price, Sale
from commerce.operations.checkout import place_order
from courses.enums import Availability
from courses.models import Course, CourseDocument, CourseFigures
from courses.operations.prices import show_prices
from tests.api.test_courses import queries_of
from tests.commerce.bundling import bundle_of, wants_bundle
from tests.commerce.conftest import wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]

PICTURE = {
    "id": "0192e000-0000-7000-8000-000000000002", "url": "/api/v1/media/0192e000", "title": "Barre", "alt_text": "",
    "content_type": "image/jpeg", "width": 1600, "height": 900,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _open(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"


def begin_sale(made, part=2000):
    Price.objects.filter(sellable_id=made.course.public_id).update(holds_from=timezone.now() - timedelta(days=90))
    sale = Sale.objects.create(
        sellable_kind="course", sellable_id=made.course.public_id, basis_points=part, most_basis_points=7000,
        starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    show_prices(made.course)
    return sale


def paint(made):
    """Give what is published a picture."""
    document = CourseDocument.objects.get(course=made.course)
    document.card = document.card.replace('"thumbnail": null', f'"thumbnail": {PICTURE}'.replace("'", '"'))
    document.save(update_fields=["card"])


def line_of(client, made):
    [line] = client.get(f"/api/v1/cart?items=course:{made.course.public_id}").json()["lines"]
    return line


def test_a_cart_shows_who_teaches_and_what_a_sale_took_off(client, priced):
    made = priced(2900)
    paint(made)
    line = line_of(client, made)
    assert (line["by"], line["picture"]["title"], line["before"]) == ([made.owner.display_name], "Barre", None)
    begin_sale(made)
    line = line_of(client, made)
    assert (line["price"]["amount_minor"], line["before"]) == (2320, {"amount_minor": 2900, "currency": "EUR"})


def test_in_each_currency_by_its_own_price(client, priced):
    made = priced(2900)
    Price.objects.create(
        sellable_kind="course", sellable_id=made.course.public_id, currency="JPY", amount_minor=4000, is_main=False,
        state="active",
    )  # fmt: skip
    begin_sale(made)
    [line] = client.get(f"/api/v1/cart?items=course:{made.course.public_id}&currency=JPY").json()["lines"]
    assert (line["price"]["amount_minor"], line["before"]) == (3200, {"amount_minor": 4000, "currency": "JPY"})


def test_nothing_is_compared_before_the_courses_page_does(client, priced):
    made = priced(2900)
    sale = begin_sale(made)
    Sale.objects.filter(pk=sale.pk).update(basis_points=3000)
    line = line_of(client, made)
    assert (line["price"]["amount_minor"], line["before"]) == (2030, None)
    CourseFigures.objects.filter(course=made.course).delete()
    assert line_of(client, made)["before"] is None


def test_of_a_bundle_a_cart_shows_everybody_and_the_sum_one_by_one(client, priced):
    made = [priced(2000), priced(3000), priced(1000)]
    paint(made[1])
    bundle = bundle_of(*made, percent=10)
    [line] = client.get(f"/api/v1/cart?items=bundle:{bundle.public_id}").json()["lines"]
    assert line["by"] == [each.owner.display_name for each in made]
    assert line["picture"]["title"] == "Barre"
    assert (line["price"]["amount_minor"], line["before"]) == (5400, {"amount_minor": 6000, "currency": "EUR"})


def test_an_order_keeps_what_its_price_was_compared_with(priced, signed_in):
    sold, plain, buyer = priced(2900), priced(1000), UserFactory()
    paint(sold)
    sale = begin_sale(sold)
    order = place_order(buyer, wants(sold, plain))
    Sale.objects.filter(pk=sale.pk).delete()
    show_prices(sold.course)
    lines = signed_in(buyer).get(f"/api/v1/me/orders/{order.public_id}").json()["lines"]
    assert [(line["price_minor"], line["before_minor"]) for line in lines] == [(2320, 2900), (1000, None)]
    assert (lines[0]["by"], lines[0]["picture"]["title"]) == ([sold.owner.display_name], "Barre")
    assert lines[1]["picture"] is None


def test_a_bundle_in_an_order_is_compared_as_a_whole(priced):
    made = [priced(2900), priced(1000)]
    begin_sale(made[0])
    bundle = bundle_of(*made, percent=10)
    order = Order.objects.get(pk=place_order(UserFactory(), wants_bundle(bundle)).pk)
    assert [line.before_minor for line in order.lines.all()] == [None, None]


def test_the_database_keeps_it_as_it_was(priced):
    made = priced(2900)
    begin_sale(made)
    line = place_order(UserFactory(), wants(made)).lines.get()
    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        OrderLine.objects.filter(pk=line.pk).update(before_minor=9900)
    line.pk, line.public_id, line.buyer, line.before_minor = None, uuid4(), UserFactory(), 2320
    with pytest.raises(IntegrityError, match="line_is_compared_with_a_higher_price"), transaction.atomic():
        line.save(force_insert=True)


def test_orders_cost_as_many_statements_with_five_lines_as_with_one(priced, signed_in):
    few, many = UserFactory(), UserFactory()
    place_order(few, wants(priced()))
    place_order(many, wants(*(priced() for _number in range(5))))
    counted = [queries_of(signed_in(person), "/api/v1/me/orders")[1] for person in (few, many)]
    assert counted[0] == counted[1]


def test_of_what_was_taken_down_there_is_no_picture(priced):
    made, person = priced(), UserFactory()
    paint(made)
    thing = Thing("course", made.course.public_id)
    assert shown_of([thing])[thing].picture == PICTURE
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.WITHDRAWN)
    found = shown_of([thing])[thing]
    assert (found.picture, found.path) == (None, f"/courses/{made.course.slug}")
    assert sellable("course").show(made.course.public_id, person) is None
    CourseDocument.objects.filter(course=made.course).update(is_live=False)
    assert (shown_of([thing])[thing].title, shown_of([thing])[thing].by) == (made.course.title, [])
