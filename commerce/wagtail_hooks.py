"""What the editor learns from this app: orders, sellers, and the actions of its audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogFormatter

from commerce import admin
from commerce.viewsets import (
    DisputeViewSet,
    LedgerAccountViewSet,
    LedgerTransactionViewSet,
    OrderCheckViewSet,
    OrderViewSet,
    ReconciliationViewSet,
    RefundRequestViewSet,
    StripeEventViewSet,
    SubscriptionViewSet,
)

__all__ = ["admin"]


class SaidWhy(LogFormatter):
    """The audit log shows the note beside the action."""

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("note", ""))


class GaveMoneyBack(SaidWhy):
    label, message = _("Give money back"), _("Money given back")


class TookBack(SaidWhy):
    label, message = _("Take an order of nothing back"), _("Order of nothing taken back")


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("commerce.refund_order")(GaveMoneyBack)
    actions.register_action("commerce.take_back")(TookBack)
    actions.register_action("commerce.give_back", _("Give a thing back"), _("Thing given back"))
    actions.register_action("commerce.accept_gift", _("Accept a gift"), _("Gift accepted"))
    actions.register_action("commerce.change_gift", _("Give a gift to somebody else"), _("Gift is for somebody else"))
    actions.register_action("commerce.send_gift_again", _("Send a gift again"), _("Gift sent again"))
    actions.register_action("commerce.ask_refund", _("Ask for money back"), _("Money back asked for"))
    actions.register_action("commerce.answer_dispute", _("Answer a dispute"), _("Dispute answered"))
    actions.register_action("commerce.clear_check", _("Clear an order"), _("Order cleared"))
    actions.register_action("commerce.stop_order", _("Give back and suspend"), _("Given back and suspended"))
    actions.register_action("commerce.decline_refund", _("Decline money back"), _("Money back declined"))


@hooks.register("register_admin_viewset")
def desks() -> list[ViewSet]:
    return [
        OrderViewSet("orders"),
        OrderCheckViewSet("order_checks"),
        RefundRequestViewSet("refund_requests"),
        DisputeViewSet("disputes"),
        LedgerTransactionViewSet("ledger"),
        LedgerAccountViewSet("ledger_accounts"),
        SubscriptionViewSet("subscriptions"),
        StripeEventViewSet("stripe_events"),
        ReconciliationViewSet("reconciliations"),
    ]
