"""Who makes which bundle: sellers of what they sell, confirmed by administrators; administrators of anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from commerce.enums import BundleState
from commerce.errors import BundleChanged
from commerce.gates import Thing
from commerce.models import Bundle, BundleThing, SellingSettings
from commerce.operations.coupon_terms import things_sold_by
from commerce.policy import may_sell
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed
from kit.revalidation import BUNDLES, SITE, revalidate

FEWEST_THINGS, MOST_THINGS = 2, 8
LONGEST_SLUG = 80
SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class BundleTerms:
    """What a bundle is to be; without a `seller` of what several people sell."""

    name: str
    slug: str
    summary: str
    seller: User | None
    basis_points: int
    things: Sequence[Thing]


@transaction.atomic
def write_bundle(bundle: Bundle | None, terms: BundleTerms, *, actor: User) -> Bundle:
    """Make a bundle, or change one: what was ordered of it stays as it was promised.

    An administrator's holds at once; a seller's is not sold until one has confirmed it as it is now. Raises NotAllowed
    for another's, and InvalidInput by field.
    """
    if not may_sell(actor) or not (actor.is_administrator or terms.seller == actor):
        raise NotAllowed
    held = Bundle(made_by=actor, version=0) if bundle is None else _hold(bundle, actor)
    had_any = Bundle.objects.offered().exists()
    _refuse_unless_sound(bundle, terms, is_ours=actor.is_administrator)
    held.name, held.slug, held.summary = terms.name.strip(), terms.slug, terms.summary.strip()
    held.seller, held.basis_points = terms.seller, terms.basis_points
    held.state = BundleState.OFFERED if actor.is_administrator else BundleState.PROPOSED
    held.version += 1
    held.changed_at = clock.now()
    held.save()
    held.things.all().delete()
    BundleThing.objects.bulk_create(
        BundleThing(bundle=held, place=place, sellable_kind=thing.kind, sellable_id=thing.sellable_id)
        for place, thing in enumerate(terms.things)
    )
    audit.record(held, "commerce.write_bundle", actor, slug=held.slug, basis_points=held.basis_points)
    _show_again(had_any=had_any)
    return held


@transaction.atomic
def confirm_bundle(bundle: Bundle, *, version: int, actor: User) -> Bundle:
    """Let a bundle be sold as it was seen. Administrators only; raises NotAllowed, BundleChanged."""
    if not actor.is_administrator:
        raise NotAllowed
    held = _hold(bundle, actor)
    if held.version != version:
        raise BundleChanged
    return _move(held, BundleState.OFFERED, "commerce.confirm_bundle", actor)


@transaction.atomic
def withdraw_bundle(bundle: Bundle, *, actor: User) -> Bundle:
    """Sell it no more, or decline it. Orders that wait can still be paid. Raises NotAllowed for another's."""
    return _move(_hold(bundle, actor), BundleState.WITHDRAWN, "commerce.withdraw_bundle", actor)


def _move(held: Bundle, state: BundleState, action: str, actor: User) -> Bundle:
    if held.state != state:
        had_any = Bundle.objects.offered().exists()
        held.state, held.changed_at = state, clock.now()
        held.save(update_fields=["state", "changed_at"])
        audit.record(held, action, actor, slug=held.slug)
        _show_again(had_any=had_any)
    return held


def _show_again(*, had_any: bool) -> None:
    """Menus lead to the list of bundles while there are any."""
    revalidate(expire=[BUNDLES], stale=[SITE] if Bundle.objects.offered().exists() != had_any else [])


def _hold(bundle: Bundle, actor: User) -> Bundle:
    held = Bundle.objects.editable_by(actor).select_for_update(no_key=True).filter(pk=bundle.pk).first()
    if held is None:
        raise NotAllowed
    return held


def _refuse_unless_sound(bundle: Bundle | None, terms: BundleTerms, *, is_ours: bool) -> None:
    wrong: dict[str, list[str]] = {}
    others = Bundle.objects.exclude(pk__in=[bundle.pk] if bundle else [])
    if not terms.name.strip():
        wrong["name"] = ["Give it a name."]
    if not (len(terms.slug) <= LONGEST_SLUG and SLUG.fullmatch(terms.slug)):
        wrong["slug"] = ["Small letters without accents, digits and dashes."]
    elif others.filter(slug=terms.slug).exists():
        wrong["slug"] = ["This address is taken."]
    most = 99 if is_ours else SellingSettings.the_one().sale_percent
    if not 1 <= terms.basis_points <= most * 100:
        wrong["percent"] = [f"More than 0 and at most {most} %."]
    if len(set(terms.things)) != len(terms.things):
        wrong["things"] = ["Each course once."]
    elif not FEWEST_THINGS <= len(terms.things) <= MOST_THINGS:
        wrong["things"] = [f"Between {FEWEST_THINGS} and {MOST_THINGS} courses."]
    elif not set(terms.things) <= things_sold_by(terms.seller).keys():
        wrong["things"] = ["Choose among what this seller sells."]
    if wrong:
        raise InvalidInput(wrong)
