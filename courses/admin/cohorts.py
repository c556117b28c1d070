"""The cohorts of a course: their addresses, and the way there from its pages."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from courses.models import CoursePage
from courses.operations.reviewers import is_author
from courses.views.cohorts import CourseCohorts, EditCohort

ACTIONS = {
    "courses.create_cohort": _("Cohort made"),
    "courses.change_cohort": _("Cohort changed"),
    "courses.cancel_cohort": _("Cohort cancelled"),
    "courses.move_learner": _("Learner moved to another cohort"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def cohort_addresses() -> list[Any]:
    of_course = "courses/<uuid:course_id>/cohorts/"
    return [
        path(of_course, CourseCohorts.as_view(), name="course_cohorts"),
        path(f"{of_course}<uuid:cohort_id>/", EditCohort.as_view(), name="edit_cohort"),
    ]


@hooks.register("register_page_header_buttons")
def cohorts_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """On the course page, for those who write it."""
    if not isinstance(page, CoursePage) or not (user.is_administrator or is_author(user, page.course)):
        return []
    address = reverse("course_cohorts", args=[page.course.public_id])
    return [Button(_("Cohorts"), address, icon_name="group", priority=95)]
