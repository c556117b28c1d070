"""A course's price: proposed in the draft, confirmed with the first approval, later by administrators (DESIGN 6)."""

from typing import Any

from django.db import transaction
from django.db.models import F

from commerce.models import Price
from commerce.operations.prices import confirm_price, decline_price, price_held, propose_price
from courses.models import Course, CourseFigures
from courses.operations.revalidation import revalidate_price
from kit import audit
from kit.errors import NotAllowed

SELLABLE_KIND = "course"


def settle_frozen_price(course: Course, *, amount_minor: int, currency: str, actor: Any) -> None:
    """Act on the price of a version that is being published; the caller holds the course's lock.

    The first one holds at once. A later, different one waits for an administrator, unless one approved the version.
    """
    held = price_held(SELLABLE_KIND, course.public_id)
    if held is not None and (held.amount_minor, held.currency) == (amount_minor, currency):
        return
    price = propose_price(SELLABLE_KIND, course.public_id, amount_minor=amount_minor, currency=currency, actor=actor)
    if held is None or actor.is_administrator:
        _hold(course, price, actor=actor)


@transaction.atomic
def propose_course_price(course: Course, *, amount_minor: int, currency: str, actor: Any) -> Price:
    """Ask for another price for a course that has one."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (actor.is_administrator or Course.objects.editable_by(actor).filter(pk=course.pk).exists()):
        raise NotAllowed
    price = propose_price(SELLABLE_KIND, course.public_id, amount_minor=amount_minor, currency=currency, actor=actor)
    audit.record(course, "courses.propose_price", actor, amount_minor=amount_minor, currency=currency)
    return price


@transaction.atomic
def confirm_course_price(course: Course, price: Price, *, actor: Any) -> None:
    """Let a proposed price hold. Administrators only."""
    if not actor.is_administrator:
        raise NotAllowed
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    _hold(course, price, actor=actor)


@transaction.atomic
def decline_course_price(course: Course, price: Price, *, actor: Any) -> None:
    """Refuse a proposed price. Administrators only."""
    if not actor.is_administrator:
        raise NotAllowed
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    decline_price(price, actor=actor)
    audit.record(course, "courses.decline_price", actor, amount_minor=price.amount_minor, currency=price.currency)


def proposed_price(course: Course) -> Price | None:
    """The price that waits for an administrator."""
    return Price.objects.of(SELLABLE_KIND, course.public_id).proposed().first()


def _hold(course: Course, price: Price, *, actor: Any) -> None:
    price = confirm_price(price, actor=actor)
    CourseFigures.objects.get_or_create(course=course)
    CourseFigures.objects.filter(course=course).update(
        price_minor=price.amount_minor, price_currency=price.currency, version=F("version") + 1
    )
    audit.record(course, "courses.confirm_price", actor, amount_minor=price.amount_minor, currency=price.currency)
    revalidate_price(course)
