"""What a seller has earned, cent by cent: what each line brought, what was taken off it, and where it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from commerce.enums import OrderState, TaxMode, TransferState
from commerce.models import Dispute, LineShare, SetOff, Transfer, TransferReversal
from commerce.operations.holds import hold_of
from commerce.operations.shares import kept_of, summed
from kit import clock
from kit.money import Money

# Where a share is.
IN_WINDOW, DISPUTED, DUE, HELD = "in_window", "disputed", "due", "held"
SENT, GIVEN_BACK, OWED = "sent", "given_back", "owed"
WAITING = (IN_WINDOW, DISPUTED, DUE, HELD)


@dataclass(frozen=True, slots=True)
class Earned:
    """A seller's share of one line: share = price - discount - commission, in their part; kept = share - given back.

    Tax within the price is taken off first; `adds_tax` says that it came on top.
    """

    share_id: int
    order_number: str
    title: str
    paid_at: datetime
    due_at: datetime
    price: Money
    discount: Money
    tax: Money
    adds_tax: bool
    commission: Money
    commission_percent: str
    share: Money
    is_shared: bool
    given_back: Money
    kept: Money
    sent: Money
    came_back: Money
    set_off: Money
    state: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What a seller has in one currency, by where it is. `owed` is what they have too much of."""

    currency: str
    in_window: Money
    disputed: Money
    due: Money
    held: Money
    sent: Money
    owed: Money


def earnings_of(person: User) -> QuerySet[LineShare]:
    """The person's shares of everything that was paid, newest first, with what `explain` asks of them."""
    sold = LineShare.objects.filter(
        payee=person, amount_minor__gt=0, line__order__state__in=[OrderState.PAID, OrderState.REFUNDED]
    )
    own: dict[str, Any] = {"share": OuterRef("pk")}
    disputed = Dispute.objects.undecided().filter(payment__order=OuterRef("line__order"))
    back: dict[str, Any] = {"transfer__share": OuterRef("pk"), "state": TransferState.MADE}
    return (
        sold.select_related("line__order")
        .prefetch_related(Prefetch("line__shares", LineShare.objects.order_by("pk")))
        .annotate(
            sent_minor=summed(Transfer.objects.filter(**own, state=TransferState.MADE), "share"),
            back_minor=summed(TransferReversal.objects.filter(**back), "transfer__share"),
            kept_back_minor=summed(SetOff.objects.filter(**own), "share"),
            made_good_minor=summed(SetOff.objects.filter(owed_by=OuterRef("pk")), "owed_by"),
            is_disputed=Exists(disputed),
        )
        .order_by("-line__order__paid_at", "-pk")
    )


def explain(shares: Iterable[Any], person: User) -> list[Earned]:
    """What stands behind each share of `earnings_of`."""
    is_held = not person.is_active or hold_of(person) is not None
    return [_explained(share, is_held=is_held) for share in shares]


def balances_of(person: User) -> list[Balance]:
    """Where all of the person's money is, by currency."""
    found: dict[str, dict[str, int]] = {}
    for earned in explain(earnings_of(person), person):
        row = found.setdefault(earned.kept.currency, dict.fromkeys((*WAITING, SENT, OWED), 0))
        has = earned.sent.minor - earned.came_back.minor
        rest = earned.kept.minor - has - earned.set_off.minor
        row[SENT] += has
        if rest < 0:
            row[OWED] -= rest
        elif rest:
            row[earned.state if earned.state in WAITING else DUE] += rest
    return [
        Balance(currency=currency, **{name: Money(amount, currency) for name, amount in row.items()})
        for currency, row in sorted(found.items())
    ]


def _explained(share: Any, *, is_held: bool) -> Earned:
    line, order = share.line, share.line.order
    shares: Sequence[LineShare] = list(line.shares.all())
    kept = kept_of(line, shares)[share]
    due_at = order.paid_at + timedelta(days=settings.TRANSFER_AFTER_DAYS)
    set_off = share.kept_back_minor - share.made_good_minor
    rest = kept - (share.sent_minor - share.back_minor) - set_off

    def money(amount: int) -> Money:
        return Money(amount, order.currency)

    return Earned(
        share_id=share.pk,
        order_number=order.number,
        title=line.title,
        paid_at=order.paid_at,
        due_at=due_at,
        price=money(line.price_minor),
        discount=money(line.discount_minor),
        tax=money(line.tax_minor),
        adds_tax=order.tax_mode == TaxMode.ADDED,
        commission=money(line.commission_minor),
        commission_percent=f"{line.commission_basis_points / 100:g} %",
        share=money(share.amount_minor),
        is_shared=len(shares) > 1,
        given_back=money(share.amount_minor - kept),
        kept=money(kept),
        sent=money(share.sent_minor),
        came_back=money(share.back_minor),
        set_off=money(set_off),
        state=_state(kept, rest, due_at, is_held=is_held, is_disputed=share.is_disputed),
    )


def _state(kept: int, rest: int, due_at: datetime, *, is_held: bool, is_disputed: bool) -> str:
    if rest < 0:
        return OWED
    if rest == 0:
        return SENT if kept else GIVEN_BACK
    if is_disputed:
        return DISPUTED
    if clock.now() < due_at:
        return IN_WINDOW
    return HELD if is_held else DUE
