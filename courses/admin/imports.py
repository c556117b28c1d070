"""Bringing courses in: the page's addresses, its menu entry, the name of the action in the audit log."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from accounts.enums import Role
from courses.views import imports


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("courses.import", _("Bring in"), _("Brought in from a package"))
    actions.register_action("courses.turn_problems", _("Make questions"), _("Questions made of kept problems"))


@hooks.register("register_admin_urls")
def import_addresses() -> list[Any]:
    one = "bring-in/<uuid:import_id>/"
    return [
        path("bring-in/", imports.BringIn.as_view(), name="bring_course_in"),
        path(one, imports.ShowImport.as_view(), name="course_import"),
        path(f"{one}start/", imports.StartImport.as_view(), name="course_import_start"),
        path(f"{one}discard/", imports.DiscardImport.as_view(), name="course_import_discard"),
        path(f"{one}report.json", imports.ImportReport.as_view(), name="course_import_report"),
    ]


class ForProducers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        person: Any = request.user
        return bool(person.has_role(Role.PRODUCER))


@hooks.register("register_admin_menu_item")
def menu_entry() -> MenuItem:
    return ForProducers(
        _("Bring a course in"), reverse("bring_course_in"), name="bring-course-in", icon_name="download", order=250
    )
