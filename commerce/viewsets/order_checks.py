"""Orders worth a look: why, and what administrators make of them."""

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

from commerce.enums import CheckState
from commerce.models import OrderCheck
from commerce.operations.order_checks import clear_check, stop_order
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.errors import DomainError


class ChecksIndex(generic.IndexView):
    page_title = _("To look at")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("order", label=_("Order"), get_url=self.get_inspect_url),
            Column("buyer", label=_("Buyer"), accessor="order.buyer"),
            Column("why", label=_("Why"), accessor=_why),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("looked_at", label=_("Looked at"), sort_key="looked_at"),
        ]

    def get_base_queryset(self) -> QuerySet[OrderCheck]:
        """What ever had a signal."""
        found = OrderCheck.objects.exclude(state=CheckState.QUIET)
        return found.select_related("order__buyer").prefetch_related("signals")


def _why(check: OrderCheck) -> str:
    return ", ".join(sorted(str(signal.get_kind_display()) for signal in check.signals.all()))


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept with the order. Needed to give back and suspend: the buyer reads it then."),
    )


class CheckPage(generic.InspectView):
    template_name = "commerce/order_check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = self.object
        return super().get_context_data(**kwargs) | {
            "check": check,
            "order": check.order,
            "signals": check.signals.order_by("pk"),
            "form": kwargs.pop("form", None) or DecisionForm(),
            "is_waiting": check.state == CheckState.WAITING,
        }


class Decide(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """Clears the order or stops it, as the pressed button says."""

    page_title = _("To look at")
    header_icon = "view"
    template_name = "commerce/order_check_decision.html"
    form_class = DecisionForm

    @cached_property
    def check_(self) -> OrderCheck:
        return get_object_or_404(OrderCheck.objects.select_related("order__buyer"), pk=self.kwargs["pk"])

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        note = form.cleaned_data["note"]
        try:
            if "stop" in self.request.POST:
                stop_order(self.check_, note=note, actor=self.request.user)
                messages.success(self.request, _("The money is on its way back, and the buyer is suspended."))
            else:
                clear_check(self.check_, note=note, actor=self.request.user)
                messages.success(self.request, _("Cleared. It comes back when something new is known."))
        except DomainError as refusal:
            said = [words for field in getattr(refusal, "fields", {}).values() for words in field] or [str(refusal)]
            form.add_error(None, said)
            return self.form_invalid(form)
        return redirect("order_checks:inspect", self.check_.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("order_checks:index"), "label": _("To look at")},
            {"url": reverse("order_checks:inspect", args=[self.check_.pk]), "label": str(self.check_.order)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"check": self.check_}


class OrderCheckViewSet(DeskViewSet):
    model = OrderCheck
    url_prefix = "order-checks"
    menu_name = "order-checks"
    menu_label = _("To look at")
    menu_order = 35
    icon = "view"
    list_filter = ["state", "signals__kind", "looked_at"]
    search_fields = ["order__number", "order__buyer__email", "order__buyer__display_name"]
    ordering = ["-state", "-looked_at"]
    index_view_class = ChecksIndex
    inspect_view_class = CheckPage
    inspect_template_name = "commerce/order_check.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/decide/", Decide.as_view(), name="decide")]
