"""Links by which account holders come to Stripe: to tell of themselves, and to see their money."""

from __future__ import annotations

from tests.fakes.stripe import accounts
from tests.fakes.stripe.doors import door
from tests.fakes.stripe.params import Required, address, choice, text
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work

LIFETIME = 5 * 60
KINDS = choice("account_onboarding", "account_update")
COLLECTION: Json = {
    "fields": choice("currently_due", "eventually_due"),
    "future_requirements": choice("include", "omit"),
}


def new_link(work: Work, account_id: str, *, refresh_url: str, return_url: str) -> tuple[str, int]:
    """The address of a link that works once and not for long, and until when."""
    until = work.now + LIFETIME
    token = work.new_id("", 20)
    link = {"account": account_id, "refresh_url": refresh_url, "return_url": return_url, "until": until, "used": False}
    work.store.write_note(f"link:{token}", link)
    return f"{work.public_url}/c/onboard/{token}", until


def link_of(work: Work, token: str) -> Json | None:
    link: Json | None = work.store.note(f"link:{token}")
    return link


def use(work: Work, token: str, link: Json) -> bool:
    """Whether the link still works, which it then does not any more."""
    works = not link["used"] and link["until"] > work.now
    work.store.write_note(f"link:{token}", {**link, "used": True})
    return works


@door(
    "POST",
    "/v1/account_links",
    {
        "account": Required(text),
        "collection_options": COLLECTION,
        "refresh_url": Required(address),
        "return_url": Required(address),
        "type": Required(KINDS),
    },
)
def create_account_link(work: Work, params: Json) -> Json:
    account = accounts.find(work, params["account"])
    if params["type"] == "account_update":
        raise Refused("You cannot create `account_update` type Account Links for this account.", param="type")
    url, until = new_link(work, account["id"], refresh_url=params["refresh_url"], return_url=params["return_url"])
    return {"object": "account_link", "created": work.now, "expires_at": until, "url": url}


@door("POST", "/v1/accounts/{id}/login_links")
def create_login_link(work: Work, params: Json, account_id: str) -> Json:
    account = accounts.find(work, account_id)
    if not account["details_submitted"]:
        raise Refused("Cannot create a login link for an account that has not completed onboarding.")
    token = work.new_id("", 20)
    work.store.write_note(f"login:{token}", account_id)
    return {"object": "login_link", "created": work.now, "url": f"{work.public_url}/c/express/{token}"}
