"""Connected accounts as v1 tells of them: who is paid, and what Stripe still wants to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.stripe.doors import door, page, plain_list
from tests.fakes.stripe.params import (
    PAGE,
    Required,
    address,
    boolean,
    choice,
    clearable,
    currency,
    merged,
    metadata,
    text,
)
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.work import Work

# What everybody has to tell before they are paid.
WANTED = [
    "external_account",
    "individual.dob.day",
    "individual.first_name",
    "individual.last_name",
    "tos_acceptance.date",
]
VERIFYING = ["individual.verification.document"]
CURRENCIES = {"US": "usd", "GB": "gbp", "CH": "chf", "JP": "jpy", "CA": "cad", "AU": "aud"}
# Who else tells of a change; accounts_v2 puts itself here.
ON_CHANGE: list[Callable[[Work, Json], None]] = []
CAPABILITY: Json = {"requested": Required(boolean)}
SCHEDULE: Json = {"interval": choice("manual", "daily"), "delay_days": text}
FIELDS: Json = {
    "business_profile": {"mcc": text, "name": clearable, "product_description": clearable, "url": address},
    "business_type": choice("company", "government_entity", "individual", "non_profit"),
    "capabilities": {"card_payments": CAPABILITY, "transfers": CAPABILITY},
    "email": text,
    "metadata": metadata,
    "settings": {"payouts": {"schedule": SCHEDULE}},
}


def new_account(
    work: Work, *, country: str, email: str | None, capabilities: list[str], details: Json, **hidden: Any
) -> Json:
    """An account that knows nothing yet of its holder; `hidden` is what only v2 tells of it."""
    account_id = work.new_id("acct_1", 15)
    profile = details.get("business_profile", {})
    account: Json = {
        "id": account_id,
        "object": "account",
        "business_profile": {
            "annual_revenue": None,
            "estimated_worker_count": None,
            "mcc": profile.get("mcc"),
            "minority_owned_business_designation": None,
            "name": profile.get("name"),
            "product_description": profile.get("product_description"),
            "support_address": None,
            "support_email": None,
            "support_phone": None,
            "support_url": None,
            "url": profile.get("url"),
        },
        "business_type": details.get("business_type"),
        "capabilities": dict.fromkeys(capabilities, "inactive"),
        "charges_enabled": False,
        "controller": {
            "fees": {"payer": "application_express"},
            "is_controller": True,
            "losses": {"payments": "application"},
            "requirement_collection": "stripe",
            "stripe_dashboard": {"type": "express"},
            "type": "application",
        },
        "country": country,
        "created": work.now,
        "default_currency": details.get("default_currency") or CURRENCIES.get(country, "eur"),
        "details_submitted": False,
        "email": email,
        "external_accounts": plain_list([], f"/v1/accounts/{account_id}/external_accounts"),
        "future_requirements": _requirements([], []),
        "metadata": details.get("metadata", {}),
        "payouts_enabled": False,
        "requirements": _requirements(WANTED, []),
        "settings": _settings(_interval(details)),
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": "express",
    }
    work.store.add(account, **hidden)
    return account


def _interval(details: Json) -> str:
    interval = details.get("settings", {}).get("payouts", {}).get("schedule", {}).get("interval", "daily")
    return str(interval)


def _requirements(due: list[str], pending: list[str], reason: str | None = None) -> Json:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": due,
        "disabled_reason": reason or ("requirements.past_due" if due else None),
        "errors": [],
        "eventually_due": due,
        "past_due": due,
        "pending_verification": pending,
    }


def _settings(interval: str) -> Json:
    kana = ("statement_descriptor_prefix_kana", "statement_descriptor_prefix_kanji")
    return {
        "bacs_debit_payments": {"display_name": None, "service_user_number": None},
        "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
        "card_issuing": {"tos_acceptance": {"date": None, "ip": None}},
        "card_payments": {
            "decline_on": {"avs_failure": False, "cvc_failure": False},
            "statement_descriptor_prefix": None,
            **dict.fromkeys(kana),
        },
        "dashboard": {"display_name": None, "timezone": "Etc/UTC"},
        "invoices": {"default_account_tax_ids": None, "hosted_payment_method_save": None},
        "payments": {
            "statement_descriptor": None,
            "statement_descriptor_kana": None,
            "statement_descriptor_kanji": None,
            **dict.fromkeys(kana),
        },
        "payouts": {
            "debit_negative_balances": True,
            "schedule": {"delay_days": 2, "interval": interval},
            "statement_descriptor": None,
        },
        "sepa_debit_payments": {},
    }


def bank_account(work: Work, account: Json) -> Json:
    return {
        "id": work.new_id("ba_"),
        "object": "bank_account",
        "account": account["id"],
        "account_holder_name": None,
        "account_holder_type": "individual",
        "account_type": None,
        "available_payout_methods": ["standard"],
        "bank_name": "STRIPE TEST BANK",
        "country": account["country"],
        "currency": account["default_currency"],
        "customer": None,
        "default_for_currency": True,
        "fingerprint": work.new_id("", 16),
        "last4": "3000",
        "metadata": {},
        "routing_number": "110000000",
        "status": "new",
    }


def can_be_paid(account: Json) -> bool:
    return bool(account["capabilities"].get("transfers") == "active")


@door(
    "POST",
    "/v1/accounts",
    {**FIELDS, "country": text, "default_currency": currency, "type": choice("express")},
)
def create_account(work: Work, params: Json) -> Json:
    if "type" not in params:
        raise BadRequest("This stand-in makes express accounts only: say type=express.", param="type")
    requested = [name for name, wish in params.get("capabilities", {}).items() if wish["requested"]]
    country = params.get("country", "US")
    return new_account(work, country=country, email=params.get("email"), capabilities=requested, details=params)


@door("GET", "/v1/accounts", PAGE)
def list_accounts(work: Work, params: Json) -> Json:
    return page([row for row in work.store.all("account") if not row.get("deleted")], params, "/v1/accounts")


def find(work: Work, account_id: str, param: str = "account") -> Json:
    """The connected account, or the refusal of a platform that is not connected with it."""
    account = work.store.find(account_id, "")
    if account is None or account["object"] != "account" or account.get("deleted"):
        raise Refused(
            f"The provided key does not have access to account '{account_id}' (or that account does not exist). "
            "Application access may have been revoked.",
            status=403,
            code="account_invalid",
            param=param,
        )
    return account


@door("GET", "/v1/account")
def show_own(work: Work, params: Json) -> Json:
    if not work.account:
        raise Refused("This stand-in tells of connected accounts only.", status=404)
    return find(work, work.account)


@door("GET", "/v1/accounts/{id}")
def show_account(work: Work, params: Json, account_id: str) -> Json:
    return find(work, account_id)


@door("POST", "/v1/accounts/{id}", FIELDS)
def update_account(work: Work, params: Json, account_id: str) -> Json:
    account = find(work, account_id)
    for name, wish in params.pop("capabilities", {}).items():
        if wish["requested"]:
            account["capabilities"].setdefault(name, "active" if account["details_submitted"] else "inactive")
    if "settings" in params:
        account["settings"]["payouts"]["schedule"]["interval"] = _interval(params)
        del params["settings"]
    if "business_profile" in params:
        account["business_profile"].update(params.pop("business_profile"))
    if "metadata" in params:
        params["metadata"] = merged(account["metadata"], params["metadata"])
    account.update(params)
    return changed(work, account)


@door("DELETE", "/v1/accounts/{id}")
def delete_account(work: Work, params: Json, account_id: str) -> Json:
    find(work, account_id)
    return work.save({"id": account_id, "object": "account", "deleted": True})


def changed(work: Work, account: Json) -> Json:
    """Save it and tell so: to the account's own events, as v1 and as v2."""
    work.save(account)
    work.of(account["id"]).emit("account.updated", account)
    for listener in ON_CHANGE:
        listener(work, account)
    return account


# What onboarding leads to


def submit(work: Work, account: Json, *, verified: bool) -> Json:
    """The holder has told everything; without `verified` Stripe still looks at a document."""
    if not account["external_accounts"]["data"]:
        account["external_accounts"]["data"] = [bank_account(work, account)]
    account.update(business_type=account["business_type"] or "individual", details_submitted=True)
    account["tos_acceptance"]["date"] = work.now
    if verified:
        return verify(work, account)
    account["requirements"] = _requirements([], VERIFYING, "requirements.pending_verification")
    account["capabilities"] = dict.fromkeys(account["capabilities"], "pending")
    return changed(work, account)


def verify(work: Work, account: Json) -> Json:
    account["requirements"] = _requirements([], [])
    account["capabilities"] = dict.fromkeys(account["capabilities"], "active")
    account.update(payouts_enabled=True, charges_enabled="card_payments" in account["capabilities"])
    return changed(work, account)


def restrict(work: Work, account: Json, *, wants: list[str]) -> Json:
    """Stripe wants to know more and pays nothing until then."""
    account["requirements"] = _requirements(wants, [])
    account["capabilities"] = dict.fromkeys(account["capabilities"], "inactive")
    account.update(payouts_enabled=False, charges_enabled=False)
    return changed(work, account)


def reject(work: Work, account: Json) -> Json:
    account["requirements"] = _requirements([], [], "rejected.fraud")
    account["capabilities"] = dict.fromkeys(account["capabilities"], "inactive")
    account.update(payouts_enabled=False, charges_enabled=False)
    return changed(work, account)
