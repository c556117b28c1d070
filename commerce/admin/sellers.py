"""Sellers in the editor: addresses and the menu entry, for administrators."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.views import sellers


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    actions.register_action("commerce.set_seller_commission", _("Agree on a commission"), _("Commission agreed"))


@hooks.register("register_admin_urls")
def seller_addresses() -> list[URLPattern]:
    return [
        path("sellers/", sellers.SellersIndex.as_view(), name="sellers"),
        path("sellers/results/", sellers.SellersIndex.as_view(results_only=True), name="sellers_results"),
        path("sellers/<int:pk>/", sellers.SellerPage.as_view(), name="seller"),
    ]


class OfAdministrators(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_administrator", False))


@hooks.register("register_admin_menu_item")
def sellers_menu() -> MenuItem:
    return OfAdministrators(_("Sellers"), reverse("sellers"), name="sellers", icon_name="group", order=325)
