"""A course's price: proposed in the draft, confirmed with the first approval, later by administrators (DESIGN 6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from commerce.models import Bounds, Price
from commerce.operations.charging import refusal_of_charge
from commerce.operations.chosen import TIMES_SUGGESTED, refusal_of_bounds
from commerce.operations.currencies import CURRENCIES
from commerce.operations.offers import Offered, lowest_before, offered_prices
from commerce.operations.prices import (
    confirm_price,
    currencies_sold,
    decline_price,
    end_currency,
    price_held,
    prices_held,
    propose_price,
)
from courses.models import Course, CourseFigures
from courses.operations import price_notices
from courses.operations.revalidation import revalidate_currencies, revalidate_price
from kit import audit
from kit.errors import InvalidInput, NotAllowed
from kit.money import Money

SELLABLE_KIND = "course"
HIGHEST_PRICE = 99_999_999


def settle_frozen_price(
    course: Course, *, amount_minor: int, currency: str, actor: Any, seen_at: datetime, is_changed: bool = True
) -> None:
    """Act on the price of a version that is being published; the caller holds the course's lock.

    The first one holds at once, and with it what was proposed in other currencies before the version was handed in,
    `seen_at`: the reviewer has seen it. A later one that `is_changed` and differs waits for an administrator, unless
    one approved the version.
    """
    held = price_held(SELLABLE_KIND, course.public_id)
    seen = [each for each in proposed_prices(course) if each.proposed_at <= seen_at] if held is None else []
    # Of a course that was never sold: who lets learners choose says so beside the draft.
    chosen = next((each for each in seen if each.bounds is not None and each.currency == currency), None)
    if held is not None and ((held.amount_minor, held.currency) == (amount_minor, currency) or not is_changed):
        return
    price = chosen or propose_price(
        SELLABLE_KIND, course.public_id, amount_minor=amount_minor, currency=currency, actor=actor
    )
    if held is None or actor.is_administrator:
        _hold(course, price, actor=actor)
    else:
        price_notices.proposed(course, [price], actor=actor)
    if price.amount_minor:
        for other in seen:
            if other.currency != currency:
                _hold(course, other, actor=actor)


@transaction.atomic
def propose_course_price(
    course: Course, *, amount_minor: int, currency: str, actor: Any, bounds: Bounds | None = None
) -> Price:
    """Ask for another price in this currency; with `bounds` learners choose what they pay. Raises NotAllowed.

    Of a course that was sold before, administrators hear of it: others are seen to by whoever approves it.
    """
    return _proposed(course, {currency: amount_minor}, actor=actor, bounds=bounds)[0]


def _proposed(course: Course, wanted: Mapping[str, int], *, actor: Any, bounds: Bounds | None = None) -> list[Price]:
    """The proposals of these amounts, in their order; who has to confirm those that are new is told once."""
    before = {price.pk for price in proposed_prices(course)}
    made = [_propose(course, amount, currency, actor=actor, bounds=bounds) for currency, amount in wanted.items()]
    if price_held(SELLABLE_KIND, course.public_id) is not None:
        price_notices.proposed(course, [price for price in made if price.pk not in before], actor=actor)
    return made


def _propose(course: Course, amount_minor: int, currency: str, *, actor: Any, bounds: Bounds | None) -> Price:
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (actor.is_administrator or Course.objects.editable_by(actor).filter(pk=course.pk).exists()):
        raise NotAllowed
    held = price_held(SELLABLE_KIND, course.public_id)
    is_main = held is not None and currency == held.currency
    price = propose_price(
        SELLABLE_KIND,
        course.public_id,
        amount_minor=amount_minor,
        currency=currency,
        actor=actor,
        is_main=is_main,
        bounds=bounds,
    )
    least = {} if bounds is None else {"least_minor": bounds.least_minor, "most_minor": bounds.most_minor}
    audit.record(course, "courses.propose_price", actor, amount_minor=amount_minor, currency=currency, **least)
    return price


@transaction.atomic
def let_learners_choose(
    course: Course, currency: str, *, least_minor: int, suggested_minor: int, most_minor: int | None, actor: Any
) -> Price:
    """Ask that learners pay what they want in this currency, within these bounds: a price as any other.

    Raises NotAllowed, and InvalidInput by field.
    """
    most = most_minor if most_minor is not None else min(suggested_minor * TIMES_SUGGESTED, HIGHEST_PRICE)
    bounds = Bounds(least_minor, most)
    if told := refusal_of(suggested_minor, currency):
        raise InvalidInput({"suggested": told})
    if not (least_minor >= 0 and most <= HIGHEST_PRICE):
        raise InvalidInput({"most": [f"Between 0 and {Money(HIGHEST_PRICE, currency)}."]})
    if wrong := refusal_of_bounds(bounds, suggested_minor, currency):
        raise InvalidInput(wrong)
    return propose_course_price(course, amount_minor=suggested_minor, currency=currency, actor=actor, bounds=bounds)


@transaction.atomic
def propose_course_prices(course: Course, wanted: Mapping[str, int], *, actor: Any) -> list[Price]:
    """Ask for these prices, by currency, where they differ from what holds. What is not named stays as it is.

    Raises NotAllowed, and InvalidInput by currency.
    """
    wrong = {currency: told for currency, amount in wanted.items() if (told := refusal_of(amount, currency))}
    if wrong:
        raise InvalidInput(wrong)
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    prices = prices_held(SELLABLE_KIND, course.public_id)
    held = {price.currency: price.amount_minor for price in prices if price.bounds is None}
    waiting = {price.currency: price for price in proposed_prices(course)}
    for currency, amount in wanted.items():
        if held.get(currency) == amount and currency in waiting:
            take_back_proposal(course, waiting[currency], actor=actor)
    differing = {currency: amount for currency, amount in wanted.items() if held.get(currency) != amount}
    return _proposed(course, differing, actor=actor)


@transaction.atomic
def take_back_proposal(course: Course, price: Price, *, actor: Any) -> None:
    """End a proposal that waits. For authors and administrators; raises NotAllowed, PriceDecided."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (actor.is_administrator or Course.objects.editable_by(actor).filter(pk=course.pk).exists()):
        raise NotAllowed
    decline_price(price, actor=actor)
    audit.record(course, "courses.take_back_price", actor, amount_minor=price.amount_minor, currency=price.currency)


@transaction.atomic
def end_course_currency(course: Course, currency: str, *, actor: Any) -> None:
    """Sell the course no more in this currency: nobody pays more by it, so nobody confirms it.

    For authors and administrators. Raises NotAllowed, MainCurrency.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (actor.is_administrator or Course.objects.editable_by(actor).filter(pk=course.pk).exists()):
        raise NotAllowed
    before = currencies_sold()
    end_currency(SELLABLE_KIND, course.public_id, currency, actor=actor)
    audit.record(course, "courses.end_currency", actor, currency=currency)
    show_prices(course)
    _tell_of_currencies(before)


@transaction.atomic
def confirm_course_price(course: Course, price: Price, *, actor: Any) -> None:
    """Let a proposed price hold. Administrators only."""
    if not actor.is_administrator:
        raise NotAllowed
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    _hold(course, price, actor=actor)
    price_notices.decided(course, price, is_confirmed=True, actor=actor)


@transaction.atomic
def decline_course_price(course: Course, price: Price, *, actor: Any) -> None:
    """Refuse a proposed price. Administrators only."""
    if not actor.is_administrator:
        raise NotAllowed
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    decline_price(price, actor=actor)
    audit.record(course, "courses.decline_price", actor, amount_minor=price.amount_minor, currency=price.currency)
    price_notices.decided(course, price, is_confirmed=False, actor=actor)


def prices_to_confirm() -> list[tuple[Price, Course]]:
    """What waits for administrators of courses that were sold before, with its course, longest first."""
    sold = Price.objects.active().filter(sellable_kind=SELLABLE_KIND, sellable_id=OuterRef("sellable_id"))
    waiting = Price.objects.proposed().filter(Exists(sold), sellable_kind=SELLABLE_KIND)
    prices = list(waiting.select_related("proposed_by").order_by("proposed_at", "pk"))
    courses = Course.objects.in_bulk({price.sellable_id for price in prices}, field_name="public_id")
    return [(price, courses[price.sellable_id]) for price in prices if price.sellable_id in courses]


def proposed_price(course: Course) -> Price | None:
    """The first of the prices that wait for an administrator."""
    return next(iter(proposed_prices(course)), None)


def proposed_prices(course: Course) -> list[Price]:
    """The prices that wait for an administrator, or for the first approval; by currency."""
    found = Price.objects.of(SELLABLE_KIND, course.public_id).proposed().select_related("proposed_by")
    return list(found.order_by("-is_main", "currency"))


def refusal_of(amount_minor: int, currency: str) -> list[str]:
    """Why this can be no price; empty where it can."""
    if currency not in CURRENCIES:
        return ["Courses are not sold in this currency."]
    if not 0 <= amount_minor <= HIGHEST_PRICE:
        return [f"Between 0 and {Money(HIGHEST_PRICE, currency)}."]
    return refusal_of_charge(amount_minor, currency)


def show_prices(course: Course) -> None:
    """Write down for readers what the course costs now. The caller holds the course's lock."""
    CourseFigures.objects.get_or_create(course=course)
    CourseFigures.objects.filter(course=course).update(**prices_asked(course), version=F("version") + 1)
    revalidate_price(course)


def are_prices_shown(course: Course) -> bool:
    """Whether readers see what is asked now."""
    return CourseFigures.objects.filter(course=course, **prices_asked(course)).exists()


def prices_asked(course: Course) -> dict[str, Any]:
    """What figures say of the course's prices just now: the main one's columns, and the others as they are sent."""
    main, *others = [_shown(course, price) for price in offered_prices(SELLABLE_KIND, course.public_id)]
    return {
        "price_minor": main["amount_minor"],
        "price_currency": main["currency"],
        "price_before_minor": main["before_minor"],
        "sale_ends_at": main["sale_ends_at"],
        "price_least_minor": main["least_minor"],
        "price_most_minor": main["most_minor"],
        "other_prices": others,
    }


def _shown(course: Course, price: Offered) -> dict[str, Any]:
    before = None
    if price.starts_at is not None:
        before = lowest_before(SELLABLE_KIND, course.public_id, price.currency, price.starts_at)
    is_lower = before is not None and before > price.amount_minor
    return {
        "amount_minor": price.amount_minor,
        "currency": price.currency,
        "before_minor": before if is_lower else None,
        "sale_ends_at": price.ends_at.isoformat() if price.ends_at is not None else None,
        "least_minor": price.bounds.least_minor if price.bounds else None,
        "most_minor": price.bounds.most_minor if price.bounds else None,
    }


def _tell_of_currencies(before: list[str]) -> None:
    if currencies_sold() != before:
        revalidate_currencies()


def _hold(course: Course, price: Price, *, actor: Any) -> None:
    before = currencies_sold()
    price = confirm_price(price, actor=actor)
    audit.record(course, "courses.confirm_price", actor, amount_minor=price.amount_minor, currency=price.currency)
    show_prices(course)
    _tell_of_currencies(before)
