"""Paths in the admin: addresses, the officers' menu entry, and the names of actions."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from paths.access import is_officer
from paths.views import decisions, drafts

ACTIONS = {
    "paths.begin": (_("Begin a path"), _("Path begun")),
    "paths.write": (_("Write a path"), _("Path written")),
    "paths.propose": (_("Propose a path"), _("Path proposed")),
    "paths.approve": (_("Approve a path"), _("Path approved")),
    "paths.send_back": (_("Send a path back"), _("Path sent back")),
    "paths.take_back": (_("Take a proposal back"), _("Proposal taken back")),
    "paths.withdraw": (_("Withdraw a path"), _("Path withdrawn")),
    "paths.restore": (_("Show a path again"), _("Path shown again")),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, (label, done) in ACTIONS.items():
        actions.register_action(action, label, done)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    one, version = "paths/<uuid:path_id>/", "paths/versions/<uuid:version_id>/"
    return [
        path("paths/", drafts.Paths.as_view(), name="paths"),
        path("paths/add/", drafts.BeginPath.as_view(), name="path_add"),
        path(one, drafts.WritePath.as_view(), name="path"),
        path(f"{one}propose/", drafts.ProposePath.as_view(), name="path_propose"),
        path(f"{one}offer/", drafts.OfferPath.as_view(), name="path_offer"),
        path(version, decisions.ReadVersion.as_view(), name="path_version"),
        path(f"{version}decide/", decisions.Decide.as_view(), name="path_decide"),
    ]


class PathsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return is_officer(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return PathsItem(_("Paths"), reverse("paths"), name="paths", icon_name="list-ol", order=155)
