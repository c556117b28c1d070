import json
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime

from commerce.enums import FindingKind
from commerce.gateways import GatewayUnavailable
from commerce.models import Finding, Reconciliation, Refund
from commerce.operations.reconciliation import begin, reconcile
from commerce.operations.reconciliation_report import NEXT_STEPS, refunds_under_way
from kit import clock
from kit.money import Money

SILENT = 2


class Command(BaseCommand):
    help = (
        "Compare our books with every movement of our balance at the payment provider. Safe to run at any time and any"
        " number of times. Exit code 1: something differs; 2: the provider does not answer, run it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="from_at", type=moment, help="A day or moment (UTC); else where it ended.")
        parser.add_argument("--until", dest="until_at", type=moment, help="A day or moment (UTC); else an hour ago.")
        parser.add_argument("--json", action="store_true", help="Write the report as JSON.")

    def handle(
        self, *args: Any, from_at: datetime | None, until_at: datetime | None, json: bool, **options: Any
    ) -> None:
        if not settings.STRIPE_SECRET_KEY:
            raise CommandError("There is no payment provider: STRIPE_SECRET_KEY is not set.")
        if (from_at or datetime.min.replace(tzinfo=UTC)) >= (until_at or clock.now()):
            raise CommandError("--from has to be before --until.")
        try:
            run = reconcile(begin(from_at, until_at))
        except GatewayUnavailable as silence:
            raise CommandError("The payment provider does not answer.", returncode=SILENT) from silence
        findings = list(run.findings.select_related("order").order_by("pk"))
        under_way = list(refunds_under_way(run))
        self.stdout.write((_as_json if json else _as_text)(run, findings, under_way))
        differing = sum(each.kind != FindingKind.MENDED for each in findings)
        if differing:
            raise CommandError(f"{differing} differ.")


def moment(text: str) -> datetime:
    """A day, which begins at midnight, or a moment; both of UTC where nothing else is said."""
    try:
        found: datetime | None = parse_datetime(text)
        day = parse_date(text)
    except ValueError:
        found = day = None
    if day is not None:
        found = datetime.combine(day, time.min)
    if found is None:
        raise CommandError(f"{text} is no date: write 2026-11-21 or 2026-11-21T08:00:00Z.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _as_text(run: Reconciliation, findings: list[Finding], under_way: list[Refund]) -> str:
    lines = [f"{run}: {run.entries} movements, {run.matched} match."]
    for each in findings:
        order = f", order {each.order.number}" if each.order else ""
        lines.append(
            f"{each.get_kind_display()}: {each.what}{order}; ours {each.ours or '–'}, theirs {each.theirs or '–'}."
        )
        if step := NEXT_STEPS[FindingKind(each.kind)]:
            lines.append(f"    {step}")
    if under_way:
        lines.append(f"Refunds under way, booked once they have arrived: {len(under_way)}.")
        lines += [
            f"    order {each.payment.order.number}: {Money(each.amount_minor, each.payment.currency)}"
            f" since {each.intended_at:%Y-%m-%d}"
            for each in under_way
        ]
    return "\n".join(lines)


def _as_json(run: Reconciliation, findings: list[Finding], under_way: list[Refund]) -> str:
    def amount(minor: int | None, currency: str) -> dict[str, Any] | None:
        return None if minor is None else {"minor": minor, "currency": currency}

    return json.dumps(
        {
            "from": run.from_at.isoformat(),
            "until": run.until_at.isoformat(),
            "movements": run.entries,
            "matched": run.matched,
            "findings": [
                {
                    "kind": each.kind,
                    "what": each.what,
                    "order": each.order.number if each.order else None,
                    "ours": amount(each.ours_minor, each.ours_currency),
                    "theirs": amount(each.theirs_minor, each.theirs_currency),
                    "next_step": str(NEXT_STEPS[FindingKind(each.kind)]),
                }
                for each in findings
            ],
            "refunds_under_way": [
                {
                    "order": each.payment.order.number,
                    "what": each.refund_id,
                    "amount": amount(each.amount_minor, each.payment.currency),
                    "since": each.intended_at.isoformat(),
                }
                for each in under_way
            ],
        },
        indent=2,
    )
