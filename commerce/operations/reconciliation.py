"""The provider's account of our balance against our books, movement by movement (REQUIREMENTS D10).

Our own money is booked as it is read (`commerce.operations.own_money`). What asking mends is mended: an order of which
no webhook told, a refund that somebody made at the provider, a fee that was not known. What remains is found and kept,
with whom it concerns, and administrators are told.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Max, Min, Q

from accounts.enums import Role
from accounts.models import User
from commerce.enums import FindingKind
from commerce.gateways import GatewayRefused, balance
from commerce.models import Finding, Payment, ProviderEntry, Reconciliation, Transfer
from commerce.operations.matching import Difference, Unmoved, matched, missing_there
from commerce.operations.own_money import book_own_money
from commerce.operations.settlement import settle_payment
from commerce.operations.taxes import PaymentMismatch
from kit import clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from notices.letters import admin_link
from notices.operations import notify

CARRY_OUT = "commerce.carry_out_reconciliation"
# Webhooks and sweeps have had their chance by then.
SETTLED_AFTER = timedelta(hours=1)
OVERLAP = timedelta(days=7)
WITHOUT_ANY_PAYMENT = timedelta(days=30)
COMPARED_AT_ONCE = 500
# A statement of PostgreSQL's takes 65,535 values at most.
WRITTEN_AT_ONCE = 1_000
ASKED_AT_MOST = 200

log = structlog.get_logger("commerce.reconciliation")


def begin(from_at: datetime | None = None, until_at: datetime | None = None, *, actor: Any = None) -> Reconciliation:
    """The comparison of a span, or the one of it that was begun and not finished.

    Without moments: from some days before the end of the last one, until an hour ago.
    """
    until_at = until_at or clock.now() - SETTLED_AFTER
    if from_at is None:
        last = Reconciliation.objects.exclude(finished_at=None).aggregate(last=Max("until_at"))["last"]
        first = Payment.objects.aggregate(first=Min("intended_at"))["first"]
        from_at = last - OVERLAP if last else min(first or until_at, until_at - WITHOUT_ANY_PAYMENT)
    return Reconciliation.objects.get_or_create(
        from_at=from_at, until_at=until_at, finished_at=None, defaults={"begun_by": actor}
    )[0]


def begin_by_hand(*, actor: Any) -> Reconciliation:
    """Have everything compared by a job, now; for administrators. Raises NotAllowed."""
    if not actor.is_administrator:
        raise NotAllowed
    with transaction.atomic():
        begun = begin(actor=actor)
        jobs.enqueue(CARRY_OUT, run=begun.pk)
    return begun


def reconcile(run: Reconciliation) -> Reconciliation:
    """Read what was not read yet, mend what asking mends, and keep what differs. Once finished, it stays as it is.

    Raises GatewayUnavailable; then it goes on later from where it came to.
    """
    run.refresh_from_db()
    if run.finished_at is not None:
        return run
    _read(run)
    _ask_for_what_is_missing(run)
    book_own_money()
    before = _compare(run)
    _mend(before)
    after = _compare(run)
    return _finish(run, before, after)


def unfinished() -> Iterable[Reconciliation]:
    """Those that stopped, oldest first."""
    return Reconciliation.objects.filter(finished_at=None).order_by("pk")


def _read(run: Reconciliation) -> None:
    """All pages, each kept with the place up to which it was read."""
    while run.was_read_at is None:
        page, has_more = balance.list_entries(run.from_at, run.until_at, after=run.read_up_to)
        failpoint("commerce.before_entries_are_kept")
        with transaction.atomic():
            _keep(page)
            if page:
                run.read_up_to = page[-1].entry_id
            if not has_more:
                run.was_read_at = clock.now()
            run.save(update_fields=["read_up_to", "was_read_at"])


def _keep(page: Iterable[balance.EntryTruth]) -> None:
    ProviderEntry.objects.bulk_create(
        [
            ProviderEntry(
                entry_id=each.entry_id,
                kind=each.kind,
                source=each.source,
                about=each.about,
                reference=each.reference,
                amount_minor=each.amount_minor,
                fee_minor=each.fee_minor,
                currency=each.currency,
                happened_at=each.happened_at,
            )
            for each in page
        ],
        ignore_conflicts=True,
    )


def _ask_for_what_is_missing(run: Reconciliation) -> None:
    """What is booked here may have moved before anything was read: such a one is asked for by its name."""
    for unmoved in _missing_there(run)[:ASKED_AT_MOST]:
        try:
            _keep(balance.entries_of(unmoved.name))
        except GatewayRefused:
            log.info("source_unknown_at_provider", source=unmoved.name)


def _missing_there(run: Reconciliation) -> list[Unmoved]:
    start = Reconciliation.objects.aggregate(first=Min("from_at"))["first"]
    return missing_there(start, run.until_at)


def _compare(run: Reconciliation) -> dict[int, tuple[ProviderEntry, Difference]]:
    """What does not match of everything that moved until then; what does is noted."""
    differing = {}
    waiting = ProviderEntry.objects.unmatched().filter(happened_at__lt=run.until_at).order_by("happened_at", "pk")
    entries = list(waiting)
    for place in range(0, len(entries), COMPARED_AT_ONCE):
        good = []
        for entry, difference in matched(entries[place : place + COMPARED_AT_ONCE]):
            if difference is None:
                good.append(entry.pk)
            else:
                differing[entry.pk] = (entry, difference)
        ProviderEntry.objects.filter(pk__in=good).update(matched_at=clock.now())
    return differing


def _mend(differing: dict[int, tuple[ProviderEntry, Difference]]) -> None:
    """Ask about the payments that these movements belong to; whatever is true of them becomes ours."""
    entries = [entry for entry, _difference in differing.values()]
    names = {name for entry in entries for name in (entry.source, entry.about) if name}
    references = {entry.reference for entry in entries if entry.reference}
    asked = Payment.objects.filter(Q(charge_id__in=names) | Q(public_id__in=references)).order_by("pk")
    for payment in asked[:ASKED_AT_MOST]:
        try:
            settle_payment(payment)
        except (PaymentMismatch, GatewayRefused):
            log.exception("payment_not_mended", payment=str(payment.public_id))


def _finish(
    run: Reconciliation,
    before: dict[int, tuple[ProviderEntry, Difference]],
    after: dict[int, tuple[ProviderEntry, Difference]],
) -> Reconciliation:
    with transaction.atomic():
        held = Reconciliation.objects.select_for_update().get(pk=run.pk)
        if held.finished_at is not None:
            return held
        # A refund of which asking told may be on its way still: it is neither a difference any more nor booked yet.
        booked = set(
            ProviderEntry.objects.filter(pk__in=list(before)).exclude(matched_at=None).values_list("pk", flat=True)
        )
        mended = [(entry, Difference(FindingKind.MENDED, None)) for pk, (entry, _) in before.items() if pk in booked]
        found = [_finding(held, entry, found) for entry, found in [*after.values(), *mended]]
        Finding.objects.bulk_create(found, batch_size=WRITTEN_AT_ONCE)
        missing = _missing_there(held)
        Finding.objects.bulk_create(
            [
                Finding(
                    reconciliation=held,
                    kind=FindingKind.MISSING_THERE,
                    what=each.name,
                    order_id=each.order_id,
                    ours_minor=each.amount.minor,
                    ours_currency=each.amount.currency,
                )
                for each in missing
            ],
            batch_size=WRITTEN_AT_ONCE,
        )
        span = ProviderEntry.objects.filter(happened_at__gte=held.from_at, happened_at__lt=held.until_at)
        held.entries, held.matched = span.count(), span.exclude(matched_at=None).count()
        held.finished_at = clock.now()
        held.save(update_fields=["entries", "matched", "finished_at"])
        if after or missing:
            _tell(held, len(after) + len(missing))
    return held


def _finding(run: Reconciliation, entry: ProviderEntry, found: Difference) -> Finding:
    ours = found.ours
    is_fee = found.kind == FindingKind.FEE
    our_side = None if ours is None else ours.fee if is_fee else ours.amount
    return Finding(
        reconciliation=run,
        kind=found.kind,
        what=entry.source or entry.entry_id,
        entry=entry,
        order_id=ours.order_id if ours else _order_of(entry),
        ours_minor=our_side.minor if our_side else None,
        ours_currency=our_side.currency if our_side else "",
        theirs_minor=entry.fee_minor if is_fee else entry.amount_minor,
        theirs_currency=entry.currency,
    )


def _order_of(entry: ProviderEntry) -> int | None:
    names = [name for name in (entry.source, entry.about) if name]
    payment = Payment.objects.filter(Q(charge_id__in=names) | Q(public_id=entry.reference)).first()
    if payment is not None:
        return payment.order_id
    transfer = Transfer.objects.filter(transfer_id__in=names).select_related("share__line").first()
    return transfer.share.line.order_id if transfer else None


def _tell(run: Reconciliation, count: int) -> None:
    for administrator in User.objects.holding(Role.ADMINISTRATOR):
        notify(
            administrator,
            "orders.reconciliation",
            title=f"Books and payment provider differ in {count} places"
            if count > 1
            else ("Books and payment provider differ in one place"),
            body="The report says for each what is ours, what is theirs, and what to do next.",
            url=admin_link(f"/admin/reconciliations/inspect/{run.pk}/"),
        )
