"""The pages of account holders: telling Stripe who they are, and looking at their money."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tests.fakes.stripe import accounts, balance, links, money, paper
from tests.fakes.stripe.control import deed
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work


def show_onboarding(work: Work, request: Request, given: dict[str, str]) -> Response:
    token = request.path_params["token"]
    link = links.link_of(work, token)
    if link is None:
        return paper.sheet("Not found", "<h1>There is nothing to fill in at this address.</h1>", status=404)
    if not links.use(work, token, link):
        return RedirectResponse(link["refresh_url"], 303)
    account = accounts.find(work, link["account"])
    body = (
        "<h1>Get paid</h1>"
        f"<p>Stripe would now ask {escape(account['email'] or 'you')} for a name, a date of birth and a bank account. "
        "The stand-in only asks how it ends.</p>"
        '<form method="post" class="row">'
        + paper.button("Finish", name="result", value="finish")
        + paper.button("Finish, but a document is still checked", name="result", value="pending", quiet=True)
        + paper.button("Leave half done", name="result", value="leave", quiet=True)
        + "</form>"
    )
    return paper.sheet("Get paid — stand-in for Stripe", body)


def take_onboarding(work: Work, request: Request, given: dict[str, str]) -> Response:
    link = links.link_of(work, request.path_params["token"])
    if link is None:
        return paper.sheet("Not found", "<h1>There is nothing to fill in at this address.</h1>", status=404)
    account = accounts.find(work, link["account"])
    if given.get("result") in ("finish", "pending"):
        accounts.submit(work, account, verified=given["result"] == "finish")
    return RedirectResponse(link["return_url"], 303)


def show_dashboard(work: Work, request: Request, given: dict[str, str]) -> Response:
    account_id = work.store.note(f"login:{request.path_params['token']}")
    if account_id is None:
        return paper.sheet("Not found", "<h1>This link is not valid.</h1>", status=404)
    theirs = work.of(account_id)
    available, pending = balance.sums(theirs)
    code = accounts.find(work, account_id)["default_currency"]
    pairs = [
        ("On its way to you", money.shown(pending[code], code)),
        *(
            (f"Payout, {payout['status']}", money.shown(payout["amount"], code))
            for payout in theirs.all("payout")[::-1]
        ),
    ]
    total = money.shown(available[code], code)
    return paper.sheet("Your money", f'<h1>Available</h1><p class="sum">{escape(total)}</p>{paper.rows(pairs)}')


@deed("POST", "accounts/{id}/onboard")
def onboard(work: Work, given: Json) -> Json:
    """Go through onboarding: `verified` (true unless said) or with a document still checked."""
    with work.store.transaction():
        return accounts.submit(work, accounts.find(work, given["id"]), verified=given.get("verified", True))


@deed("POST", "accounts/{id}/verify")
def verify(work: Work, given: Json) -> Json:
    with work.store.transaction():
        return accounts.verify(work, accounts.find(work, given["id"]))


@deed("POST", "accounts/{id}/restrict")
def restrict(work: Work, given: Json) -> Json:
    """Stripe wants to know more (`wants`) and pays nothing until then."""
    with work.store.transaction():
        wants = given.get("wants", accounts.VERIFYING)
        return accounts.restrict(work, accounts.find(work, given["id"]), wants=wants)


@deed("POST", "accounts/{id}/reject")
def reject(work: Work, given: Json) -> Json:
    with work.store.transaction():
        return accounts.reject(work, accounts.find(work, given["id"]))
