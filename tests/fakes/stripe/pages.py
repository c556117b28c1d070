"""The pages that people see: the payment page, and the bank's page for 3-D Secure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.fakes.stripe import money, onboarding, paper, paying, portal
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.work import Work

Page = Callable[[Request], Awaitable[Response]]
Show = Callable[[Work, Request, dict[str, str]], Response]


def routes(store: Store, public_url: str) -> list[Route]:
    def page(show: Show) -> Page:
        async def answer(request: Request) -> Response:
            given = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
            return await run_in_threadpool(within, show, request, given)

        return answer

    def within(show: Show, request: Request, given: dict[str, str]) -> Response:
        with store.transaction():
            return show(Work(store, public_url), request, given)

    return [
        Route("/", page(show_what_this_is), methods=["GET"]),
        Route("/c/pay/{id}", page(show_payment), methods=["GET"]),
        Route("/c/pay/{id}", page(take_payment), methods=["POST"]),
        Route("/c/authenticate/{id}", page(show_authentication), methods=["GET"]),
        Route("/c/authenticate/{id}", page(take_authentication), methods=["POST"]),
        Route("/c/onboard/{token}", page(onboarding.show_onboarding), methods=["GET"]),
        Route("/c/onboard/{token}", page(onboarding.take_onboarding), methods=["POST"]),
        Route("/c/express/{token}", page(onboarding.show_dashboard), methods=["GET"]),
        Route("/c/portal/{token}", page(portal.show_portal), methods=["GET"]),
        Route("/c/portal/{token}", page(portal.take_portal), methods=["POST"]),
        Route("/receipts/{id}", page(show_receipt), methods=["GET"]),
    ]


# For people; the numbers are Stripe's own for testing, and `cards` knows more of them.
SHOWN_CARDS = {
    "4242424242424242": "pays",
    "4000000000000002": "is declined",
    "4000002760003184": "asks for 3-D Secure",
    "4000000000007726": "pays; a refund takes its time",
    "4000000000000259": "pays, and is disputed",
}


def show_what_this_is(work: Work, request: Request, given: dict[str, str]) -> Response:
    """The first page, for whoever opens the bare address."""
    taken = work.store.all("charge", account="")
    cards = [(f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}", does) for number, does in SHOWN_CARDS.items()]
    body = (
        "<h1>A stand-in for Stripe</h1><p>The shop beside it sends people here to pay, and is told what became of it, "
        f"as by Stripe itself. Payments tried so far: {len(taken)}.</p><h2>Cards to try</h2>{paper.rows(cards)}"
    )
    return paper.sheet("A stand-in for Stripe", body)


def show_payment(work: Work, request: Request, given: dict[str, str]) -> Response:
    return _payment(work, request.path_params["id"])


def take_payment(work: Work, request: Request, given: dict[str, str]) -> Response:
    session_id = request.path_params["id"]
    try:
        typed = {name: value for name, value in given.items() if name != "card"}
        session = paying.pay(work, session_id, given.get("card", ""), **typed)
    except Refused as refused:
        return _payment(work, session_id, refused=str(refused))
    return _onward(work, session)


def _onward(work: Work, session: Json) -> Response:
    """Back to the shop when it is paid, else to the bank's page."""
    if session["status"] == "complete":
        return RedirectResponse(paying.success_url(session), 303)
    intent = work.store.hidden(session["id"])["intent"]
    return RedirectResponse(f"{work.public_url}/c/authenticate/{intent}", 303)


def _payment(work: Work, session_id: str, *, refused: str = "") -> Response:
    try:
        session = paying.open_session(work, session_id)
    except Refused as closed:
        return _closed(closed, work.store.find(session_id))
    lines = work.store.hidden(session_id)["items"]
    currency = session["currency"]
    pairs = [(f"{line['description']}{_times(line)}", money.shown(line["amount_subtotal"], currency)) for line in lines]
    if session["total_details"]["amount_tax"]:
        pairs.append(("Tax", money.shown(session["total_details"]["amount_tax"], currency)))
    if session["total_details"]["amount_discount"]:
        pairs.append(("Discount", "−" + money.shown(session["total_details"]["amount_discount"], currency)))
    total = money.shown(session["amount_total"], currency)
    pairs.append(("To pay now", total))
    known = session["customer_details"] or {}
    deed = "Subscribe" if session["mode"] == "subscription" else f"Pay {total}"
    fields = _card_fields() if paying.needs_card(session) else ""
    back = session["cancel_url"]
    body = (
        f'<h1>You are paying</h1><p class="sum">{escape(total)}</p>{paper.rows(pairs)}{{refused}}'
        f'<form method="post" action="/c/pay/{session_id}" autocomplete="off">'
        f'<label>Email<input name="email" type="email" required value="{escape(known.get("email") or "")}"></label>'
        f"{fields}{_billing_fields(session) if fields else ''}{paper.button(deed)}</form>"
        + (_shortcuts(session_id, known) if fields and not session["automatic_tax"]["enabled"] else "")
        + (f'<a class="back" href="{escape(back)}">Back to the shop</a>' if back else "")
    )
    return paper.sheet("Pay — stand-in for Stripe", body, status=402 if refused else 200, refused=refused)


def _times(line: Json) -> str:
    return f" × {line['quantity']}" if line["quantity"] != 1 else ""


def _card_fields() -> str:
    return (
        '<label>Card number<input name="card" inputmode="numeric" required value="4242 4242 4242 4242"'
        ' aria-describedby="cards"></label>'
        '<p class="soft" id="cards">Any future date and any code would do; they are not asked for.</p>'
    )


MUST = ("name", "line1", "postal_code", "city", "country")


def _billing_fields(session: Json) -> str:
    """Where the receipt goes; folded away, since most people leave it."""
    asked = {"name": "Name", "line1": "Street and number", "postal_code": "Postal code", "city": "Town"}
    asked["country"] = "Country, in two letters"
    if session["tax_id_collection"]["enabled"]:
        asked["tax_id"] = "VAT number"
    if session["billing_address_collection"] == "required":
        fields = "".join(_field(name, label, must=name in MUST) for name, label in asked.items())
        return f"<h1>Billing address</h1>{fields}"
    fields = "".join(_field(name, label) for name, label in asked.items())
    return f"<details><summary>Billing address</summary>{fields}</details>"


def _field(name: str, label: str, *, must: bool = False) -> str:
    return f'<label>{label}<input name="{name}"{" required" if must else ""}></label>'


def _shortcuts(session_id: str, known: Json) -> str:
    """Buttons for what else may happen, so that nobody has to know the numbers."""
    email = escape(known.get("email") or "somebody@example.com")
    return (
        f'<form method="post" action="/c/pay/{session_id}" class="row" aria-label="Other cards">'
        f'<input type="hidden" name="email" value="{email}">'
        + paper.button("Pay with a card that is declined", name="card", value="4000000000000002", quiet=True)
        + paper.button("Pay with a card that needs 3-D Secure", name="card", value="4000002760003184", quiet=True)
        + "</form>"
    )


def _closed(refused: Refused, session: Json | None) -> Response:
    if session is None or session.get("object") != "checkout.session":
        return paper.sheet("Not found", "<h1>There is nothing to pay at this address.</h1>", status=404)
    onward = paying.success_url(session) if session["status"] == "complete" else session["cancel_url"]
    link = f'<a class="back" href="{escape(onward)}">Back to the shop</a>' if onward else ""
    sentence = "This has been paid." if session["status"] == "complete" else "This payment page has expired."
    status = 200 if session["status"] == "complete" else 410
    return paper.sheet(sentence, f"<h1>{sentence}</h1>{link}", status=status)


def show_authentication(work: Work, request: Request, given: dict[str, str]) -> Response:
    intent = work.store.find(request.path_params["id"], "")
    if intent is None or intent.get("status") != "requires_action":
        return paper.sheet("Nothing to confirm", "<h1>No payment waits for you here.</h1>", status=404)
    total = money.shown(intent["amount"], intent["currency"])
    body = (
        f'<h1>Your bank asks: do you pay</h1><p class="sum">{escape(total)}</p>'
        '<p class="soft">3-D Secure, as a bank would show it.</p><form method="post" class="row">'
        + paper.button("Complete authentication", name="result", value="complete")
        + paper.button("Fail authentication", name="result", value="fail", quiet=True)
        + "</form>"
    )
    return paper.sheet("3-D Secure — stand-in for Stripe", body)


def take_authentication(work: Work, request: Request, given: dict[str, str]) -> Response:
    intent_id = request.path_params["id"]
    try:
        session = paying.authenticate(work, intent_id, passes=given.get("result") == "complete")
    except Refused as refused:
        session_id = paying.session_of(work, intent_id)
        if session_id is None:
            return paper.sheet("Nothing to confirm", "<h1>No payment waits for you here.</h1>", status=404)
        sentence = "Your bank did not confirm this payment. Try again, or pay with another card."
        return _payment(work, session_id, refused=sentence if refused.keep else str(refused))
    return _onward(work, session)


def show_receipt(work: Work, request: Request, given: dict[str, str]) -> Response:
    charge = work.store.find(request.path_params["id"])
    if charge is None or charge["object"] != "charge":
        return paper.sheet("Not found", "<h1>There is no receipt at this address.</h1>", status=404)
    total = money.shown(charge["amount"], charge["currency"])
    card = charge["payment_method_details"]["card"]
    paid = [("Paid with", f"{card['brand'].title()} ···· {card['last4']}"), ("Reference", charge["id"][-8:])]
    if charge["amount_refunded"]:
        paid.append(("Refunded", money.shown(charge["amount_refunded"], charge["currency"])))
    return paper.sheet("Receipt", f'<h1>Receipt</h1><p class="sum">{escape(total)}</p>{paper.rows(paid)}')
