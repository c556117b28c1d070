"""What can be sold. Apps above register their kinds; commerce itself knows a kind and a public id (DESIGN 6)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from commerce.models import Bounds
from kit.errors import NotFound
from kit.money import Money

ForSale = Callable[[], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is sold, by kind and public id."""

    kind: str
    sellable_id: UUID


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody who gets a part of what is sold: `weight` of the sum of all weights."""

    person: Any
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing as it is sold just now, on the terms of its `seller`, at its price in one of its `currencies`.

    The `payees` get what the commission leaves, by their weights; nobody stands there twice. Of what `is_limited` one
    is reserved while it is paid for. With `bounds` buyers choose what they pay, and the price is what is suggested
    until they have. `before` is what the price is compared with: in a sale the lowest one before it, of several things
    what they cost one by one.
    """

    title: str
    price: Money
    seller: Any
    payees: Sequence[Payee]
    is_limited: bool = False
    currencies: Sequence[str] = ()
    bounds: Bounds | None = None
    before: Money | None = None


def free_in(offer: Offer, currency: str | None) -> Offer:
    """What costs nothing costs nothing in any currency; other offers as they are."""
    if currency is None or offer.price.minor:
        return offer
    return replace(offer, price=Money(0, currency), before=None)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a thing looks like in a list: its title, its path in the front end, and its picture as documents have it.

    `by` are the names of those it is from.
    """

    title: str
    path: str
    picture: Mapping[str, Any] | None = None
    by: Sequence[str] = ()


class Sellable(Protocol):
    """A kind of thing that is sold. Its methods take the public id of one thing and raise what forbids them."""

    def quote(self, sellable_id: UUID, buyer: Any, currency: str | None = None) -> Offer:
        """What `buyer`, who may be anonymous, is offered now, in this currency or else in its main one.

        Raises NotFound, NotInCurrency, or the DomainError that says why they may not buy it.
        """

    def show(self, sellable_id: UUID, reader: Any) -> Shown | None:
        """How it looks to `reader`, whether or not they may buy it; None for what they may not see."""

    def reserve(self, sellable_id: UUID, reference: UUID, holder: Any) -> None:
        """Keep one for what is being paid for, named by `reference`. A DomainError refuses.

        `holder` is who will have it, None of a gift: who has one already in another way may need no second. Things of
        one kind are always reserved in the order of their ids. Reserving twice keeps one.
        """

    def release(self, sellable_id: UUID, reference: UUID) -> None:
        """Let go of what was kept and will not be paid for or given. Releasing twice changes nothing."""

    def grant(self, sellable_id: UUID, holder: Any, reference: UUID, *, is_gift: bool = False) -> None:
        """Give what was paid for, out of what was kept. Granting twice changes nothing; a DomainError says why not."""

    def revoke(self, sellable_id: UUID, holder: Any) -> None:
        """Take back what was given back in money. Revoking twice changes nothing."""

    def is_held_by(self, sellable_id: UUID, person: Any) -> bool:
        """Whether they have it for good already, so that a gift of it would bring them nothing."""

    def progress(self, sellable_id: UUID, holder: Any) -> int:
        """How much of it who holds it has had by now, in percent: what may be given back depends on it."""

    def access_log(self, sellable_id: UUID, holder: Any) -> Sequence[str]:
        """When who holds it used what, a line each, for a bank that asks whether they had it."""

    def sold_by(self, seller: Any) -> Mapping[UUID, str]:
        """What is on sale of this seller's, or of everybody's for None: ids and titles."""

    def shown(self, sellable_ids: Collection[UUID]) -> Mapping[UUID, Shown]:
        """How these look to who has bought them; what is no longer shown is left out. One question for all."""


@dataclass(frozen=True, slots=True)
class Used:
    """How much a subscriber used something in a time, and who is to get what it brings."""

    sellable_id: UUID
    amount: int
    payees: Sequence[Payee]


class InPlans(Protocol):
    """A kind of thing that plans open. Its methods take the public id of one thing and raise what forbids them."""

    def include(self, sellable_id: UUID, subscriber: Any) -> None:
        """Open it to a subscriber, who has it already or not. Raises NotFound where it takes no part in plans."""

    def include_again(self, sellable_id: UUID, subscriber: Any) -> None:
        """Open it once more to who had it; whether it takes part still does not matter. A DomainError says why not."""

    def exclude(self, sellable_id: UUID, subscriber: Any) -> None:
        """Close it, unless they came by it in another way. Closing it twice changes nothing."""

    def used(self, subscriber: Any, since: datetime, until: datetime) -> Sequence[Used]:
        """What the subscriber used by plan in this time; nothing of what they did not."""


_kinds: dict[str, Sellable] = {}
_for_sale: dict[str, ForSale] = {}
_ordered: set[str] = set()
_in_plans: dict[str, InPlans] = {}


def register_in_plans(kind: str, things: InPlans) -> None:
    """Let plans open things of this kind."""
    if _in_plans.setdefault(kind, things) is not things:
        raise ValueError(f"the kind {kind} is registered twice")


def in_plans(kind: str) -> InPlans:
    """Raises NotFound for a kind that plans do not open."""
    if kind not in _in_plans:
        raise NotFound
    return _in_plans[kind]


def kinds_in_plans() -> list[str]:
    return sorted(_in_plans)


def register_sellable(
    kind: str, sellable: Sellable, *, is_ordered: bool = True, for_sale: ForSale | None = None
) -> None:
    """Let things of this kind be sold. `kind` is stored with prices and orders, so it never changes.

    What is not `is_ordered` is sold in another way, and nobody lays it in a cart. `for_sale` gives what visitors are
    not refused now, prices apart, as rows with `public_id` and `owner`: the set twin of `quote`, for lists.
    """
    if for_sale is not None:
        _for_sale[kind] = for_sale
    if is_ordered:
        _ordered.add(kind)
    if _kinds.setdefault(kind, sellable) is not sellable:
        raise ValueError(f"the kind {kind} is registered twice")


def sellable(kind: str) -> Sellable:
    """Raises NotFound for a kind that is not sold."""
    if kind not in _kinds:
        raise NotFound
    return _kinds[kind]


def kinds() -> list[str]:
    """The kinds of things that people order."""
    return sorted(_ordered)


def for_sale() -> dict[str, QuerySet[Any]]:
    """Of each kind that lists can be made of, what visitors are not refused now: see `register_sellable`."""
    return {kind: rows() for kind, rows in _for_sale.items()}


def shown_of(things: Iterable[Thing]) -> dict[Thing, Shown]:
    """How these look to who has bought them; what is no longer shown is left out. One question for each kind."""
    by_kind: dict[str, list[UUID]] = {}
    for thing in things:
        by_kind.setdefault(thing.kind, []).append(thing.sellable_id)
    return {
        Thing(kind, sellable_id): shown
        for kind, ids in by_kind.items()
        for sellable_id, shown in sellable(kind).shown(ids).items()
    }
