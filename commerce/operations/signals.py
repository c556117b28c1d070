"""What speaks against an order, counted from what we and the provider know, each with its reason in words.

Nothing here refuses or stops anything: administrators read the reasons and decide (`commerce.operations.order_checks`).
Limits are settings; nought turns a signal off.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Avg, Count

from commerce.enums import OrderState, RefundReason, RefundState, SignalKind
from commerce.gateways.radar import RiskTruth
from commerce.models import Dispute, LineShare, Order, OrderCheck, OrderLine, Refund, SellingSettings
from kit.money import Money

SEEN_BACK = timedelta(days=90)
RISKY = frozenset({"elevated", "highest"})
# Before so many sales nothing is usual yet.
FEWEST_SALES = 20
BY_THE_BUYER = (RefundReason.BY_POLICY, RefundReason.BY_REQUEST)

Told = tuple[SignalKind, str]


def signals_of(order: Order, risk: RiskTruth, limits: SellingSettings) -> Iterator[Told]:
    """Every signal of a paid order, as things are now."""
    yield from _of_the_card(order, risk, limits)
    yield from _of_the_buyer(order, limits)
    yield from _of_the_sale(order, limits)


def _of_the_card(order: Order, risk: RiskTruth, limits: SellingSettings) -> Iterator[Told]:
    if risk.warnings:
        kinds = ", ".join(sorted({each.replace("_", " ") for each in risk.warnings}))
        yield (
            SignalKind.BANK_WARNING,
            f"The bank of the card warns: {kinds}. A dispute often follows; giving the money back now avoids it.",
        )
    if risk.level in RISKY:
        yield SignalKind.RISK, f"The payment provider calls the risk of this payment {risk.level}."
    if limits.look_at_declines and risk.declined >= limits.look_at_declines:
        yield SignalKind.DECLINED, f"{risk.declined} tries were declined before this payment succeeded."
    if limits.look_at_accounts_of_a_card and risk.card:
        same_card = OrderCheck.objects.filter(card=risk.card).exclude(order__buyer=order.buyer_id)
        accounts = same_card.aggregate(found=Count("order__buyer", distinct=True))["found"] + 1
        if accounts >= limits.look_at_accounts_of_a_card:
            yield SignalKind.SHARED_CARD, f"{accounts} accounts have paid with this card."


def _of_the_buyer(order: Order, limits: SellingSettings) -> Iterator[Told]:
    since = order.placed_at - SEEN_BACK
    if limits.look_at_returns:
        given_back = Refund.objects.filter(
            payment__order__buyer=order.buyer_id, reason__in=BY_THE_BUYER, state=RefundState.SUCCEEDED
        )
        count = given_back.filter(decided_at__gte=since, decided_at__lte=order.placed_at).count()
        if count >= limits.look_at_returns:
            yield SignalKind.RETURNS, f"The buyer gave {count} things back within {SEEN_BACK.days} days before."
        for line in order.lines.order_by("pk"):
            before = OrderLine.objects.filter(
                buyer=order.buyer_id, sellable_kind=line.sellable_kind, sellable_id=line.sellable_id,
                revoked_at__gte=since, total_minor__gt=0,
            )  # fmt: skip
            if before.exclude(order=order).exists():
                yield SignalKind.REJOINED, f"The buyer gave {line.title} back before and has bought it again."
                break
    disputed = Dispute.objects.filter(payment__order__buyer=order.buyer_id).exclude(payment__order=order).count()
    if disputed:
        times = "once" if disputed == 1 else f"{disputed} times"
        yield SignalKind.DISPUTES, f"The buyer's bank has disputed other payments of theirs, {times}."


def _of_the_sale(order: Order, limits: SellingSettings) -> Iterator[Told]:
    if LineShare.objects.filter(line__order=order, payee=order.buyer_id).exists():
        yield SignalKind.OWN_SALE, "The buyer gets a part of what is sold here, and so pays themselves."
    if limits.look_at_price_times:
        paid = Order.objects.filter(
            state__in=[OrderState.PAID, OrderState.REFUNDED], currency=order.currency, total_minor__gt=0
        )
        lately = paid.filter(paid_at__gte=order.placed_at - SEEN_BACK).exclude(pk=order.pk)
        usual = lately.aggregate(average=Avg("total_minor"), count=Count("pk"))
        if usual["count"] >= FEWEST_SALES and order.total_minor >= limits.look_at_price_times * usual["average"]:
            average = Money(round(usual["average"]), order.currency)
            yield SignalKind.PRICE, f"{order.total} were paid; the average of {SEEN_BACK.days} days is {average}."
