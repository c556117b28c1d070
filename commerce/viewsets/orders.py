"""Orders in the editor, for administrators: found, looked at, settled anew and given back, by operations only."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import OrderState
from commerce.models import Order, OrderLine, Signal
from commerce.operations.papers import file_name, pdf_of
from commerce.operations.refunds import LONGEST_NOTE, left_of, refund_order, take_back
from commerce.operations.settlement import settle_order
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.errors import DomainError
from kit.money import Money, NotAnAmount
from kit.pdf import PapersNotInstalled


class OrdersIndex(generic.IndexView):
    page_title = _("Orders")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("number", label=_("Number"), get_url=self.get_inspect_url),
            Column("buyer", label=_("Buyer")),
            Column("total", label=_("Total")),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("placed_at", label=_("Placed"), sort_key="placed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Order]:
        return Order.objects.select_related("buyer")


class OrderPage(generic.InspectView):
    """One order, with every cent that moved for it."""

    template_name = "commerce/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.object
        lines = order.lines.select_related("gift__accepted_by").prefetch_related("shares__payee", "taxes")
        return super().get_context_data(**kwargs) | {
            "order": order,
            "lines": [(line, _line_amounts(line, order.currency)) for line in lines.order_by("pk")],
            "payments": [(each, Money(each.amount_minor, each.currency)) for each in order.payments.order_by("pk")],
            "refunds": [
                (refund, Money(refund.amount_minor, order.currency))
                for payment in order.payments.order_by("pk")
                for refund in payment.refunds.select_related("request").order_by("pk")
            ],
            "bookings": [
                (
                    booking,
                    [(entry, Money(entry.amount_minor, entry.account.currency)) for entry in booking.entries.all()],
                )
                for booking in order.ledger_transactions.prefetch_related("entries__account__person").order_by("pk")
            ],
            "papers": order.papers.listed().order_by("pk"),
            "check": getattr(order, "look", None),
            "signals": Signal.objects.filter(check_of__order=order).order_by("pk"),
            "may_refund": order.state == OrderState.PAID,
        }


def _line_amounts(line: OrderLine, currency: str) -> dict[str, Any]:
    return {
        "price": Money(line.price_minor, currency),
        "tax": Money(line.tax_minor, currency),
        "taxes": [(tax, Money(tax.amount_minor, currency)) for tax in line.taxes.all()],
        "total": Money(line.total_minor, currency),
        "commission": Money(line.commission_minor, currency),
        "refunded": Money(line.refunded_minor, currency),
        "shares": [
            (share.payee or _("To be shared"), Money(share.amount_minor, currency)) for share in line.shares.all()
        ],
    }


class RefundForm(forms.Form):
    """How much of which line goes back, empty fields give nothing; and why."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        self.lines = {}
        for line in order.lines.order_by("pk"):
            left = left_of(line)
            if left > 0:
                most = Money(left, order.currency)
                self.lines[f"line_{line.pk}"] = line
                self.fields[f"line_{line.pk}"] = forms.DecimalField(
                    label=line.title,
                    required=False,
                    min_value=0,
                    max_value=most.amount,
                    initial=most.amount,
                    help_text=_("At most %(most)s. Giving back everything takes the access back.") % {"most": most},
                )

        self.fields["note"] = forms.CharField(
            label=_("Why"),
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("For colleagues: it stays with the order and in the audit log. The buyer does not read it."),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.amounts: dict[OrderLine, int] = {}
        for name, line in self.lines.items():
            try:
                minor = Money.of(values.get(name) or 0, self.order.currency).minor
            except NotAnAmount as wrong:
                self.add_error(name, str(wrong))
                continue
            if minor:
                self.amounts[line] = minor
        if self.order.total_minor and not self.amounts and not self.errors:
            raise forms.ValidationError(_("Say how much is to be given back."))
        return values


class OfOrder(ForAdministrators):
    """About the order of the address."""

    @cached_property
    def order(self) -> Order:
        return get_object_or_404(Order.objects.select_related("buyer"), pk=self.kwargs["pk"])


class GiveBack(OfOrder, generic.WagtailAdminTemplateMixin, FormView):
    page_title = _("Give money back")
    header_icon = "rotate"
    template_name = "commerce/refund.html"
    form_class = RefundForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"order": self.order}

    def form_valid(self, form: RefundForm) -> HttpResponse:
        note = form.cleaned_data["note"]
        try:
            if self.order.total_minor:
                refund_order(self.order, form.amounts, note=note, actor=self.request.user)
                said = _("It is on its way back; the buyer's bank takes some days.")
            else:
                take_back(self.order, note=note, actor=self.request.user)
                said = _("It is taken back.")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect("orders:inspect", self.order.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("orders:index"), "label": _("Orders")},
            {"url": reverse("orders:inspect", args=[self.order.pk]), "label": self.order.number},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"order": self.order}


class AskAgain(OfOrder, generic.WagtailAdminTemplateMixin, FormView):
    """Asks the provider how the order stands, now."""

    form_class = forms.Form
    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            state = settle_order(self.order, also_decided=True).get_state_display()
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, _("The order is: %(state)s.") % {"state": state})
        return redirect("orders:inspect", self.order.pk)


class OrderPaper(OfOrder):
    """A receipt or credit note, as the buyer has it."""

    def get(self, request: HttpRequest, pk: int, paper: int) -> HttpResponse:
        found = get_object_or_404(self.order.papers.listed(), pk=paper)
        try:
            file = pdf_of(found)
        except PapersNotInstalled as missing:
            messages.error(request, str(missing))
            return redirect("orders:inspect", pk)
        answer = HttpResponse(file, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
        return answer


class OrderViewSet(DeskViewSet):
    model = Order
    url_prefix = "orders"
    menu_name = "orders"
    menu_label = _("Orders")
    menu_order = 20
    icon = "list-ul"
    list_filter = ["state", "currency", "placed_at"]
    list_export = ["number", "buyer", "state", "currency", "total_minor", "placed_at", "paid_at", "ended_at"]
    search_fields = [
        "number", "buyer__email", "buyer__display_name", "lines__title", "payments__session_id", "payments__intent_id",
        "payments__charge_id", "payments__refunds__refund_id", "payments__disputes__dispute_id",
    ]  # fmt: skip
    ordering = "-placed_at"
    index_view_class = OrdersIndex
    inspect_view_class = OrderPage
    inspect_template_name = "commerce/order.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/give-back/", GiveBack.as_view(), name="give_back"),
            path("<int:pk>/ask-again/", AskAgain.as_view(), name="ask_again"),
            path("<int:pk>/papers/<int:paper>/", OrderPaper.as_view(), name="paper"),
        ]
