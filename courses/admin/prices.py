"""The prices of a course in the editor: addresses, and the way there from its pages."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from courses.models import CoursePage
from courses.operations.reviewers import is_author
from courses.views.prices import (
    CoursePrices,
    EndCourseSale,
    LetLearnersChoose,
    SetCourseSale,
    SettleCoursePrice,
)

ACTIONS = {
    "courses.take_back_price": _("Price taken back"),
    "courses.end_currency": _("Sold no more in a currency"),
    "courses.set_sale": _("Sale set"),
    "courses.end_sale": _("Sale ended"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def price_addresses() -> list[Any]:
    of_course = "courses/<uuid:course_id>/prices/"
    return [
        path(of_course, CoursePrices.as_view(), name="course_prices"),
        path(f"{of_course}settle/", SettleCoursePrice.as_view(), name="settle_course_price"),
        path(f"{of_course}choice/", LetLearnersChoose.as_view(), name="let_learners_choose"),
        path(f"{of_course}sales/", SetCourseSale.as_view(), name="set_course_sale"),
        path(f"{of_course}sales/<uuid:sale_id>/end/", EndCourseSale.as_view(), name="end_course_sale"),
    ]


@hooks.register("register_page_header_buttons")
def prices_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """On the course page, for those who write it."""
    if not isinstance(page, CoursePage) or not (user.is_administrator or is_author(user, page.course)):
        return []
    return [Button(_("Prices"), reverse("course_prices", args=[page.course.public_id]), icon_name="tag", priority=94)]
