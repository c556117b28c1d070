"""The settings of a course: their address, and the way there from its pages."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from courses.models import Course, CoursePage
from courses.views.settings import EditCourseSettings


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("courses.change_settings", _("Change settings"), _("Settings changed"))
    actions.register_action("courses.set_commission", _("Set commission"), _("Commission set"))


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("courses/<uuid:course_id>/settings/", EditCourseSettings.as_view(), name="course_settings")]


@hooks.register("register_page_header_buttons")
def offer_settings(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        public_id = Course.objects.values_list("public_id", flat=True).get(pages=page.pk)
        yield Button(_("Course settings"), reverse("course_settings", args=[public_id]), icon_name="cog", priority=15)
