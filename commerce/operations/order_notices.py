"""What buyers are told of their orders, in the app and by letter; once, with the commit that it is about."""

from commerce.models import Order
from notices.operations import notify


def page_of(order: Order) -> str:
    """Where the buyer finds the order in the front end."""
    return f"/account/orders/{order.public_id}"


def announce_purchase(order: Order) -> None:
    """Say thank you, and where the receipt is."""
    lines = list(order.lines.order_by("pk"))
    delivered = ", ".join(line.title for line in lines if not line.refusal)
    refused = ", ".join(line.title for line in lines if line.refusal)
    notify(
        order.buyer,
        "orders.paid",
        title="Thank you, your receipt" if delivered else "We send your money back",
        body=f"Order {order.number}: {delivered or refused}",
        url=page_of(order),
        number=order.number,
        total=str(order.total),
        delivered=delivered,
        refused=refused,
    )
