"""Changes of a running subscription: other prices, other quantities, and what that costs or gives back."""

from __future__ import annotations

from decimal import Decimal

from tests.fakes.stripe import intents, invoices, money, periods, subscriptions
from tests.fakes.stripe.refusals import BadRequest, Json, Refused, declined
from tests.fakes.stripe.work import Work


class Unpaid(Exception):
    """What `amount` was to pay for has to be undone: it could not be collected in the way named `method`."""

    def __init__(self, amount: int, method: str | None) -> None:
        super().__init__(amount)
        self.amount = amount
        self.method = method


def change_items(
    work: Work, subscription: Json, wishes: list[Json], *, behavior: str, at: int, needs_payment: bool
) -> None:
    """Take up the wished items. `behavior` says what becomes of the part of the period that is left."""
    due = take_up(work, subscription, wishes, behavior=behavior, at=at)
    if due is not None:
        _bill_now(work, subscription, due, needs_payment=needs_payment)


def refusal_of(work: Work, subscription: Json, unpaid: Unpaid) -> Refused:
    """How a change is refused that is undone by now. Of it only the declined charge stays."""
    if unpaid.method is None:
        return Refused(subscriptions.NO_METHOD, code="resource_missing")
    currency, customer = subscription["currency"], subscription["customer"]
    intent = intents.new_intent(work, unpaid.amount, currency, customer=customer, description="Subscription update")
    intents.attempt(work, intent, work.get("payment_method", unpaid.method))
    if intent["status"] == "requires_action":
        intents.cancel(work, intent, "abandoned")
        return declined(
            "Payment for this subscription requires additional user action before it can be completed successfully.",
            code="subscription_payment_intent_requires_action",
        )
    error = intent["last_payment_error"]
    return declined(
        error["message"],
        code=error["code"],
        decline_code=error.get("decline_code"),
        charge=error["charge"],
        payment_intent=intent,
    )


def take_up(work: Work, subscription: Json, wishes: list[Json], *, behavior: str, at: int) -> list[Json] | None:
    """Take up the wished items, and return what has to be billed now beside what is pending; None for nothing now."""
    before = [dict(item) for item in subscriptions.items_of(subscription)]
    after = _wished(work, subscription, wishes)
    if not after:
        raise BadRequest("A subscription must have at least one active item.", param="items")
    intervals = {(row["price"]["recurring"]["interval"], row["price"]["recurring"]["interval_count"]) for row in after}
    currencies = {row["price"]["currency"] for row in after}
    if len(intervals) > 1 or currencies != {subscription["currency"]}:
        raise BadRequest(
            "Currency and interval fields must match across all prices on this subscription.", param="items"
        )
    old = before[0]["price"]["recurring"]
    subscription["items"]["data"] = after
    trialing = subscription["status"] == "trialing"
    changed = intervals != {(old["interval"], old["interval_count"])}
    lines = [] if behavior == "none" or trialing else _credits(work, subscription, before, at)
    if changed and not trialing:
        return [*lines, *_new_cycle(work, subscription)]
    if lines:
        lines += _debits(work, subscription, at)
        lines = _without_pairs(lines, before, after)
    work.store.hide(subscription["id"], pending=[*work.store.hidden(subscription["id"])["pending"], *lines])
    return [] if behavior == "always_invoice" and lines else None


def moment_of(subscription: Json, at: int, param: str) -> int:
    """When the change is taken to happen. Raises BadRequest for a moment outside of the period."""
    items = subscriptions.items_of(subscription)
    if not all(item["current_period_start"] <= at <= item["current_period_end"] for item in items):
        raise BadRequest("The proration date must be within the current subscription period.", param=param)
    return at


def begin_anew(work: Work, subscription: Json, *, behavior: str, needs_payment: bool) -> None:
    """A period begins now, though the one before is not over."""
    items = subscriptions.items_of(subscription)
    unused = [] if behavior == "none" else _credits(work, subscription, items, work.now)
    _bill_now(work, subscription, [*unused, *_new_cycle(work, subscription)], needs_payment=needs_payment)


def _wished(work: Work, subscription: Json, wishes: list[Json]) -> list[Json]:
    """The items as they will be."""
    items = {item["id"]: dict(item) for item in subscriptions.items_of(subscription)}
    first = next(iter(items.values()))
    for place, wish in enumerate(wishes):
        if "id" in wish and wish["id"] not in items:
            raise BadRequest(
                f"No such subscription item: '{wish['id']}'", code="resource_missing", param=f"items[{place}][id]"
            )
        if wish.get("deleted"):
            del items[wish["id"]]
            continue
        price = work.get("price", wish["price"], param=f"items[{place}][price]") if "price" in wish else None
        if price is not None and price["recurring"] is None:
            raise BadRequest("This field only accepts prices with `type=recurring`.", param=f"items[{place}][price]")
        if "id" in wish:
            item = items[wish["id"]]
            if price is not None:
                item.update(price=price, plan=subscriptions.plan_of(price))
            item["quantity"] = wish.get("quantity", item["quantity"])
        elif price is not None:
            new = subscriptions.new_item(
                work,
                subscription["id"],
                price,
                wish.get("quantity", 1),
                start=first["current_period_start"],
                end=first["current_period_end"],
            )
            items[new["id"]] = new
    return list(items.values())


def _share(item: Json, at: int) -> int:
    """What the rest of the period is worth."""
    start, end = item["current_period_start"], item["current_period_end"]
    whole = Decimal(item["price"]["unit_amount"] * item["quantity"])
    return money.rounded(whole * Decimal(max(0, end - at)) / Decimal(end - start))


def _line(work: Work, subscription: Json, item: Json, amount: int, *, at: int, words: str) -> Json:
    name = work.get("product", item["price"]["product"])["name"]
    return invoices.new_line(
        work,
        item["price"],
        item["quantity"],
        amount,
        start=at,
        end=item["current_period_end"],
        description=f"{words} {item['quantity']} × {name}",
        subscription=subscription["id"],
        item=item["id"],
        proration=True,
    )


def _credits(work: Work, subscription: Json, before: list[Json], at: int) -> list[Json]:
    return [_line(work, subscription, item, -_share(item, at), at=at, words="Unused time on") for item in before]


def _debits(work: Work, subscription: Json, at: int) -> list[Json]:
    items = subscriptions.items_of(subscription)
    return [_line(work, subscription, item, _share(item, at), at=at, words="Remaining time on") for item in items]


def _without_pairs(lines: list[Json], before: list[Json], after: list[Json]) -> list[Json]:
    """Without the lines of items that did not change."""
    known = {item["id"]: (item["price"]["id"], item["quantity"]) for item in before}
    same = {item["id"] for item in after if known.get(item["id"]) == (item["price"]["id"], item["quantity"])}
    return [line for line in lines if line["parent"]["subscription_item_details"]["subscription_item"] not in same]


def _new_cycle(work: Work, subscription: Json) -> list[Json]:
    """Begin a period now, and return what it costs."""
    recurring = subscriptions.items_of(subscription)[0]["price"]["recurring"]
    subscription["billing_cycle_anchor"] = work.now
    subscriptions.set_period(subscription, work.now, periods.next_end(work.now, recurring, work.now))
    return subscriptions.period_lines(work, subscription)


def _bill_now(work: Work, subscription: Json, lines: list[Json], *, needs_payment: bool) -> None:
    invoice = subscriptions.bill(work, subscription, lines, "subscription_update")
    method = subscriptions.method_of(work, subscription)
    invoices.collect(work, invoice, method)
    if invoice["status"] != "paid":
        if needs_payment:
            raise Unpaid(invoice["amount_due"], method)
        subscription["status"] = "past_due"


def end_trial(work: Work, subscription: Json, *, needs_payment: bool = False) -> None:
    """The trial is over now; the first paid period begins."""
    recurring = subscriptions.items_of(subscription)[0]["price"]["recurring"]
    subscription.update(trial_end=work.now, status="active", billing_cycle_anchor=work.now)
    subscriptions.set_period(subscription, work.now, periods.next_end(work.now, recurring, work.now))
    _bill_now(work, subscription, subscriptions.period_lines(work, subscription), needs_payment=needs_payment)
