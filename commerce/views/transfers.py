"""What is sent to sellers, in the editor, for administrators: what failed first, and "try again"."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views import generic

from commerce.enums import TransferState
from commerce.models import Transfer, TransferReversal
from commerce.operations.reversals import try_reversal_again
from commerce.operations.transfers import try_transfer_again
from commerce.views.access import ForAdministrators
from kit.errors import DomainError
from kit.money import Money

SHOWN = 50


class Transfers(ForAdministrators, generic.WagtailAdminTemplateMixin, TemplateView):
    """All transfers, newest first, or those of one state; above them the ways back that failed."""

    template_name = "commerce/transfers.html"
    page_title = _("Transfers")
    header_icon = "resubmit"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        found = Transfer.objects.select_related("share__payee", "share__line__order").order_by("-pk")
        if state in TransferState.values:
            found = found.filter(state=state)
        failed = TransferReversal.objects.filter(state=TransferState.FAILED)
        failed = failed.select_related("transfer__share__payee", "transfer__share__line__order").order_by("-pk")
        return super().get_context_data(**kwargs) | {
            "states": [("", _("All")), *TransferState.choices],
            "state": state,
            "page_obj": Paginator(found, SHOWN).get_page(self.request.GET.get("p")),
            "reversals": [(each, Money(each.amount_minor, each.transfer.currency)) for each in failed[:SHOWN]],
            "FAILED": TransferState.FAILED,
        }


class TryTransferAgain(ForAdministrators):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            try_transfer_again(get_object_or_404(Transfer, pk=pk), actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is under way again."))
        return redirect("transfers")


class TryReversalAgain(ForAdministrators):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            try_reversal_again(get_object_or_404(TransferReversal, pk=pk), actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It is on its way back again."))
        return redirect("transfers")
