"""What plans brought is shared among those whose things the subscriber used (ADR 0031).

After a paid period is over its part for sellers is divided by what its subscriber used in it by plan, as each kind of
thing measures it; what belongs to one thing is divided as a sale of it would be. From then on it is a sale's share
like any other: sent after the time for refunds, taken back with a refund. Where nothing was used it stays where it is,
on the account of what is to be shared.
"""

from collections import Counter
from typing import Any

from django.db import transaction

from commerce.enums import AccountPurpose, LedgerKind
from commerce.gates import Used, in_plans, kinds_in_plans
from commerce.models import LineShare, Order, PlanInvoice
from commerce.operations.ledger import Account, Booking, book
from commerce.operations.shares import kept_of
from commerce.operations.splitting import split
from kit import clock

SHARED_AT_ONCE = 500


def share_out() -> int:
    """Share out periods that are over, each by itself. Returns how many were looked at."""
    over = PlanInvoice.objects.filter(shared_at=None, period_end__lte=clock.now())
    due = list(over.order_by("period_end", "pk").values_list("pk", "order")[:SHARED_AT_ONCE])
    for pk, order in due:
        _share_out(pk, order)
    return len(due)


@transaction.atomic
def _share_out(pk: int, order_id: int) -> None:
    # The order first, as whoever gives it back holds it.
    order = Order.objects.select_for_update().get(pk=order_id)
    period = PlanInvoice.objects.select_for_update().select_related("subscription__subscriber").get(pk=pk)
    if period.shared_at is not None:
        return
    period.shared_at = clock.now()
    period.save(update_fields=["shared_at"])
    line = order.lines.get()
    waiting = line.shares.get(payee=None)
    parts = parts_of(waiting.amount_minor, _used(period))
    if not parts:
        return
    waiting.delete()
    LineShare.objects.bulk_create(
        LineShare(line=line, payee=person, amount_minor=amount) for person, amount in parts.items()
    )
    # What was given back meanwhile went from the account of what is to be shared, in the same proportion.
    kept = kept_of(line, list(line.shares.order_by("pk")))
    moved = {Account(AccountPurpose.PAYEE, order.currency, share.payee_id): -amount for share, amount in kept.items()}
    whole = {Account(AccountPurpose.PLANS, order.currency): sum(kept.values())}
    book(Booking(LedgerKind.SHARE, str(period.public_id), whole | moved), order)


def parts_of(amount: int, used: list[Used]) -> dict[Any, int]:
    """Who gets how much, to the cent; nobody of nothing used. Amounts of nothing are left out."""
    total: Counter[Any] = Counter()
    if used:
        for each, part in zip(used, split(amount, [each.amount for each in used]), strict=True):
            for payee, own in zip(each.payees, split(part, [payee.weight for payee in each.payees]), strict=True):
                total[payee.person] += own
    return {person: own for person, own in total.items() if own}


def _used(period: PlanInvoice) -> list[Used]:
    person = period.subscription.subscriber
    return [
        used
        for kind in kinds_in_plans()
        for used in in_plans(kind).used(person, period.period_start, period.period_end)
    ]
