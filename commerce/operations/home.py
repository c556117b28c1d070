"""The few numbers about money that people meet first: what a seller earned, and what waits at our desks."""

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from accounts.models import User
from commerce.enums import AccountPurpose, BundleState, DisputeState, LedgerKind, OrderState, RefundState, TransferState
from commerce.models import (
    Bundle,
    Dispute,
    LedgerAccount,
    LedgerEntry,
    LineShare,
    Order,
    OrderCheck,
    Refund,
    RefundRequest,
    Transfer,
)
from commerce.operations.reconciliation_report import still_open
from kit import clock
from kit.money import Money

BETWEEN_US = (LedgerKind.TRANSFER, LedgerKind.REVERSAL)


@dataclass(frozen=True, slots=True)
class Earning:
    """In one currency: what came this month after refunds, and what is not sent yet."""

    this_month: Money
    to_come: Money


@dataclass(frozen=True, slots=True)
class Day:
    """In one currency: what was paid today for how many orders, and what went back."""

    paid: Money
    orders: int
    given_back: Money


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits at each desk of the administrators."""

    requests: int
    disputes: int
    to_look_at: int
    differing: int
    failed_transfers: int
    bundles: int

    @property
    def is_nothing(self) -> bool:
        return not any(astuple(self))


def earnings_at_a_glance(person: User) -> list[Earning]:
    """From the person's accounts in the ledger, by currency; empty for who never sold anything."""
    accounts = LedgerAccount.objects.filter(purpose=AccountPurpose.PAYEE, person=person).order_by("currency")
    month = _local_midnight().replace(day=1)
    earned = dict(
        LedgerEntry.objects.filter(account__in=accounts, transaction__at__gte=month)
        .exclude(transaction__kind__in=BETWEEN_US)
        .values_list("account")
        .annotate(total=Sum("amount_minor"))
    )
    return [
        Earning(
            this_month=Money(-earned.get(account.pk, 0), account.currency),
            to_come=Money(max(0, -account.balance_minor), account.currency),
        )
        for account in accounts
    ]


def next_transfer_at(person: User) -> datetime | None:
    """When the next share of the person may be sent: its day, or now where that is past; None for nothing to send."""
    waiting = LineShare.objects.filter(
        payee=person, amount_minor__gt=0, line__order__state=OrderState.PAID, line__granted_at__isnull=False,
    ).exclude(transfers__state__in=[TransferState.INTENDED, TransferState.MADE])  # fmt: skip
    first: datetime | None = waiting.aggregate(first=Min("line__order__paid_at"))["first"]
    return None if first is None else max(first + timedelta(days=settings.TRANSFER_AFTER_DAYS), clock.now())


def today() -> list[Day]:
    """What moved since midnight, by currency; a day without sales has none."""
    since = _local_midnight()
    paid = Q(state__in=[OrderState.PAID, OrderState.REFUNDED], paid_at__gte=since, total_minor__gt=0)
    sold = Order.objects.filter(paid).order_by().values_list("currency").annotate(Sum("total_minor"), Count("pk"))
    back: Any = (
        Refund.objects.filter(state=RefundState.SUCCEEDED, decided_at__gte=since)
        .order_by()
        .values_list("payment__currency")
        .annotate(Sum("amount_minor"))
    )
    sums, returned = {currency: (total, count) for currency, total, count in sold}, dict(back)
    return [
        Day(
            paid=Money(sums.get(currency, (0, 0))[0], currency),
            orders=sums.get(currency, (0, 0))[1],
            given_back=Money(returned.get(currency, 0), currency),
        )
        for currency in sorted({*sums, *returned})
    ]


def what_waits() -> Waiting:
    return Waiting(
        requests=RefundRequest.objects.waiting().count(),
        disputes=Dispute.objects.filter(state=DisputeState.NEEDS_RESPONSE, answered_at=None).count(),
        to_look_at=OrderCheck.objects.waiting().count(),
        differing=still_open(),
        failed_transfers=_failed_transfers(),
        bundles=Bundle.objects.filter(state=BundleState.PROPOSED).count(),
    )


def _failed_transfers() -> int:
    """Shares of which the last try failed."""
    settled = Q(share__transfers__state__in=[TransferState.INTENDED, TransferState.MADE])
    failed = Transfer.objects.filter(state=TransferState.FAILED, share__line__order__state=OrderState.PAID)
    return failed.exclude(settled).values("share").distinct().count()


def _local_midnight() -> datetime:
    return timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
