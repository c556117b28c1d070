"""Reporting what should not be there, and deciding about it."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kit import audit, clock
from kit.errors import NotAllowed, NotFound
from kit.failpoints import failpoint
from moderation.enums import Reason, ReportState
from moderation.errors import AlreadyReported, OwnThing, ReportDecided
from moderation.gates import reportable
from moderation.models import Report

LONGEST_EXCERPT = 1000


def report_thing(kind: str, subject_id: UUID, *, reason: Reason, text: str = "", actor: Any) -> Report:
    """Tell the moderators of a thing that the person sees. One open report for a person and a thing.

    Raises NotFound for what the person may not see, OwnThing, AlreadyReported.
    """
    known = reportable(kind)
    thing = known.find(actor, subject_id)
    if thing is None:
        raise NotFound
    if known.author_id(thing) == actor.pk:
        raise OwnThing
    try:
        with transaction.atomic():
            failpoint("moderation.report_checked")
            return Report.objects.create(
                reporter=actor,
                subject_kind=kind,
                subject_id=subject_id,
                excerpt=known.excerpt(thing)[:LONGEST_EXCERPT],
                reason=reason,
                text=text.strip(),
            )
    except IntegrityError as error:
        raise AlreadyReported from error


@transaction.atomic
def uphold(report: Report, *, note: str = "", actor: Any) -> None:
    """Agree with the report: the thing is hidden, and every open report of it is settled."""
    report = _take(report, actor)
    known = reportable(report.subject_kind)
    thing = known.find(None, report.subject_id)
    if thing is not None:
        known.hide(thing, note or str(Reason(report.reason).label), actor)
    _settle(report, ReportState.UPHELD, note, actor)


@transaction.atomic
def dismiss(report: Report, *, note: str = "", actor: Any) -> None:
    """Disagree with the report: the thing stays, or is shown again; every open report of it is settled."""
    report = _take(report, actor)
    known = reportable(report.subject_kind)
    thing = known.find(None, report.subject_id)
    if thing is not None:
        known.restore(thing, actor)
    _settle(report, ReportState.DISMISSED, note, actor)


def _take(report: Report, actor: Any) -> Report:
    if not actor.is_administrator:
        raise NotAllowed
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.OPEN:
        raise ReportDecided
    return locked


def _settle(report: Report, state: ReportState, note: str, actor: Any) -> None:
    same = Report.objects.open().about(report.subject_kind, report.subject_id)
    same.update(state=state, decided_by=actor, decided_at=clock.now(), decision_note=note.strip())
    report.refresh_from_db()
    audit.record(report, f"moderation.{state.value}", actor, kind=report.subject_kind, note=note.strip())
