"""Prices: asked for by sellers, confirmed by those who may, kept as history (DESIGN 6).

A row is never edited; the caller holds the lock on what is sold, so that two proposals for it do not cross.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from commerce.enums import PriceState
from commerce.errors import PriceDecided
from commerce.models import Price
from kit import clock


@transaction.atomic
def propose_price(kind: str, sellable_id: UUID, *, amount_minor: int, currency: str, actor: Any) -> Price:
    """Ask for a price. It takes the place of an earlier proposal; the price that holds goes on holding."""
    waiting = Price.objects.select_for_update().of(kind, sellable_id).proposed().filter(currency=currency)
    for earlier in waiting:
        if earlier.amount_minor == amount_minor:
            return earlier
        _decide(earlier, PriceState.DECLINED, actor)
    return Price.objects.create(
        sellable_kind=kind,
        sellable_id=sellable_id,
        amount_minor=amount_minor,
        currency=currency,
        proposed_by=actor,
        proposed_at=clock.now(),
    )


@transaction.atomic
def confirm_price(price: Price, *, actor: Any) -> Price:
    """Let a proposed price hold from now on, instead of every price before it, whatever its currency."""
    price = _take(price)
    for earlier in Price.objects.select_for_update().of(price.sellable_kind, price.sellable_id).active():
        _decide(earlier, PriceState.RETIRED, actor)
    return _decide(price, PriceState.ACTIVE, actor)


@transaction.atomic
def decline_price(price: Price, *, actor: Any) -> Price:
    """Refuse a proposed price; the one that holds goes on holding."""
    return _decide(_take(price), PriceState.DECLINED, actor)


@transaction.atomic
def retire_prices(kind: str, sellable_id: UUID, *, actor: Any) -> None:
    """End the price that holds, when the thing is no longer sold at all."""
    for price in Price.objects.select_for_update().of(kind, sellable_id).active():
        _decide(price, PriceState.RETIRED, actor)


def price_held(kind: str, sellable_id: UUID) -> Price | None:
    """The price that holds now; None while there never was one."""
    return Price.objects.of(kind, sellable_id).active().first()


def _take(price: Price) -> Price:
    price = Price.objects.select_for_update().get(pk=price.pk)
    if price.state != PriceState.PROPOSED:
        raise PriceDecided
    return price


def _decide(price: Price, state: PriceState, actor: Any) -> Price:
    price.state = state
    price.decided_by = actor
    price.decided_at = clock.now()
    price.save(update_fields=["state", "decided_by", "decided_at"])
    return price
