"""Bundles in the editor: sellers propose their own, administrators confirm and make any. Nobody finds another's."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from accounts.models import User
from commerce.enums import BundleState
from commerce.gates import Thing
from commerce.models import Bundle
from commerce.operations.bundle_terms import (
    FEWEST_THINGS,
    LONGEST_SLUG,
    MOST_THINGS,
    BundleTerms,
    confirm_bundle,
    withdraw_bundle,
    write_bundle,
)
from commerce.operations.bundles import refusal_of, things_of
from commerce.operations.coupon_terms import things_sold_by
from commerce.policy import OwnCoupons
from commerce.views.access import ForSellers
from commerce.views.sellers import percent, sellers
from kit.errors import DomainError, InvalidInput

SHOWN = 20
PLACES = [f"course_{place}" for place in range(1, MOST_THINGS + 1)]


class BundlesIndex(ForSellers, generic.IndexView):
    model = Bundle
    permission_policy = OwnCoupons(Bundle)
    page_title = _("Bundles")
    header_icon = "copy"
    index_url_name = "bundles"
    index_results_url_name = "bundles_results"
    add_url_name = "bundle_add"
    add_item_label = _("Make a bundle")
    default_ordering = "-changed_at"
    paginate_by = SHOWN
    _show_breadcrumbs = True

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "name", label=_("Name"), sort_key="name", get_url=lambda each: reverse("bundle", args=[each.pk])
            ),
            Column("less", label=_("Less"), accessor=lambda each: percent(each.basis_points)),
            Column("seller", label=_("Seller"), accessor=lambda each: each.seller or _("Several")),
            Column("state", label=_("State"), accessor=lambda each: each.get_state_display(), sort_key="state"),
            Column("refusal", label=_("Why nobody can buy it"), accessor=_refusal),
        ]

    def get_base_queryset(self) -> QuerySet[Bundle]:
        return Bundle.objects.editable_by(self.request.user).select_related("seller").prefetch_related("things")


def _refusal(bundle: Bundle) -> str:
    return refusal_of(bundle) if bundle.state == BundleState.OFFERED else ""


class BundleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    slug = forms.CharField(
        label=_("Address"), max_length=LONGEST_SLUG, help_text=_("Behind /bundles/, such as latin-evening.")
    )
    summary = forms.CharField(label=_("In a sentence"), max_length=300, required=False)
    percent = forms.DecimalField(
        label=_("Percent less than one by one"),
        min_value=Decimal("0.01"),
        max_value=99,
        max_digits=4,
        decimal_places=2,
        help_text=_("Of what the courses cost just now, in each currency in which all of them are sold."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if person.is_administrator:
            self.fields["seller"] = forms.ModelChoiceField(
                sellers(), label=_("Seller"), required=False, empty_label=_("Several")
            )
        sold = things_sold_by(None if person.is_administrator else person)
        choices = [("", "–"), *((f"{thing.kind}:{thing.sellable_id}", title) for thing, title in sold.items())]
        for place, field in enumerate(PLACES, start=1):
            label = _("Course %(number)d") % {"number": place}
            self.fields[field] = forms.ChoiceField(label=label, choices=choices, required=place <= FEWEST_THINGS)

    def terms(self) -> BundleTerms:
        values = self.cleaned_data
        return BundleTerms(
            name=values["name"],
            slug=values["slug"],
            summary=values["summary"],
            seller=values["seller"] if self.person.is_administrator else self.person,
            basis_points=int(values["percent"] * 100),
            things=[_thing(values[field]) for field in PLACES if values[field]],
        )


def _thing(text: str) -> Thing:
    kind, _colon, public_id = text.partition(":")
    return Thing(kind, UUID(public_id))


class BundlePage(ForSellers, generic.WagtailAdminTemplateMixin, FormView):
    """A bundle to be made, or one to be changed, confirmed or withdrawn."""

    template_name = "commerce/bundle.html"
    header_icon = "copy"
    form_class = BundleForm

    @cached_property
    def bundle(self) -> Bundle | None:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(Bundle.objects.editable_by(self.request.user), pk=self.kwargs["pk"])

    @property
    def _person(self) -> Any:
        # Somebody who may make bundles, and so never a visitor.
        return self.request.user

    def get_page_title(self) -> Any:
        return self.bundle.name if self.bundle else _("Make a bundle")

    def get_form_kwargs(self) -> dict[str, Any]:
        # Whose bundle it is not finds nothing, before anything is read from the form.
        _found = self.bundle
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        bundle = self.bundle
        if bundle is None:
            return {}
        things = [f"{thing.kind}:{thing.sellable_id}" for thing in things_of(bundle)]
        fields = {name: getattr(bundle, name) for name in ("name", "slug", "summary", "seller")}
        return fields | {"percent": Decimal(bundle.basis_points) / 100} | dict(zip(PLACES, things, strict=False))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bundle, person = self.bundle, self._person
        return super().get_context_data(**kwargs) | {
            "bundle": bundle,
            "refusal": _refusal(bundle) if bundle else "",
            "may_confirm": bundle is not None and bundle.state != BundleState.OFFERED and person.is_administrator,
            "may_withdraw": bundle is not None and bundle.state != BundleState.WITHDRAWN,
            "waits_after": not person.is_administrator,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.bundle is not None and "decide" in request.POST:
            return self._decide(self.bundle)
        return super().post(request, *args, **kwargs)

    def _decide(self, bundle: Bundle) -> HttpResponse:
        actor = self._person
        try:
            if self.request.POST["decide"] == "confirm":
                seen = self.request.POST.get("version", "")
                confirm_bundle(bundle, version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0, actor=actor)
            else:
                withdraw_bundle(bundle, actor=actor)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
            return redirect("bundle", bundle.pk)
        return redirect("bundles")

    def form_valid(self, form: BundleForm) -> HttpResponse:
        try:
            written = write_bundle(self.bundle, form.terms(), actor=form.person)
        except InvalidInput as refusal:
            for field, told in refusal.fields.items():
                form.add_error(field if field in form.fields else None, told)
            return self.form_invalid(form)
        is_offered = written.state == BundleState.OFFERED
        news = _("The bundle %(name)s is offered.") if is_offered else _("%(name)s waits to be confirmed.")
        messages.success(self.request, news % {"name": written.name})
        return redirect("bundles")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("bundles"), "label": _("Bundles")},
            {"url": "", "label": self.get_page_title()},
        ]
