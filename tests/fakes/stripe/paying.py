"""What happens on the payment page: somebody pays, is declined, or is asked to prove who they are."""

from __future__ import annotations

from tests.fakes.stripe import cards, checkout, customers, intents
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work

UNKNOWN_CARD = "Your card number is not one of the test cards that this page knows."


def open_session(work: Work, session_id: str) -> Json:
    """The session, while it can be paid. Raises Refused when it cannot any more."""
    checkout.expire_overdue(work)
    session = work.get("checkout.session", session_id, param="session", name="checkout.session")
    if session["status"] != "open":
        raise Refused(f"This page is closed: the checkout is {session['status']}.", session=session)
    return session


def pay(work: Work, session_id: str, number: str, *, email: str = "", name: str = "") -> Json:
    """Pay with a test card. Raises Refused for a declined one; the session may then wait for 3-D Secure.

    What a person types goes before what the shop said of them.
    """
    session = open_session(work, session_id)
    known = session["customer_details"] or {}
    email, name = email or known.get("email") or "", name or known.get("name") or ""
    session["customer_details"] = checkout.customer_details(email or None, name or None)
    if session["amount_total"] == 0 and session["mode"] == "payment":
        return _complete(work, session)
    card = cards.read(number)
    if card is None:
        raise Refused(UNKNOWN_CARD, status=402, kind="card_error", code="incorrect_number")
    method = cards.new_method(work, card, email=email or None, name=name or None, customer=session["customer"])
    intent = _intent(work, session)
    intents.attempt(work, intent, method, returns_to=session["success_url"])
    return _after(work, session, intent)


def authenticate(work: Work, intent_id: str, *, passes: bool) -> Json:
    """Finish 3-D Secure for the session of this intent."""
    intent = work.get("payment_intent", intent_id, param="intent")
    if intent["status"] != "requires_action":
        raise Refused("This payment does not wait for an authentication.", code="payment_intent_unexpected_state")
    found = work.all("checkout.session", payment_intent=intent_id)
    session = open_session(work, found[0]["id"])
    if passes:
        method = work.get("payment_method", intent["payment_method"])
        intents.attempt(work, intent, method, authenticated=True)
    else:
        intents.fail_authentication(work, intent)
    return _after(work, session, intent)


def _intent(work: Work, session: Json) -> Json:
    """The session's intent, which begins with the first attempt to pay."""
    if session["payment_intent"]:
        return work.get("payment_intent", session["payment_intent"])
    data = work.store.hidden(session["id"])["payment"]
    intent = intents.new_intent(
        work,
        session["amount_total"],
        session["currency"],
        customer=session["customer"],
        description=data.get("description"),
        given_metadata=data.get("metadata"),
        transfer_group=data.get("transfer_group"),
        setup_future_usage=data.get("setup_future_usage"),
    )
    session["payment_intent"] = intent["id"]
    return intent


def _after(work: Work, session: Json, intent: Json) -> Json:
    work.save(session)
    if intent["status"] == "succeeded":
        return _complete(work, session)
    if intent["status"] == "requires_payment_method":
        error = intent["last_payment_error"]
        raise Refused(
            error["message"],
            status=402,
            kind="card_error",
            code=error["code"],
            decline_code=error.get("decline_code"),
            keep=True,
        )
    return session


def _complete(work: Work, session: Json) -> Json:
    details = session["customer_details"]
    if session["customer"] is None and session["customer_creation"] == "always":
        customer = customers.new_customer(work, {"email": details["email"], "name": details["name"]})
        session["customer"] = customer["id"]
    session.update(
        status="complete",
        url=None,
        payment_status="paid" if session["amount_total"] else "no_payment_required",
    )
    work.save(session)
    work.emit("checkout.session.completed", session)
    return session


def success_url(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
