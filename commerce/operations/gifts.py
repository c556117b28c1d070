"""What a giver does: say for whom something is, have its letter sent, and send it to another address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Profile, User
from commerce import letters
from commerce.enums import OrderState
from commerce.errors import GiftAccepted, GiftGivenBack, GiftNotPaid, GiftsWaiting
from commerce.models import Gift, Order, OrderLine
from commerce.models.gifts import LONGEST_MESSAGE, LONGEST_NAME
from commerce.operations.gift_codes import code_of, hash_of, path_of
from kit import audit, clock, jobs
from kit.errors import InvalidInput, NotFound
from kit.failpoints import failpoint
from notices.letters import send_letter, site_link

SEND = "commerce.send_gift"
MOST_DAYS_AHEAD = 365
# When letters go out on their day: early enough for a birthday's breakfast.
SENT_AT = time(8)
# Each may keep a seat while it is not paid for.
MOST_UNPAID = 5


@dataclass(frozen=True, slots=True)
class Present:
    """For whom something is bought, what they are told, and on which day; at once without one. See `present_for`."""

    name: str
    email: str
    message: str = ""
    send_on: date | None = None


def present_for(giver: User, *, name: str, email: str, message: str = "", send_on: date | None = None) -> Present:
    """What the giver says, in its one form. Raises InvalidInput; the day is one where the giver lives."""
    found = Present(" ".join(name.split()), email.strip().lower(), message.strip(), send_on)
    wrong: dict[str, list[str]] = {}
    if not 1 <= len(found.name) <= LONGEST_NAME:
        wrong["recipient_name"] = [f"Say for whom it is, in at most {LONGEST_NAME} letters."]
    try:
        validate_email(found.email)
    except ValidationError:
        wrong["recipient_email"] = ["Give an e-mail address."]
    if len(found.message) > LONGEST_MESSAGE:
        wrong["message"] = [f"At most {LONGEST_MESSAGE} letters, please."]
    today = clock.now().astimezone(_zone_of(giver)).date()
    if send_on is not None and not today <= send_on <= today + timedelta(days=MOST_DAYS_AHEAD):
        wrong["send_on"] = ["A day from today on, within a year, please."]
    if wrong:
        raise InvalidInput(wrong)
    return found


def waiting_line(giver: User, kind: str, sellable_id: UUID, present: Present) -> OrderLine | None:
    """The line by which the giver has begun to buy just this for just this person, and has not paid yet."""
    return (
        OrderLine.objects.filter(
            buyer=giver,
            sellable_kind=kind,
            sellable_id=sellable_id,
            is_gift=True,
            order__state=OrderState.PENDING,
            gift__recipient_name=present.name,
            gift__recipient_email=present.email,
            gift__message=present.message,
            gift__send_on=present.send_on,
        )
        .select_related("order")
        .order_by("pk")
        .first()
    )


def write_gift(line: OrderLine, present: Present, giver: User) -> Gift:
    """Keep with a new line for whom it is; the caller holds the giver. Raises GiftsWaiting."""
    unpaid = OrderLine.objects.filter(buyer=giver, is_gift=True, order__state=OrderState.PENDING).exclude(pk=line.pk)
    if unpaid.count() >= MOST_UNPAID:
        raise GiftsWaiting(most=MOST_UNPAID)
    gift = Gift(
        line=line,
        recipient_name=present.name,
        recipient_email=present.email,
        message=present.message,
        send_on=present.send_on,
        send_at=_moment(present.send_on, giver),
    )
    gift.code_hash = hash_of(code_of(gift))
    gift.save(force_insert=True)
    return gift


def send_when_due(gift: Gift) -> None:
    """Have the letter of a gift that is paid for sent, if its time has come; the sweep finds all others."""
    if gift.send_at <= clock.now():
        jobs.enqueue(SEND, one_at_a_time=f"gift {gift.pk}", gift=gift.pk)


def send_due_gifts() -> int:
    """Have all letters sent whose time has come, unless that is under way. Returns how many."""
    due = list(Gift.objects.to_be_sent().order_by("send_at", "pk").values_list("pk", flat=True)[:500])
    waiting = [pk for pk in due if not jobs.is_under_way(SEND, gift=pk)]
    for pk in waiting:
        jobs.enqueue(SEND, one_at_a_time=f"gift {pk}", gift=pk)
    return len(waiting)


def send_gift(gift_pk: int) -> None:
    """The job behind a gift's letter: silent when it went out, or is not wanted any more."""
    gift = Gift.objects.to_be_sent().select_related("line__buyer").filter(pk=gift_pk).first()
    if gift is None:
        return
    # Made from today's secret: another one may have held when the gift was bought.
    Gift.objects.filter(pk=gift.pk, turn=gift.turn).update(code_hash=hash_of(code_of(gift)))
    failpoint("commerce.before_gift_is_sent")
    send_letter(
        letters.GIFT,
        to=gift.recipient_email,
        name=gift.recipient_name,
        giver=gift.line.buyer.display_name,
        title=gift.line.title,
        message=gift.message,
        url=site_link(path_of(gift)),
    )
    Gift.objects.filter(pk=gift.pk, turn=gift.turn).update(sent_at=clock.now())


def send_again(gift: Gift, *, actor: Any) -> Gift:
    """Send the letter once more, now. Raises NotFound, GiftNotPaid, GiftAccepted, GiftGivenBack."""
    with transaction.atomic():
        gift, order = _hold(gift, actor)
        gift.sent_at, gift.send_at = None, clock.now()
        gift.save(update_fields=["sent_at", "send_at"])
        send_when_due(gift)
        audit.record(order, "commerce.send_gift_again", actor)
        return gift


def change_recipient(gift: Gift, *, name: str, email: str, actor: Any) -> Gift:
    """Let the gift be for somebody else. A new address gets a letter with a link of its own; the earlier one is dead.

    Raises InvalidInput, NotFound, GiftNotPaid, GiftAccepted, GiftGivenBack.
    """
    present = present_for(actor, name=name, email=email)
    with transaction.atomic():
        gift, order = _hold(gift, actor)
        if present.email != gift.recipient_email:
            gift.turn += 1
            gift.code_hash = hash_of(code_of(gift))
            gift.sent_at = None
        gift.recipient_name, gift.recipient_email = present.name, present.email
        gift.save(update_fields=["recipient_name", "recipient_email", "turn", "code_hash", "sent_at"])
        if gift.sent_at is None:
            send_when_due(gift)
        audit.record(order, "commerce.change_gift", actor)
        return gift


def _hold(gift: Gift, actor: Any) -> tuple[Gift, Order]:
    """The gift of this giver as it stands, with its order held; only while it waits to be accepted."""
    order = Order.objects.select_for_update().filter(lines__gift=gift.pk, buyer=actor).first()
    if order is None:
        raise NotFound
    gift = Gift.objects.select_for_update(of=("self",)).select_related("line").get(pk=gift.pk)
    refuse_unless_waiting(gift)
    return gift, order


def refuse_unless_waiting(gift: Gift) -> None:
    """Raises GiftNotPaid, GiftAccepted, GiftGivenBack."""
    if gift.line.granted_at is None:
        raise GiftNotPaid
    if gift.line.revoked_at is not None:
        raise GiftGivenBack
    if gift.accepted_at is not None:
        raise GiftAccepted


def _moment(day: date | None, giver: User) -> datetime:
    return clock.now() if day is None else datetime.combine(day, SENT_AT, _zone_of(giver))


def _zone_of(giver: User) -> ZoneInfo:
    name = Profile.objects.filter(person=giver).values_list("time_zone", flat=True).first()
    return ZoneInfo(name or "UTC")
