"""Wishes: things put by, as they are now, and moved to the cart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.errors import NotInCurrency, TooManyWishes
from commerce.gates import Offer, Shown, Thing, sellable
from commerce.models import Wish
from commerce.models.wishes import MOST_WISHES
from commerce.operations.carts import add_to_cart
from kit.errors import DomainError, NotFound
from kit.failpoints import failpoint


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish as it is now. Without a refusal it can be bought; `shown` is None for what is gone."""

    wish: Wish
    shown: Shown | None
    offer: Offer | None
    refusal: DomainError | None

    @property
    def thing(self) -> Thing:
        return Thing(self.wish.sellable_kind, self.wish.sellable_id)

    @property
    def title(self) -> str:
        return self.shown.title if self.shown is not None else self.wish.title

    @property
    def wished_at(self) -> datetime:
        return self.wish.wished_at


@transaction.atomic
def put_by(person: User, thing: Thing) -> Wish:
    """Put a thing by; doing it again changes nothing. Raises NotFound for what they may not see, TooManyWishes."""
    # Of two devices that take the last place, the second hears that there is none.
    person = hold_person(person.pk)
    held = {Thing(each.sellable_kind, each.sellable_id): each for each in person.wishes.all()}
    failpoint("wishes.read")
    if thing in held:
        return held[thing]
    shown = sellable(thing.kind).show(thing.sellable_id, person)
    if shown is None:
        raise NotFound
    taken = {each.place for each in held.values()}
    place = next((place for place in range(MOST_WISHES) if place not in taken), None)
    if place is None:
        raise TooManyWishes(most=MOST_WISHES)
    return Wish.objects.create(
        person=person, sellable_kind=thing.kind, sellable_id=thing.sellable_id, title=shown.title, place=place
    )


def give_up_wish(person: User, thing: Thing) -> None:
    """Take a wish away. Taking it away twice changes nothing."""
    person.wishes.filter(sellable_kind=thing.kind, sellable_id=thing.sellable_id).delete()


@transaction.atomic
def move_to_cart(person: User, thing: Thing) -> None:
    """Lay a wish in the cart; it is no wish then. Raises NotFound where it is none or cannot be seen, CartIsFull."""
    person = hold_person(person.pk)
    if not person.wishes.filter(sellable_kind=thing.kind, sellable_id=thing.sellable_id).exists():
        raise NotFound
    add_to_cart(person, [thing])
    if not person.cart_items.filter(sellable_kind=thing.kind, sellable_id=thing.sellable_id).exists():
        raise NotFound
    give_up_wish(person, thing)


def as_now(wishes: Sequence[Wish], person: User, currency: str | None) -> list[Wished]:
    """What each costs the person now, in `currency` or where it is not sold in that in its main one, or why not."""
    return [_as_now(wish, person, currency) for wish in wishes]


def _as_now(wish: Wish, person: User, currency: str | None) -> Wished:
    kind = sellable(wish.sellable_kind)
    shown = kind.show(wish.sellable_id, person)
    try:
        try:
            offer = kind.quote(wish.sellable_id, person, currency)
        except NotInCurrency:
            offer = kind.quote(wish.sellable_id, person)
    except DomainError as refusal:
        return Wished(wish, shown, None, refusal)
    return Wished(wish, shown, offer, None)


def wish_count(kind: str, sellable_id: UUID) -> int:
    """By how many people it is put by: all that those who sell it are told of them."""
    return Wish.objects.filter(sellable_kind=kind, sellable_id=sellable_id).count()
