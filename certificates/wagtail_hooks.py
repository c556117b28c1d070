"""Certificates in the admin: those that were given, and how a course's would look."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from certificates.views import Certificates, IssueAgain, Revoke, Sample, may_keep
from courses.models import CoursePage

ACTIONS = {
    "certificates.reissue": _("Certificate in another name"),
    "certificates.revoke": _("Certificate revoked"),
    "certificates.issue_again": _("Certificate given again"),
    "certificates.renew": _("Certificate renewed"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    one = "certificates/<uuid:certificate_id>/"
    return [
        path("certificates/", Certificates.as_view(), name="certificates"),
        path("certificates/sample/<int:page_id>/", Sample.as_view(), name="certificate_sample"),
        path(f"{one}revoke/", Revoke.as_view(), name="revoke_certificate"),
        path(f"{one}issue-again/", IssueAgain.as_view(), name="issue_certificate_again"),
    ]


class CertificatesItem(MenuItem):
    """For those who keep some: who writes courses, reviewers, and administrators."""

    def is_shown(self, request: Any) -> bool:
        return may_keep(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return CertificatesItem(_("Certificates"), reverse("certificates"), icon_name="success", order=340)


@hooks.register("register_page_header_buttons")
def sample_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """On a course that gives certificates, for those who may change it."""
    if not isinstance(page, CoursePage) or not page.permissions_for_user(user).can_edit():
        return []
    if not page.get_latest_revision_as_object().certificate:
        return []
    address = reverse("certificate_sample", args=[page.pk])
    return [Button(_("Sample certificate"), address, icon_name="success", priority=96)]
