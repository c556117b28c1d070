"""How much of a line is a seller's now, and how much of that they have: the difference is sent, or taken back.

What a seller *keeps* of a line is their share less their part of what was given back. What they *have* is what was
sent, less what came back of it, with what was set off. Every function here wants the line's order held.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from commerce.enums import TransferState
from commerce.models import LineShare, OrderLine, SetOff, Transfer, TransferReversal
from commerce.operations.splitting import split

SENT = (TransferState.INTENDED, TransferState.MADE)


def kept_shares(line: OrderLine) -> dict[LineShare, int]:
    """What each seller keeps of the line after refunds, to the cent as the refunds were booked."""
    return kept_of(line, list(line.shares.order_by("pk")))


def kept_of(line: OrderLine, shares: Sequence[LineShare]) -> dict[LineShare, int]:
    """The same, of all the line's shares in their order."""
    weights = [line.commission_minor, *(share.amount_minor for share in shares)]
    net = line.refunded_minor - line.refunded_tax_minor
    given_back = split(net, weights)[1:] if net else [0] * len(shares)
    return {share: share.amount_minor - back for share, back in zip(shares, given_back, strict=True)}


def had_of(share: LineShare, *, without: Transfer | None = None) -> int:
    """What the seller has of the share, what is under way included; `without` leaves one transfer out."""
    sent = Transfer.objects.filter(share=share, state__in=SENT)
    if without is not None:
        sent = sent.exclude(pk=without.pk)
    back = TransferReversal.objects.filter(transfer__share=share, state__in=SENT)
    kept_back = SetOff.objects.filter(share=share)
    made_good = SetOff.objects.filter(owed_by=share)
    return _sum(sent) - _sum(back) + _sum(kept_back) - _sum(made_good)


def with_had(shares: QuerySet[LineShare]) -> QuerySet[LineShare]:
    """The same as `had_of` beside each share, as `had_minor`."""
    own: dict[str, Any] = {"share": OuterRef("pk"), "state__in": SENT}
    back: dict[str, Any] = {"transfer__share": OuterRef("pk"), "state__in": SENT}
    return shares.annotate(
        had_minor=summed(Transfer.objects.filter(**own), "share")
        - summed(TransferReversal.objects.filter(**back), "transfer__share")
        + summed(SetOff.objects.filter(share=OuterRef("pk")), "share")
        - summed(SetOff.objects.filter(owed_by=OuterRef("pk")), "owed_by")
    )


def summed(rows: Any, by: str) -> Any:
    """A sum beside each row of another query, without multiplying its rows."""
    total = rows.order_by().values(by).annotate(total=Sum("amount_minor")).values("total")
    return Coalesce(Subquery(total[:1], output_field=BigIntegerField()), Value(0), output_field=BigIntegerField())


def is_on_its_way_back(share: LineShare) -> bool:
    """Whether something of the share was asked back, and nobody knows yet whether it came."""
    return TransferReversal.objects.filter(transfer__share=share, state=TransferState.INTENDED).exists()


def reversible_of(transfer: Transfer) -> int:
    """How much of a transfer is neither back nor on its way back."""
    return transfer.amount_minor - _sum(transfer.reversals.filter(state__in=SENT))


def too_much_of(share: LineShare) -> int:
    """How much more the seller has of the share than they keep; nothing while a way back is under way."""
    if is_on_its_way_back(share):
        return 0
    if Transfer.objects.filter(share=share, state=TransferState.INTENDED).exists():
        return 0
    return max(0, had_of(share) - kept_shares(share.line)[share])


def _sum(rows: Any) -> int:
    return int(rows.aggregate(total=Sum("amount_minor"))["total"] or 0)
