"""Sales: within the limits and one at a time, from and until the database's clock says so; what was promised stays."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from commerce.errors import PriceChanged, SaleOver
from commerce.models import Order, Price, Sale, SellingSettings
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.offers import lowered_by, lowest_before, offered_prices
from commerce.operations.sales import SaleTerms
from courses.models import Course
from courses.operations.prices import propose_course_prices, show_prices
from courses.operations.sales import SHOW, catch_up_with_sales, end_course_sale, set_course_sale
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed
from kit.failpoints import hold
from kit.invariants import violations
from kit.money import Money
from tests.commerce.conftest import wants
from tests.commerce.selling import new_seller
from tests.factories.accounts import UserFactory
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def on_sale(priced):
    """A course whose sale runs: 30 % off unless told otherwise, begun an hour ago."""

    def make(minor=4900, currency="EUR", *, until=HOUR, part=3000, **amounts):
        made = priced(minor, currency)
        Price.objects.filter(sellable_id=made.course.public_id).update(holds_from=timezone.now() - 90 * DAY)
        sale = Sale.objects.create(
            sellable_kind="course",
            sellable_id=made.course.public_id,
            basis_points=None if amounts else part,
            most_basis_points=7000,
            starts_at=timezone.now() - HOUR,
            # The database leaves zeros at the end out, Python writes them.
            ends_at=(timezone.now() + until).replace(microsecond=123_456),
        )
        for code, amount in amounts.items():
            sale.amounts.create(currency=code, amount_minor=amount)
        show_prices(made.course)
        return made, sale

    return make


def terms(part=3000, *, after=None, lasts=DAY, **amounts):
    now = clock.now()
    starts_at = now + after if after is not None else None
    return SaleTerms(starts_at, (starts_at or now) + lasts, None if amounts else part, amounts)


def asked(made):
    return [price.amount_minor for price in offered_prices("course", made.course.public_id)]


def shown(made, client):
    return client.get(f"/api/v1/courses/{made.course.slug}").json()["live"]["price"]


def sound():
    return not list(violations(["prices_shown_are_prices_held"]))


@pytest.mark.parametrize(
    ("price", "currency", "part", "off", "left"),
    [
        (4900, "EUR", 3000, None, 3430),
        (4999, "EUR", 3333, None, 3333),
        (8000, "JPY", 1500, None, 6800),
        (15_500, "KWD", 3333, None, 10_330),
        (4900, "EUR", None, 1000, 3900),
        (1000, "EUR", None, 5000, 300),
        (1, "EUR", 7000, None, 1),
        (10, "KWD", 7000, None, 10),
        (0, "EUR", 3000, None, 0),
        (4900, "EUR", None, None, 4900),
    ],
)
def test_a_sale_takes_off_whole_units_within_its_limit(price, currency, part, off, left):
    assert lowered_by(price, currency, part, off, 7000) == left


def test_while_it_runs_its_price_is_asked_shown_and_ordered(on_sale, client, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    made, sale = on_sale()
    assert shown(made, client) == {
        "amount_minor": 3430, "currency": "EUR", "before_minor": 4900, "sale_ends_at": sale.ends_at.isoformat(),
        "least_minor": None, "most_minor": None,
    }  # fmt: skip
    card = client.get("/api/v1/courses").json()["results"][0]["live"]["price"]
    assert (card["amount_minor"], card["before_minor"]) == (3430, 4900)
    with pytest.raises(PriceChanged):
        place_order(UserFactory(), wants(made, expected=Money(4900, "EUR")))
    assert place_order(UserFactory(), wants(made)).total == Money(3430, "EUR")
    assert sound()


def test_amounts_lower_their_currencies_alone(on_sale, priced):
    made, _sale = on_sale(EUR=1000)
    Price.objects.create(sellable_kind="course", sellable_id=made.course.public_id, currency="USD", amount_minor=5500,
                         is_main=False, state="active")  # fmt: skip
    assert asked(made) == [3900, 5500]


def test_sellers_set_sales_without_asking_and_end_them(priced, client):
    made = priced()
    sale = set_course_sale(made.course, terms(), actor=made.owner)
    assert asked(made) == [3430]
    assert shown(made, client)["amount_minor"] == 3430
    end_course_sale(made.course, sale, actor=made.owner)
    assert (asked(made), shown(made, client)["amount_minor"]) == ([4900], 4900)
    with pytest.raises(SaleOver):
        end_course_sale(made.course, sale, actor=made.owner)
    planned = set_course_sale(made.course, terms(after=DAY), actor=made.owner)
    assert asked(made) == [4900]
    end_course_sale(made.course, planned, actor=made.owner)
    planned.refresh_from_db()
    assert planned.called_off_at is not None
    assert set_course_sale(made.course, terms(after=DAY), actor=made.owner)
    with pytest.raises(NotAllowed):
        set_course_sale(made.course, terms(after=9 * DAY), actor=UserFactory(roles=[Role.PRODUCER]))


def test_a_sale_beyond_the_limits_is_refused_whole(priced):
    SellingSettings.objects.create(sale_percent=50, sale_days=7)
    made, free = priced(), priced(0)
    for course, wrong, field in (
        (made, terms(5001), "percent"),
        (made, terms(0), "percent"),
        (made, terms(None), "percent"),
        (made, terms(EUR=2451), "EUR"),
        (made, terms(USD=100), "USD"),
        (made, terms(lasts=8 * DAY), "ends_at"),
        (made, terms(lasts=-DAY), "ends_at"),
        (made, SaleTerms(clock.now() - 3 * DAY, clock.now() - DAY, 1000), "ends_at"),
        (free, terms(), "percent"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            set_course_sale(course.course, wrong, actor=course.owner)
        assert list(refusal.value.fields) == [field]
    assert not Sale.objects.exists()
    assert set_course_sale(made.course, terms(EUR=2450), actor=made.owner)


def test_there_is_one_sale_at_a_time(priced):
    made, other = priced(), priced()
    sale = set_course_sale(made.course, terms(lasts=2 * DAY), actor=made.owner)
    with pytest.raises(InvalidInput):
        set_course_sale(made.course, terms(after=DAY), actor=made.owner)
    assert set_course_sale(other.course, terms(after=DAY), actor=other.owner)
    after = SaleTerms(sale.ends_at, sale.ends_at + DAY, 1000)
    assert set_course_sale(made.course, after, actor=made.owner)
    twin = Sale(**{name: getattr(sale, name) for name in ("sellable_kind", "sellable_id", "starts_at", "ends_at")})
    twin.basis_points = twin.most_basis_points = 1000
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_what_is_struck_through_is_the_lowest_price_of_the_month_before(on_sale, client):
    made, sale = on_sale()
    of_course = {"sellable_kind": "course", "sellable_id": made.course.public_id, "currency": "EUR"}
    Price.objects.filter(state="active").update(holds_from=sale.starts_at - 2 * DAY)
    for amount, since, until in ((3900, 20, 2), (1000, 90, 31)):
        held = {"holds_from": sale.starts_at - since * DAY, "held_until": sale.starts_at - until * DAY}
        Price.objects.create(**of_course, **held, amount_minor=amount, state="retired")
    assert lowest_before("course", made.course.public_id, "EUR", sale.starts_at) == 3900
    show_prices(made.course)
    assert shown(made, client)["before_minor"] == 3900
    # An earlier sale counts as what was asked then; nothing is struck through that was not higher.
    del of_course["currency"]
    times = {"starts_at": sale.starts_at - 9 * DAY, "ends_at": sale.starts_at - 8 * DAY}
    Sale.objects.create(**of_course, **times, basis_points=5000, most_basis_points=7000)
    show_prices(made.course)
    assert lowest_before("course", made.course.public_id, "EUR", sale.starts_at) == 1950
    assert shown(made, client)["before_minor"] is None
    assert lowest_before("course", made.course.public_id, "USD", sale.starts_at) is None


def test_beginnings_and_ends_are_shown_by_jobs_and_by_the_sweep(on_sale, priced, client):
    made, sale = on_sale()
    assert shown(made, client)["amount_minor"] == 3430
    Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert shown(made, client)["amount_minor"] == 3430
    jobs.enqueue(SHOW, course_id=made.course.pk)
    jobs.run_pending()
    assert shown(made, client) == {
        "amount_minor": 4900, "currency": "EUR", "before_minor": None, "sale_ends_at": None,
        "least_minor": None, "most_minor": None,
    }  # fmt: skip
    other, later = on_sale()
    Sale.objects.filter(pk=later.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    catch_up_with_sales()
    assert shown(other, client)["amount_minor"] == 4900
    version = Course.objects.get(pk=other.course.pk).figures.version
    catch_up_with_sales()
    assert Course.objects.get(pk=other.course.pk).figures.version == version


def test_a_sale_has_a_job_at_its_beginning_and_at_its_end(priced):
    made = priced()
    sale = set_course_sale(made.course, terms(after=DAY), actor=made.owner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = %s ORDER BY 1", [SHOW])
        assert [row[0] for row in cursor.fetchall()] == [sale.starts_at, sale.ends_at]


def test_an_open_payment_page_keeps_the_promised_price(on_sale, provider):
    made, sale = on_sale()
    buyer = UserFactory()
    order = place_order(buyer, wants(made))
    payment = open_payment(order)
    Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now())
    assert place_order(buyer, wants(made)) == order
    assert (open_payment(order).pk, open_payment(order).amount_minor) == (payment.pk, 3430)
    assert place_order(UserFactory(), wants(made)).total_minor == 4900


def test_verification_sees_a_price_that_is_shown_wrong(on_sale):
    made, sale = on_sale()
    Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now())
    assert sound()
    Sale.objects.filter(pk=sale.pk).update(ends_at=timezone.now() - timedelta(minutes=6))
    assert not sound()
    show_prices(made.course)
    assert sound()


def test_sales_are_set_and_ended_in_the_editor_in_the_persons_time(priced, client):
    made = priced(owner=new_seller())
    made.owner.profile.time_zone = "Asia/Tokyo"
    made.owner.profile.save()
    setting = reverse("set_course_sale", args=[made.course.public_id])
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    assert client.post(setting, {"percent": "20"}).status_code == 404
    client.force_login(made.owner)
    tomorrow = timezone.now() + DAY
    times = {"starts_at": f"{tomorrow:%Y-%m-%d} 09:00", "ends_at": f"{tomorrow + DAY:%Y-%m-%d} 09:00"}
    refused = client.post(setting, {"percent": "90", **times})
    assert "At most 70 %." in refused.content.decode()
    assert client.post(setting, {"percent": "20", **times}).status_code == 302
    sale = Sale.objects.get()
    assert (sale.starts_at.hour, sale.basis_points, sale.set_by) == (0, 2000, made.owner)
    page = client.get(reverse("course_prices", args=[made.course.public_id])).content.decode()
    assert f"{tomorrow:%Y}, 09:00" in page
    assert "Asia/Tokyo" in page
    ending = reverse("end_course_sale", args=[made.course.public_id, sale.public_id])
    client.post(ending)
    sale.refresh_from_db()
    assert sale.called_off_at is not None
    assert client.post(ending).status_code == 302
    other = priced()
    assert client.post(reverse("end_course_sale", args=[other.course.public_id, sale.public_id])).status_code == 404


def test_prices_that_follow_during_a_sale_are_lowered_too(on_sale):
    made, _sale = on_sale(EUR=3000)
    Price.objects.update(amount_minor=2000)
    assert asked(made) == [600]
    assert propose_course_prices(made.course, {"EUR": 2000}, actor=made.owner) == []


@pytest.mark.django_db(transaction=True)
def test_an_order_that_comes_in_when_a_sale_is_ended_costs_what_holds_then(on_sale, settings):
    """The buyer's request waits for its turn; meanwhile the seller ends the sale. The database decides, once."""
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    made, sale = on_sale()
    buyer = UserFactory()
    with hold("commerce.buyer_locked") as held:
        late = Runner(lambda: place_order(buyer, wants(made, expected=Money(3430, "EUR"))))
        held.wait_until_reached()
        end_course_sale(made.course, sale, actor=made.owner)
    assert isinstance(late.outcome(), PriceChanged)
    assert not Order.objects.exists()
    assert place_order(buyer, wants(made)).total_minor == 4900


@pytest.mark.django_db(transaction=True)
def test_two_sales_set_at_once_leave_one(priced):
    made = priced()
    locked, both_wait = Event(), Event()

    def keep_the_course():
        with transaction.atomic():
            Course.objects.select_for_update(no_key=True).get(pk=made.course.pk)
            locked.set()
            both_wait.wait(300)

    keeper = Runner(keep_the_course)
    assert locked.wait(300)
    runners = [Runner(lambda: set_course_sale(made.course, terms(), actor=made.owner)) for _each in range(2)]
    wait_for_a_lock_queue(*runners)
    both_wait.set()
    assert keeper.outcome() is None
    assert sorted(type(runner.outcome()).__name__ for runner in runners) == ["InvalidInput", "Sale"]
    assert Sale.objects.count() == 1
