"""Bundles lie in carts and are ordered like everything else; an order holds their things, never themselves."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from commerce.gates import Offer, Shown, register_sellable, shown_of
from commerce.models import Bundle
from commerce.operations.bundles import SELLABLE_KIND, bundle_offer, find_bundle, things_of
from kit.errors import NotFound


class SoldBundle:
    """What is asked of a bundle before it is ordered. No line is of this kind, so nothing of it is given or taken."""

    def quote(self, sellable_id: UUID, buyer: Any, currency: str | None = None) -> Offer:
        bundle = find_bundle(sellable_id)
        if not Bundle.objects.offered().filter(pk=bundle.pk).exists():
            raise NotFound
        found = bundle_offer(bundle, buyer, currency)
        first = next(iter(found.offers.values()))
        return Offer(
            title=found.name,
            price=found.price,
            seller=first.seller,
            payees=[],
            currencies=first.currencies,
            before=found.before if found.before.minor > found.price.minor else None,
        )

    def show(self, sellable_id: UUID, reader: Any) -> Shown | None:
        bundle = Bundle.objects.offered().filter(public_id=sellable_id).prefetch_related("things").first()
        if bundle is None:
            return None
        things = things_of(bundle)
        found = shown_of(things)
        inside = [found[thing] for thing in things if thing in found]
        return Shown(
            title=bundle.name,
            path=path_of(bundle.slug),
            picture=next((shown.picture for shown in inside if shown.picture), None),
            by=list(dict.fromkeys(name for shown in inside for name in shown.by)),
        )

    def reserve(self, sellable_id: UUID, reference: UUID, holder: Any) -> None:
        raise NotFound

    def release(self, sellable_id: UUID, reference: UUID) -> None:
        """Nothing was kept."""

    def grant(self, sellable_id: UUID, holder: Any, reference: UUID, *, is_gift: bool = False) -> None:
        raise NotFound

    def revoke(self, sellable_id: UUID, holder: Any) -> None:
        """Nothing was given."""

    def is_held_by(self, sellable_id: UUID, person: Any) -> bool:
        """Its things are."""
        return False

    def progress(self, sellable_id: UUID, holder: Any) -> int:
        """Its things have one each."""
        return 0

    def access_log(self, sellable_id: UUID, holder: Any) -> Sequence[str]:
        return []

    def sold_by(self, seller: Any) -> Mapping[UUID, str]:
        """Coupons are for things, and not for bundles of them."""
        return {}

    def shown(self, sellable_ids: Collection[UUID]) -> Mapping[UUID, Shown]:
        found = Bundle.objects.offered().filter(public_id__in=sellable_ids)
        return {bundle.public_id: Shown(title=bundle.name, path=path_of(bundle.slug)) for bundle in found}


def path_of(slug: str) -> str:
    """Where the front end shows it."""
    return f"/bundles/{slug}"


register_sellable(SELLABLE_KIND, SoldBundle())
