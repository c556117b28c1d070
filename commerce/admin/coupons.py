"""Coupons in the editor: addresses, and the menu entry of those who sell."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.admin.menu import SELLING, EntryFor
from commerce.policy import may_sell
from commerce.views import coupons


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    actions.register_action("commerce.write_coupon", _("Write a coupon"), _("Coupon written"))


@hooks.register("register_admin_urls")
def coupon_addresses() -> list[URLPattern]:
    return [
        path("coupons/", coupons.CouponsIndex.as_view(), name="coupons"),
        path("coupons/results/", coupons.CouponsIndex.as_view(results_only=True), name="coupons_results"),
        path("coupons/add/", coupons.CouponPage.as_view(), name="coupon_add"),
        path("coupons/<int:pk>/", coupons.CouponPage.as_view(), name="coupon"),
    ]


@hooks.register(SELLING)
def coupons_menu() -> MenuItem:
    return EntryFor(_("Coupons"), reverse("coupons"), name="coupons", icon_name="tag", order=50, may=may_sell)
