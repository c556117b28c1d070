"""What the platform keeps of a sale: as agreed for the thing, else with its seller, else with everybody."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.gates import Offer, Thing
from commerce.models import CommissionTerm, SellerTerm, SellingSettings
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed

# The nearer one first. Written out, since every order asks it: building it cost more than answering it.
_AGREED = f"""
SELECT coalesce(
    (SELECT basis_points FROM {CommissionTerm._meta.db_table}
        WHERE sellable_kind = sold.kind AND sellable_id = sold.thing),
    (SELECT basis_points FROM {SellerTerm._meta.db_table}
        WHERE seller_id = sold.seller ORDER BY id DESC LIMIT 1),
    (SELECT (commission_percent * 100)::int FROM {SellingSettings._meta.db_table} ORDER BY id LIMIT 1))
FROM unnest(%s::text[], %s::uuid[], %s::bigint[]) WITH ORDINALITY AS sold (kind, thing, seller, place)
ORDER BY sold.place
"""  # noqa: S608 - the names of our own tables


def commissions_for(offered: Sequence[tuple[Thing, Offer]]) -> list[int]:
    """The platform's part of each in hundredths of a percent, as it is agreed just now. One query."""
    kinds, things = [thing.kind for thing, _offer in offered], [thing.sellable_id for thing, _offer in offered]
    with connection.cursor() as cursor:
        cursor.execute(_AGREED, [kinds, things, [offer.seller.pk for _thing, offer in offered]])
        return [settings.COMMISSION_BASIS_POINTS if agreed is None else agreed for (agreed,) in cursor.fetchall()]


def general_commission() -> int:
    """What holds where nothing is agreed, in hundredths of a percent."""
    percent = SellingSettings.the_one().commission_percent
    return int(settings.COMMISSION_BASIS_POINTS) if percent is None else int(percent * 100)


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
