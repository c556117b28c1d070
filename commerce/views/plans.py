"""All-access plans in the editor, for administrators."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import PlanInterval
from commerce.models import Plan
from commerce.operations.currencies import currency_choices
from commerce.operations.plans import LONGEST_TRIAL, PlanTerms, write_plan
from commerce.policy import AdministratorsLook
from commerce.views.access import ForAdministrators
from kit.errors import InvalidInput
from kit.money import Money, NotAnAmount

EMPTY_PRICES = 2


class PlansIndex(ForAdministrators, generic.IndexView):
    model = Plan
    permission_policy = AdministratorsLook(Plan)
    page_title = _("Plans")
    header_icon = "tick-inverse"
    index_url_name = "plans"
    index_results_url_name = "plans_results"
    add_url_name = "plan_add"
    add_item_label = _("Make a plan")
    default_ordering = "rank"
    _show_breadcrumbs = True

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Name"), sort_key="name", get_url=lambda plan: reverse("plan", args=[plan.pk])),
            Column("prices", label=_("Prices"), accessor=_prices),
            Column("trial_days", label=_("Days of trial")),
            Column("subscribers", label=_("Subscribers"), accessor="subscribers"),
            BooleanColumn("is_offered", label=_("Offered")),
        ]

    def get_base_queryset(self) -> QuerySet[Plan]:
        good = Count("prices__subscriptions", filter=Q(prices__subscriptions__is_good=True))
        return Plan.objects.annotate(subscribers=good).prefetch_related("prices")


def _prices(plan: Plan) -> str:
    offered = [price for price in plan.prices.all() if price.is_offered]
    return ", ".join(f"{price.amount} {price.get_interval_display()}" for price in offered)


class PriceForm(forms.Form):
    amount = forms.DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=12)
    currency = forms.ChoiceField(label=_("Currency"))
    interval = forms.ChoiceField(label=_("Rhythm"), choices=PlanInterval.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency: Any = self.fields["currency"]
        currency.choices = currency_choices(self.initial.get("currency", ""))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("amount") is not None and "currency" in values:
            try:
                values["money"] = Money.of(values["amount"], values["currency"])
            except NotAnAmount as wrong:
                self.add_error("amount", str(wrong))
        return values


PriceForms: Any = forms.formset_factory(PriceForm, extra=EMPTY_PRICES, max_num=30)


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    summary = forms.CharField(label=_("In a sentence"), max_length=200, required=False)
    features = forms.CharField(
        label=_("What it brings"), max_length=2000, required=False, widget=forms.Textarea, help_text=_("One a line.")
    )
    rank = forms.IntegerField(
        label=_("Place"),
        min_value=1,
        max_value=100,
        help_text=_("The smallest plan is 1. Going up is charged at once, going down is credited with the next."),
    )
    trial_days = forms.IntegerField(
        label=_("Days of trial"), min_value=0, max_value=LONGEST_TRIAL, help_text=_("Once for each person; 0 for none.")
    )
    commission = forms.DecimalField(
        label=_("Commission in percent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("The rest is shared among the sellers whose lessons the subscriber finished."),
    )
    is_offered = forms.BooleanField(label=_("It can be subscribed to"), required=False)
    is_highlighted = forms.BooleanField(label=_("It is recommended"), required=False)


class PlanPage(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """A plan to be made, or one to be changed."""

    template_name = "commerce/plan.html"
    header_icon = "tick-inverse"
    form_class = PlanForm

    @cached_property
    def plan(self) -> Plan | None:
        return get_object_or_404(Plan, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> Any:
        return self.plan.name if self.plan else _("Make a plan")

    def get_initial(self) -> dict[str, Any]:
        plan = self.plan
        if plan is None:
            return {"rank": 1, "trial_days": 0, "commission": Decimal(30)}
        fields = ("name", "summary", "features", "rank", "trial_days", "is_offered", "is_highlighted")
        return {name: getattr(plan, name) for name in fields} | {
            "commission": Decimal(plan.commission_basis_points) / 100
        }

    @cached_property
    def price_forms(self) -> Any:
        if self.request.method == "POST":
            return PriceForms(self.request.POST, prefix="prices")
        offered = self.plan.prices.filter(is_offered=True).order_by("currency", "interval") if self.plan else []
        initial = [
            {"amount": price.amount.amount, "currency": price.currency, "interval": price.interval} for price in offered
        ]
        return PriceForms(initial=initial or [{"currency": "EUR", "interval": PlanInterval.MONTH}], prefix="prices")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"prices": self.price_forms}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        # Both are read, so that everything wrong is told at once.
        if form.is_valid() & self.price_forms.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def form_valid(self, form: PlanForm) -> HttpResponse:
        values = form.cleaned_data
        prices = {}
        for given in (each.cleaned_data for each in self.price_forms if each.cleaned_data.get("money")):
            key = (PlanInterval(given["interval"]), given["money"].currency)
            if key in prices:
                form.add_error(None, _("One price for each rhythm and currency, please."))
                return self.form_invalid(form)
            prices[key] = given["money"]
        fields = ("name", "summary", "features", "rank", "trial_days", "is_offered", "is_highlighted")
        terms = PlanTerms(
            **{name: values[name] for name in fields},
            commission_basis_points=int(values["commission"] * 100),
            prices=prices,
        )
        actor: Any = self.request.user
        try:
            written = write_plan(self.plan, terms, actor=actor)
        except InvalidInput as refusal:
            for field, told in refusal.fields.items():
                form.add_error(field if field in form.fields else None, told)
            return self.form_invalid(form)
        messages.success(self.request, _("The plan %(name)s is kept.") % {"name": written.name})
        return redirect("plans")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("plans"), "label": _("Plans")},
            {"url": "", "label": self.get_page_title()},
        ]
