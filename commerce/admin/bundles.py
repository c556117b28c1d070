"""Bundles in the editor: addresses, the menu entry of those who sell, and the names of actions."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.admin.menu import SELLING, EntryFor
from commerce.policy import may_sell
from commerce.views import bundles

ACTIONS = {
    "commerce.write_bundle": (_("Write a bundle"), _("Bundle written")),
    "commerce.confirm_bundle": (_("Confirm a bundle"), _("Bundle confirmed")),
    "commerce.withdraw_bundle": (_("Withdraw a bundle"), _("Bundle withdrawn")),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, (label, done) in ACTIONS.items():
        actions.register_action(action, label, done)


@hooks.register("register_admin_urls")
def bundle_addresses() -> list[URLPattern]:
    return [
        path("bundles/", bundles.BundlesIndex.as_view(), name="bundles"),
        path("bundles/results/", bundles.BundlesIndex.as_view(results_only=True), name="bundles_results"),
        path("bundles/add/", bundles.BundlePage.as_view(), name="bundle_add"),
        path("bundles/<int:pk>/", bundles.BundlePage.as_view(), name="bundle"),
    ]


@hooks.register(SELLING)
def bundles_menu() -> MenuItem:
    return EntryFor(_("Bundles"), reverse("bundles"), name="bundles", icon_name="copy", order=52, may=may_sell)
