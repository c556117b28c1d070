"""Money that moves without anybody waiting: events worked, refunds carried out, and what was forgotten swept up."""

from django.conf import settings

from commerce.models import Dispute, Paper, Refund, StripeEvent
from commerce.operations import disputes, events, papers, refunds
from kit.jobs import job, schedule


@job(events.WORK, queue="money", attempts=12, growth=2)
def work_event(*, event: int) -> None:
    events.work_event(StripeEvent.objects.get(pk=event))


@job(refunds.CARRY_OUT, queue="money", attempts=12, growth=2)
def carry_out_refund(*, refund: int) -> None:
    refunds.carry_out(Refund.objects.get(pk=refund))


@job(disputes.SEND, queue="money", attempts=8)
def send_evidence(*, dispute: int) -> None:
    disputes.send_evidence(Dispute.objects.get(pk=dispute))


@job(papers.DRAW)
def draw_paper(*, paper: int) -> None:
    papers.pdf_of(Paper.objects.get(pk=paper))


@schedule("commerce.sweep", cron="* * * * *")
def sweep() -> None:
    events.sweep()
    papers.issue_missing()


@schedule("commerce.catch_up", cron="*/5 * * * *")
def catch_up() -> None:
    if settings.STRIPE_SECRET_KEY:
        events.catch_up()
