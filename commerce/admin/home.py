"""Money on the first page of the editor: a seller's own, and for administrators the day's and what waits for them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from commerce.operations.home import earnings_at_a_glance, next_transfer_at, today, what_waits
from commerce.operations.onboarding import may_be_paid
from commerce.operations.reconciliation_report import latest
from commerce.policy import is_administrator

# Of one, and of several.
_REQUESTS = (_("request for money back"), _("requests for money back"))
_DISPUTES = (_("dispute to answer"), _("disputes to answer"))
_ORDERS = (_("order to look at"), _("orders to look at"))
_BUNDLES = (_("bundle to confirm"), _("bundles to confirm"))
_TRANSFERS = (_("transfer failed"), _("transfers failed"))
_DIFFERENCES = (_("difference from the payment provider"), _("differences from the payment provider"))


class EarningsPanel(Component):
    name = "earnings"
    template_name = "commerce/home/earnings.html"
    order = 40

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        account = getattr(self.user, "payout_account", None)
        return {
            "earnings": earnings_at_a_glance(self.user),
            "next_at": next_transfer_at(self.user),
            "is_ready": account is not None and account.is_ready,
        }


class SellingPanel(Component):
    name = "selling"
    template_name = "commerce/home/selling.html"
    order = 35

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waits, last = what_waits(), latest()
        differing = reverse("reconciliations:inspect", args=[last.pk]) if last else reverse("reconciliations:index")
        desks = (
            (waits.requests, _REQUESTS, reverse("refund_requests:index") + "?state=waiting"),
            (waits.disputes, _DISPUTES, reverse("disputes:index") + "?state=needs_response"),
            (waits.to_look_at, _ORDERS, reverse("order_checks:index") + "?state=waiting"),
            (waits.bundles, _BUNDLES, reverse("bundles")),
            (waits.failed_transfers, _TRANSFERS, reverse("transfers") + "?state=failed"),
            (waits.differing, _DIFFERENCES, differing),
        )
        found = [(count, words[count != 1], url) for count, words, url in desks if count]
        return {"days": today(), "desks": found, "is_nothing": waits.is_nothing}


# After the panels by role, which start from an empty page.
@hooks.register("construct_homepage_panels", order=50)
def panels_about_money(request: HttpRequest, panels: list[Any]) -> None:
    user: Any = request.user
    if is_administrator(user):
        panels.append(SellingPanel())
    if may_be_paid(user):
        panels.append(EarningsPanel(user))
