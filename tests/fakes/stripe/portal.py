"""The billing portal: where subscribers change their card, their plan, or their mind."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tests.fakes.stripe import cards, money, paper, paying, plans, subscriptions
from tests.fakes.stripe.doors import door
from tests.fakes.stripe.params import Required, address, text
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work


@door("POST", "/v1/billing_portal/sessions", {"customer": Required(text), "locale": text, "return_url": address})
def create_session(work: Work, params: Json) -> Json:
    customer = work.get("customer", params["customer"], param="customer")
    token = work.new_id("", 24)
    work.store.write_note(f"portal:{token}", {"customer": customer["id"], "return_url": params.get("return_url")})
    return {
        "id": work.new_id("bps_1", 23),
        "object": "billing_portal.session",
        "configuration": f"bpc_1{work.store.seed:023d}",
        "created": work.now,
        "customer": customer["id"],
        "customer_account": None,
        "flow": None,
        "livemode": False,
        "locale": params.get("locale"),
        "on_behalf_of": None,
        "return_url": params.get("return_url"),
        "url": f"{work.public_url}/c/portal/{token}",
    }


def show_portal(work: Work, request: Request, given: dict[str, str]) -> Response:
    return _portal(work, request.path_params["token"])


def take_portal(work: Work, request: Request, given: dict[str, str]) -> Response:
    """Do what a button says, for a subscription of this customer's."""
    token = request.path_params["token"]
    note = work.store.note(f"portal:{token}")
    if note is None:
        return _portal(work, token)
    try:
        _do(work, note["customer"], given)
    except Refused as refused:
        return _portal(work, token, refused=str(refused))
    return RedirectResponse(f"/c/portal/{token}", 303)


def _do(work: Work, customer_id: str, given: dict[str, str]) -> None:
    if "card" in given:
        _change_card(work, customer_id, given["card"])
        return
    deed, _, rest = given.get("deed", "").partition(":")
    subscription_id, _, price = rest.partition(":")
    subscription = work.get("subscription", subscription_id)
    if subscription["customer"] != customer_id:
        raise Refused("This subscription is somebody else's.", status=404)
    if deed in ("cancel", "keep"):
        plans.update_subscription(work, {"cancel_at_period_end": deed == "cancel"}, subscription_id)
    elif deed == "switch":
        item = subscriptions.items_of(subscription)[0]["id"]
        change = {"items": [{"id": item, "price": price}], "proration_behavior": "always_invoice"}
        plans.update_subscription(work, change, subscription_id)


def _change_card(work: Work, customer_id: str, number: str) -> None:
    card = cards.read(number)
    if card is None:
        raise Refused(paying.UNKNOWN_CARD)
    if card.declines and not card.later:
        raise Refused(cards.message_of(card))
    customer = work.get("customer", customer_id)
    method = cards.attach(work, card, customer)
    work.emit("payment_method.attached", method)
    customer["invoice_settings"]["default_payment_method"] = method["id"]
    work.save(customer)
    work.emit("customer.updated", customer, {"invoice_settings": {"default_payment_method": None}})
    for subscription in _running(work, customer_id):
        subscriptions.update(work, subscription, default_payment_method=method["id"])


def _running(work: Work, customer_id: str) -> list[Json]:
    rows = work.all("subscription", customer=customer_id)
    return [row for row in rows if row["status"] not in subscriptions.ENDED]


def _portal(work: Work, token: str, *, refused: str = "") -> Response:
    note = work.store.note(f"portal:{token}")
    if note is None:
        return paper.sheet("Not found", "<h1>This link is not valid.</h1>", status=404)
    running = _running(work, note["customer"])
    parts = [_subscription(work, subscription) for subscription in running] or ["<p>No plan is running.</p>"]
    invoices = work.all("invoice", customer=note["customer"])[::-1][:12]
    pairs = [
        (f"{_day(row['created'])}, {row['status']}", money.shown(row["amount_due"], row["currency"]))
        for row in invoices
    ]
    back = f'<a class="back" href="{escape(note["return_url"])}">Back to the shop</a>' if note["return_url"] else ""
    body = (
        f"<h1>Your plan</h1>{{refused}}{''.join(parts)}"
        '<form method="post" autocomplete="off"><label>New card number<input name="card" inputmode="numeric" required>'
        f"</label>{paper.button('Change the card', quiet=True)}</form>"
        f"{paper.rows(pairs)}{back}"
    )
    return paper.sheet("Your plan — stand-in for Stripe", body, status=402 if refused else 200, refused=refused)


def _subscription(work: Work, subscription: Json) -> str:
    item = subscriptions.items_of(subscription)[0]
    name = work.get("product", item["price"]["product"])["name"]
    until = _day(subscriptions.period_end(subscription))
    ends = subscription["cancel_at_period_end"]
    words = f"ends on {until}" if ends else f"{subscription['status'].replace('_', ' ')}, next on {until}"
    buttons = [
        paper.button(
            f"Switch to {_price(price)}", name="deed", value=f"switch:{subscription['id']}:{price['id']}", quiet=True
        )
        for price in work.all("price", product=item["price"]["product"], active=True)
        if price["id"] != item["price"]["id"] and price["recurring"]
    ]
    deed, label = ("keep", "Keep the plan") if ends else ("cancel", "Cancel the plan")
    buttons.append(paper.button(label, name="deed", value=f"{deed}:{subscription['id']}", quiet=True))
    return (
        f'<p class="sum">{escape(_price(item["price"]))}</p><p>{escape(name)}: {escape(words)}.</p>'
        f'<form method="post" class="row">{"".join(buttons)}</form>'
    )


def _price(price: Json) -> str:
    return f"{money.shown(price['unit_amount'], price['currency'])} a {price['recurring']['interval']}"


def _day(moment: int) -> str:
    day = datetime.fromtimestamp(moment, UTC)
    return f"{day.day} {day:%B %Y}"
