"""Writing together in the admin: addresses, the button on a course, the menu entry while an answer is waited for."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from courses.models import CourseInvitation, CoursePage
from courses.operations.reviewers import is_author
from courses.views import authors

ACTIONS = {
    "courses.invite": _("Somebody invited"),
    "courses.accept_invitation": _("Invitation accepted"),
    "courses.decline_invitation": _("Invitation declined"),
    "courses.take_back_invitation": _("Invitation taken back"),
    "courses.remove_author": _("Co-author removed"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def author_addresses() -> list[Any]:
    of_course = "authors/<uuid:course_id>/"
    return [
        path(of_course, authors.CourseAuthors.as_view(), name="course_authors"),
        path(f"{of_course}leave/", authors.LeaveCourse.as_view(), name="course_leave"),
        path(f"{of_course}remove/<uuid:author_id>/", authors.RemoveAuthor.as_view(), name="course_remove_author"),
        path(
            f"{of_course}take-back/<uuid:invitation_id>/",
            authors.TakeBack.as_view(),
            name="course_take_back",
        ),
        path("invitations/", authors.MyInvitations.as_view(), name="my_invitations"),
        path("invitations/<uuid:invitation_id>/", authors.AnswerInvitation.as_view(), name="answer_invitation"),
    ]


@hooks.register("register_page_header_buttons")
def authors_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """On the course page, for those who write it."""
    if not isinstance(page, CoursePage) or not (user.is_administrator or is_author(user, page.course)):
        return []
    address = reverse("course_authors", args=[page.course.public_id])
    return [Button(_("Authors"), address, icon_name="group", priority=90)]


class InvitationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return CourseInvitation.objects.waiting().addressed_to(request.user).exists()


@hooks.register("register_admin_menu_item")
def invitations_menu() -> MenuItem:
    return InvitationsMenuItem(
        _("Invitations"), reverse("my_invitations"), name="invitations", icon_name="mail", order=160
    )
