"""Administrators make plans and say what they cost. Who subscribed keeps their price until they change it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from commerce.enums import PlanInterval
from commerce.models import Plan, PlanPrice
from commerce.operations.prices import currencies_sold
from kit import audit
from kit.errors import InvalidInput, NotAllowed
from kit.money import Money
from kit.revalidation import PLANS, SITE, revalidate

LONGEST_TRIAL = 365
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """A plan as it is wanted. `prices` are all that are offered from now on, by rhythm and currency."""

    name: str
    summary: str
    features: str
    rank: int
    trial_days: int
    commission_basis_points: int
    is_offered: bool
    is_highlighted: bool
    prices: Mapping[tuple[PlanInterval, str], Money]


@transaction.atomic
def write_plan(plan: Plan | None, terms: PlanTerms, *, actor: User) -> Plan:
    """Make a plan, or change one for those who subscribe from now on. Raises NotAllowed, InvalidInput by field."""
    if not actor.is_administrator:
        raise NotAllowed
    _refuse_unless_sound(plan, terms)
    before = _on_every_page()
    held = Plan.objects.select_for_update().get(pk=plan.pk) if plan is not None else Plan()
    for name in (
        "name", "summary", "features", "rank", "trial_days", "commission_basis_points", "is_offered", "is_highlighted",
    ):  # fmt: skip
        setattr(held, name, getattr(terms, name))
    held.save()
    _write_prices(held, terms.prices)
    audit.record(held, "commerce.write_plan", actor, name=held.name)
    revalidate(expire=[PLANS], stale=[SITE] if _on_every_page() != before else [])
    return held


def _on_every_page() -> tuple[list[str], bool]:
    """The currencies to choose from, and whether menus lead to the plans."""
    return currencies_sold(), Plan.objects.offered().exists()


def _write_prices(plan: Plan, wanted: Mapping[tuple[PlanInterval, str], Money]) -> None:
    for price in plan.prices.filter(is_offered=True):
        if wanted.get((PlanInterval(price.interval), price.currency)) != price.amount:
            price.is_offered = False
            price.save(update_fields=["is_offered"])
    known = {(each.interval, each.currency) for each in plan.prices.filter(is_offered=True)}
    for (interval, currency), amount in wanted.items():
        if (interval, currency) not in known:
            PlanPrice.objects.create(plan=plan, interval=interval, currency=currency, amount_minor=amount.minor)


def _refuse_unless_sound(plan: Plan | None, terms: PlanTerms) -> None:
    wrong: dict[str, list[str]] = {}
    if not terms.name.strip():
        wrong["name"] = ["Give it a name."]
    elif Plan.objects.exclude(pk__in=[plan.pk] if plan else []).filter(name=terms.name).exists():
        wrong["name"] = ["Another plan has this name."]
    if not 0 <= terms.trial_days <= LONGEST_TRIAL:
        wrong["trial_days"] = [f"Between 0 and {LONGEST_TRIAL} days."]
    if not 0 <= terms.commission_basis_points <= WHOLE:
        wrong["commission"] = ["Between 0 and 100 %."]
    if any(amount.minor <= 0 for amount in terms.prices.values()):
        wrong["prices"] = ["A price is more than nothing."]
    elif terms.is_offered and not terms.prices:
        wrong["prices"] = ["A plan that is offered has a price."]
    if wrong:
        raise InvalidInput(wrong)
