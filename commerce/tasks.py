"""Money that moves without anybody waiting: events worked, refunds carried out, and what was forgotten swept up."""

import structlog
from django.conf import settings

from commerce.gateways import GatewayUnavailable
from commerce.models import Dispute, Paper, Reconciliation, Refund, StripeEvent, Transfer, TransferReversal
from commerce.operations import (
    account_events,
    disputes,
    events,
    gifts,
    onboarding,
    order_checks,
    papers,
    payouts,
    plan_shares,
    reconciliation,
    refunds,
    reversals,
    subscriptions,
    transfers,
    wish_notices,
)
from kit.jobs import job, schedule

log = structlog.get_logger("commerce.tasks")


@job(events.WORK, queue="money", attempts=12, growth=2)
def work_event(*, event: int) -> None:
    events.work_event(StripeEvent.objects.get(pk=event))


@job(account_events.WORK, queue="money", attempts=8)
def work_account_event(*, event: int) -> None:
    account_events.work_account_event(StripeEvent.objects.get(pk=event))


@job(refunds.CARRY_OUT, queue="money", attempts=12, growth=2)
def carry_out_refund(*, refund: int) -> None:
    refunds.carry_out(Refund.objects.get(pk=refund))


@job(disputes.SEND, queue="money", attempts=8)
def send_evidence(*, dispute: int) -> None:
    disputes.send_evidence(Dispute.objects.get(pk=dispute))


@job(gifts.SEND, attempts=8)
def send_gift(*, gift: int) -> None:
    gifts.send_gift(gift)


@schedule("commerce.send_due_gifts", cron="* * * * *")
def send_due_gifts() -> None:
    gifts.send_due_gifts()


@job(papers.DRAW)
def draw_paper(*, paper: int) -> None:
    papers.keep_pdf(Paper.objects.get(pk=paper))


@schedule("commerce.tell_of_sales", cron="*/5 * * * *")
def tell_of_sales() -> None:
    wish_notices.tell_of_sales()


@schedule("commerce.sweep", cron="* * * * *")
def sweep() -> None:
    events.sweep()
    papers.issue_missing()


@schedule("commerce.catch_up", cron="*/5 * * * *")
def catch_up() -> None:
    if not settings.STRIPE_SECRET_KEY:
        return
    try:
        events.catch_up()
    except GatewayUnavailable:
        log.warning("provider_silent", what="its list of events; it is read again in five minutes")


@schedule("commerce.sweep_subscriptions", cron="* * * * *")
def sweep_subscriptions() -> None:
    subscriptions.sweep_subscriptions()


@schedule("commerce.share_out", cron="*/10 * * * *")
def share_out() -> None:
    plan_shares.share_out()


@schedule("commerce.sweep_accounts", cron="17 * * * *")
def sweep_accounts() -> None:
    onboarding.sweep_accounts()


@schedule("commerce.look_at_orders", cron="*/5 * * * *")
def look_at_orders() -> None:
    if settings.STRIPE_SECRET_KEY:
        order_checks.look_at_orders()


@schedule("commerce.sweep_payouts", cron="37 * * * *")
def sweep_payouts() -> None:
    payouts.sweep_payouts()


@job(transfers.CARRY_OUT, queue="money", attempts=12, growth=2)
def carry_out_transfer(*, transfer: int) -> None:
    transfers.carry_out_transfer(Transfer.objects.get(pk=transfer))


@job(reversals.CARRY_OUT, queue="money", attempts=12, growth=2)
def carry_out_reversal(*, reversal: int) -> None:
    reversals.carry_out_reversal(TransferReversal.objects.get(pk=reversal))


@schedule("commerce.pay_sellers", cron="*/5 * * * *")
def pay_sellers() -> None:
    transfers.pay_sellers()


@schedule("commerce.sweep_transfers", cron="* * * * *")
def sweep_transfers() -> None:
    transfers.sweep_transfers()


@job(reconciliation.CARRY_OUT, queue="money", attempts=8)
def carry_out_reconciliation(*, run: int) -> None:
    reconciliation.reconcile(Reconciliation.objects.get(pk=run))


@schedule("commerce.reconcile", cron="41 3 * * *")
def reconcile_nightly() -> None:
    if not settings.STRIPE_SECRET_KEY:
        return
    try:
        for begun in [*reconciliation.unfinished(), reconciliation.begin()]:
            reconciliation.reconcile(begun)
    except GatewayUnavailable:
        log.warning("provider_silent", what="its balance; it is compared the next night from where it came to")
