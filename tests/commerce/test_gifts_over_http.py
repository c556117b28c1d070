"""Giving and accepting through the API, as the storefront does it (REQUIREMENTS C15)."""

import pytest
from rest_framework.test import APIClient

from commerce.models import Gift, Order
from commerce.operations.gift_codes import code_of
from commerce.operations.settlement import apply_truth
from courses.models import Enrolment
from kit import jobs
from tests.commerce.conftest import broken_invariants
from tests.commerce.giving import given
from tests.factories.accounts import UserFactory

__all__ = ["given"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_holds(provider):
    """After each test."""
    yield
    assert broken_invariants() == []


def body_for(made, **said):
    words = {"recipient_name": " Ana  Duarte", "recipient_email": "Ana@Example.org", "message": "For the summer."}
    return {"kind": "course", "id": str(made.course.public_id), **words, **said}


def test_a_gift_is_ordered_paid_seen_and_accepted(priced, signed_in, truth, settings):
    made, ana = priced(), UserFactory()
    giver = signed_in(UserFactory(display_name="Rui Matos"))
    answer = giver.post("/api/v1/me/gifts", body_for(made), format="json")
    assert answer.status_code == 201
    order = answer.json()
    gift = order["lines"][0]["gift"]
    assert (gift["state"], gift["recipient_name"], gift["recipient_email"], gift["link"]) == (
        "unpaid", "Ana Duarte", "ana@example.org", "",
    )  # fmt: skip
    assert giver.post("/api/v1/me/gifts", body_for(made), format="json").json()["id"] == order["id"]

    payment = Order.objects.get().payments.get()
    apply_truth(payment, truth(payment))
    code = code_of(Gift.objects.get())
    gift = giver.get(f"/api/v1/me/orders/{order['id']}").json()["lines"][0]["gift"]
    assert (gift["state"], gift["link"]) == ("waiting", f"{settings.SITE_URL}/gifts/{code}")
    jobs.run_pending()
    assert giver.get("/api/v1/me/orders").json()["results"][0]["lines"][0]["gift"]["state"] == "sent"

    seen = APIClient().get(f"/api/v1/gifts/{code}")
    assert seen.status_code == 200
    assert {**seen.json(), "picture": None} == {
        "title": made.course.title,
        "path": f"/courses/{made.course.slug}",
        "picture": None,
        "giver": "Rui Matos",
        "recipient_name": "Ana Duarte",
        "message": "For the summer.",
        "state": "open",
        "is_mine": False,
    }
    recipient = signed_in(ana)
    for _again in range(2):
        accepted = recipient.post(f"/api/v1/gifts/{code}/acceptance", format="json")
        assert (accepted.status_code, accepted.json()["state"], accepted.json()["is_mine"]) == (201, "accepted", True)
    assert Enrolment.objects.get().learner == ana
    other = signed_in(UserFactory()).post(f"/api/v1/gifts/{code}/acceptance", format="json")
    assert (other.status_code, other.json()["error"]["details"]["reason"]) == (409, "gift_accepted")
    gift = giver.get(f"/api/v1/me/orders/{order['id']}").json()["lines"][0]["gift"]
    assert (gift["state"], gift["link"]) == ("accepted", "")


def test_a_key_of_idempotency_orders_one_gift(priced, signed_in):
    giver, made = signed_in(UserFactory()), priced()
    answers = [
        giver.post("/api/v1/me/gifts", body_for(made), format="json", headers={"Idempotency-Key": "once"})
        for _again in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Order.objects.count() == 1


def test_a_gift_at_another_price_is_not_ordered(priced, signed_in):
    price = {"amount_minor": 1, "currency": "EUR"}
    answer = signed_in(UserFactory()).post("/api/v1/me/gifts", body_for(priced(), price=price), format="json")
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (409, "price_changed")
    assert not Gift.objects.exists()


def test_who_tries_links_is_held_up(given, settings, signed_in):
    settings.PEOPLE_LIMITS_FACTOR = 1
    client = signed_in(UserFactory())
    tried = [client.post(f"/api/v1/gifts/{'x' * 43}/acceptance").status_code for _each in range(31)]
    assert tried == [404] * 30 + [429]
    assert client.get(f"/api/v1/gifts/{code_of(given())}").status_code == 200
