"""A gift is accepted: once, by one person, whoever has the link."""

from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.enums import OrderState
from commerce.errors import GiftGivenBack, HasItAlready, OrderUnderWay
from commerce.gates import sellable
from commerce.models import Gift, Order, OrderLine
from commerce.operations.gift_codes import find_gift
from commerce.operations.gifts import refuse_unless_waiting
from commerce.operations.order_notices import page_of
from commerce.operations.refunds import left_of
from kit import audit, clock
from kit.errors import NotFound
from kit.failpoints import failpoint
from notices.operations import notify


def accept_gift(code: str, *, actor: User) -> Gift:
    """Take what the link gives; who has taken it gets it again. Raises NotFound for any other code.

    Raises GiftAccepted when it is somebody else's, GiftGivenBack, HasItAlready, OrderUnderWay, and what the thing
    itself refuses.
    """
    found = find_gift(code)
    with transaction.atomic():
        # Of two gifts of one thing a person takes one after the other, and sees with the second that they have it.
        hold_person(actor.pk)
        # Whoever gives it back holds the order too.
        order = Order.objects.select_for_update().get(pk=found.line.order_id)
        gift = Gift.objects.select_for_update(of=("self",)).select_related("line").get(pk=found.pk)
        failpoint("commerce.gift_held")
        if gift.turn != found.turn:
            raise NotFound
        if gift.accepted_by_id == actor.pk and gift.line.revoked_at is None:
            return gift
        refuse_unless_waiting(gift)
        line = gift.line
        if line.total_minor and left_of(line) <= 0:
            raise GiftGivenBack
        _refuse_who_has_it(line, actor)
        sellable(line.sellable_kind).grant(line.sellable_id, actor, line.public_id, is_gift=True)
        gift.accepted_at, gift.accepted_by = clock.now(), actor
        gift.save(update_fields=["accepted_at", "accepted_by"])
        audit.record(order, "commerce.accept_gift", actor)
        if order.buyer_id != actor.pk:
            notify(
                order.buyer,
                "orders.gift_accepted",
                title=f"{gift.recipient_name} has accepted your gift",
                body=f"“{line.title}” is theirs now.",
                url=page_of(order),
            )
        return gift


def _refuse_who_has_it(line: OrderLine, person: User) -> None:
    if sellable(line.sellable_kind).is_held_by(line.sellable_id, person):
        raise HasItAlready(title=line.title)
    own = OrderLine.objects.filter(
        buyer=person,
        sellable_kind=line.sellable_kind,
        sellable_id=line.sellable_id,
        is_gift=False,
        order__state=OrderState.PENDING,
    ).select_related("order")
    if begun := own.first():
        raise OrderUnderWay(title=line.title, number=begun.order.number)
