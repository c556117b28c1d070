"""The shares of a course in the editor: addresses, and the way there from its pages."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from courses.models import CoursePage
from courses.operations.reviewers import is_author
from courses.views.shares import AnswerShares, CourseShares

ACTIONS = {
    "courses.propose_shares": _("Shares proposed"),
    "courses.agree_to_shares": _("Shares agreed to"),
    "courses.decline_shares": _("Shares declined"),
    "courses.take_back_shares": _("Shares taken back"),
    "courses.shares_agreed": _("Shares hold"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def share_addresses() -> list[Any]:
    of_course = "courses/<uuid:course_id>/shares/"
    return [
        path(of_course, CourseShares.as_view(), name="course_shares"),
        path(f"{of_course}<uuid:split_id>/", AnswerShares.as_view(), name="answer_shares"),
    ]


@hooks.register("register_page_header_buttons")
def shares_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """On the course page, for those who write it."""
    if not isinstance(page, CoursePage) or not (user.is_administrator or is_author(user, page.course)):
        return []
    address = reverse("course_shares", args=[page.course.public_id])
    return [Button(_("Shares"), address, icon_name="decimal", priority=95)]
