"""What is sent to sellers, in the editor, for administrators: what failed first, and "try again"."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views import generic

from accounts.models import User
from commerce.enums import TransferState
from commerce.models import Transfer, TransferReversal
from commerce.operations.holds import hold_of, hold_payouts
from commerce.operations.reversals import book_what_was_taken_back, try_reversal_again
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


class TakenBackForm(forms.Form):
    """Whether payments to the seller are held first. Without a hold what was taken back is sent again."""

    hold = forms.BooleanField(
        label=_("Hold payments to the seller"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is sent to them again with the next transfers."),
    )
    reason = forms.CharField(
        label=_("Why they are held"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The seller reads this."),
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("hold") and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("Say why."))
        return self.cleaned_data


class BookTakenBack(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """Asks what is to become of it, and books what somebody took back of a transfer at the provider."""

    template_name = "commerce/taken_back.html"
    page_title = _("Book what was taken back")
    header_icon = "resubmit"
    form_class = TakenBackForm

    @cached_property
    def transfer(self) -> Transfer:
        found = Transfer.objects.filter(state=TransferState.MADE).select_related("share__line__order")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def seller(self) -> User:
        return get_object_or_404(User, pk=self.transfer.share.payee_id)

    def get_form_class(self) -> type[forms.Form]:
        return forms.Form if hold_of(self.seller) else TakenBackForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        actor: Any = self.request.user
        try:
            # First, so that nothing is sent between the two.
            if form.cleaned_data.get("hold"):
                hold_payouts(self.seller, reason=form.cleaned_data["reason"], actor=actor)
            minor = book_what_was_taken_back(self.transfer, actor=actor)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            booked = _("%(amount)s are booked as taken back.") % {"amount": Money(minor, self.transfer.currency)}
            messages.success(self.request, booked if minor else _("Nothing was taken back that is not booked."))
        return redirect("orders:inspect", self.transfer.share.line.order_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        transfers = {"url": reverse("transfers"), "label": _("Transfers")}
        return [*self.breadcrumbs_items, transfers, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "transfer": self.transfer,
            "seller": self.seller,
            "order": self.transfer.share.line.order,
            "hold": hold_of(self.seller),
        }
