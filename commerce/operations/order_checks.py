"""Paid orders are looked at by a sweep, never while somebody waits; administrators clear or stop what has signals."""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from accounts.operations.people import suspend_person
from commerce.enums import CheckState, OrderState, PaymentState, SignalKind
from commerce.errors import CheckDecided
from commerce.gateways import GatewayRefused, GatewayUnavailable
from commerce.gateways.radar import read_risk
from commerce.models import Order, OrderCheck, SellingSettings, Signal
from commerce.operations.refunds import left_of, refund_order
from commerce.operations.signals import signals_of
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed
from notices.letters import admin_link
from notices.operations import notify

LOOKED_BACK = timedelta(days=7)
SWEPT_AT_ONCE = 100

log = structlog.get_logger("commerce.order_checks")


def look_at_orders() -> int:
    """Look at what was paid and not looked at yet. Returns how many orders were."""
    paid = Q(state__in=[OrderState.PAID, OrderState.REFUNDED], total_minor__gt=0)
    new = Order.objects.filter(paid, paid_at__gte=clock.now() - LOOKED_BACK, look=None)
    looked_at = 0
    try:
        for order in new.order_by("paid_at", "pk")[:SWEPT_AT_ONCE]:
            look_at(order)
            looked_at += 1
    except GatewayUnavailable:
        log.warning("looking_ended_early", looked_at=looked_at)
    return looked_at


def look_at(order: Order) -> OrderCheck | None:
    """Note what speaks against a paid order; None for one that is not. A signal of a kind is noted once.

    What is new waits to be looked at, also where an administrator had cleared the order. Raises GatewayUnavailable.
    """
    payment = order.payments.filter(state=PaymentState.SUCCEEDED).exclude(intent_id=None).first()
    if payment is None:
        return None
    try:
        risk = read_risk(str(payment.intent_id))
    except GatewayRefused:
        log.exception("risk_unreadable", order=order.number)
        return None
    limits = SellingSettings.the_one()
    with transaction.atomic():
        check, _is_new = OrderCheck.objects.get_or_create(order=order)
        check = OrderCheck.objects.select_for_update().get(pk=check.pk)
        known = set(check.signals.values_list("kind", flat=True))
        new = [told for told in signals_of(order, risk, limits) if told[0] not in known]
        Signal.objects.bulk_create(Signal(check_of=check, kind=kind, reason=reason[:300]) for kind, reason in new)
        check.card, check.looked_at = risk.card, clock.now()
        if new and check.state != CheckState.STOPPED:
            check.state = CheckState.WAITING
        check.save(update_fields=["card", "looked_at", "state"])
        for kind, reason in new:
            if kind == SignalKind.BANK_WARNING:
                _tell(check, order, reason)
    return check


@transaction.atomic
def clear_check(check: OrderCheck, *, note: str = "", actor: Any) -> None:
    """Say that the order is as it should be. New signals bring it back. Raises NotAllowed, CheckDecided."""
    held = _held(check, actor)
    _decide(held, CheckState.CLEARED, note, actor)
    audit.record(held.order, "commerce.clear_check", actor, note=note.strip())


@transaction.atomic
def stop_order(check: OrderCheck, *, note: str, actor: Any) -> None:
    """Give back all that is left of the order and suspend its buyer, who reads the note.

    Raises NotAllowed, InvalidInput without a note, CheckDecided, and what giving back refuses; then nothing is done.
    """
    if not note.strip():
        raise InvalidInput({"note": ["Say why; the buyer reads it."]})
    held = _held(check, actor)
    order = held.order
    # People come before orders among the locks.
    suspend_person(order.buyer, reason=note, actor=actor)
    lines = {line: left for line in order.lines.order_by("pk") if (left := left_of(line)) > 0}
    if lines:
        refund_order(order, lines, note=note, actor=actor)
    _decide(held, CheckState.STOPPED, note, actor)
    audit.record(order, "commerce.stop_order", actor, note=note.strip())


def _held(check: OrderCheck, actor: Any) -> OrderCheck:
    if not actor.is_administrator:
        raise NotAllowed
    held = OrderCheck.objects.select_for_update(of=("self",)).select_related("order__buyer").get(pk=check.pk)
    if held.state != CheckState.WAITING:
        raise CheckDecided(state=held.get_state_display().lower())
    return held


def _decide(check: OrderCheck, state: CheckState, note: str, actor: Any) -> None:
    check.state, check.note = state, note.strip()
    check.decided_at, check.decided_by = clock.now(), actor
    check.save(update_fields=["state", "note", "decided_at", "decided_by"])


def _tell(check: OrderCheck, order: Order, reason: str) -> None:
    for administrator in User.objects.holding(Role.ADMINISTRATOR):
        notify(
            administrator,
            "orders.bank_warning",
            title=f"A bank warns of fraud: order {order.number}",
            body=reason,
            url=admin_link(f"/admin/order-checks/inspect/{check.pk}/"),
        )
