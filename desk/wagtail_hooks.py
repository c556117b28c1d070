"""The producer's desk in the admin: its addresses, the menu, and the way there from a course's pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import Course, CoursePage
from courses.policy import rights_of
from desk.views.announcements import Announce, Announcements
from desk.views.learners import Export, LearnerOfCourse, Learners, LessonStandings
from desk.views.overview import Desk, ReviewsToAnswer

ACTIONS = {
    "desk.announce": _("Learners written to"),
    "desk.hide_announcement": _("Announcement hidden"),
    "desk.restore_announcement": _("Announcement shown again"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    one = "desk/courses/<uuid:course_id>/"
    return [
        path("desk/", Desk.as_view(), name="desk"),
        path("desk/reviews/", ReviewsToAnswer.as_view(http_method_names=["get", "head"]), name="reviews_to_answer"),
        path(
            "desk/reviews/<uuid:review_id>/", ReviewsToAnswer.as_view(http_method_names=["post"]), name="answer_review"
        ),
        path(f"{one}learners/", Learners.as_view(), name="learners"),
        path(f"{one}learners/<uuid:seat_id>/", LearnerOfCourse.as_view(), name="learner_of_course"),
        path(f"{one}lessons/", LessonStandings.as_view(), name="lesson_standings"),
        path(f"{one}learners.csv", Export.as_view(), {"what": "learners"}, name="export_learners"),
        path(f"{one}progress.csv", Export.as_view(), {"what": "progress"}, name="export_progress"),
        path(f"{one}announcements/", Announcements.as_view(), name="announcements"),
        path(f"{one}announcements/new/", Announce.as_view(), name="announce"),
    ]


class DeskItem(MenuItem):
    """For those who write courses, and administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        person: Any = request.user
        return bool(person.is_superuser or rights_of(person).courses)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return DeskItem(_("Desk"), reverse("desk"), name="desk", icon_name="group", order=150)


@hooks.register("register_page_header_buttons")
def offer_learners(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        public_id = Course.objects.values_list("public_id", flat=True).get(pages=page.pk)
        yield Button(_("Learners"), reverse("learners", args=[public_id]), icon_name="group", priority=14)
