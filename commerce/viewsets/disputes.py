"""Disputes: how long there is to answer, what the bank is told, and what came of it. For administrators."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import DisputeState
from commerce.models import Dispute
from commerce.operations.disputes import LONGEST_TEXT, Attachment, answer_dispute, ask_about, prefilled
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.errors import DomainError
from kit.money import Money

LARGEST_FILE = 4_500_000
# What Stripe takes as evidence, by the bytes that such files begin with.
KINDS = {b"%PDF-": "pdf", b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpg"}
LABELS = {
    "product_description": _("What was sold"),
    "customer_name": _("The buyer's name"),
    "customer_email_address": _("The buyer's e-mail address"),
    "service_date": _("Since when they had it"),
    "access_activity_log": _("When they used it"),
    "refund_policy_disclosure": _("What may be given back"),
    "uncategorized_text": _("Anything else"),
}
FILE_LABELS = {
    "customer_communication": _("What was written with the buyer"),
    "service_documentation": _("That it was delivered"),
    "uncategorized_file": _("Another file"),
}
SHORT = frozenset({"customer_name", "customer_email_address", "service_date"})


def _due(dispute: Dispute) -> str:
    return date_format(localtime(dispute.due_by), "DATETIME_FORMAT") if dispute.due_by else ""


class DisputesIndex(generic.IndexView):
    page_title = _("Disputes")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("payment", label=_("Order"), accessor="payment.order", get_url=self.get_inspect_url),
            Column("buyer", label=_("Buyer"), accessor="payment.order.buyer"),
            Column("amount", label=_("Amount"), accessor=_amount),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            # Wagtail tells dates by how long ago they were; this one is to come.
            Column("due_by", label=_("To be answered by"), accessor=_due, sort_key="due_by"),
        ]

    def get_base_queryset(self) -> QuerySet[Dispute]:
        return Dispute.objects.select_related("payment__order__buyer")


def _amount(dispute: Dispute) -> Money:
    return Money(dispute.amount_minor, dispute.payment.currency)


class AnswerForm(forms.Form):
    """What the bank is told; filled in with what is known, and sent once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            widget = forms.TextInput() if name in SHORT else forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=widget)
        for name, label in FILE_LABELS.items():
            self.fields[name] = forms.FileField(
                label=label, required=False, help_text=_("PDF, PNG or JPEG, 4.5 MB at most.")
            )
        self.fields["service_documentation"].help_text = _(
            "PDF, PNG or JPEG, 4.5 MB at most. The receipt is sent along by itself."
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in FILE_LABELS:
            file = cleaned.get(name)
            if isinstance(file, UploadedFile):
                begins = file.read(8)
                file.seek(0)
                if not any(begins.startswith(mark) for mark in KINDS) or (file.size or 0) > LARGEST_FILE:
                    self.add_error(name, _("Choose a PDF, PNG or JPEG of at most 4.5 MB."))
        return cleaned

    @property
    def attachments(self) -> list[Attachment]:
        found = [(name, self.cleaned_data.get(name)) for name in FILE_LABELS]
        return [Attachment(name, f"{name}.{_kind(file)}", file.read()) for name, file in found if file]


def _kind(file: UploadedFile) -> str:
    begins = file.read(8)
    file.seek(0)
    return next(kind for mark, kind in KINDS.items() if begins.startswith(mark))


class DisputePage(generic.InspectView):
    template_name = "commerce/dispute.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispute = self.object
        return super().get_context_data(**kwargs) | {
            "dispute": dispute,
            "order": dispute.payment.order,
            "amount": _amount(dispute),
            "reason": dispute.reason.replace("_", " ").capitalize(),
            "said": [(LABELS[name], words) for name, words in dispute.evidence.items() if name in LABELS],
            "files": dispute.files.defer("content").order_by("pk"),
            "may_answer": dispute.state == DisputeState.NEEDS_RESPONSE and dispute.answered_at is None,
        }


class OfDispute(ForAdministrators):
    """About the dispute of the address."""

    @cached_property
    def dispute(self) -> Dispute:
        return get_object_or_404(Dispute.objects.select_related("payment__order"), pk=self.kwargs["pk"])


class Answer(OfDispute, generic.WagtailAdminTemplateMixin, FormView):
    page_title = _("Answer")
    header_icon = "clipboard-list"
    template_name = "commerce/dispute_answer.html"
    form_class = AnswerForm

    def get_initial(self) -> dict[str, Any]:
        return dict(prefilled(self.dispute))

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        try:
            answer_dispute(self.dispute, form.cleaned_data, form.attachments, actor=self.request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The answer is on its way to the bank, which takes some weeks."))
        return redirect("disputes:inspect", self.dispute.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("disputes:index"), "label": _("Disputes")},
            {"url": reverse("disputes:inspect", args=[self.dispute.pk]), "label": str(self.dispute.payment.order)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"dispute": self.dispute}


class AskAgain(OfDispute, generic.WagtailAdminTemplateMixin, FormView):
    """Asks the provider how the dispute stands, now."""

    form_class = forms.Form
    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            ask_about(self.dispute)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            self.dispute.refresh_from_db()
            state = self.dispute.get_state_display()
            messages.success(self.request, _("The dispute is: %(state)s.") % {"state": state})
        return redirect("disputes:inspect", self.dispute.pk)


class DisputeViewSet(DeskViewSet):
    model = Dispute
    url_prefix = "disputes"
    menu_name = "disputes"
    menu_label = _("Disputes")
    menu_order = 40
    icon = "warning"
    list_filter = ["state", "opened_at"]
    search_fields = ["payment__order__number", "payment__order__buyer__email", "dispute_id", "payment__intent_id"]
    ordering = "-opened_at"
    index_view_class = DisputesIndex
    inspect_view_class = DisputePage
    inspect_template_name = "commerce/dispute.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/answer/", Answer.as_view(), name="answer"),
            path("<int:pk>/ask-again/", AskAgain.as_view(), name="ask_again"),
        ]
