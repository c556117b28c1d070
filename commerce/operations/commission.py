"""What the platform keeps of a sale: as agreed for the thing, else with its seller, else with everybody."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Value

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.models import CommissionTerm, SellerTerm
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed


def commission_for(kind: str, sellable_id: UUID, seller: Any) -> int:
    """The platform's part in hundredths of a percent, as it is agreed just now."""
    of_thing = CommissionTerm.objects.filter(sellable_kind=kind, sellable_id=sellable_id)
    of_seller = SellerTerm.objects.filter(seller=seller).order_by("-pk")
    # The nearer one first, in one query: every order asks.
    agreed = (
        of_thing.annotate(distance=Value(1))
        .values_list("distance", "basis_points")
        .union(of_seller.annotate(distance=Value(2)).values_list("distance", "basis_points")[:1], all=True)
        .order_by("distance")
        .first()
    )
    own = None if agreed is None else agreed[1]
    return settings.COMMISSION_BASIS_POINTS if own is None else own


def seller_commission(seller: Any) -> int | None:
    """What is agreed with this seller alone; None where the general share holds."""
    latest = SellerTerm.objects.filter(seller=seller).order_by("-pk").first()
    return None if latest is None else latest.basis_points


@transaction.atomic
def set_seller_commission(seller: User, basis_points: int | None, *, actor: Any) -> None:
    """Agree with the seller on another share from now on, or with None on the general one. Orders placed keep theirs.

    For administrators. Saying what holds already changes nothing.
    """
    if not actor.is_administrator:
        raise NotAllowed
    if basis_points is not None and not 0 <= basis_points <= 10_000:
        raise InvalidInput({"commission": ["Between 0 and 100 %."]})
    hold_person(seller.pk)
    if basis_points == seller_commission(seller):
        return
    SellerTerm.objects.create(seller=seller, basis_points=basis_points, set_by=actor, set_at=clock.now())
    audit.record(seller, "commerce.set_seller_commission", actor, basis_points=basis_points)
