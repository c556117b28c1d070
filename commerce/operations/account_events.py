"""What Stripe tells of sellers' accounts: kept as it came, answered at once; then the account itself is asked about."""

from django.db import transaction

from commerce.gateways import SignatureRefused, connect
from commerce.models import PayoutAccount, StripeEvent
from commerce.operations.onboarding import ask_about_account
from commerce.operations.payouts import read_payouts
from kit import clock, jobs

WORK = "commerce.work_account_event"


def receive_account_event(body: bytes, signature: str) -> bool:
    """Keep a webhook about a seller's account and have it worked; whether it was new.

    Raises SignatureRefused, and then keeps nothing: for what is forged or stale, and for accounts that are not ours.
    """
    told = connect.read_connect_webhook(body, signature)
    if not PayoutAccount.objects.filter(account_id=told.account_id).exists():
        raise SignatureRefused
    with transaction.atomic():
        event, is_new = StripeEvent.objects.get_or_create(
            event_id=told.event_id, defaults={"kind": told.kind, "account": told.account_id, "body": body}
        )
        if is_new:
            jobs.enqueue(WORK, event=event.pk)
    return is_new


def work_account_event(event: StripeEvent) -> None:
    """Ask about the account that the event speaks of, or about its payouts. Raises GatewayUnavailable."""
    account = PayoutAccount.objects.filter(account_id=event.account).first()
    if account is not None and event.kind.startswith("payout."):
        read_payouts(account)
    if account is not None:
        ask_about_account(account)
    StripeEvent.objects.filter(pk=event.pk, worked_at=None).update(worked_at=clock.now())
