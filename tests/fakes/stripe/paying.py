"""What happens on the payment page: somebody pays, is declined, or is asked to prove who they are."""

from __future__ import annotations

from typing import Any

from tests.fakes.stripe import cards, checkout, coupons, customers, intents, invoices, sessions, subscriptions, taxes
from tests.fakes.stripe.refusals import Json, Refused, declined
from tests.fakes.stripe.work import Work

UNKNOWN_CARD = "Your card number is not one of the test cards that this page knows."


def open_session(work: Work, session_id: str) -> Json:
    """The session, while it can be paid. Raises Refused when it cannot any more."""
    checkout.expire_overdue(work)
    session = work.get("checkout.session", session_id, param="session", name="checkout.session")
    if session["status"] != "open":
        raise Refused(f"This page is closed: the checkout is {session['status']}.", session=session)
    return session


def needs_card(session: Json) -> bool:
    """Whether somebody has to name a card: a trial wants one although nothing is paid yet."""
    return bool(session["amount_total"]) or session["mode"] == "subscription"


def pay(work: Work, session_id: str, number: str, *, email: str = "", name: str = "", **billing: Any) -> Json:
    """Pay with a test card. Raises Refused for a declined one; the session may then wait for 3-D Secure.

    What a person types goes before what the shop said of them. `billing` may hold line1, postal_code, city, country
    and, where the shop asks for them, tax_id.
    """
    session = open_session(work, session_id)
    known = session["customer_details"] or {}
    email, name = email or known.get("email") or "", name or known.get("name") or ""
    session["customer_details"] = sessions.customer_details(
        email or None,
        name or None,
        _address(billing),
        billing.get("tax_id") if session["tax_id_collection"]["enabled"] else None,
    )
    if session["automatic_tax"]["enabled"]:
        place = taxes.place_of(work, session, session["customer_details"]["address"])
        taxes.tax_page(work, session, place, billing.get("tax_id"))
    if not needs_card(session):
        return _complete(work, session, None, None)
    card = cards.read(number)
    if card is None:
        raise Refused(UNKNOWN_CARD, status=402, kind="card_error", code="incorrect_number")
    method = cards.new_method(work, card, email=email or None, name=name or None, customer=_customer(work, session))
    if session["amount_total"] == 0:
        if card.declines and not card.later:
            raise declined(cards.message_of(card), code=card.declines, decline_code=card.reason or None)
        return _complete(work, session, None, method)
    intent = _intent(work, session)
    intents.attempt(work, intent, method, returns_to=session["success_url"])
    return _after(work, session, intent, method)


def _address(billing: Json) -> Json | None:
    known = ("city", "country", "line1", "line2", "postal_code", "state")
    return {name: billing.get(name) or None for name in known} if any(billing.get(name) for name in known) else None


def session_of(work: Work, intent_id: str) -> str | None:
    """The session whose payment this intent is."""
    session_id: str | None = work.store.note(f"session:{intent_id}")
    return session_id


def authenticate(work: Work, intent_id: str, *, passes: bool) -> Json:
    """Finish 3-D Secure for the session of this intent."""
    intent = work.get("payment_intent", intent_id, param="intent")
    session_id = session_of(work, intent_id)
    if intent["status"] != "requires_action" or session_id is None:
        raise Refused("This payment does not wait for an authentication.", code="payment_intent_unexpected_state")
    session = open_session(work, session_id)
    method = work.get("payment_method", intent["payment_method"])
    if passes:
        intents.attempt(work, intent, method, authenticated=True)
    else:
        intents.fail_authentication(work, intent)
    return _after(work, session, intent, method)


def _customer(work: Work, session: Json) -> str | None:
    """The customer who pays; a new one where the shop wants one, which the session shows when it is complete."""
    known: str | None = work.store.hidden(session["id"])["customer"]
    if known is None and session["customer_creation"] == "always":
        details = session["customer_details"]
        known = str(customers.new_customer(work, {"email": details["email"], "name": details["name"]})["id"])
        work.store.hide(session["id"], customer=known)
    return known


def _intent(work: Work, session: Json) -> Json:
    """The session's intent, which begins with the first attempt to pay."""
    hidden = work.store.hidden(session["id"])
    if hidden["intent"]:
        intent = work.get("payment_intent", hidden["intent"])
        # Who was declined may say then that they live where another tax is owed.
        intent["amount"] = session["amount_total"]
        return intent
    data = hidden["payment"]
    subscribing = session["mode"] == "subscription"
    intent = intents.new_intent(
        work,
        session["amount_total"],
        session["currency"],
        customer=hidden["customer"],
        description="Subscription creation" if subscribing else data.get("description"),
        given_metadata=data.get("metadata"),
        transfer_group=data.get("transfer_group"),
        setup_future_usage="off_session" if subscribing else data.get("setup_future_usage"),
    )
    work.store.hide(session["id"], intent=intent["id"])
    work.store.write_note(f"session:{intent['id']}", session["id"])
    if not subscribing:
        session["payment_intent"] = intent["id"]
    return intent


def _after(work: Work, session: Json, intent: Json, method: Json) -> Json:
    work.save(session)
    if intent["status"] == "succeeded":
        return _complete(work, session, intent, method)
    if intent["status"] == "requires_payment_method":
        error = intent["last_payment_error"]
        raise declined(error["message"], code=error["code"], decline_code=error.get("decline_code"))
    return session


def _complete(work: Work, session: Json, intent: Json | None, method: Json | None) -> Json:
    session["customer"] = _customer(work, session)
    _keep_customer(work, session)
    for given in work.store.hidden(session["id"])["discounts"]:
        if session["mode"] == "payment":
            coupons.redeem(work, given)
    if session["mode"] == "subscription":
        assert method is not None
        _subscribe(work, session, intent, method)
    elif session["invoice_creation"]["enabled"] and intent is not None:
        session["invoice"] = _invoice(work, session, intent)["id"]
    session.update(
        status="complete",
        url=None,
        payment_status="paid" if session["amount_total"] else "no_payment_required",
    )
    work.save(session)
    work.emit("checkout.session.completed", session)
    return session


def _keep_customer(work: Work, session: Json) -> None:
    """Keep with the customer what they typed, where the shop wants that."""
    keeps, details = work.store.hidden(session["id"])["customer_update"], session["customer_details"]
    if session["customer"] is None or details is None or "auto" not in keeps.values():
        return
    customer = work.get("customer", session["customer"])
    if keeps.get("address") == "auto" and details["address"]:
        customer["address"] = details["address"]
    if keeps.get("name") == "auto" and details["name"]:
        customer["name"] = details["name"]
    work.save(customer)
    work.store.hide(customer["id"], tax_ids=details["tax_ids"])


def _subscribe(work: Work, session: Json, intent: Json | None, method: Json) -> None:
    hidden = work.store.hidden(session["id"])
    customer = work.get("customer", session["customer"])
    chosen = [(line["price"], line["quantity"]) for line in hidden["items"]]
    params = {
        **hidden["subscription"],
        "automatic_tax": session["automatic_tax"],
        "default_payment_method": method["id"],
        "discounts": hidden["discounts"],
    }
    subscription = subscriptions.new_subscription(work, customer, chosen, params)
    subscriptions.begin(work, subscription, intent=intent)
    session.update(subscription=subscription["id"], invoice=subscription["latest_invoice"])


def _invoice(work: Work, session: Json, intent: Json) -> Json:
    """The invoice of a purchase, which is paid when it is written."""
    lines = [
        invoices.new_line(
            work,
            line["price"],
            line["quantity"],
            line["amount_total"],
            start=work.now,
            end=work.now,
            description=line["description"],
        )
        for line in work.store.hidden(session["id"])["items"]
    ]
    invoice = invoices.new_invoice(work, work.get("customer", session["customer"]), lines, reason="manual")
    return invoices.settle(work, invoice, intent)


def success_url(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
