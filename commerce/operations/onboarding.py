"""From "I want to be paid" to an account that can be: opened here, filled in at the provider, and asked about.

Whoever comes back, whatever a webhook says: how an account stands is only ever what the provider answers.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.operations.holding import hold_person
from commerce.enums import PayoutAccountState
from commerce.errors import NoPayoutAccount, PayoutAccountRefused, PayoutsAreClosed, ProviderSilent
from commerce.gateways import GatewayRefused, GatewayUnavailable, NewPayee, PayeeTruth, connect
from commerce.models import PayoutAccount
from commerce.policy import SELLING_ROLES
from kit import clock
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from notices.letters import admin_link
from notices.operations import notify

PAGE = "/admin/earnings/account/"
WAITING_ASKED_EVERY = timedelta(hours=1)
READY_ASKED_EVERY = timedelta(days=1)
SWEPT_AT_ONCE = 100

log = structlog.get_logger("commerce.onboarding")


def may_be_paid(person: Any) -> bool:
    """Whether the person may open an account: those who sell, while they are not suspended."""
    return any(person.has_role(role) for role in SELLING_ROLES)


def open_payout_account(person: User, *, country: str, actor: User) -> PayoutAccount:
    """The person's own account at the provider, opened when there is none. Its country stays.

    Raises NotAllowed, PayoutsAreClosed, PayoutAccountRefused, ProviderSilent.
    """
    if actor.pk != person.pk or not may_be_paid(actor):
        raise NotAllowed
    if not settings.STRIPE_SECRET_KEY:
        raise PayoutsAreClosed
    with transaction.atomic():
        held = hold_person(person.pk)
        account, _is_new = PayoutAccount.objects.get_or_create(
            person=held,
            defaults={
                "interface": settings.STRIPE_CONNECT_INTERFACE,
                "country": country,
                "email": held.email,
                "name": held.display_name,
            },
        )
    if account.account_id is not None:
        return account
    began = clock.now()
    failpoint("commerce.before_asking_for_payout_account")
    try:
        truth = connect.open_account(
            NewPayee(
                key=account.key,
                reference=account.public_id,
                email=account.email,
                name=account.name,
                country=account.country,
            ),
            account.interface,
        )
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    except GatewayRefused as refusal:
        _forget(account)
        raise PayoutAccountRefused from refusal
    failpoint("commerce.before_payout_account_is_recorded")
    return record_account(account, truth, asked_at=began)


def onboarding_address(person: User, *, actor: User) -> str:
    """Where the person tells the provider about themselves, for once and some minutes.

    Raises NotAllowed, NoPayoutAccount, ProviderSilent, PayoutAccountRefused.
    """
    account = _own_account(person, actor)
    page = admin_link(PAGE)
    try:
        return connect.onboarding_link(
            str(account.account_id), account.interface, return_url=f"{page}return/", refresh_url=f"{page}go/"
        )
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    except GatewayRefused as refusal:
        raise PayoutAccountRefused from refusal


def dashboard_address(person: User, *, actor: User) -> str:
    """Where the person sees balance, payouts and bank account at the provider.

    Raises NotAllowed, NoPayoutAccount, ProviderSilent.
    """
    account = _own_account(person, actor)
    try:
        return connect.dashboard_link(str(account.account_id))
    except GatewayUnavailable as silence:
        raise ProviderSilent from silence
    except GatewayRefused as refusal:
        raise NoPayoutAccount from refusal


def ask_about_account(account: PayoutAccount) -> PayoutAccount:
    """Bring the account to what the provider says of it now. Raises GatewayUnavailable."""
    if account.account_id is None:
        return account
    began = clock.now()
    try:
        truth = connect.read_account(account.account_id, account.interface)
    except GatewayRefused:
        log.exception("payout_account_unreadable", account=str(account.public_id))
        return account
    failpoint("commerce.before_account_truth_is_applied")
    return record_account(account, truth, asked_at=began)


def sweep_accounts() -> int:
    """Ask about accounts of which nobody told us for long. Returns how many were asked about."""
    now = clock.now()
    open_accounts = PayoutAccount.objects.exclude(account_id=None)
    waiting = Q(asked_at__lt=now - WAITING_ASKED_EVERY) & ~Q(state=PayoutAccountState.READY)
    overdue = open_accounts.filter(waiting | Q(asked_at__lt=now - READY_ASKED_EVERY)).order_by("asked_at")
    asked = 0
    try:
        for account in overdue[:SWEPT_AT_ONCE]:
            ask_about_account(account)
            asked += 1
    except GatewayUnavailable:
        log.warning("sweep_of_accounts_ended_early", asked=asked)
    return asked


def record_account(account: PayoutAccount, truth: PayeeTruth, *, asked_at: datetime) -> PayoutAccount:
    """Write down what the provider said when it was asked at `asked_at`; an older answer never covers a newer one."""
    with transaction.atomic():
        held = PayoutAccount.objects.select_for_update().select_related("person").get(pk=account.pk)
        if held.asked_at is not None and held.asked_at > asked_at:
            return held
        before, held.state = held.state, state_of(truth)
        held.account_id = truth.account_id
        held.wants = [
            {"code": each.code, "waits_for_payee": each.waits_for_payee, "is_past_due": each.is_past_due}
            for each in truth.wants
        ]
        held.due_at, held.asked_at = truth.due_at, asked_at
        held.save(update_fields=["account_id", "state", "wants", "due_at", "asked_at"])
        if held.state != before:
            _tell(held, before)
    return held


def state_of(truth: PayeeTruth) -> PayoutAccountState:
    if truth.is_refused:
        return PayoutAccountState.REFUSED
    if truth.can_receive and truth.can_pay_out:
        return PayoutAccountState.READY
    if any(each.waits_for_payee for each in truth.wants):
        return PayoutAccountState.MISSING
    return PayoutAccountState.VERIFYING


def _tell(account: PayoutAccount, before: str) -> None:
    if account.state == PayoutAccountState.READY:
        title, body = "You can be paid", "What your courses bring is sent to you once the time for refunds is over."
    elif account.state == PayoutAccountState.REFUSED:
        title, body = (
            "Your payout account was closed",
            "The payment provider does not pay you any more. Please write to us.",
        )
    elif before == PayoutAccountState.READY:
        title, body = "Your payments wait", "The payment provider wants to know more of you before it pays you again."
    else:
        return
    notify(account.person, "accounts.payout_account", title=title, body=body, url=admin_link(PAGE))


def _own_account(person: User, actor: User) -> PayoutAccount:
    if actor.pk != person.pk or not may_be_paid(actor):
        raise NotAllowed
    account = PayoutAccount.objects.filter(person=person).exclude(account_id=None).first()
    if account is None:
        raise NoPayoutAccount
    return account


def _forget(account: PayoutAccount) -> None:
    """A refused opening leaves nothing behind, so that another country may be tried."""
    PayoutAccount.objects.filter(pk=account.pk, account_id=None).delete()
