"""The list of bundles: what visitors can buy just now, and nothing else, in a fixed number of statements."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from commerce.enums import BundleState, PriceState
from commerce.models import Bundle, Price, Sale
from commerce.operations.bundle_terms import confirm_bundle, withdraw_bundle, write_bundle
from commerce.operations.bundles import bundle_offers, refusal_of
from commerce.operations.bundles_on_sale import bundles_on_sale, prices_of
from courses.enums import Availability
from courses.models import Course
from kit import clock
from kit.models import Revalidation
from tests.api.test_courses import queries_of
from tests.commerce.bundling import administrator, bundle_of, terms_of
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


def listed(client, query=""):
    answer = client.get(f"/api/v1/bundles{query}")
    assert answer.status_code == 200
    return answer.json()


def slugs(client):
    return [each["slug"] for each in listed(client)["results"]]


def set_course(made, **fields):
    Course.objects.filter(pk=made.course.pk).update(**fields)


def price_of(made):
    return Price.objects.of("course", made.course.public_id).active()


def test_everybody_reads_them_the_newest_first(client, priced):
    turns, steps, arms = priced(2000, title="Turns"), priced(3000, title="Steps"), priced(1000, title="Arms")
    bundle_of(turns, steps, percent=10)
    bundle_of(arms, turns, percent=50, name="Arms too", slug="arms-too")
    page = listed(client)
    assert (page["next_cursor"], [each["slug"] for each in page["results"]]) == (None, ["arms-too", "steps-and-turns"])
    found = page["results"][1]
    assert (found["name"], found["summary"], found["basis_points"]) == ("Steps and turns", "All of it.", 1000)
    assert found["prices"] == [{"amount_minor": 4500, "currency": "EUR", "before_minor": 5000}]
    assert [(each["title"], each["slug"]) for each in found["courses"]] == [
        ("Turns", turns.course.slug), ("Steps", steps.course.slug),
    ]  # fmt: skip
    assert found["courses"][0]["producer"]["name"] == turns.course.owner.display_name
    assert "max-age=10" in client.get("/api/v1/bundles")["Cache-Control"]


def test_a_page_leads_to_the_next(client, priced):
    for number in range(3):
        bundle_of(priced(2000), priced(3000), name=f"Number {number}", slug=f"number-{number}")
    first = listed(client, "?page_size=2")
    rest = listed(client, f"?page_size=2&cursor={first['next_cursor']}")
    found = [each["slug"] for each in [*first["results"], *rest["results"]]]
    assert (found, rest["next_cursor"]) == (["number-2", "number-1", "number-0"], None)
    assert client.get("/api/v1/bundles?cursor=made-up").status_code == 422


def test_ten_cost_as_many_statements_as_one(client, priced):
    bundle_of(priced(2000), priced(3000))
    _answer, few = queries_of(client, "/api/v1/bundles")
    for number in range(9):
        bundle_of(priced(2000), priced(3000), priced(1000), name=f"Number {number}", slug=f"number-{number}")
    answer, many = queries_of(client, "/api/v1/bundles")
    assert len(answer.json()["results"]) == 10
    assert (few, many) == (5, 5)


REFUSED = {
    "paused": lambda made: set_course(made, is_paused=True),
    "archived": lambda made: set_course(made, availability=Availability.ARCHIVED),
    "withdrawn": lambda made: set_course(made, availability=Availability.WITHDRAWN),
    "full": lambda made: learner_of(made.course, UserFactory()),
    "free": lambda made: price_of(made).update(amount_minor=0),
    "chosen": lambda made: price_of(made).update(least_minor=100, most_minor=9000),
    "without a price": lambda made: price_of(made).update(state=PriceState.RETIRED),
    "in another currency": lambda made: price_of(made).update(currency="JPY"),
    "another's": lambda made: set_course(made, owner=UserFactory()),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_bought_is_left_out_as_its_own_page_says(client, priced, case):
    seller = UserFactory(roles=["producer"])
    made = [priced(2000, owner=seller), priced(3000, owner=seller, seat_limit=1)]
    bundle = bundle_of(*made, seller=seller)
    assert (slugs(client), refusal_of(bundle)) == ([bundle.slug], "")
    REFUSED[case](made[1])
    assert refusal_of(Bundle.objects.get(pk=bundle.pk)) != ""
    assert slugs(client) == []


def test_of_several_sellers_each_sells_on_as_before(client, priced):
    made = [priced(2000), priced(3000)]
    bundle = bundle_of(*made)
    set_course(made[0], owner=UserFactory())
    assert (refusal_of(bundle), slugs(client)) == ("", [bundle.slug])


def test_only_what_is_offered_is_there(client, priced):
    seller = UserFactory(roles=["producer"])
    terms = terms_of(priced(2000, owner=seller), priced(3000, owner=seller), seller=seller)
    bundle = write_bundle(None, terms, actor=seller)
    assert (bundle.state, slugs(client)) == (BundleState.PROPOSED, [])
    confirm_bundle(bundle, version=bundle.version, actor=administrator())
    assert slugs(client) == [bundle.slug]
    withdraw_bundle(bundle, actor=administrator())
    assert slugs(client) == []


def test_it_costs_in_each_currency_what_its_page_says(priced):
    made = [priced(2000), priced(3000)]
    for each, dollars in zip(made, (2200, 3301), strict=True):
        Price.objects.create(
            sellable_kind="course", sellable_id=each.course.public_id, currency="USD", amount_minor=dollars,
            is_main=False, state=PriceState.ACTIVE,
        )  # fmt: skip
    Price.objects.create(
        sellable_kind="course", sellable_id=made[0].course.public_id, currency="JPY", amount_minor=4000,
        is_main=False, state=PriceState.ACTIVE,
    )  # fmt: skip
    now = clock.now()
    Sale.objects.create(
        sellable_kind="course", sellable_id=made[0].course.public_id, basis_points=5000, most_basis_points=7000,
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1),
    )  # fmt: skip
    bundle = bundle_of(*made, percent=15)
    [(found, prices)] = prices_of(list(bundles_on_sale().prefetch_related("things"))).items()
    offers = bundle_offers(bundle, AnonymousUser())
    assert found == bundle
    assert [price.price.currency for price in prices] == ["EUR", "USD"]
    assert [(price.before, price.price) for price in prices] == [(offer.before, offer.price) for offer in offers]


def test_what_stopped_being_sold_meanwhile_has_no_price(priced):
    made = [priced(2000), priced(3000)]
    bundle = bundle_of(*made)
    price_of(made[1]).update(state=PriceState.RETIRED)
    assert prices_of([bundle]) == {bundle: []}
    assert prices_of([]) == {}


def test_every_page_is_renewed_with_the_first_and_the_last_alone(priced):
    made, other = [priced(2000), priced(3000)], administrator()
    first = write_bundle(None, terms_of(*made), actor=other)
    second = write_bundle(None, terms_of(*made, name="Again", slug="again"), actor=other)
    withdraw_bundle(first, actor=other)
    withdraw_bundle(second, actor=other)
    said = Revalidation.objects.filter(expire=["bundles"]).order_by("pk")
    assert [row.stale for row in said] == [["site"], [], [], ["site"]]
