"""Who holds what was bought: its buyer, or whoever accepted it as a gift. Here alone it is given and taken back."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from commerce.errors import GiftNotOffered
from commerce.gates import sellable
from commerce.models import Gift, Order, OrderLine
from commerce.operations.gifts import send_when_due


def holder_of(line: OrderLine, order: Order) -> User | None:
    """Nobody for a gift that waits to be accepted."""
    if not line.is_gift:
        return order.buyer
    return Gift.objects.select_related("accepted_by").get(line=line).accepted_by


def deliver(line: OrderLine, order: Order) -> None:
    """Give the buyer what they paid for. Of a gift they get the link: what was kept for it stays kept.

    A DomainError says why not.
    """
    kind = sellable(line.sellable_kind)
    if not line.is_gift:
        kind.grant(line.sellable_id, order.buyer, line.public_id)
        return
    if kind.show(line.sellable_id, AnonymousUser()) is None:
        raise GiftNotOffered(title=line.title)
    send_when_due(Gift.objects.get(line=line))


def withdraw(line: OrderLine, order: Order) -> None:
    """Take it from who holds it; let go of what was kept for a gift that nobody accepted."""
    kind, holder = sellable(line.sellable_kind), holder_of(line, order)
    if holder is None:
        kind.release(line.sellable_id, line.public_id)
    else:
        kind.revoke(line.sellable_id, holder)


def progress_of(line: OrderLine, order: Order) -> int:
    """How much of it its holder has had, in percent."""
    holder = holder_of(line, order)
    return 0 if holder is None else sellable(line.sellable_kind).progress(line.sellable_id, holder)


def uses_of(line: OrderLine, order: Order) -> Sequence[str]:
    """When its holder used what, a line each."""
    holder = holder_of(line, order)
    return [] if holder is None else sellable(line.sellable_kind).access_log(line.sellable_id, holder)
