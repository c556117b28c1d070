"""What subscribers are told, in the app and by letter; once, with the commit that it is about."""

from commerce.enums import SubscriptionState
from commerce.models import Subscription
from commerce.operations.subscribing import PAGE
from notices.operations import notify

CARDS = f"{PAGE}/cards"


def tell_of_change(held: Subscription, *, state: str, was_good: bool) -> None:
    """Tell what is new since `state`; nothing where nothing is."""
    name = held.price.plan.name
    if held.state == SubscriptionState.PAST_DUE and state != SubscriptionState.PAST_DUE:
        until = f"{held.grace_until.day} {held.grace_until:%B %Y}" if held.grace_until else ""
        _tell(
            held,
            "orders.plan_unpaid",
            "Your payment did not go through",
            f"We could not collect the payment for {name}. Your courses stay open until {until}. Please look at your"
            " card; we try again by ourselves."
            if held.is_good
            else f"We could not collect the payment for {name}. Please look at your card.",
            url=CARDS,
        )
    elif held.state == SubscriptionState.ENDED and state != SubscriptionState.ENDED:
        _tell(
            held,
            "orders.plan_ended",
            f"{name} has ended",
            "The courses that it opened are closed. Your progress is kept, and waits for you.",
        )
    elif held.is_good and state == SubscriptionState.OPENING:
        _tell(held, "orders.plan_begun", f"{name} has begun", "Every course that takes part is open to you now.")
    elif held.is_good and not was_good:
        _tell(held, "orders.plan_good_again", f"{name} is running again", "Your courses are open, where you left them.")
    elif was_good and not held.is_good:
        paused = held.state == SubscriptionState.PAUSED
        _tell(
            held,
            "orders.plan_paused" if paused else "orders.plan_closed",
            f"{name} is paused" if paused else "Your courses are closed until the payment arrives",
            "Nothing is charged, and your progress is kept."
            if paused
            else f"The payment for {name} has not gone through. Your progress is kept.",
            url=PAGE if paused else CARDS,
        )


def _tell(held: Subscription, kind: str, title: str, body: str, *, url: str = PAGE) -> None:
    notify(held.subscriber, kind, title=title, body=body, url=url)
