"""Plans over HTTP: what learners ask of the API, and what administrators write in the editor."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from commerce.gateways import stripe
from commerce.gateways.stripe import refuse_inside_transaction
from commerce.models import Order, Plan, PlanPrice, Subscription
from kit.models import Revalidation
from tests.commerce.subscribing import DECLINED_LATER, GOOD, days_later, new_plan, subscribed
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]

MINE = "/api/v1/me/plan"


def test_plans_are_shown_to_everybody(provider, client):
    price = new_plan(features="Every course\n\n New ones as they come ", trial_days=7)
    Plan.objects.create(name="Not yet")
    answer = client.get("/api/v1/plans").json()
    assert [plan["name"] for plan in answer["results"]] == ["All access"]
    shown = answer["results"][0]
    assert (shown["features"], shown["trial_days"]) == (["Every course", "New ones as they come"], 7)
    assert shown["prices"] == [
        {"id": str(price.public_id), "interval": "month", "currency": "EUR", "amount_minor": 1900}
    ]


def test_a_plan_is_begun_paused_cancelled_and_kept(provider, signed_in):
    ada, price = UserFactory(), new_plan()
    api = signed_in(ada)
    assert api.get(MINE).json() == {"subscription": None, "choices": [], "may_have_trial": True}
    begun = api.post(MINE, {"price": str(price.public_id)}, format="json")
    assert begun.status_code == 201
    assert begun.json()["url"].startswith(provider.base)
    provider.control("POST", f"sessions/{Subscription.objects.get().session_id}/pay", card=GOOD)
    told = api.post(f"{MINE}/settlement").json()["subscription"]
    assert (told["state"], told["is_good"], told["may_pause"], told["paid_with"]) == ("active", True, True, "Visa 4242")
    again = api.post(MINE, {"price": str(price.public_id)}, format="json")
    assert (again.status_code, again.json()["error"]["details"]["reason"]) == (409, "subscribed_already")

    assert api.post(f"{MINE}/pause", {"months": 4}, format="json").status_code == 422
    assert api.post(f"{MINE}/pause", {"months": 2}, format="json").json()["subscription"]["pauses"] is True
    assert api.delete(f"{MINE}/pause").json()["subscription"]["pauses"] is False
    assert api.delete(MINE).json()["subscription"]["cancels_at"] is not None
    assert api.delete(f"{MINE}/cancellation").json()["subscription"]["cancels_at"] is None
    assert api.post(f"{MINE}/portal").json()["url"].startswith(provider.base)


@pytest.mark.django_db(transaction=True)
def test_asking_twice_with_a_key_of_idempotency_finds_one_page(provider, signed_in, monkeypatch):
    monkeypatch.setattr(stripe, "refuse_inside_transaction", refuse_inside_transaction)  # as outside of tests
    api, wanted = signed_in(UserFactory()), {"price": str(new_plan().public_id)}
    answers = [api.post(MINE, wanted, format="json", headers={"Idempotency-Key": "once"}) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Subscription.objects.count() == 1


def test_what_a_change_costs_is_shown_and_then_confirmed(provider, signed_in):
    ada, small, large = UserFactory(), new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada)
    with days_later(provider, 15):
        api = signed_in(ada)
        told = api.post(f"{MINE}/change/cost", {"price": str(large.public_id)}, format="json").json()
        assert {name: told[name] for name in ("plan", "is_now", "currency", "next_minor", "tax_minor")} == {
            "plan": "Large", "is_now": True, "currency": "EUR", "next_minor": 3000, "tax_minor": 0,
        }  # fmt: skip
        assert told["now_minor"] == told["charged_minor"] - told["credited_minor"] == told["total_minor"] > 900
        agreed = {name: told[name] for name in ("as_of", "now_minor", "next_minor")} | {"price": str(large.public_id)}
        for wrong, status in (
            (agreed | {"now_minor": 1}, 409),
            (agreed | {"now_minor": -1}, 422),
            (agreed | {"now_minor": "1000"}, 422),
            (agreed | {"quantity": 1}, 422),
            ({"price": str(large.public_id)}, 422),
        ):
            assert api.post(f"{MINE}/change", wrong, format="json").status_code == status
        assert Order.objects.count() == 1
        changed = api.post(f"{MINE}/change", agreed, format="json").json()["subscription"]
        assert (changed["plan"], Order.objects.last().total_minor) == ("Large", told["now_minor"])
        again = api.post(f"{MINE}/change", agreed, format="json")
        assert again.json()["error"]["details"]["reason"] == "plan_as_it_is"
    subscription.refresh_from_db()
    assert subscription.price == large


def test_a_declined_change_says_that_nothing_changed_and_what_to_do(provider, signed_in):
    ada, small, large = UserFactory(), new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, ada, card=DECLINED_LATER)
    with days_later(provider, 15):
        api, wanted = signed_in(ada), {"price": str(large.public_id)}
        told = api.post(f"{MINE}/change/cost", wanted, format="json").json()
        agreed = {name: told[name] for name in ("as_of", "now_minor", "next_minor")} | wanted
        answer = api.post(f"{MINE}/change", agreed, format="json")
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (409, "CONFLICT")
        assert error["details"] == {"reason": "plan_payment_declined"}
        assert error["message"] == (
            "Your card was declined, so your plan stays as it was and nothing was charged. Choose another card under"
            " Cards and invoices, and try again."
        )
        mine = api.get(MINE).json()["subscription"]
        assert (mine["plan"], mine["state"], Order.objects.count()) == ("Small", "active", 1)
    subscription.refresh_from_db()
    assert subscription.price == small


def typed(*prices, **changed):
    rows = {f"prices-{place}-{name}": value for place, row in enumerate(prices) for name, value in row.items()}
    return {
        "name": "All access", "summary": "", "features": "Everything", "rank": "1", "trial_days": "7",
        "commission": "25", "is_offered": "on", "prices-TOTAL_FORMS": str(len(prices)), "prices-INITIAL_FORMS": "0",
        **rows, **changed,
    }  # fmt: skip


MONTH = {"amount": "19", "currency": "EUR", "interval": "month"}
YEAR = {"amount": "190", "currency": "EUR", "interval": "year"}


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    return client


def test_an_administrator_makes_a_plan_and_changes_its_price(administrator):
    assert administrator.post(reverse("plan_add"), typed(MONTH, YEAR)).status_code == 302
    plan = Plan.objects.get()
    assert (plan.commission_basis_points, plan.trial_days, plan.is_offered) == (2500, 7, True)
    dearer = typed(MONTH | {"amount": "21"}, YEAR)
    assert administrator.post(reverse("plan", args=[plan.pk]), dearer).status_code == 302
    prices = PlanPrice.objects.order_by("pk").values_list("interval", "amount_minor", "is_offered")
    assert list(prices) == [("month", 1900, False), ("year", 19000, True), ("month", 2100, True)]
    # The second time no page of the shop learned of another currency.
    assert [row.stale for row in Revalidation.objects.order_by("pk")] == [["site"], []]
    page = administrator.get(reverse("plans")).content.decode()
    assert "€21.00 a month" in page
    assert "21.00" in administrator.get(reverse("plan", args=[plan.pk])).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        typed(),
        typed(MONTH, MONTH),
        typed(MONTH | {"amount": "19.999"}),
        typed(MONTH | {"currency": "eur"}),
        typed(MONTH | {"currency": ""}),
        typed(MONTH, name=""),
        typed(MONTH, commission="101"),
    ],
)
def test_what_is_not_sound_makes_no_plan(administrator, sent):
    assert administrator.post(reverse("plan_add"), sent).status_code == 200
    assert Plan.objects.count() == 0


def test_a_plans_currency_is_chosen_by_its_name(administrator):
    page = administrator.get(reverse("plan_add")).content.decode()
    assert '<option value="EUR" selected>EUR – Euro</option>' in page
    assert page.count('<option value="KWD">KWD – Kuwaiti Dinar</option>') == 3


def test_only_administrators_come_to_plans(client):
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    for address in (reverse("plans"), reverse("plan_add"), reverse("plan", args=[1])):
        # As everywhere in the editor: refused, or sent back to its first page.
        assert client.get(address).status_code in {302, 403}
    assert client.post(reverse("plan_add"), typed(MONTH)).status_code in {302, 403}
    assert Plan.objects.count() == 0
