"""What sellers find of their own money in the editor: addresses and the menu entry."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.operations.onboarding import may_be_paid
from commerce.views import earnings, payout_account


@hooks.register("register_admin_urls")
def earnings_addresses() -> list[URLPattern]:
    account, statement = "earnings/account/", "statements/<str:month>/<str:currency>.<str:kind>"
    return [
        path("earnings/", earnings.Earnings.as_view(), name="earnings"),
        path(f"earnings/{statement}", earnings.DownloadStatement.as_view(), name="statement"),
        path("sellers/<int:pk>/earnings/", earnings.Earnings.as_view(), name="earnings_of_seller"),
        path(f"sellers/<int:pk>/{statement}", earnings.DownloadStatement.as_view(), name="statement_of_seller"),
        path(account, payout_account.PayoutAccountPage.as_view(), name="payout_account"),
        path(f"{account}go/", payout_account.GoToProvider.as_view(), name="payout_account_go"),
        path(f"{account}return/", payout_account.ComeBack.as_view(), name="payout_account_return"),
        path(f"{account}dashboard/", payout_account.GoToDashboard.as_view(), name="payout_account_dashboard"),
    ]


class OfSellers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return may_be_paid(user)


@hooks.register("register_admin_menu_item")
def earnings_menu() -> MenuItem:
    return OfSellers(_("Earnings"), reverse("earnings"), name="earnings", icon_name="decimal", order=150)
