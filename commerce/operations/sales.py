"""Sales: set by sellers within the administrators' limits, at once and for a time. The caller holds what is sold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from commerce.errors import SaleOver
from commerce.models import Price, Sale, SaleAmount, SellingSettings
from commerce.operations.offers import database_now
from commerce.operations.splitting import share_of
from kit.errors import InvalidInput
from kit.money import Money

NO_OVERLAP = "sales_of_a_thing_do_not_overlap"


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """What a sale is to be: a part of every price, or amounts by currency. `starts_at` None is now."""

    starts_at: datetime | None
    ends_at: datetime
    basis_points: int | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def set_sale(kind: str, sellable_id: UUID, terms: SaleTerms, *, actor: Any) -> Sale:
    """Lower prices from until; nobody confirms it. Raises InvalidInput by field."""
    now = database_now()
    starts_at = max(terms.starts_at or now, now)
    limits = SellingSettings.the_one()
    if wrong := _wrong(kind, sellable_id, terms, starts_at, limits):
        raise InvalidInput(wrong)
    sale = Sale(
        sellable_kind=kind,
        sellable_id=sellable_id,
        basis_points=terms.basis_points,
        most_basis_points=limits.sale_percent * 100,
        starts_at=starts_at,
        ends_at=terms.ends_at,
        set_by=actor,
        set_at=now,
    )
    try:
        with transaction.atomic():
            sale.save(force_insert=True)
    except IntegrityError as overlap:
        if NO_OVERLAP not in str(overlap):
            raise
        raise InvalidInput({"starts_at": ["There is a sale in this time already."]}) from overlap
    SaleAmount.objects.bulk_create(
        SaleAmount(sale=sale, currency=currency, amount_minor=amount) for currency, amount in terms.amounts.items()
    )
    return sale


@transaction.atomic
def end_sale(sale: Sale) -> Sale:
    """End a sale that runs, or call one off that has not begun. Raises SaleOver; orders keep what they promised."""
    sale = Sale.objects.select_for_update().get(pk=sale.pk)
    now = database_now()
    if sale.called_off_at is not None or sale.ends_at <= now:
        raise SaleOver
    if sale.starts_at >= now:
        sale.called_off_at = now
    else:
        sale.ends_at = now
    sale.save(update_fields=["called_off_at", "ends_at"])
    return sale


def sales_of(kind: str, sellable_id: UUID) -> list[Sale]:
    """Every sale there was or will be, the latest first."""
    found = Sale.objects.filter(sellable_kind=kind, sellable_id=sellable_id, called_off_at=None)
    return list(found.prefetch_related("amounts").order_by("-starts_at"))


def _wrong(
    kind: str, sellable_id: UUID, terms: SaleTerms, starts_at: datetime, limits: SellingSettings
) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    prices = Price.objects.of(kind, sellable_id).active().filter(amount_minor__gt=0, least_minor=None)
    held = dict(prices.values_list("currency", "amount_minor"))
    most = limits.sale_percent * 100
    if not held:
        wrong["percent"] = ["There is no price to lower."]
    elif (terms.basis_points is None) == (not terms.amounts):
        wrong["percent"] = ["Either so many percent or amounts."]
    elif terms.basis_points is not None and not 1 <= terms.basis_points <= most:
        wrong["percent"] = [f"At most {limits.sale_percent} %."]
    for currency, amount in terms.amounts.items():
        if currency not in held:
            wrong[currency] = ["It is not sold in this currency."]
        elif not 0 < amount <= share_of(held[currency], most):
            limit = Money(share_of(held[currency], most), currency)
            wrong[currency] = [f"At most {limit}, {limits.sale_percent} % of the price."]
    if terms.ends_at <= starts_at:
        wrong["ends_at"] = ["It ends after it starts."]
    elif terms.ends_at - starts_at > timedelta(days=limits.sale_days):
        wrong["ends_at"] = [f"At most {limits.sale_days} days."]
    return wrong
