"""What the editor learns from this app: people, their requests, and the actions of its audit log."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from accounts.views import people
from accounts.viewsets.requests import RoleRequestViewSet

ACTIONS = {
    "accounts.create": _("Account begun"),
    "accounts.sign_in": _("Signed in"),
    "accounts.end_device": _("Device signed out"),
    "accounts.end_devices": _("Devices signed out"),
    "accounts.token_reused": _("Used token came again; device signed out"),
    "accounts.change_password": _("Password changed"),
    "accounts.reset_password": _("Password set anew by letter"),
    "accounts.request_email_change": _("New e-mail address asked for"),
    "accounts.change_email": _("E-mail address changed"),
    "accounts.accept_terms": _("Terms accepted"),
    "accounts.update_profile": _("Profile changed"),
    "accounts.request_role": _("Role asked for"),
    "accounts.grant_role": _("Role granted"),
    "accounts.decline_role": _("Role declined"),
    "accounts.end_role": _("Role ended"),
    "accounts.pause_role": _("Role paused"),
    "accounts.resume_role": _("Role resumed"),
    "accounts.suspend": _("Suspended"),
    "accounts.restore": _("Restored"),
}


def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


def people_addresses() -> list[URLPattern]:
    return [
        path("people/<int:pk>/suspend/", people.Suspend.as_view(), name="accounts_suspend"),
        path("people/<int:pk>/restore/", people.Restore.as_view(), name="accounts_restore"),
        path("people/<int:pk>/grant-role/", people.GrantRole.as_view(), name="accounts_grant_role"),
        path("people/<int:pk>/end-role/", people.EndRole.as_view(), name="accounts_end_role"),
        path("people/<int:pk>/pause-role/", people.PauseRole.as_view(), name="accounts_pause_role"),
        path("people/<int:pk>/resume-role/", people.ResumeRole.as_view(), name="accounts_resume_role"),
        path("people/<int:pk>/sign-out/", people.SignOutEverywhere.as_view(), name="accounts_sign_out"),
        path("people/<int:pk>/devices/<uuid:device>/", people.EndDevice.as_view(), name="accounts_end_device"),
    ]


def requests_viewset() -> RoleRequestViewSet:
    return RoleRequestViewSet("accounts_role_requests")


class Closed:
    """Wagtail's bulk actions write rows past the operations; nobody may start them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


# Registered after Wagtail's own, which these replace by their type.
for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    hooks.register("register_bulk_action", type(f"Closed{action.__name__}", (Closed, action), {}), order=1000)
hooks.register("register_log_actions", name_the_actions)
hooks.register("register_admin_urls", people_addresses)
hooks.register("register_admin_viewset", requests_viewset)
