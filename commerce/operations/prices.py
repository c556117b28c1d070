"""Prices: asked for by sellers, confirmed by those who may, kept as history (DESIGN 6).

There may be one in each currency. A row is never edited; the caller holds the lock on what is sold, so that two
proposals for it do not cross.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from commerce.enums import PriceState
from commerce.errors import MainCurrency, PriceDecided
from commerce.models import Bounds, PlanPrice, Price
from kit import clock


@transaction.atomic
def propose_price(
    kind: str,
    sellable_id: UUID,
    *,
    amount_minor: int,
    currency: str,
    actor: Any,
    is_main: bool = True,
    bounds: Bounds | None = None,
) -> Price:
    """Ask for a price. It takes the place of an earlier proposal; the price that holds goes on holding.

    One that `is_main` will stand for all where nobody asks for a currency. With `bounds` buyers choose what they pay.
    """
    waiting = Price.objects.select_for_update().of(kind, sellable_id).proposed().filter(currency=currency)
    for earlier in waiting:
        if (earlier.amount_minor, earlier.is_main, earlier.bounds) == (amount_minor, is_main, bounds):
            return earlier
        _decide(earlier, PriceState.DECLINED, actor)
    return Price.objects.create(
        sellable_kind=kind,
        sellable_id=sellable_id,
        amount_minor=amount_minor,
        currency=currency,
        least_minor=bounds.least_minor if bounds else None,
        most_minor=bounds.most_minor if bounds else None,
        is_main=is_main,
        proposed_by=actor,
        proposed_at=clock.now(),
    )


@transaction.atomic
def confirm_price(price: Price, *, actor: Any) -> Price:
    """Let a proposed price hold from now on instead of the one in its currency; the others go on holding.

    What costs nothing costs nothing in any currency: a price of zero stands alone, and ends with the next one.
    """
    price = _take(price)
    held = list(Price.objects.select_for_update().of(price.sellable_kind, price.sellable_id).active())
    is_free = price.amount_minor == 0
    # One moment, so that no time between the two has no price or both.
    now = clock.now()
    for earlier in held:
        if earlier.currency == price.currency or is_free or earlier.amount_minor == 0:
            price.is_main = price.is_main or earlier.is_main
            _decide(earlier, PriceState.RETIRED, actor, now)
        elif price.is_main and earlier.is_main:
            earlier.is_main = False
            earlier.save(update_fields=["is_main"])
    price.is_main = price.is_main or not held
    return _decide(price, PriceState.ACTIVE, actor, now)


@transaction.atomic
def decline_price(price: Price, *, actor: Any) -> Price:
    """Refuse a proposed price; the one that holds goes on holding."""
    return _decide(_take(price), PriceState.DECLINED, actor)


@transaction.atomic
def end_currency(kind: str, sellable_id: UUID, currency: str, *, actor: Any) -> None:
    """Sell no more in this currency. Ending it again changes nothing; raises MainCurrency for the main one."""
    for price in Price.objects.select_for_update().of(kind, sellable_id).active().filter(currency=currency):
        if price.is_main:
            raise MainCurrency(currency=currency)
        _decide(price, PriceState.RETIRED, actor)


@transaction.atomic
def retire_prices(kind: str, sellable_id: UUID, *, actor: Any) -> None:
    """End the prices that hold, when the thing is no longer sold at all."""
    for price in Price.objects.select_for_update().of(kind, sellable_id).active():
        _decide(price, PriceState.RETIRED, actor)


def prices_held(kind: str, sellable_id: UUID) -> list[Price]:
    """The prices that hold now, the main one first, then by currency."""
    return list(Price.objects.of(kind, sellable_id).active().order_by("-is_main", "currency"))


def price_held(kind: str, sellable_id: UUID) -> Price | None:
    """The main price that holds now; None while there never was one."""
    return next(iter(prices_held(kind, sellable_id)), None)


def currencies_sold() -> list[str]:
    """The currencies in which something has a price now, plans too."""
    paid = Price.objects.active().filter(amount_minor__gt=0).values_list("currency", flat=True)
    plans = PlanPrice.objects.filter(is_offered=True, plan__is_offered=True).values_list("currency", flat=True)
    return list(paid.union(plans).order_by("currency"))


def _take(price: Price) -> Price:
    price = Price.objects.select_for_update().get(pk=price.pk)
    if price.state != PriceState.PROPOSED:
        raise PriceDecided
    return price


def _decide(price: Price, state: PriceState, actor: Any, at: datetime | None = None) -> Price:
    now = at or clock.now()
    if state == PriceState.ACTIVE:
        price.holds_from = now
    elif price.state == PriceState.ACTIVE:
        price.held_until = now
    price.state = state
    price.decided_by = actor
    price.decided_at = now
    price.save(update_fields=["state", "decided_by", "decided_at", "is_main", "holds_from", "held_until"])
    return price
