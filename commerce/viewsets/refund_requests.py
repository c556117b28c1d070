"""Money back that was asked for: a queue in which administrators give, in whole or in part, or say no and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import RequestState
from commerce.models import RefundRequest
from commerce.operations.giving_back import approve_request, decline_request, may_be_given_back
from commerce.operations.refunds import left_of
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.errors import DomainError
from kit.money import Money


class RequestsIndex(generic.IndexView):
    page_title = _("Money back")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("line", label=_("Thing"), get_url=self.get_inspect_url),
            Column("buyer", label=_("Buyer"), accessor="line.buyer"),
            Column("order", label=_("Order"), accessor="line.order"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("asked_at", label=_("Asked"), sort_key="asked_at"),
        ]

    def get_base_queryset(self) -> QuerySet[RefundRequest]:
        return RefundRequest.objects.select_related("line__buyer", "line__order")


class DecisionForm(forms.Form):
    """How much is given, and what the buyer is told."""

    amount = forms.DecimalField(label=_("Amount to give back"), required=False)
    answer = forms.CharField(
        label=_("What you tell the buyer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent with the decision. Needed where you decline."),
    )

    def __init__(self, *args: Any, request_: RefundRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = Money(max(left_of(request_.line), 0), request_.line.order.currency)
        self.currency = left.currency
        amount = self.fields["amount"]
        amount.initial = left.amount
        amount.help_text = _("%(amount)s are left of it.") % {"amount": left}


class RequestPage(generic.InspectView):
    """What is asked for, what the terms say, and the decision."""

    template_name = "commerce/refund_request.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request_ = self.object
        order = request_.line.order
        terms = next((each for each in may_be_given_back(order) if each.line == request_.line), None)
        form = kwargs.pop("form", None) or DecisionForm(request_=request_)
        return super().get_context_data(**kwargs) | {
            "asked": request_,
            "order": order,
            "paid": Money(request_.line.total_minor, order.currency),
            "refunded": Money(request_.line.refunded_minor, order.currency),
            "terms": terms,
            "form": form,
            "is_waiting": request_.state == RequestState.WAITING,
        }


class Decide(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """Approves or declines, as the pressed button says."""

    page_title = _("Money back")
    header_icon = "rotate"
    template_name = "commerce/refund_request_decision.html"
    form_class = DecisionForm

    @cached_property
    def asked(self) -> RefundRequest:
        return get_object_or_404(RefundRequest.objects.select_related("line__order"), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request_": self.asked}

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        answer = form.cleaned_data["answer"]
        try:
            if "decline" in self.request.POST:
                decline_request(self.asked, answer=answer, actor=self.request.user)
                messages.success(self.request, _("Declined; the buyer is told why."))
            else:
                amount = Money.of(form.cleaned_data["amount"] or 0, form.currency)
                approve_request(self.asked, amount.minor, answer=answer, actor=self.request.user)
                messages.success(self.request, _("It is on its way back; the buyer is told."))
        except (DomainError, ValueError) as refusal:
            said = [words for field in getattr(refusal, "fields", {}).values() for words in field] or [str(refusal)]
            form.add_error(None, said)
            return self.form_invalid(form)
        return redirect("refund_requests:inspect", self.asked.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("refund_requests:index"), "label": _("Money back")},
            {"url": reverse("refund_requests:inspect", args=[self.asked.pk]), "label": str(self.asked.line)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"asked": self.asked}


class RefundRequestViewSet(DeskViewSet):
    model = RefundRequest
    url_prefix = "refund-requests"
    menu_name = "refund-requests"
    menu_label = _("Money back")
    menu_order = 30
    icon = "rotate"
    list_filter = ["state", "asked_at"]
    search_fields = ["line__order__number", "line__buyer__email", "line__buyer__display_name", "line__title", "words"]
    ordering = "-asked_at"
    index_view_class = RequestsIndex
    inspect_view_class = RequestPage
    inspect_template_name = "commerce/refund_request.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/decide/", Decide.as_view(), name="decide")]
