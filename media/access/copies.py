"""Who gets a stamped copy instead of the file, and which one is theirs."""

from collections.abc import Callable
from typing import Any

from kit.errors import NotFound, NotSignedIn
from media import gates
from media.models import Document, StampedCopy

Purchase = Callable[[Any, Any], str | None]

_purchases: list[Purchase] = []


class CopyMissing(NotFound):
    """The person's copy is not made yet. For doors that do not make it there is none."""


def register_purchase(purchase: Purchase) -> Purchase:
    """`purchase(person, medium)` is the number of the order by which the person has the medium, if they bought it."""
    _purchases.append(purchase)
    return purchase


def order_number(person: Any, medium: Any) -> str:
    """The order by which the person has the medium; empty where they did not buy it."""
    return next(filter(None, (purchase(person, medium) for purchase in _purchases)), "")


def gets_a_copy(person: Any, medium: Any) -> bool:
    """Whether the file as it is is not for this person. Ask only of who may have the medium.

    Raises NotSignedIn for who is nobody: there is no name to put on it.
    """
    if not isinstance(medium, Document) or not medium.is_stamped or gates.works_with(person, medium):
        return False
    if not gates.is_known(person):
        raise NotSignedIn
    return True


def present_copy(person: Any, document: Document) -> StampedCopy:
    """The person's copy of the document as it is now. Raises CopyMissing."""
    copy = StampedCopy.objects.present(person, document).first()
    if copy is None:
        raise CopyMissing
    return copy
