"""Coupons in the editor: sellers make their own, administrators any. Nobody finds another's."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateTimeInput

from accounts.models import User
from commerce.enums import BorneBy
from commerce.gates import Thing
from commerce.models import Coupon
from commerce.operations.coupon_terms import CouponTerms, things_sold_by, write_coupon
from commerce.operations.currencies import currency_choices
from commerce.policy import OwnCoupons
from commerce.views.access import ForSellers
from commerce.views.moments import OnTheirClock, zone_of
from commerce.views.sellers import percent, sellers
from kit import clock
from kit.errors import InvalidInput
from kit.money import Money, NotAnAmount

SHOWN = 50


class CouponsIndex(ForSellers, generic.IndexView):
    model = Coupon
    permission_policy = OwnCoupons(Coupon)
    page_title = _("Coupons")
    header_icon = "tag"
    index_url_name = "coupons"
    index_results_url_name = "coupons_results"
    add_url_name = "coupon_add"
    add_item_label = _("Make a coupon")
    default_ordering = "-made_at"
    paginate_by = SHOWN
    _show_breadcrumbs = True

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("code", label=_("Code"), sort_key="code", get_url=_page_of),
            Column("lowers", label=_("Takes off"), accessor=lowers),
            Column("seller", label=_("Seller"), accessor=lambda each: each.seller or _("Everybody")),
            Column("uses", label=_("Used"), accessor=_uses),
            DateColumn("ends_at", label=_("Until"), sort_key="ends_at"),
            BooleanColumn("is_active", label=_("Can be used")),
        ]

    def get_base_queryset(self) -> QuerySet[Coupon]:
        return Coupon.objects.editable_by(self.request.user).select_related("seller")


def _page_of(coupon: Coupon) -> str:
    return reverse("coupon", args=[coupon.pk])


def _uses(coupon: Coupon) -> str:
    return f"{coupon.uses} / {coupon.most_uses}" if coupon.most_uses is not None else str(coupon.uses)


def lowers(coupon: Coupon) -> str:
    """What it takes off, as people write it."""
    if coupon.basis_points is not None:
        return percent(coupon.basis_points)
    return str(Money(coupon.amount_minor or 0, coupon.currency))


class CouponForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("Case and spaces do not matter to those who type it.")
    )
    percent = forms.DecimalField(
        label=_("Percent off"), required=False, min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2
    )
    amount = forms.DecimalField(
        label=_("Or an amount off"), required=False, min_value=0, max_digits=12, help_text=_("Of the whole order.")
    )
    currency = forms.ChoiceField(label=_("Currency of the amount"))
    starts_at = forms.DateTimeField(label=_("From"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=_("Until"), required=False, widget=AdminDateTimeInput)
    most_uses = forms.IntegerField(
        label=_("Uses in all"), required=False, min_value=1, max_value=1_000_000, help_text=_("Empty: without limit.")
    )
    most_uses_each = forms.IntegerField(label=_("Uses for each person"), required=False, min_value=1, max_value=1000)
    is_active = forms.BooleanField(label=_("It can be used"), required=False)
    things = forms.MultipleChoiceField(
        label=_("What it is for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everything that is sold."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["starts_at"].help_text = _("On the clock of %(zone)s.") % {"zone": zone_of(person)}
        if person.is_administrator:
            self.fields["seller"] = forms.ModelChoiceField(
                sellers(), label=_("Seller"), required=False, empty_label=_("Everybody")
            )
            self.fields["borne_by"] = forms.ChoiceField(
                label=_("Who bears it"),
                choices=BorneBy.choices,
                help_text=_("The platform forgoes its commission at most: such a coupon never takes off more."),
            )
        sold = things_sold_by(None if person.is_administrator else person)
        fields: Any = self.fields
        fields["things"].choices = [(f"{thing.kind}:{thing.sellable_id}", title) for thing, title in sold.items()]
        fields["currency"].choices = currency_choices(self.initial.get("currency", ""))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        try:
            given, currency = values.get("amount"), values.get("currency")
            values["amount_minor"] = Money.of(given, currency).minor if given and currency else None
        except NotAnAmount as wrong:
            self.add_error("amount", str(wrong))
        return values

    def terms(self) -> CouponTerms:
        values = self.cleaned_data
        is_ours = self.person.is_administrator
        given = values["percent"]
        return CouponTerms(
            code=values["code"],
            seller=values["seller"] if is_ours else self.person,
            basis_points=int(given * 100) if given is not None else None,
            amount_minor=values["amount_minor"],
            currency=values["currency"] if values["amount_minor"] else "",
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            most_uses=values["most_uses"],
            most_uses_each=values["most_uses_each"],
            is_active=values["is_active"],
            borne_by=BorneBy(values["borne_by"]) if is_ours else BorneBy.SELLER,
            things=[_thing(each) for each in values["things"]],
        )


def _thing(text: str) -> Thing:
    kind, _colon, public_id = text.partition(":")
    return Thing(kind, UUID(public_id))


class CouponPage(ForSellers, OnTheirClock, generic.WagtailAdminTemplateMixin, FormView):
    """A coupon to be made, or one to be changed."""

    template_name = "commerce/coupon.html"
    header_icon = "tag"
    form_class = CouponForm

    @cached_property
    def coupon(self) -> Coupon | None:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(Coupon.objects.editable_by(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> Any:
        return self.coupon.code if self.coupon else _("Make a coupon")

    def get_form_kwargs(self) -> dict[str, Any]:
        # Whose coupon it is not finds nothing, before anything is read from the form.
        _found = self.coupon
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        coupon = self.coupon
        if coupon is None:
            return {"starts_at": clock.now(), "is_active": True, "most_uses_each": 1, "currency": "EUR"}
        amount = Money(coupon.amount_minor, coupon.currency).amount if coupon.amount_minor else None
        part = Decimal(coupon.basis_points) / 100 if coupon.basis_points else None
        fields = ("code", "starts_at", "ends_at", "most_uses", "most_uses_each", "is_active", "seller", "borne_by")
        return {name: getattr(coupon, name) for name in fields} | {
            "percent": part,
            "amount": amount,
            "currency": coupon.currency or "EUR",
            "things": [f"{each.sellable_kind}:{each.sellable_id}" for each in coupon.things.all()],
        }

    def form_valid(self, form: CouponForm) -> HttpResponse:
        try:
            written = write_coupon(self.coupon, form.terms(), actor=form.person)
        except InvalidInput as refusal:
            for field, told in refusal.fields.items():
                form.add_error(field if field in form.fields else None, told)
            return self.form_invalid(form)
        messages.success(self.request, _("The coupon %(code)s is kept.") % {"code": written.code})
        return redirect("coupons")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("coupons"), "label": _("Coupons")},
            {"url": "", "label": self.get_page_title()},
        ]
