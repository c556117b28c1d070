"""Sellers' payouts to their banks: read from the provider, never begun here; who was not paid is told what to do.

The provider pays out by itself, each day what has become available. Nothing of ours holds that back: what is not to
reach a seller is not sent to their account in the first place (`commerce.operations.holds`).
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q

from commerce.enums import PayoutState
from commerce.gateways import GatewayRefused, GatewayUnavailable, payouts
from commerce.models import Payout, PayoutAccount
from commerce.operations.onboarding import PAGE
from kit import clock
from kit.failpoints import failpoint
from notices.letters import admin_link
from notices.operations import notify

# Banks send money back within some days; the provider says so even of payouts that it called paid.
FURTHEST_BACK = timedelta(days=40)
READ_EVERY = timedelta(hours=12)
SWEPT_AT_ONCE = 100
# What is wrong with the bank account itself, so that the seller has to name another.
OF_THE_BANK_ACCOUNT = frozenset(
    [
        "account_closed", "account_frozen", "bank_account_restricted", "bank_account_unusable",
        "bank_ownership_changed",
        "debit_not_authorized", "incorrect_account_holder_address", "incorrect_account_holder_name",
        "incorrect_account_holder_tax_id", "incorrect_account_type", "invalid_account_number",
        "invalid_account_number_length", "invalid_currency", "no_account", "unsupported_card",
    ]
)  # fmt: skip

log = structlog.get_logger("commerce.payouts")


def read_payouts(account: PayoutAccount) -> None:
    """Make ours what the provider says of the account's payouts. Reading again changes nothing.

    Raises GatewayUnavailable.
    """
    if account.account_id is None:
        return
    began = clock.now()
    try:
        found = list(payouts.list_payouts(account.account_id, began - FURTHEST_BACK))
    except GatewayRefused:
        log.exception("payouts_unreadable", account=str(account.public_id))
        found = []
    failpoint("commerce.before_payouts_are_kept")
    with transaction.atomic():
        held = PayoutAccount.objects.select_for_update().select_related("person").get(pk=account.pk)
        # An older answer never covers a newer one.
        if held.payouts_read_at is not None and held.payouts_read_at > began:
            return
        held.payouts_read_at = began
        held.save(update_fields=["payouts_read_at"])
        # Oldest first, as they were begun: a second may hold several.
        for truth in reversed(found):
            _record(held, truth)


def sweep_payouts() -> int:
    """Read the payouts of accounts of which nobody told us for long. Returns how many accounts were read."""
    due = Q(payouts_read_at=None) | Q(payouts_read_at__lt=clock.now() - READ_EVERY)
    waiting = PayoutAccount.objects.filter(due, transfers__transfer_id__isnull=False).distinct()
    read = 0
    try:
        for account in waiting.order_by(F("payouts_read_at").asc(nulls_first=True), "pk")[:SWEPT_AT_ONCE]:
            read_payouts(account)
            read += 1
    except GatewayUnavailable:
        log.warning("sweep_of_payouts_ended_early", read=read)
    return read


def what_to_do(payout: Payout) -> str:
    """For the seller whose payout failed."""
    if payout.failure_code in OF_THE_BANK_ACCOUNT:
        return (
            "The money is in your account at Stripe again. Open Stripe's pages from “How you are paid” and correct the"
            " bank account there; it is sent with the next payout."
        )
    return (
        "The money is in your account at Stripe again and is sent once more with the next payout. If it fails again,"
        " ask your bank, and see that the bank account on Stripe's pages is the right one."
    )


def _record(account: PayoutAccount, truth: payouts.PayoutTruth) -> None:
    payout, is_new = Payout.objects.get_or_create(
        payout_id=truth.payout_id,
        defaults={
            "account": account,
            "state": truth.state,
            "amount_minor": truth.amount.minor,
            "currency": truth.amount.currency,
            "begun_at": truth.begun_at,
            "arrives_on": truth.arrives_on,
            "failure_code": truth.failure_code,
            "failure": truth.failure[:500],
        },
    )
    before = "" if is_new else payout.state
    if before == truth.state:
        return
    payout.state, payout.arrives_on = truth.state, truth.arrives_on
    payout.failure_code, payout.failure = truth.failure_code, truth.failure[:500]
    payout.save(update_fields=["state", "arrives_on", "failure_code", "failure"])
    if payout.state == PayoutState.FAILED:
        _tell(payout)


def _tell(payout: Payout) -> None:
    notify(
        payout.account.person,
        "accounts.payout_failed",
        title=f"{payout.amount} did not reach your bank",
        body=" ".join(filter(None, [payout.failure and f"{payout.failure.rstrip('.')}.", what_to_do(payout)])),
        url=admin_link(PAGE),
    )
