"""Learners give back what the terms of their order allow, and ask for what lies beyond them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from commerce.enums import OrderState, PaymentState, RefundReason, RefundState, RequestState
from commerce.errors import NotByPolicy, NothingLeft, RequestDecided
from commerce.models import Order, OrderLine, Payment, Refund, RefundRequest, RefundTerms, SellingSettings
from commerce.operations.delivery import progress_of
from commerce.operations.order_notices import page_of
from commerce.operations.refunds import intend_refund, left_of, refuse_while_disputed
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import failpoint
from kit.money import Money
from notices.letters import admin_link
from notices.operations import notify

# Why it cannot be given back by oneself.
NOT_YOURS_ANY_MORE, TOO_LATE, TOO_FAR, NO_TERMS = "given_back", "too_late", "too_far", "no_terms"


@dataclass(frozen=True, slots=True)
class GivingBack:
    """Whether the buyer of a line may give it back by themselves just now; `why_not` is empty where they may."""

    line: OrderLine
    amount_minor: int
    why_not: str
    until: datetime | None = None
    progress_percent: int = 0
    limit_percent: int = 0
    request: RefundRequest | None = None


def freeze_terms(order: Order) -> None:
    """Keep the terms that hold now for an order that is being paid."""
    now = SellingSettings.the_one()
    RefundTerms.objects.get_or_create(
        order=order, defaults={"days": now.refund_days, "progress_percent": now.refund_progress_percent}
    )


def may_be_given_back(order: Order) -> Sequence[GivingBack]:
    """Each line of an order that costs something, and whether its buyer may give it back."""
    return [_look(line, order) for line in order.lines.filter(total_minor__gt=0).order_by("pk")]


def give_back(line: OrderLine, *, words: str = "", actor: Any) -> Refund:
    """The buyer gives a thing back and gets what is left of its price. Giving it back again gives the same refund.

    Raises NotFound, NotByPolicy, NothingLeft, Disputed.
    """
    with transaction.atomic():
        order, payment, line = _hold(line, actor)
        failpoint("commerce.before_giving_back")
        given = Refund.objects.filter(parts__line=line, reason=RefundReason.BY_POLICY)
        if earlier := given.exclude(state=RefundState.FAILED).first():
            return earlier
        refuse_while_disputed(payment)
        looked = _look(line, order)
        if looked.why_not == NOT_YOURS_ANY_MORE:
            raise NothingLeft(title=line.title)
        if looked.why_not:
            raise NotByPolicy(title=line.title)
        audit.record(order, "commerce.give_back", actor, amount_minor=looked.amount_minor, currency=order.currency)
        return intend_refund(payment, {line: looked.amount_minor}, reason=RefundReason.BY_POLICY, words=words)


def ask_for_money_back(line: OrderLine, *, words: str, actor: Any) -> RefundRequest:
    """The buyer asks administrators to give money back. Asking while it waits gives the same request.

    Raises NotFound, NothingLeft, InvalidInput without words.
    """
    if not words.strip():
        raise InvalidInput({"words": ["Say why, in a few words."]})
    with transaction.atomic():
        order, _payment, line = _hold(line, actor)
        if waiting := line.refund_requests.waiting().first():
            return waiting
        if left_of(line) <= 0:
            raise NothingLeft(title=line.title)
        request = RefundRequest.objects.create(line=line, words=words.strip())
        for administrator in User.objects.holding(Role.ADMINISTRATOR):
            notify(
                administrator,
                "orders.refund_asked",
                title=f"Money back is asked for: “{line.title}”",
                body=request.words,
                url=admin_link(f"/admin/refund-requests/inspect/{request.pk}/"),
            )
        audit.record(order, "commerce.ask_refund", actor)
        return request


def approve_request(request: RefundRequest, amount_minor: int, *, answer: str = "", actor: Any) -> Refund:
    """Give back so much of what was asked for. Raises NotAllowed, RequestDecided, MoreThanPaid, Disputed."""
    with transaction.atomic():
        order, payment, request = _hold_request(request, actor)
        refuse_while_disputed(payment)
        refund = intend_refund(payment, {request.line: amount_minor}, reason=RefundReason.BY_REQUEST)
        _decide(request, RequestState.APPROVED, answer, actor, refund=refund)
        amount = Money(amount_minor, order.currency)
        audit.record(order, "commerce.refund_order", actor, amount_minor=amount_minor, currency=order.currency)
        notify(
            order.buyer,
            "orders.refund_approved",
            title=f"{amount} are on their way back to you",
            body="\n\n".join(filter(None, [f"You asked for your money back: {request.line.title}.", answer])),
            url=page_of(order),
        )
        return refund


def decline_request(request: RefundRequest, *, answer: str, actor: Any) -> None:
    """Say no, and why. Raises NotAllowed, RequestDecided, InvalidInput without a reason."""
    if not answer.strip():
        raise InvalidInput({"answer": ["Say why."]})
    with transaction.atomic():
        order, _payment, request = _hold_request(request, actor)
        _decide(request, RequestState.DECLINED, answer, actor)
        audit.record(order, "commerce.decline_refund", actor)
        notify(
            order.buyer,
            "orders.refund_declined",
            title=f"About your money back for “{request.line.title}”",
            body=answer,
            url=page_of(order),
        )


def _hold(line: OrderLine, actor: Any) -> tuple[Order, Payment, OrderLine]:
    """The order, held, with its payment and the line anew; only for who bought it."""
    order = Order.objects.select_for_update().filter(pk=line.order_id, buyer=actor).first()
    if order is None:
        raise NotFound
    line = OrderLine.objects.get(pk=line.pk)
    payment = order.payments.filter(state=PaymentState.SUCCEEDED).first()
    if payment is None or order.state != OrderState.PAID:
        raise NothingLeft(title=line.title)
    return order, payment, line


def _hold_request(request: RefundRequest, actor: Any) -> tuple[Order, Payment, RefundRequest]:
    if not actor.is_administrator:
        raise NotAllowed
    order = Order.objects.select_for_update().get(lines__refund_requests=request.pk)
    request = RefundRequest.objects.select_related("line").get(pk=request.pk)
    payment = order.payments.filter(state=PaymentState.SUCCEEDED).first()
    if request.state != RequestState.WAITING or payment is None:
        raise RequestDecided(state=request.get_state_display().lower())
    return order, payment, request


def _decide(
    request: RefundRequest, state: RequestState, answer: str, actor: Any, *, refund: Refund | None = None
) -> None:
    request.state, request.answer, request.refund = state, answer.strip(), refund
    request.decided_at, request.decided_by = clock.now(), actor
    request.save(update_fields=["state", "answer", "refund", "decided_at", "decided_by"])


def _look(line: OrderLine, order: Order) -> GivingBack:
    request = line.refund_requests.order_by("-pk").first()
    left = left_of(line)
    terms = RefundTerms.objects.filter(order=order).first()
    if order.state != OrderState.PAID or left <= 0 or line.granted_at is None or line.revoked_at is not None:
        return GivingBack(line, 0, NOT_YOURS_ANY_MORE, request=request)
    if terms is None or order.paid_at is None or terms.days == 0:
        return GivingBack(line, left, NO_TERMS, request=request)
    until = order.paid_at + timedelta(days=terms.days)
    progress = progress_of(line, order)
    why_not = TOO_LATE if clock.now() >= until else TOO_FAR if progress > terms.progress_percent else ""
    return GivingBack(line, left, why_not, until, progress, terms.progress_percent, request)
