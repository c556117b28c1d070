"""Administrators look subscriptions up, see what was paid and told, and end them; nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import SubscriptionState
from commerce.models import Order, StripeEvent, Subscription
from commerce.operations.plan_changes import change_plan, cost_of_change
from commerce.operations.subscribing import subscribe
from commerce.operations.subscription_changes import cancel, end
from courses.models import Enrolment
from courses.operations.plans import join_course
from kit import audit, jobs
from kit.errors import NotAllowed
from kit.money import Money
from tests.commerce.conftest import broken_invariants
from tests.commerce.subscribing import agreed_to, days_later, new_plan, subscribed
from tests.commerce.test_buying import events_of, told
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D2")]


@pytest.fixture
def monthly(provider):
    return new_plan()


@pytest.fixture
def in_plan(priced):
    """A course that plans open."""
    course = priced(4900).course
    course.in_plans = True
    course.save(update_fields=["in_plans"])
    return course


def text(client, name, *arguments, **query):
    return client.get(reverse(f"subscriptions:{name}", args=arguments), query).content.decode()


def do(client, name, subscription, **sent):
    answer = client.post(reverse(f"subscriptions:{name}", args=[subscription.pk]), sent, follow=True)
    assert answer.redirect_chain == [(reverse("subscriptions:inspect", args=[subscription.pk]), 302)]
    return answer.content.decode()


def test_they_are_found_by_person_state_plan_and_the_providers_name(client, administrator, provider, monthly):
    ada = subscribed(provider, monthly, UserFactory(display_name="Ada Barre"))
    subscribe(UserFactory(display_name="Bo Quist"), new_plan("Studio", 4900).public_id)
    searches = [
        {"q": "Ada"},
        {"q": ada.subscriber.email},
        {"q": ada.subscription_id},
        {"state": "active"},
        {"is_good": "true"},
        {"price__plan": str(monthly.plan_id)},
    ]
    for query in searches:
        page = text(client, "index", **query)
        assert ("Ada Barre" in page, "Bo Quist" in page) == (True, False), query
    page = text(client, "index")
    assert all(words in page for words in ("Ada Barre", "Bo Quist", "€19.00", "€49.00", "Not begun yet"))
    sheet = client.get(reverse("subscriptions:index"), {"export": "csv"}).getvalue().decode()
    assert (ada.subscription_id in sheet, "Bo Quist" in sheet) == (True, True)


def test_a_list_of_many_asks_no_more_than_one_of_few(client, administrator, provider, monthly):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            text(client, "index")
        return len(captured)

    subscribe(UserFactory(), monthly.public_id)
    asked()
    few = asked()
    for _person in range(4):
        subscribe(UserFactory(), monthly.public_id)
    assert asked() == few


@pytest.mark.usefixtures("administrator")
def test_one_shows_what_was_paid_told_and_opened(client, provider, monthly, library, in_plan):
    subscription = subscribed(provider, monthly, UserFactory(display_name="Ada Barre"))
    join_course(in_plan, subscription.subscriber)
    spoken_of = next(event for event in events_of(library) if event["type"] == "customer.subscription.created")
    assert told(spoken_of).status_code == 200
    jobs.run_pending()
    assert StripeEvent.objects.get().subscription == subscription
    page = text(client, "inspect", subscription.pk)
    invoice = subscription.invoices.get()
    for words in (
        "Ada Barre", "All access", "Active", "€19.00", invoice.order.number, invoice.invoice_id, "Visa 4242",
        "customer.subscription.created", spoken_of["id"], subscription.subscription_id,
        "1 open by it now, 0 closed again", reverse("orders:give_back", args=[invoice.order_id]),
    ):  # fmt: skip
        assert words in page, words
    assert (
        "Subscription of Ada Barre"
        in client.get(reverse("stripe_events:inspect", args=[StripeEvent.objects.get().pk])).content.decode()
    )


def test_what_never_began_offers_nothing_to_end(client, administrator, provider, monthly):
    page = text(client, "inspect", subscribe(UserFactory(), monthly.public_id).pk)
    assert "Nothing yet." in page
    assert "End it" not in page
    assert "What the payment provider told" not in page


def test_the_provider_is_asked_again(client, administrator, provider, monthly):
    subscription = subscribed(provider, monthly)
    Subscription.objects.filter(pk=subscription.pk).update(state=SubscriptionState.PAUSED, is_good=False)
    assert "The subscription is: active." in do(client, "ask_again", subscription)
    assert client.get(reverse("subscriptions:ask_again", args=[subscription.pk])).status_code == 405
    subscription.refresh_from_db()
    assert (subscription.state, subscription.is_good) == (SubscriptionState.ACTIVE, True)


def test_what_a_change_would_cost_is_asked_and_what_one_has_cost_is_shown(client, administrator, provider):
    small, large = new_plan("Small", 1000), new_plan("Large", 3000, rank=2)
    subscription = subscribed(provider, small, UserFactory(display_name="Ada Barre"))
    assert "What a change would cost" in text(client, "inspect", subscription.pk)
    assert "Changes of plan" not in text(client, "inspect", subscription.pk)
    address = reverse("subscriptions:change_cost", args=[subscription.pk])
    assert "Large, €30.00" in client.get(address).content.decode()
    with days_later(provider, 15):
        client.force_login(administrator)
        cost = cost_of_change(subscription, large.public_id, actor=subscription.subscriber)
        page = client.post(address, {"price": str(large.public_id)}).content.decode()
        shown = [cost.now_minor, cost.next_minor, cost.invoice.charged_minor, -cost.invoice.credited_minor]
        assert all(f"<dd>{Money(minor, 'EUR')}</dd>" in page for minor in shown)
        assert "Left as credit" not in page
        subscription.refresh_from_db()
        assert (subscription.price, Order.objects.count()) == (small, 1)
        change_plan(subscription, large.public_id, agreed_to(cost), actor=subscription.subscriber)
        page = text(client, "inspect", subscription.pk)
        row = page[page.index("Changes of plan") :]
        for words in ("Small, €10.00", "Large, €30.00", f">{Money(cost.now_minor, 'EUR')}<", "Ada Barre"):
            assert words in row, words


def test_what_is_left_of_a_larger_plan_is_shown_as_credit(client, administrator, provider):
    small, large = new_plan("Small", 1000), new_plan("Large", 9000, rank=2)
    subscription = subscribed(provider, large)
    with days_later(provider, 15):
        client.force_login(administrator)
        cost = cost_of_change(subscription, small.public_id, actor=subscription.subscriber)
        address = reverse("subscriptions:change_cost", args=[subscription.pk])
        page = client.post(address, {"price": str(small.public_id)}).content.decode()
        assert "Left as credit" in page
        assert str(Money(cost.credit_minor, "EUR")) in page


@pytest.mark.usefixtures("administrator")
def test_a_change_that_cannot_be_made_costs_nothing_that_is_shown(client, provider, monthly):
    subscription, large = subscribed(provider, monthly), new_plan("Large", 3000, rank=2)
    address = reverse("subscriptions:change_cost", args=[subscription.pk])
    for wrong in ("", "large", "\x00", str(monthly.public_id)):
        assert "The invoice it leads to" not in client.post(address, {"price": wrong}).content.decode()
    cancel(subscription, actor=subscription.subscriber)
    page = client.post(address, {"price": str(large.public_id)}).content.decode()
    assert "that this could be done with just now" in page
    assert "What a change would cost" not in text(client, "inspect", subscription.pk)


@pytest.mark.usefixtures("administrator")
def test_a_change_of_which_the_cost_was_not_written_down_is_shown_without(client, running):
    held = running()
    audit.record(held, "commerce.change_plan", held.subscriber, price="Large, €30.00 by the month")
    page = text(client, "inspect", held.pk)
    assert 'Large, €30.00 by the month</td><td class="px-amount">–</td>' in page


def test_one_is_ended_with_what_is_paid_and_kept_after_all(client, administrator, provider, monthly):
    subscription = subscribed(provider, monthly)
    assert "End it with what is paid" in text(client, "end", subscription.pk)
    assert "It ends with what is paid." in do(client, "end", subscription, later="")
    subscription.refresh_from_db()
    assert (subscription.is_good, subscription.cancels_at) == (True, subscription.period_end)
    assert "End it with what is paid" not in text(client, "end", subscription.pk)
    assert "Take the cancellation back" in text(client, "inspect", subscription.pk)
    assert "It goes on." in do(client, "keep", subscription)
    subscription.refresh_from_db()
    assert subscription.cancels_at is None


def test_one_is_ended_now_and_its_courses_close(client, administrator, provider, monthly, in_plan):
    subscription = subscribed(provider, monthly)
    join_course(in_plan, subscription.subscriber)
    assert "It is ended." in do(client, "end", subscription, now="")
    subscription.refresh_from_db()
    assert (subscription.state, subscription.is_good) == (SubscriptionState.ENDED, False)
    assert Enrolment.objects.get().state == "ended"
    assert "that this could be done with just now" in do(client, "end", subscription, now="")
    assert broken_invariants() == []


def test_only_administrators_end_at_once(provider, monthly):
    subscription = subscribed(provider, monthly)
    with pytest.raises(NotAllowed):
        end(subscription, actor=subscription.subscriber)
    subscription.refresh_from_db()
    assert subscription.is_good


@pytest.mark.parametrize("role", [Role.LEARNER, Role.PRODUCER, Role.REVIEWER])
def test_nobody_else_sees_or_ends_them(client, provider, monthly, role):
    subscription = subscribed(provider, monthly)
    client.force_login(UserFactory(roles=[role]))
    for name in ("inspect", "end", "change_cost"):
        answer = client.get(reverse(f"subscriptions:{name}", args=[subscription.pk]))
        assert subscription.subscriber.email not in answer.content.decode()
    for name in ("end", "keep", "ask_again", "change_cost"):
        client.post(reverse(f"subscriptions:{name}", args=[subscription.pk]), {"now": ""})
    assert subscription.subscriber.email not in client.get(reverse("subscriptions:index")).content.decode()
    asked = subscription.asked
    subscription.refresh_from_db()
    assert (subscription.state, subscription.asked) == (SubscriptionState.ACTIVE, asked)
