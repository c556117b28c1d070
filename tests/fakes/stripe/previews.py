"""The invoice that a change of a subscription would lead to: worked out as if it were made, and undone."""

from __future__ import annotations

from tests.fakes.stripe import changes, periods, plans, subscriptions
from tests.fakes.stripe.doors import door
from tests.fakes.stripe.params import Required, boolean, choice, integer, positive, text
from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.work import Work

DETAILS: Json = {
    "items": [{"deleted": boolean, "id": text, "price": text, "quantity": positive}],
    "proration_behavior": plans.PRORATION,
    "proration_date": integer,
}


@door(
    "POST",
    "/v1/invoices/create_preview",
    {
        "preview_mode": choice("next", "recurring"),
        "subscription": Required(text),
        "subscription_details": DETAILS,
    },
)
def preview_invoice(work: Work, params: Json) -> Json:
    """The next invoice; `recurring` leaves out what comes once: rests of periods and what was pending."""
    subscription = plans.show_subscription(work, {}, params["subscription"])
    if subscription["status"] in subscriptions.ENDED:
        raise Refused("A canceled subscription has no upcoming invoice.", code="invoice_upcoming_none")
    work.store.rows("SAVEPOINT preview")
    try:
        return _preview(work, subscription, params)
    finally:
        work.store.rows("ROLLBACK TO preview")
        work.store.rows("RELEASE preview")


def _preview(work: Work, subscription: Json, params: Json) -> Json:
    given = params.get("subscription_details", {})
    param = "subscription_details[proration_date]"
    at = changes.moment_of(subscription, given.get("proration_date", work.now), param)
    behavior = given.get("proration_behavior", "create_prorations")
    due = changes.take_up(work, subscription, given["items"], behavior=behavior, at=at) if "items" in given else None
    if params.get("preview_mode") == "recurring":
        work.store.hide(subscription["id"], pending=[])
        due = subscriptions.period_lines(work, subscription)
    elif due is None:
        start = subscriptions.period_end(subscription)
        recurring = subscriptions.items_of(subscription)[0]["price"]["recurring"]
        end = periods.next_end(subscription["billing_cycle_anchor"], recurring, start)
        subscriptions.set_period(subscription, start, end)
        due = subscriptions.period_lines(work, subscription)
    invoice = subscriptions.bill(work, subscription, due, "upcoming", status="draft")
    return invoice | {"id": f"upcoming_{invoice['id']}"}
