"""What sellers find of their own money in the editor: addresses and the menu entry."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.admin.menu import SELLING, EntryFor
from commerce.operations.onboarding import may_be_paid
from commerce.views import earnings, payout_account


@hooks.register("register_admin_urls")
def earnings_addresses() -> list[URLPattern]:
    account, statement = "earnings/account/", "statements/<str:month>/<str:currency>.<str:kind>"
    preview = "statements/<str:month>/<str:currency>/"
    return [
        path("earnings/", earnings.Earnings.as_view(), name="earnings"),
        path(f"earnings/{statement}", earnings.DownloadStatement.as_view(), name="statement"),
        path(f"earnings/{preview}", earnings.StatementPreview.as_view(), name="statement_preview"),
        path("sellers/<int:pk>/earnings/", earnings.Earnings.as_view(), name="earnings_of_seller"),
        path(f"sellers/<int:pk>/{statement}", earnings.DownloadStatement.as_view(), name="statement_of_seller"),
        path(f"sellers/<int:pk>/{preview}", earnings.StatementPreview.as_view(), name="statement_preview_of_seller"),
        path(account, payout_account.PayoutAccountPage.as_view(), name="payout_account"),
        path(f"{account}go/", payout_account.GoToProvider.as_view(), name="payout_account_go"),
        path(f"{account}return/", payout_account.ComeBack.as_view(), name="payout_account_return"),
        path(f"{account}dashboard/", payout_account.GoToDashboard.as_view(), name="payout_account_dashboard"),
    ]


@hooks.register(SELLING)
def earnings_menu() -> MenuItem:
    return EntryFor(_("Earnings"), reverse("earnings"), name="earnings", icon_name="decimal", order=10, may=may_be_paid)
