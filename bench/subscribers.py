"""Subscribers, as many as the set has people, and what is asked among all of them (REQUIREMENTS D2)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from accounts.operations.people import create_person
from bench.buying import undone
from bench.measure import Make, Request
from bench.templates import PASSWORD
from commerce.enums import PlanInterval, SubscriptionState
from commerce.models import Plan, PlanPrice, Subscription
from commerce.operations import subscriptions
from commerce.operations.plan_access import has_plan
from kit import clock

RENEWALS, ACCESS, DESK = "twenty renewals swept", "plan looked for", "desk of subscriptions"
ADMINISTRATOR = "administrator@bench.example"
PERIOD = timedelta(days=30)
DUE = 20
# A statement of PostgreSQL's takes 65,535 values at most.
WRITTEN_AT_ONCE = 1_000
SAMPLE = 500


def ensure_subscribers() -> int:
    """Give everybody who learns an active subscription, unless they have one. Returns how many were made.

    Their periods end evenly over the month to come, as those of people who came one by one.
    """
    if not User.objects.filter(email=ADMINISTRATOR).exists():
        create_person(
            ADMINISTRATOR, password=PASSWORD, display_name="Administrator", roles=[Role.ADMINISTRATOR], actor=None
        )
    without = User.objects.filter(email__startswith="learner", subscriptions=None).order_by("pk")
    people = list(without.values_list("pk", flat=True))
    if people:
        plan, _is_new = Plan.objects.get_or_create(name="All access", defaults={"is_offered": True})
        price, _is_new = PlanPrice.objects.get_or_create(
            plan=plan, interval=PlanInterval.MONTH, currency="EUR", defaults={"amount_minor": 1900}
        )
        Subscription.objects.bulk_create(_active(people, price), batch_size=WRITTEN_AT_ONCE)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Subscription._meta.db_table}")
    return len(people)


def _active(people: list[int], price: PlanPrice) -> Iterator[Subscription]:
    now = clock.now()
    for place, person in enumerate(people):
        ends = now + PERIOD * (place + 1) / len(people)
        yield Subscription(
            subscriber_id=person,
            price=price,
            state=SubscriptionState.ACTIVE,
            is_good=True,
            subscription_id=f"sub_bench_{person}",
            intended_at=ends - PERIOD,
            expires_at=ends - PERIOD,
            period_start=ends - PERIOD,
            period_end=ends,
            paid_with="Visa 4242",
            look_at=ends + subscriptions.LOOKED_AT_AFTER,
        )


def subscription_works() -> dict[str, Make]:
    """What the sweep, each question for access and the desk cost among all subscribers."""
    ensure_subscribers()
    people = list(User.objects.filter(subscriptions__is_good=True).order_by("pk")[:SAMPLE])
    # As many are due in each set, however many there are.
    due = Subscription.objects.live().order_by("look_at", "pk").values_list("look_at", flat=True)[DUE - 1]
    browser = Client()
    browser.force_login(User.objects.get(email=ADMINISTRATOR))
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"

    def sweep(_number: int) -> Callable[[], object]:
        def swept() -> None:
            with clock.held_at(due), patch.object(subscriptions, "settle_subscription"):
                assert subscriptions.sweep_subscriptions() == DUE

        return lambda: undone(swept)

    def access(number: int) -> Callable[[], object]:
        person = people[number * 37 % len(people)]
        return lambda: has_plan(person)

    def desk(_number: int) -> Request:
        return Request("GET", "/admin/subscriptions/", {"REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": cookie})

    return {RENEWALS: sweep, ACCESS: access, DESK: desk}
