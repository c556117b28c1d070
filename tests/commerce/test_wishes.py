"""Wishes: put by once, shown as they are now, moved to the cart; and news of a sale, once, for who could buy it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Profile
from commerce.errors import CartIsFull, TooManyWishes
from commerce.gates import Thing
from commerce.models import CartItem, Sale, SaleNews, Wish
from commerce.models.wishes import MOST_WISHES
from commerce.operations import carts, wishes
from commerce.operations.carts import add_to_cart
from commerce.operations.settlement import apply_truth
from commerce.operations.wish_notices import tell_of_sale, tell_of_sales
from commerce.operations.wishes import as_now, give_up_wish, move_to_cart, put_by, wish_count
from courses.enums import Availability, EnrolmentSource
from courses.models import Course
from courses.operations.enrolment import enrol_learner
from kit.errors import NotFound
from kit.failpoints import hold
from kit.money import Money
from notices.models import Notice
from tests.commerce.bundling import bundle_of
from tests.commerce.selling import new_seller
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]

HOUR = timedelta(hours=1)


def thing_of(made):
    return Thing("course", made.course.public_id)


def told(person):
    return list(Notice.objects.filter(person=person, kind="wishes.on_sale").values_list("title", flat=True))


@pytest.fixture
def wished(priced):
    """A course that a person put by a week ago."""

    def make(person=None, minor=4900, **course):
        made, person = priced(minor, **course), person or UserFactory()
        wish = put_by(person, thing_of(made))
        Wish.objects.filter(pk=wish.pk).update(wished_at=timezone.now() - timedelta(days=7))
        return made, person

    return make


def begin_sale(made, *, begun=HOUR, lasts=timedelta(days=2)):
    now = timezone.now()
    return Sale.objects.create(
        sellable_kind="course",
        sellable_id=made.course.public_id,
        basis_points=3000,
        most_basis_points=7000,
        starts_at=now - begun,
        ends_at=now - begun + lasts,
    )


def test_a_thing_is_put_by_once_and_each_has_their_own(priced):
    made, person, other = priced(), UserFactory(), UserFactory()
    assert put_by(person, thing_of(made)) == put_by(person, thing_of(made))
    put_by(other, thing_of(made))
    assert wish_count("course", made.course.public_id) == 2
    for _twice in range(2):
        give_up_wish(person, thing_of(made))
    assert list(Wish.objects.values_list("person", flat=True)) == [other.pk]


def test_nobody_puts_by_what_they_may_not_see():
    draft = live_course(availability=Availability.UNPUBLISHED)
    for thing in (thing_of(draft), Thing("course", uuid.uuid4()), Thing("horse", uuid.uuid4())):
        with pytest.raises(NotFound):
            put_by(UserFactory(), thing)
    assert not Wish.objects.exists()


def test_there_is_room_for_so_many_and_a_place_that_is_left_is_taken_again(priced, monkeypatch):
    monkeypatch.setattr(wishes, "MOST_WISHES", 2)
    person, made = UserFactory(), [priced() for _each in range(3)]
    for each in made[:2]:
        put_by(person, thing_of(each))
    with pytest.raises(TooManyWishes):
        put_by(person, thing_of(made[2]))
    give_up_wish(person, thing_of(made[0]))
    assert put_by(person, thing_of(made[2])).place == 0


def test_the_database_bounds_them_too(priced):
    made, person = priced(), UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.create(
            person=person, sellable_kind="course", sellable_id=made.course.public_id, title="x", place=MOST_WISHES
        )
    put_by(person, thing_of(made))
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.create(
            person=person, sellable_kind="course", sellable_id=made.course.public_id, title="x", place=1
        )


def rush_for_the_last_place(priced, monkeypatch, *, queues=True):
    monkeypatch.setattr(wishes, "MOST_WISHES", 1)
    person, first, second = UserFactory(), priced(), priced()
    with hold("wishes.read") as held:
        one = Runner(lambda: put_by(person, thing_of(first)))
        held.wait_until_reached()
        two = Runner(lambda: put_by(person, thing_of(second)))
        if queues:
            wait_for_a_lock_queue(two)
        else:
            two.join()
    return one.outcome(), two.outcome()


@pytest.mark.django_db(transaction=True)
def test_of_two_devices_one_gets_the_last_place(priced, monkeypatch):
    one, two = rush_for_the_last_place(priced, monkeypatch)
    assert isinstance(one, Wish)
    assert isinstance(two, TooManyWishes)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_database_refuses_the_second(priced, monkeypatch):
    monkeypatch.setattr(wishes, "hold_person", lambda pk: wishes.User.objects.get(pk=pk))
    one, two = rush_for_the_last_place(priced, monkeypatch, queues=False)
    assert {type(one), type(two)} == {Wish, IntegrityError}


def test_each_is_shown_as_it_is_now(priced):
    person = UserFactory()
    good, full, gone, held = priced(700), priced(seat_limit=1), priced(title="Gone with the wind"), priced()
    for each in (good, full, gone, held):
        put_by(person, thing_of(each))
    enrol_learner(full.course, UserFactory(), source=EnrolmentSource.BOUGHT, actor=None)
    enrol_learner(held.course, person, source=EnrolmentSource.BOUGHT, actor=None)
    Course.objects.filter(pk=gone.course.pk).update(availability=Availability.WITHDRAWN)
    found = as_now(list(person.wishes.order_by("pk")), person, None)
    assert [each.refusal.reason if each.refusal else None for each in found] == [
        None,
        "course_full",
        "not_found",
        "already_learning",
    ]
    assert [each.offer.price if each.offer else None for each in found] == [Money(700, "EUR"), None, None, None]
    assert (found[2].shown, found[2].title) == (None, gone.course.public_title)


def test_a_wish_that_is_not_sold_in_the_readers_currency_says_its_price_in_its_own(wished):
    _made, person = wished(minor=900)
    assert as_now(list(person.wishes.all()), person, "JPY")[0].offer.price == Money(900, "EUR")


def test_a_wish_moves_to_the_cart(wished):
    made, person = wished()
    move_to_cart(person, thing_of(made))
    assert not person.wishes.exists()
    assert person.cart_items.get().sellable_id == made.course.public_id
    with pytest.raises(NotFound):
        move_to_cart(person, thing_of(made))


def test_a_full_cart_leaves_the_wish(wished, priced, monkeypatch):
    monkeypatch.setattr(carts, "MOST_ITEMS", 1)
    made, person = wished()
    add_to_cart(person, [thing_of(priced())])
    with pytest.raises(CartIsFull):
        move_to_cart(person, thing_of(made))
    assert (person.wishes.count(), CartItem.objects.count()) == (1, 1)


def test_what_is_gone_does_not_move(wished):
    made, person = wished()
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.WITHDRAWN)
    with pytest.raises(NotFound):
        move_to_cart(person, thing_of(made))
    assert (person.wishes.count(), CartItem.objects.count()) == (1, 0)


def test_what_was_bought_is_no_wish_any_more(wished, ordered, priced, truth):
    made, person = wished()
    other = priced()
    put_by(person, thing_of(other))
    put_by(UserFactory(), thing_of(made))
    payment = ordered(made, buyer=person).payments.get()
    apply_truth(payment, truth(payment))
    assert [wish.sellable_id for wish in person.wishes.all()] == [other.course.public_id]
    assert wish_count("course", made.course.public_id) == 1


def test_a_bundle_is_put_by_and_moved_as_a_course_is(priced):
    bundle, person = bundle_of(priced(1000), priced(2000)), UserFactory()
    thing = Thing("bundle", bundle.public_id)
    put_by(person, thing)
    (found,) = as_now(list(person.wishes.all()), person, "EUR")
    assert (found.title, found.offer.price) == (bundle.name, Money(found.offer.before.minor * 8 // 10, "EUR"))
    move_to_cart(person, thing)
    assert person.cart_items.get().sellable_kind == "bundle"


def test_a_sale_is_told_once_to_who_put_it_by_before(wished):
    made, person = wished()
    late = UserFactory()
    begin_sale(made)
    put_by(late, thing_of(made))
    for _twice in range(2):
        tell_of_sales()
    assert told(person) == [f"On sale: “{made.course.public_title}”"]
    assert told(late) == []
    notice = Notice.objects.get(person=person)
    assert notice.url == f"/courses/{made.course.slug}"
    assert "€34.30 instead of €49.00" in notice.body


def test_who_gives_it_up_while_the_job_comes_to_it_hears_nothing(wished):
    made, person = wished()
    sale, wish = begin_sale(made), Wish.objects.get(person=person)
    assert str(wish) == wish.title
    give_up_wish(person, thing_of(made))
    tell_of_sale(wish.pk, sale.pk)
    assert told(person) == []
    assert not SaleNews.objects.exists()
    put_by(person, thing_of(made))
    Wish.objects.update(wished_at=timezone.now() - timedelta(days=7))
    tell_of_sales()
    assert str(SaleNews.objects.get()) == f"{person}: {sale}"


def test_the_end_is_told_by_the_readers_clock(wished):
    made, person = wished()
    Profile.objects.filter(person=person).update(time_zone="Asia/Tokyo")
    sale = begin_sale(made)
    tell_of_sales()
    assert (sale.ends_at + timedelta(hours=9)).strftime("%H:%M") in Notice.objects.get().body


def test_putting_it_by_anew_brings_no_news_again_and_the_next_sale_does(wished):
    made, person = wished()
    sale = begin_sale(made)
    tell_of_sales()
    give_up_wish(person, thing_of(made))
    put_by(person, thing_of(made))
    Wish.objects.update(wished_at=timezone.now() - timedelta(days=7))
    tell_of_sales()
    assert len(told(person)) == 1
    Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now() - timedelta(minutes=30))
    second = begin_sale(made, begun=timedelta(minutes=1))
    tell_of_sales()
    # One sale after the other is no news; one after some weeks is.
    assert len(told(person)) == 1
    Sale.objects.filter(pk=sale.pk).update(starts_at=timezone.now() - timedelta(days=20))
    Sale.objects.filter(pk=second.pk).update(ends_at=timezone.now() - timedelta(seconds=30))
    begin_sale(made, begun=timedelta(seconds=20))
    tell_of_sales()
    assert len(told(person)) == 2


@pytest.mark.parametrize(
    "why", ["planned", "called_off", "over", "owned", "full", "withdrawn", "given up", "suspended"]
)
def test_nobody_hears_of_what_is_none_of_theirs(wished, why):
    made, person = wished(seat_limit=1)
    sale = begin_sale(made, begun=-HOUR if why == "planned" else HOUR)
    match why:
        case "called_off":
            Sale.objects.filter(pk=sale.pk).update(called_off_at=sale.starts_at)
        case "over":
            Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now())
        case "owned":
            enrol_learner(made.course, person, source=EnrolmentSource.BOUGHT, actor=None)
        case "full":
            enrol_learner(made.course, UserFactory(), source=EnrolmentSource.BOUGHT, actor=None)
        case "withdrawn":
            Course.objects.filter(pk=made.course.pk).update(availability=Availability.WITHDRAWN)
        case "given up":
            give_up_wish(person, thing_of(made))
        case "suspended":
            person.is_active = False
            person.save(update_fields=["is_active"])
    tell_of_sales()
    assert told(person) == []
    assert not SaleNews.objects.filter(is_told=True).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(wished):
    made, person = wished()
    sale, wish = begin_sale(made), person.wishes.get()
    with hold("wishes.sale_news_looked_up", count=2) as held:
        workers = [Runner(lambda: tell_of_sale(wish.pk, sale.pk)) for _each in range(2)]
        held.wait_until_reached()
    assert [each.outcome() for each in workers] == [None, None]
    assert len(told(person)) == 1


def test_the_api_keeps_ones_own_wishes(priced, signed_in):
    made, person = priced(1000), UserFactory()
    mine, other = signed_in(person), signed_in(UserFactory())
    path = f"/api/v1/me/wishes/course/{made.course.public_id}"
    assert [mine.put(path).status_code for _twice in range(2)] == [204, 204]
    (wish,) = mine.get("/api/v1/me/wishes").json()["wishes"]
    assert (wish["id"], wish["price"]) == (str(made.course.public_id), {"amount_minor": 1000, "currency": "EUR"})
    assert mine.get("/api/v1/me/summary").json()["wishes"] == [wish["id"]]
    assert other.get("/api/v1/me/wishes").json() == {"wishes": []}
    assert other.post(f"{path}/cart").status_code == 404
    assert mine.post(f"{path}/cart").status_code == 204
    assert [line["id"] for line in mine.get("/api/v1/me/cart").json()["lines"]] == [wish["id"]]
    assert mine.get("/api/v1/me/wishes").json() == {"wishes": []}


def test_who_writes_the_course_reads_the_number_alone(wished, client):
    made, person = wished(owner=new_seller())
    client.force_login(made.owner)
    page = client.get(reverse("course_prices", args=[made.course.public_id])).content.decode()
    assert "1 person has put this course by." in page
    assert person.display_name not in page
