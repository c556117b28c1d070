"""What buyers are told of their orders, in the app and by letter; once, with the commit that it is about."""

from accounts.enums import Role
from accounts.models import User
from commerce.models import Order, Refund
from kit.money import Money
from notices.letters import admin_link
from notices.operations import notify


def page_of(order: Order) -> str:
    """Where the buyer finds the order in the front end."""
    return f"/account/orders/{order.public_id}"


def announce_purchase(order: Order) -> None:
    """Say thank you, and where the receipt is; of an order of nothing there is none."""
    lines = list(order.lines.select_related("gift").order_by("pk"))
    delivered = ", ".join(line.title for line in lines if not line.refusal and not line.is_gift)
    given = ", ".join(
        f"{line.title} (for {line.gift.recipient_name})" for line in lines if line.is_gift and not line.refusal
    )
    refused = ", ".join(line.title for line in lines if line.refusal)
    notify(
        order.buyer,
        "orders.paid",
        title=_thanks(order, own=bool(delivered)) if delivered or given else "We send your money back",
        body=f"Order {order.number}: {', '.join(filter(None, [delivered, given])) or refused}",
        url=page_of(order),
        number=order.number,
        total=str(order.total) if order.total_minor else "",
        delivered=delivered,
        given=given,
        refused=refused,
    )


def _thanks(order: Order, *, own: bool) -> str:
    if order.total_minor:
        return "Thank you, your receipt"
    return "Thank you, it is yours" if own else "Thank you, your gift is ready"


def tell_of_refund(refund: Refund, order: Order) -> None:
    """Tell the buyer that money is on its way to them, of what, and what they no longer have."""
    parts = list(refund.parts.select_related("line").order_by("line__pk"))
    ended = ", ".join(part.line.title for part in parts if part.line.revoked_at is not None)
    notify(
        order.buyer,
        "orders.refunded",
        title=f"{Money(refund.amount_minor, order.currency)} are on their way back to you",
        body="\n\n".join(
            [
                f"Order {order.number}: {', '.join(part.line.title for part in parts)}",
                "They come the way you paid, and banks take up to ten days for it.",
                *([f"This is no longer yours: {ended}"] if ended else []),
            ]
        ),
        url=page_of(order),
    )


def tell_of_taking_back(order: Order) -> None:
    """Tell the buyer of an order of nothing that it has ended, and whom to ask."""
    titles = ", ".join(order.lines.order_by("pk").values_list("title", flat=True))
    notify(
        order.buyer,
        "orders.taken_back",
        title=f"Order {order.number} has been taken back",
        body=f"This is no longer yours: {titles}\n\nIf you think that is a mistake, please write to us.",
        url=page_of(order),
    )


def tell_of_returned_refund(refund: Refund, order: Order) -> None:
    """Tell administrators that the bank sent money back, and what is to be done about it."""
    amount = Money(refund.amount_minor, order.currency)
    for administrator in User.objects.holding(Role.ADMINISTRATOR):
        notify(
            administrator,
            "orders.refund_returned",
            title=f"The bank sent {amount} back: order {order.number}",
            body=(
                f"{order.buyer.display_name} ({order.buyer.email}) could not be paid, for example because the card was"
                " closed. Access has ended and stays so. Ask where the money may go, send it there, and note it at the"
                " payment provider; or give it back once more in the order."
            ),
            url=admin_link(f"/admin/orders/inspect/{order.pk}/"),
        )
