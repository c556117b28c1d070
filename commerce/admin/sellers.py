"""Sellers in the editor: addresses and the menu entry, for administrators."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.admin.menu import SELLING, EntryFor
from commerce.policy import is_administrator
from commerce.views import sellers, transfers

ACTIONS = {
    "commerce.set_seller_commission": _("Commission agreed"),
    "commerce.hold_payouts": _("Payments held"),
    "commerce.release_payouts": _("Payments released"),
    "commerce.try_transfer_again": _("Transfer tried again"),
    "commerce.try_reversal_again": _("Way back of a transfer tried again"),
    "commerce.book_what_was_taken_back": _("Transfer taken back at the provider booked"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def seller_addresses() -> list[URLPattern]:
    return [
        path("sellers/", sellers.SellersIndex.as_view(), name="sellers"),
        path("sellers/results/", sellers.SellersIndex.as_view(results_only=True), name="sellers_results"),
        path("sellers/<int:pk>/", sellers.SellerPage.as_view(), name="seller"),
        path("sellers/<int:pk>/hold/", sellers.HoldPayouts.as_view(), name="hold_payouts"),
        path("sellers/<int:pk>/release/", sellers.ReleasePayouts.as_view(), name="release_payouts"),
        path("transfers/", transfers.Transfers.as_view(), name="transfers"),
        path("transfers/<int:pk>/again/", transfers.TryTransferAgain.as_view(), name="try_transfer_again"),
        path("transfers/<int:pk>/taken-back/", transfers.BookTakenBack.as_view(), name="book_taken_back"),
        path("reversals/<int:pk>/again/", transfers.TryReversalAgain.as_view(), name="try_reversal_again"),
    ]


@hooks.register(SELLING)
def sellers_menu() -> MenuItem:
    return EntryFor(_("Sellers"), reverse("sellers"), name="sellers", icon_name="group", order=60, may=is_administrator)


@hooks.register(SELLING)
def transfers_menu() -> MenuItem:
    return EntryFor(
        _("Transfers"), reverse("transfers"), name="transfers", icon_name="resubmit", order=70, may=is_administrator
    )
