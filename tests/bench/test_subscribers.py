"""Everybody in a set of the bench subscribes once, and what is measured is what it says."""

from itertools import pairwise

import pytest

from accounts.models import User
from bench.measure import Caller, count_queries
from bench.subscribers import ACCESS, DUE, PERIOD, RENEWALS, ensure_subscribers, subscription_works
from commerce.models import Subscription
from commerce.operations.plan_access import has_plan
from kit.invariants import violations
from tests.factories.accounts import UserFactory

PEOPLE = 2 * DUE


@pytest.fixture
def learners(db):
    return [UserFactory(email=f"learner{number}@bench.example") for number in range(PEOPLE)]


def test_everybody_who_learns_subscribes_once_and_periods_end_one_by_one(learners):
    other = UserFactory()
    assert (ensure_subscribers(), ensure_subscribers()) == (PEOPLE, 0)
    assert all(has_plan(person) for person in learners)
    assert not has_plan(other)
    ends = list(Subscription.objects.order_by("subscriber").values_list("period_end", flat=True))
    assert all(0 < (later - earlier) * PEOPLE / PERIOD < 2 for earlier, later in pairwise(ends))
    assert list(violations()) == []


def test_what_is_measured_leaves_the_set_as_it_was(learners):
    works = subscription_works()
    before = list(Subscription.objects.order_by("pk").values_list("pk", "look_at", "state"))
    # The desk is asked over HTTP, which ends the connection that a test holds.
    counted = [count_queries(works[name], caller=Caller()) for name in (RENEWALS, ACCESS)]
    assert counted == [1 + DUE, 1]
    assert list(Subscription.objects.order_by("pk").values_list("pk", "look_at", "state")) == before
    assert User.objects.filter(subscriptions__is_good=True).count() == PEOPLE
