"""Sellers' accounts at Stripe Connect: opened, led through onboarding, asked about, listened to.

Accounts v2 and v1's Express accounts are one behind these functions: the same holder, the same dashboard, the same
transfers. Which of them opens an account is a setting; how an account is asked about goes by how it was opened.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from commerce.enums import PayoutInterface
from commerce.gateways.shapes import NewPayee, PayeeTruth, Requirement, SignatureRefused, ToldOfAccount
from commerce.gateways.signatures import refuse_unsigned
from commerce.gateways.stripe import call, is_live

INCLUDED = ["configuration.recipient", "requirements"]


def open_account(payee: NewPayee, interface: str) -> PayeeTruth:
    """Open an account, or find the one opened under the same key. Raises GatewayUnavailable, GatewayRefused."""
    return _INTERFACES[PayoutInterface(interface)].open(payee)


def read_account(account_id: str, interface: str) -> PayeeTruth:
    """How the account stands, and what Stripe still wants to know of its holder."""
    return _INTERFACES[PayoutInterface(interface)].read(account_id)


def onboarding_link(account_id: str, interface: str, *, return_url: str, refresh_url: str) -> str:
    """An address at Stripe that works once, for some minutes; after that it leads to `refresh_url`."""
    return _INTERFACES[PayoutInterface(interface)].link(account_id, return_url, refresh_url)


def dashboard_link(account_id: str) -> str:
    """The address of the holder's Express dashboard, for once. Raises GatewayRefused before onboarding."""
    return str(call("accounts.login_links", "create", account_id).url)


def read_connect_webhook(body: bytes, signature: str) -> ToldOfAccount:
    """What a webhook about somebody's account tells, once its signature is found good under one of the secrets.

    Raises SignatureRefused for forged and stale ones, for those about no account, and for test events in live mode.
    """
    refuse_unsigned(body, signature, settings.STRIPE_CONNECT_WEBHOOK_SECRETS)
    return parse_connect_event(body)


def parse_connect_event(body: bytes) -> ToldOfAccount:
    """What such a webhook tells, whoever sent it: v1's have an `account`, v2's thin ones a related object."""
    try:
        told = json.loads(body)
        account_id = told.get("account") or _account_of_thin(told)
        if not account_id or bool(told["livemode"]) != is_live():
            raise SignatureRefused
        return ToldOfAccount(event_id=str(told["id"]), kind=str(told["type"]), account_id=str(account_id))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SignatureRefused from None


def _account_of_thin(told: dict[str, Any]) -> str:
    related = told.get("related_object") or {}
    return str(related["id"]) if related.get("type") == "v2.core.account" else ""


def _open_v2(payee: NewPayee) -> PayeeTruth:
    params = {
        "contact_email": payee.email,
        "display_name": payee.name,
        "dashboard": "express",
        "identity": {"country": payee.country.lower()},
        "configuration": {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}},
        "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
        "metadata": {"payee": str(payee.reference)},
        "include": INCLUDED,
    }
    return _truth_v2(call("core.accounts", "create", params, {"idempotency_key": str(payee.key)}, version="v2"))


def _read_v2(account_id: str) -> PayeeTruth:
    return _truth_v2(call("core.accounts", "retrieve", account_id, {"include": INCLUDED}, version="v2"))


def _link_v2(account_id: str, return_url: str, refresh_url: str) -> str:
    use = {"return_url": return_url, "refresh_url": refresh_url}
    params = {"account": account_id, "use_case": {"type": "account_onboarding", "account_onboarding": use}}
    return str(call("core.account_links", "create", params, version="v2").url)


def _truth_v2(account: Any) -> PayeeTruth:
    recipient = account.configuration.recipient if account.configuration is not None else None
    balance = recipient.capabilities.stripe_balance if recipient is not None else None
    transfers = balance.stripe_transfers if balance is not None else None
    payouts = balance.payouts if balance is not None else None
    wanted = account.requirements
    deadline = wanted.summary.minimum_deadline if wanted is not None and wanted.summary is not None else None
    return PayeeTruth(
        account_id=account.id,
        can_receive=transfers is not None and transfers.status == "active",
        can_pay_out=payouts is not None and payouts.status == "active",
        is_refused=bool(account.closed) or _is_rejected(transfers),
        wants=tuple(
            Requirement(
                code=entry.description,
                waits_for_payee=entry.awaiting_action_from == "user",
                is_past_due=entry.minimum_deadline.status == "past_due",
            )
            for entry in (wanted.entries or [] if wanted is not None else [])
        ),
        due_at=datetime.fromisoformat(deadline.time) if deadline is not None and deadline.time else None,
    )


def _is_rejected(capability: Any) -> bool:
    details = capability.status_details if capability is not None else []
    return capability is not None and (
        capability.status in {"rejected", "unsupported"} or any(each.code.startswith("rejected") for each in details)
    )


def _open_v1(payee: NewPayee) -> PayeeTruth:
    params = {
        "type": "express",
        "country": payee.country,
        "email": payee.email,
        "business_profile": {"name": payee.name},
        "capabilities": {"transfers": {"requested": True}},
        "metadata": {"payee": str(payee.reference)},
    }
    return _truth_v1(call("accounts", "create", params, {"idempotency_key": str(payee.key)}))


def _read_v1(account_id: str) -> PayeeTruth:
    return _truth_v1(call("accounts", "retrieve", account_id))


def _link_v1(account_id: str, return_url: str, refresh_url: str) -> str:
    params = {"account": account_id, "type": "account_onboarding", "return_url": return_url, "refresh_url": refresh_url}
    return str(call("account_links", "create", params).url)


def _truth_v1(account: Any) -> PayeeTruth:
    wanted = account.requirements
    past = set(wanted.past_due or [])
    due = [*dict.fromkeys([*(wanted.past_due or []), *(wanted.currently_due or [])])]
    return PayeeTruth(
        account_id=account.id,
        can_receive=getattr(account.capabilities, "transfers", None) == "active",
        can_pay_out=bool(account.payouts_enabled),
        is_refused=(wanted.disabled_reason or "").startswith("rejected"),
        wants=(
            *(Requirement(code=code, waits_for_payee=True, is_past_due=code in past) for code in due),
            *(Requirement(code=code, waits_for_payee=False) for code in wanted.pending_verification or []),
        ),
        due_at=datetime.fromtimestamp(wanted.current_deadline, UTC) if wanted.current_deadline else None,
    )


@dataclass(frozen=True, slots=True)
class _Interface:
    open: Callable[[NewPayee], PayeeTruth]
    read: Callable[[str], PayeeTruth]
    link: Callable[[str, str, str], str]


_INTERFACES = {
    PayoutInterface.ACCOUNTS_V2: _Interface(_open_v2, _read_v2, _link_v2),
    PayoutInterface.EXPRESS_V1: _Interface(_open_v1, _read_v1, _link_v1),
}
