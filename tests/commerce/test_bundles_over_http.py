"""Bundles as the storefront asks for them, and as a tampered body asks."""

import pytest

from commerce.models import BoughtBundle, Order
from commerce.operations.bundle_terms import withdraw_bundle
from courses.models import Course
from tests.commerce.bundling import administrator, bundle_of
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


@pytest.fixture(autouse=True)
def _open(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_never_asked"


def titles(page):
    return [course["document"]["title"] for course in page["courses"]]


def test_everybody_reads_it_in_its_order(client, priced):
    made = [priced(2000, title="Turns"), priced(3000, title="Steps"), priced(1000, title="Arms")]
    bundle_of(*made, percent=10)
    page = client.get("/api/v1/bundles/steps-and-turns").json()
    assert titles(page) == ["Turns", "Steps", "Arms"]
    assert page["prices"] == [{"amount_minor": 5400, "currency": "EUR", "before_minor": 6000}]
    assert (page["name"], page["basis_points"], page["refusal"]) == ("Steps and turns", 1000, None)


def test_what_cannot_be_bought_says_why_and_what_is_not_offered_is_nowhere(client, priced):
    made = [priced(2000, title="Turns"), priced(3000, title="Steps")]
    bundle = bundle_of(*made)
    Course.objects.filter(pk=made[0].course.pk).update(is_paused=True)
    page = client.get("/api/v1/bundles/steps-and-turns").json()
    assert (titles(page), page["prices"], page["refusal"]["reason"]) == (["Steps"], [], "bundle_not_offered")
    Course.objects.filter(pk=made[1].course.pk).update(is_paused=True)
    assert titles(client.get("/api/v1/bundles/steps-and-turns").json()) == []
    withdraw_bundle(bundle, actor=administrator())
    assert client.get("/api/v1/bundles/steps-and-turns").status_code == 404


def test_who_has_some_sees_what_the_rest_costs(client, signed_in, priced):
    made = [priced(2000), priced(3000)]
    bundle_of(*made, percent=10)
    person = UserFactory()
    learner_of(made[0].course, person)
    mine = signed_in(person).get("/api/v1/me/bundles/steps-and-turns").json()
    assert mine["owned"] == [str(made[0].course.public_id)]
    assert mine["prices"] == [{"amount_minor": 2700, "currency": "EUR", "before_minor": 3000}]
    learner_of(made[1].course, person)
    mine = signed_in(person).get("/api/v1/me/bundles/steps-and-turns").json()
    assert (mine["prices"], mine["refusal"]["reason"]) == ([], "already_bought")


def test_a_course_names_the_bundles_with_it(client, priced):
    made = [priced(2000), priced(3000), priced(1000)]
    small, large = bundle_of(*made[:2], percent=10), bundle_of(*made, percent=30, name="All", slug="all")
    page = f"/api/v1/courses/{made[0].course.slug}/page"
    assert client.get(page).json()["bundles"] == [
        {"slug": large.slug, "name": "All", "basis_points": 3000, "course_count": 3},
        {"slug": small.slug, "name": "Steps and turns", "basis_points": 1000, "course_count": 2},
    ]
    Course.objects.filter(pk=made[2].course.pk).update(is_paused=True)
    assert [each["slug"] for each in client.get(page).json()["bundles"]] == [small.slug]


def test_a_course_names_no_bundle_that_cannot_be_bought_just_now(client, priced):
    made = [priced(2000), priced(3000, seat_limit=1)]
    bundle_of(*made)
    page = f"/api/v1/courses/{made[0].course.slug}/page"
    assert len(client.get(page).json()["bundles"]) == 1
    learner_of(made[1].course, UserFactory())
    assert client.get(page).json()["bundles"] == []


def test_it_stands_among_the_public_addresses(client, priced):
    bundle = bundle_of(priced(), priced())
    found = [each["path"] for each in client.get("/api/v1/sitemap").json()["results"] if each["kind"] == "bundle"]
    assert found == ["/bundles/steps-and-turns"]
    withdraw_bundle(bundle, actor=administrator())
    assert "bundle" not in {each["kind"] for each in client.get("/api/v1/sitemap").json()["results"]}


def test_it_is_ordered_and_the_order_says_what_came_with_it(client, signed_in, priced):
    made = [priced(2000), priced(3000), priced(1000)]
    bundle = bundle_of(*made[:2])
    person = UserFactory()
    items = [
        {"kind": "bundle", "id": str(bundle.public_id), "price": {"amount_minor": 4000, "currency": "EUR"}},
        {"kind": "course", "id": str(made[2].course.public_id)},
    ]
    answer = signed_in(person).post("/api/v1/me/orders", {"items": items}, format="json")
    assert answer.status_code == 201
    together = {"name": "Steps and turns", "price_minor": 5000, "total_minor": 4000}
    lines = answer.json()["lines"]
    assert [(line["kind"], line["total_minor"], line["bundle"]) for line in lines] == [
        ("course", 1600, together), ("course", 2400, together), ("course", 1000, None),
    ]  # fmt: skip
    assert answer.json()["coupon"] == ""


TAMPERED = {
    "less": ({"price": {"amount_minor": 1, "currency": "EUR"}}, 409, "price_changed"),
    "nothing": ({"price": {"amount_minor": 0, "currency": "EUR"}}, 409, "price_changed"),
    "another currency": ({"price": {"amount_minor": 4000, "currency": "JPY"}}, 409, "not_in_currency"),
    "twice": ({"quantity": 2}, 422, "invalid"),
    "its own rate": ({"basis_points": 9999}, 422, "invalid"),
    "its own things": ({"things": []}, 422, "invalid"),
    "as a course": ({"kind": "course"}, 404, "not_found"),
    "not at all": ({"id": "0192e000-0000-7000-8000-000000000001"}, 404, "not_found"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_tampered_order_is_refused_and_nothing_is_written(client, signed_in, priced, case):
    changed, status, reason = TAMPERED[case]
    bundle = bundle_of(priced(2000), priced(3000))
    item = {"kind": "bundle", "id": str(bundle.public_id), **changed}
    answer = signed_in(UserFactory()).post("/api/v1/me/orders", {"items": [item]}, format="json")
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (status, reason)
    assert (Order.objects.count(), BoughtBundle.objects.count()) == (0, 0)


def test_a_bundle_is_not_given(client, signed_in, priced):
    bundle = bundle_of(priced(2000), priced(3000))
    sent = {
        "kind": "bundle",
        "id": str(bundle.public_id),
        "recipient_name": "Ada",
        "recipient_email": "ada@example.org",
    }
    answer = signed_in(UserFactory()).post("/api/v1/me/gifts", sent, format="json")
    assert answer.status_code == 422
    assert Order.objects.count() == 0


def test_a_visitors_cart_and_an_accounts_hold_it(client, signed_in, priced):
    bundle = bundle_of(priced(2000), priced(3000))
    [line] = client.get(f"/api/v1/cart?items=bundle:{bundle.public_id}").json()["lines"]
    assert (line["title"], line["path"], line["price"]["amount_minor"], line["refusal"]) == (
        "Steps and turns", "/bundles/steps-and-turns", 4000, None,
    )  # fmt: skip
    body = {"items": [{"kind": "bundle", "id": str(bundle.public_id)}]}
    cart = signed_in(UserFactory()).post("/api/v1/me/cart", body, format="json").json()
    assert cart["total"] == {"amount_minor": 4000, "currency": "EUR"}
