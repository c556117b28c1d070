"""What givers are told of their gifts while nobody has accepted them."""

from uuid import UUID

from commerce.models import Gift
from commerce.operations.order_notices import page_of
from notices.operations import notify


def tell_givers_it_closed(kind: str, sellable_id: UUID) -> None:
    """Tell who gave a thing that takes nobody any more that their gift waits in vain, and what they can do.

    The caller tells once, in the transaction that closes it.
    """
    waiting = Gift.objects.waiting().filter(line__sellable_kind=kind, line__sellable_id=sellable_id)
    for gift in waiting.select_related("line__order__buyer").order_by("pk"):
        notify(
            gift.line.order.buyer,
            "orders.gift_closed",
            title=f"Your gift for {gift.recipient_name} cannot be accepted any more",
            body=(
                f"“{gift.line.title}” takes nobody new for now, and {gift.recipient_name} has not accepted it yet."
                " Ask for your money back on the page of your order."
            ),
            url=page_of(gift.line.order),
        )
