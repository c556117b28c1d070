"""Subscriptions: who has which plan, what they paid, what the provider says and told. For administrators."""

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
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.models import ModelLogEntry

from commerce.enums import LIVE_SUBSCRIPTIONS, OrderState, SubscriptionState
from commerce.models import PlanInvoice, PlanPrice, StripeEvent, Subscription
from commerce.operations.plan_changes import ChangeCost, choices_of, cost_of_change, may_change
from commerce.operations.subscription_changes import PAYING, cancel, end, keep
from commerce.operations.subscriptions import settled
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.errors import DomainError
from kit.money import Money

EVENTS_SHOWN = 50
BEGUN = frozenset(LIVE_SUBSCRIPTIONS) - {SubscriptionState.OPENING}


class SubscriptionsIndex(generic.IndexView):
    page_title = _("Subscriptions")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("subscriber", label=_("Subscriber"), get_url=self.get_inspect_url),
            Column("plan", label=_("Plan"), accessor="price.plan"),
            Column("price", label=_("Price"), accessor=_rhythm),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            BooleanColumn("is_good", label=_("Opens courses")),
            DateColumn("intended_at", label=_("Begun"), sort_key="intended_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Subscription]:
        return Subscription.objects.select_related("subscriber", "price__plan")


def _rhythm(subscription: Subscription) -> str:
    return f"{subscription.price.amount} {subscription.price.get_interval_display()}"


class SubscriptionPage(generic.InspectView):
    """One subscription as the provider last said it is, with its paid invoices and what was told of it."""

    template_name = "commerce/subscription.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscription = self.object
        events = StripeEvent.objects.filter(subscription=subscription).defer("body").order_by("-received_at", "-pk")
        grants = subscription.grants
        return super().get_context_data(**kwargs) | {
            "subscription": subscription,
            "rhythm": _rhythm(subscription),
            "invoices": _invoices(subscription),
            "changes": _changes(subscription),
            "events": events[:EVENTS_SHOWN],
            "opened": grants.filter(ended_at=None).count(),
            "closed": grants.exclude(ended_at=None).count(),
            "may_change": may_change(subscription) and choices_of(subscription).exists(),
            "may_end": subscription.state in BEGUN,
            "may_keep": subscription.state in BEGUN and subscription.cancels_at is not None,
        }


def _invoices(subscription: Subscription) -> list[tuple[PlanInvoice, bool]]:
    """Each with whether its money may be given back."""
    found = subscription.invoices.select_related("order").order_by("-period_start", "-pk")
    return [(each, each.order.state == OrderState.PAID) for each in found]


def _changes(subscription: Subscription) -> list[tuple[ModelLogEntry, Money | None]]:
    """Each change of plan with what it cost at once, the last first; None where that was not written down."""
    entries = ModelLogEntry.objects.for_instance(subscription).filter(action="commerce.change_plan")
    return [
        (entry, Money(entry.data["now_minor"], entry.data["currency"]) if "now_minor" in entry.data else None)
        for entry in entries.select_related("user").order_by("-timestamp", "-pk")
    ]


class OfSubscription(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """Something done with the subscription of the address."""

    form_class: type[forms.Form] = forms.Form
    http_method_names = ["post"]

    @cached_property
    def subscription(self) -> Subscription:
        return get_object_or_404(Subscription.objects.select_related("subscriber", "price__plan"), pk=self.kwargs["pk"])

    def act(self) -> Any:
        """Do it, and say what to tell. Raises DomainError."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.act())
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        return redirect("subscriptions:inspect", self.subscription.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("subscriptions:index"), "label": _("Subscriptions")},
            {"url": reverse("subscriptions:inspect", args=[self.subscription.pk]), "label": str(self.subscription)},
            {"url": "", "label": self.page_title},
        ]


class AskAgain(OfSubscription):
    """Asks the provider how the subscription stands, now."""

    def act(self) -> Any:
        state = settled(self.subscription).get_state_display().lower()
        return _("The subscription is: %(state)s.") % {"state": state}


class Keep(OfSubscription):
    """Takes a cancellation back."""

    def act(self) -> Any:
        keep(self.subscription, actor=self.request.user)
        return _("It goes on.")


class End(OfSubscription):
    """Asks when it is to end, and has it ended then."""

    page_title = _("End a subscription")
    header_icon = "cross"
    template_name = "commerce/subscription_end.html"
    http_method_names = ["get", "post"]

    def act(self) -> Any:
        how = end if "now" in self.request.POST else cancel
        held = how(self.subscription, actor=self.request.user)
        return _("It is ended.") if held.ended_at else _("It ends with what is paid.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_paying = self.subscription.state in PAYING and self.subscription.cancels_at is None
        return super().get_context_data(**kwargs) | {"subscription": self.subscription, "may_wait": is_paying}


class PriceField(forms.ModelChoiceField):
    def label_from_instance(self, price: PlanPrice) -> str:
        return str(price)


class ToForm(forms.Form):
    """What the subscriber might go over to."""

    def __init__(self, *args: Any, subscription: Subscription, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"] = PriceField(
            choices_of(subscription),
            label=_("Change to"),
            to_field_name="public_id",
            empty_label=None,
            widget=forms.RadioSelect,
        )


class CostOfChange(OfSubscription):
    """Asks the provider what a change of plan would cost the subscriber now, as they would see it. Nothing changes."""

    page_title = _("What a change would cost")
    header_icon = "view"
    template_name = "commerce/plan_change_cost.html"
    form_class = ToForm
    http_method_names = ["get", "post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"subscription": self.subscription}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        price = form.cleaned_data["price"]
        try:
            cost = cost_of_change(self.subscription, price.public_id, actor=self.request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, cost=cost, amounts=_amounts(cost)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.subscription
        return super().get_context_data(**kwargs) | {"subscription": held, "rhythm": _rhythm(held)}


def _amounts(cost: ChangeCost) -> dict[str, Money]:
    invoice, currency = cost.invoice, cost.invoice.currency
    return {
        name: Money(minor, currency)
        for name, minor in {
            "now": cost.now_minor,
            "next": cost.next_minor,
            "credit": cost.credit_minor,
            "charged": invoice.charged_minor,
            "credited": -invoice.credited_minor,
            "tax": invoice.tax_minor,
            "total": invoice.total_minor,
        }.items()
    }


class SubscriptionViewSet(DeskViewSet):
    model = Subscription
    url_prefix = "subscriptions"
    menu_name = "subscriptions"
    menu_label = _("Subscriptions")
    menu_order = 57
    icon = "group"
    list_filter = ["state", "is_good", "price__plan", "intended_at"]
    list_export = [
        "subscriber", "price", "state", "is_good", "intended_at", "period_start", "period_end", "cancels_at",
        "ended_at", "subscription_id",
    ]  # fmt: skip
    search_fields = ["subscriber__email", "subscriber__display_name", "subscription_id", "session_id"]
    ordering = "-intended_at"
    index_view_class = SubscriptionsIndex
    inspect_view_class = SubscriptionPage
    inspect_template_name = "commerce/subscription.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/ask-again/", AskAgain.as_view(), name="ask_again"),
            path("<int:pk>/end/", End.as_view(), name="end"),
            path("<int:pk>/change-cost/", CostOfChange.as_view(), name="change_cost"),
            path("<int:pk>/keep/", Keep.as_view(), name="keep"),
        ]
