"""What the editor learns from this app: orders, sellers, and the actions of its audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from commerce import admin
from commerce.viewsets import OrderViewSet

__all__ = ["admin"]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("commerce.refund_order", _("Give money back"), _("Money given back"))


@hooks.register("register_admin_viewset")
def orders_viewset() -> OrderViewSet:
    return OrderViewSet("orders")
