"""Connected accounts as v2 tells of them: the same accounts, as recipients of transfers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.stripe import accounts, events_v2, links
from tests.fakes.stripe.doors import door
from tests.fakes.stripe.params import Required, address, boolean, choice, clearable, merged, metadata, positive, text
from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.work import Work

INCLUDABLE = (
    "configuration.customer",
    "configuration.merchant",
    "configuration.recipient",
    "defaults",
    "future_requirements",
    "identity",
    "requirements",
)
STATUS = {"active": "active", "pending": "pending", "inactive": "restricted"}
CAPABILITY: Json = {"requested": Required(boolean)}
CONFIGURATION: Json = {
    "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": CAPABILITY}}},
    "merchant": {"capabilities": {"card_payments": CAPABILITY}},
}
FIELDS: Json = {
    "configuration": CONFIGURATION,
    "contact_email": text,
    "contact_phone": text,
    "dashboard": choice("express", "full", "none"),
    "defaults": {
        "currency": text,
        "locales": [text],
        "responsibilities": {
            "fees_collector": Required(choice("application", "application_custom", "application_express", "stripe")),
            "losses_collector": Required(choice("application", "stripe")),
        },
    },
    "display_name": clearable,
    "identity": {
        "business_details": {"registered_name": text},
        "country": text,
        "entity_type": choice("company", "government_entity", "individual", "non_profit"),
        "individual": {"email": text, "given_name": text, "surname": text},
    },
    "include": [choice(*INCLUDABLE)],
    "metadata": metadata,
}
RESPONSIBILITIES = {"fees_collector": "application", "losses_collector": "application"}


@door("POST", "/v2/core/accounts", FIELDS)
def create_account(work: Work, params: Json) -> Json:
    identity = params.get("identity", {})
    wished = _wished(params.get("configuration", {}))
    if wished and "country" not in identity:
        raise BadRequest(
            "Missing required param: identity.country.", code="parameter_missing", param="identity.country"
        )
    details = {"business_type": identity.get("entity_type"), "metadata": params.get("metadata", {})}
    if "currency" in params.get("defaults", {}):
        details["default_currency"] = params["defaults"]["currency"]
    account = accounts.new_account(
        work,
        country=identity.get("country", "us").upper(),
        email=params.get("contact_email"),
        capabilities=wished,
        details=details,
        dashboard=params.get("dashboard", "none"),
        display_name=params.get("display_name"),
        responsibilities=params.get("defaults", {}).get("responsibilities", RESPONSIBILITIES),
    )
    events_v2.emit(work, "v2.core.account.created", account)
    return shown(work, account, params.get("include", []))


def _wished(configuration: Mapping[str, Any]) -> list[str]:
    """v1's names of the capabilities that a configuration asks for."""
    recipient = configuration.get("recipient", {}).get("capabilities", {}).get("stripe_balance", {})
    merchant = configuration.get("merchant", {}).get("capabilities", {})
    wished = {"transfers": recipient.get("stripe_transfers"), "card_payments": merchant.get("card_payments")}
    return [name for name, wish in wished.items() if wish and wish["requested"]]


@door(
    "GET", "/v2/core/accounts", {"applied_configurations": [text], "closed": boolean, "limit": positive, "page": text}
)
def list_accounts(work: Work, params: Json) -> Json:
    rows = [row for row in work.store.all("account") if not row.get("deleted")][::-1]
    first, limit = int(params.get("page", 0)), params.get("limit", 20)
    more = f"/v2/core/accounts?limit={limit}&page={first + limit}" if len(rows) > first + limit else None
    members = [shown(work, row, []) for row in rows[first : first + limit]]
    return {"data": members, "next_page_url": more, "previous_page_url": None}


@door("GET", "/v2/core/accounts/{id}", {"include": [choice(*INCLUDABLE)]})
def show_account(work: Work, params: Json, account_id: str) -> Json:
    return shown(work, accounts.find(work, account_id), params.get("include", []))


@door("POST", "/v2/core/accounts/{id}", FIELDS)
def update_account(work: Work, params: Json, account_id: str) -> Json:
    account = accounts.find(work, account_id)
    for name in _wished(params.get("configuration", {})):
        account["capabilities"].setdefault(name, "active" if account["details_submitted"] else "inactive")
    if "contact_email" in params:
        account["email"] = params["contact_email"]
    if "metadata" in params:
        account["metadata"] = merged(account["metadata"], params["metadata"])
    if "display_name" in params:
        work.store.hide(account_id, display_name=params["display_name"])
    accounts.changed(work, account)
    events_v2.emit(work, "v2.core.account.updated", account)
    return shown(work, account, params.get("include", []))


@door("POST", "/v2/core/accounts/{id}/close", {"applied_configurations": [text]})
def close_account(work: Work, params: Json, account_id: str) -> Json:
    account = accounts.find(work, account_id)
    work.store.hide(account_id, closed=True)
    events_v2.emit(work, "v2.core.account.closed", account)
    return shown(work, account, [])


LINK_USE: Json = {"collection_options": links.COLLECTION, "refresh_url": Required(address), "return_url": address}


@door(
    "POST",
    "/v2/core/account_links",
    {
        "account": Required(text),
        "use_case": Required(
            {
                "account_onboarding": LINK_USE,
                "account_update": LINK_USE,
                "type": Required(links.KINDS),
            }
        ),
    },
)
def create_link(work: Work, params: Json) -> Json:
    account = accounts.find(work, params["account"])
    kind = params["use_case"]["type"]
    if kind not in params["use_case"]:
        raise BadRequest(
            f"Missing required param: use_case.{kind}.", code="parameter_missing", param=f"use_case.{kind}"
        )
    use = params["use_case"][kind]
    back = use.get("return_url") or use["refresh_url"]
    url, until = links.new_link(work, account["id"], refresh_url=use["refresh_url"], return_url=back)
    told = {"collection_options": None, "return_url": None, **use}
    return {
        "object": "v2.core.account_link",
        "account": account["id"],
        "created": events_v2.moment(work.now),
        "expires_at": events_v2.moment(until),
        "livemode": False,
        "url": url,
        "use_case": {kind: told, "type": kind},
    }


# How an account is shown


def shown(work: Work, account: Json, include: list[str]) -> Json:
    """The account as v2 tells of it: what was not asked for is null."""
    hidden = work.store.hidden(account["id"])
    parts = {
        "defaults": _defaults(account, hidden),
        "future_requirements": {"entries": [], "summary": None},
        "identity": {
            "attestations": None,
            "business_details": None,
            "country": account["country"].lower(),
            "entity_type": account["business_type"],
            "individual": None,
        },
        "requirements": _requirements(account),
    }
    asked = {name.removeprefix("configuration.") for name in include if name.startswith("configuration.")}
    configuration = {"customer": None, "merchant": None, "recipient": _recipient(account)}
    return {
        "id": account["id"],
        "object": "v2.core.account",
        "applied_configurations": ["recipient"] if "transfers" in account["capabilities"] else [],
        "closed": hidden.get("closed", False),
        "configuration": {name: part if name in asked else None for name, part in configuration.items()}
        if asked
        else None,
        "contact_email": account["email"],
        "contact_phone": None,
        "created": events_v2.moment(account["created"]),
        "dashboard": hidden.get("dashboard", "express"),
        "display_name": hidden.get("display_name"),
        "livemode": False,
        "metadata": account["metadata"],
        **{name: part if name in include else None for name, part in parts.items()},
    }


def _defaults(account: Json, hidden: Json) -> Json:
    return {
        "currency": account["default_currency"],
        "locales": None,
        "profile": None,
        "responsibilities": {**hidden.get("responsibilities", RESPONSIBILITIES), "requirements_collector": "stripe"},
    }


def _recipient(account: Json) -> Json | None:
    if "transfers" not in account["capabilities"]:
        return None
    status = STATUS[account["capabilities"]["transfers"]]
    if (account["requirements"]["disabled_reason"] or "").startswith("rejected"):
        status = "rejected"
    details = {
        "active": [],
        "pending": [{"code": "determining_status", "resolution": "no_resolution"}],
        "rejected": [{"code": "rejected_fraud", "resolution": "contact_stripe"}],
        "restricted": [{"code": "requirements_past_due", "resolution": "provide_info"}],
    }[status]
    capability = {"status": status, "status_details": details}
    return {
        "applied": True,
        "capabilities": {
            "bank_accounts": None,
            "cards": None,
            "stripe_balance": {"payouts": capability, "stripe_transfers": capability},
        },
    }


def _requirements(account: Json) -> Json:
    due = account["requirements"]["currently_due"]
    pending = account["requirements"]["pending_verification"]
    entries = [_entry(name, "user") for name in due] + [_entry(name, "stripe") for name in pending]
    deadline = {"status": "past_due", "time": None} if due else None
    return {"entries": entries, "summary": {"minimum_deadline": deadline} if entries else None}


def _entry(description: str, waits_for: str) -> Json:
    restricted = {
        "capability": "stripe_balance.stripe_transfers",
        "configuration": "recipient",
        "deadline": {"status": "past_due"},
    }
    return {
        "awaiting_action_from": waits_for,
        "description": description,
        "errors": [],
        "impact": {"restricts_capabilities": [restricted]},
        "minimum_deadline": {"status": "past_due"},
        "reference": None,
        "requested_reasons": [{"code": "routine_onboarding"}],
    }


def tell(work: Work, account: Json) -> None:
    """Of a change that happened at Stripe: what v2 says besides v1's `account.updated`."""
    events_v2.emit(work, "v2.core.account[requirements].updated", account)
    events_v2.emit(work, "v2.core.account[configuration.recipient].capability_status_updated", account)


accounts.ON_CHANGE.append(tell)
