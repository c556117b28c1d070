"""What a plan brought is sold like everything else; nothing is delivered with it, and nobody orders it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from commerce.gates import Offer, Shown, register_sellable
from commerce.operations.plan_invoices import SELLABLE_KIND
from kit.errors import NotFound


class PaidPeriod:
    """A paid period of a subscription: what it opens follows the subscription, not the payment."""

    def quote(self, sellable_id: UUID, buyer: Any, currency: str | None = None) -> Offer:
        raise NotFound

    def show(self, sellable_id: UUID, reader: Any) -> Shown | None:
        return None

    def reserve(self, sellable_id: UUID, reference: UUID, holder: Any) -> None:
        raise NotFound

    def release(self, sellable_id: UUID, reference: UUID) -> None:
        """Nothing was kept."""

    def grant(self, sellable_id: UUID, holder: Any, reference: UUID, *, is_gift: bool = False) -> None:
        """The subscription grants."""

    def revoke(self, sellable_id: UUID, holder: Any) -> None:
        """The subscription ends what it opened, when it is ended."""

    def is_held_by(self, sellable_id: UUID, person: Any) -> bool:
        """Nobody gives it to anybody."""
        return False

    def progress(self, sellable_id: UUID, holder: Any) -> int:
        """A period that has begun is not given back without asking."""
        return 100

    def access_log(self, sellable_id: UUID, holder: Any) -> Sequence[str]:
        return []

    def sold_by(self, seller: Any) -> Mapping[UUID, str]:
        return {}

    def shown(self, sellable_ids: Collection[UUID]) -> Mapping[UUID, Shown]:
        return dict.fromkeys(sellable_ids, Shown(title="", path="/account/plan"))


register_sellable(SELLABLE_KIND, PaidPeriod(), is_ordered=False)
