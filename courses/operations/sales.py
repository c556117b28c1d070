"""Sales of courses: set by those who write them, shown from the moment they begin until they end."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from commerce.models import Sale
from commerce.operations.sales import SaleTerms, end_sale, set_sale
from courses.models import Course
from courses.operations.prices import SELLABLE_KIND, are_prices_shown, show_prices
from kit import audit, clock, jobs
from kit.errors import NotAllowed

SHOW = "courses.show_prices"
# How long after its time a beginning or an end that no job has shown is found.
LOOKED_BACK = timedelta(days=7)


@transaction.atomic
def set_course_sale(course: Course, terms: SaleTerms, *, actor: Any) -> Sale:
    """Lower the course's prices from until. For authors and administrators; raises NotAllowed, InvalidInput."""
    course = _held_for(course, actor)
    sale = set_sale(SELLABLE_KIND, course.public_id, terms, actor=actor)
    audit.record(course, "courses.set_sale", actor, sale=str(sale.public_id))
    show_prices(course)
    for moment in (sale.starts_at, sale.ends_at):
        jobs.enqueue(SHOW, after=moment, course_id=course.pk)
    return sale


@transaction.atomic
def end_course_sale(course: Course, sale: Sale, *, actor: Any) -> None:
    """End a sale now, or call it off. For authors and administrators; raises NotAllowed, SaleOver."""
    course = _held_for(course, actor)
    end_sale(sale)
    audit.record(course, "courses.end_sale", actor, sale=str(sale.public_id))
    show_prices(course)


@transaction.atomic
def refresh_prices(course_id: int) -> None:
    """Show what is asked now: a sale has begun or ended. Doing it again changes nothing."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course_id)
    if not are_prices_shown(course):
        show_prices(course)


def catch_up_with_sales() -> None:
    """Show the prices of every course whose sale has begun or ended lately, whatever became of its jobs."""
    now = clock.now()
    lately = (now - LOOKED_BACK, now)
    sales = Sale.objects.filter(sellable_kind=SELLABLE_KIND, called_off_at=None)
    touched = (sales.filter(starts_at__range=lately) | sales.filter(ends_at__range=lately)).values("sellable_id")
    for course in Course.objects.filter(public_id__in=touched).order_by("pk"):
        if not are_prices_shown(course):
            refresh_prices(course.pk)


def _held_for(course: Course, actor: Any) -> Course:
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (actor.is_administrator or Course.objects.editable_by(actor).filter(pk=course.pk).exists()):
        raise NotAllowed
    return course
