"""What subscriptions open to their subscribers. Every function here wants the subscription held, or holds it."""

from contextlib import suppress
from typing import Any

from django.db import transaction

from commerce.errors import NoSubscription
from commerce.gates import Thing, in_plans
from commerce.models import PlanGrant, Subscription
from kit import clock
from kit.errors import DomainError


@transaction.atomic
def open_by_plan(person: Any, thing: Thing) -> PlanGrant:
    """Open a thing that takes part in plans to somebody whose subscription is good. Opening it twice changes nothing.

    Raises NoSubscription, and what the thing refuses.
    """
    held = Subscription.objects.select_for_update().good().filter(subscriber=person).order_by("pk").first()
    if held is None:
        raise NoSubscription
    in_plans(thing.kind).include(thing.sellable_id, person)
    grant, is_new = PlanGrant.objects.get_or_create(
        subscription=held, sellable_kind=thing.kind, sellable_id=thing.sellable_id
    )
    if not is_new and grant.ended_at is not None:
        grant.ended_at = None
        grant.save(update_fields=["ended_at"])
    return grant


def has_plan(person: Any) -> bool:
    """Whether the person's subscription opens things now."""
    return bool(person.is_authenticated) and Subscription.objects.good().filter(subscriber=person).exists()


def close_grants(subscription: Subscription) -> None:
    """Take back what the subscription opened; the caller holds it."""
    for grant in _grants(subscription, is_open=True):
        in_plans(grant.sellable_kind).exclude(grant.sellable_id, subscription.subscriber)
        grant.ended_at = clock.now()
        grant.save(update_fields=["ended_at"])


def open_grants_again(subscription: Subscription) -> None:
    """Open once more what it had opened, and what earlier subscriptions had; the caller holds it.

    Of what an earlier one opened only that comes back which could be opened anew; what is full or gone stays closed.
    """
    for grant in _grants(subscription, is_open=False):
        with suppress(DomainError), transaction.atomic():
            in_plans(grant.sellable_kind).include_again(grant.sellable_id, subscription.subscriber)
            grant.ended_at = None
            grant.save(update_fields=["ended_at"])
    for thing in _opened_before(subscription):
        with suppress(DomainError), transaction.atomic():
            in_plans(thing.kind).include(thing.sellable_id, subscription.subscriber)
            PlanGrant.objects.create(subscription=subscription, sellable_kind=thing.kind, sellable_id=thing.sellable_id)


def _opened_before(subscription: Subscription) -> list[Thing]:
    own = subscription.grants.values_list("sellable_kind", "sellable_id")
    earlier = PlanGrant.objects.filter(
        subscription__subscriber=subscription.subscriber, subscription__family=subscription.family
    ).exclude(subscription=subscription)
    found = set(earlier.values_list("sellable_kind", "sellable_id")) - set(own)
    return [Thing(kind, sellable_id) for kind, sellable_id in sorted(found)]


def _grants(subscription: Subscription, *, is_open: bool) -> list[PlanGrant]:
    # In the order in which orders deliver, so that two never wait for each other's things.
    found = subscription.grants.filter(ended_at__isnull=is_open)
    return list(found.order_by("sellable_kind", "sellable_id"))
