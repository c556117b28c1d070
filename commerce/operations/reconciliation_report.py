"""What administrators do about a difference, what the latest comparison left open, and what had not arrived by then."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commerce.enums import FindingKind, LedgerKind, RefundReason, TransferState
from commerce.models import Finding, LedgerTransaction, Reconciliation, Refund, Transfer, TransferReversal
from commerce.operations.matching import REVERSALS
from commerce.operations.refunds import UNDER_WAY
from kit import clock

NEXT_STEPS = {
    FindingKind.MISSING_HERE: _(
        "Look it up at the payment provider. What belongs to an order is asked about on the order's page; tell whoever"
        " keeps the books of what was made there by hand."
    ),
    FindingKind.MISSING_THERE: _(
        "Ask about it on the order's page. If the payment provider really knows nothing of it, write to its support"
        " with this name before anything more is paid for the order."
    ),
    FindingKind.AMOUNT: _(
        "Compare the order with the payment provider's page for it, and hold payments to its sellers until it is clear."
    ),
    FindingKind.FEE: _(
        "The payment provider kept another fee than is booked. Tell whoever keeps the books; buyers and sellers are not"
        " concerned."
    ),
    FindingKind.CURRENCY: _(
        "The payment provider settles this in another currency. See in its settings whether an account for our currency"
        " is missing."
    ),
    FindingKind.MENDED: "",
}


def latest() -> Reconciliation | None:
    """The comparison that was finished last."""
    return Reconciliation.objects.exclude(finished_at=None).order_by("-finished_at", "-pk").first()


def still_open() -> int:
    """How many differences the latest comparison left."""
    last = latest()
    return 0 if last is None else Finding.objects.filter(reconciliation=last).exclude(kind=FindingKind.MENDED).count()


def refunds_under_way(run: Reconciliation) -> QuerySet[Refund]:
    """The refunds that were meant and not decided when the comparison was finished; now, while it is not. Oldest first.

    Whether or not the provider had moved their money by then, they are no difference: it is booked once it has arrived.
    """
    at = run.finished_at or clock.now()
    # One that the bank sent back later was booked as arrived before.
    arrived = LedgerTransaction.objects.filter(kind=LedgerKind.REFUND, cause=OuterRef("refund_id"), at__lte=at)
    meant = Refund.objects.filter(intended_at__lte=at).exclude(reason=RefundReason.DISPUTE)
    undecided = meant.filter(Q(state__in=UNDER_WAY) | Q(decided_at__gt=at)).exclude(Exists(arrived))
    return undecided.select_related("payment__order").order_by("intended_at", "pk")


def transfers_taken_back(findings: Iterable[Finding]) -> dict[int, Transfer]:
    """Of which of our transfers something was taken back at the provider and not booked since, by the finding's key."""
    open_ones = {
        each.pk: each.entry
        for each in findings
        if each.kind == FindingKind.MISSING_HERE and each.entry is not None and each.entry.kind in REVERSALS
    }
    booked = set(
        TransferReversal.objects.filter(reversal_id__in=[entry.source for entry in open_ones.values()]).values_list(
            "reversal_id", flat=True
        )
    )
    made = Transfer.objects.filter(state=TransferState.MADE, transfer_id__in=[e.about for e in open_ones.values()])
    named = {str(transfer.transfer_id): transfer for transfer in made}
    return {
        pk: named[entry.about] for pk, entry in open_ones.items() if entry.about in named and entry.source not in booked
    }
