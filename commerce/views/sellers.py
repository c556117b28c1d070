"""Sellers in the editor, for administrators: on which terms each sells, and whether they are paid."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from accounts.models import User
from commerce.enums import AccountPurpose, PayoutState
from commerce.models import LedgerAccount, Payout, PayoutAccount, PayoutHold, SellerTerm
from commerce.operations.commission import general_commission, seller_commission, set_seller_commission
from commerce.operations.holds import hold_of, hold_payouts, release_payouts
from commerce.policy import SELLING_ROLES, AdministratorsLook
from commerce.views.access import ForAdministrators
from kit.money import Money

SHOWN = 50
PAYOUTS_SHOWN = 12


def sellers() -> QuerySet[User]:
    """Everybody who sells or sold: the role is held, or was and left terms behind."""
    latest = SellerTerm.objects.filter(seller=OuterRef("pk")).order_by("-pk")
    payouts = Payout.objects.filter(account__person=OuterRef("pk")).order_by("-begun_at", "-pk")
    holds = Q(role_grants__role__in=SELLING_ROLES, role_grants__ended_at=None)
    return (
        User.objects.filter(holds | Q(seller_terms__isnull=False))
        .distinct()
        .annotate(
            own_commission=Subquery(latest.values("basis_points")[:1]),
            last_payout=Subquery(payouts.values("state")[:1]),
        )
    )


def percent(basis_points: int) -> str:
    return f"{basis_points / 100:g} %"


class SellersIndex(ForAdministrators, generic.IndexView):
    """All sellers, found by name and address."""

    model = User
    permission_policy = AdministratorsLook(User)
    page_title = _("Sellers")
    header_icon = "group"
    index_url_name = "sellers"
    index_results_url_name = "sellers_results"
    default_ordering = "display_name"
    paginate_by = SHOWN
    _show_breadcrumbs = True

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("display_name", label=_("Name"), sort_key="display_name", get_url=_page_of),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("commission", label=_("Commission"), accessor=self.commission_of),
            Column("bank", label=_("To their bank"), accessor=_bank_of),
        ]

    @cached_property
    def general(self) -> str:
        return percent(general_commission())

    def commission_of(self, person: Any) -> str:
        own = person.own_commission
        return percent(own) if own is not None else _("%(general)s, general") % {"general": self.general}

    def get_base_queryset(self) -> QuerySet[User]:
        return sellers()

    @property
    def is_searchable(self) -> bool:
        return True

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if not self.is_searching:
            return queryset
        words = self.search_query
        return queryset.filter(Q(email__icontains=words) | Q(display_name__icontains=words))


def _page_of(person: User) -> str:
    return reverse("seller", args=[person.pk])


def _bank_of(person: Any) -> str:
    return str(PayoutState(person.last_payout).label) if person.last_payout else "–"


class CommissionForm(forms.Form):
    commission = forms.DecimalField(
        label=_("Commission in percent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("Of everything this person sells from now on. Empty: the general share."),
    )


class OfSeller(ForAdministrators):
    """About the seller of the address."""

    @cached_property
    def seller(self) -> User:
        return get_object_or_404(sellers(), pk=self.kwargs["pk"])

    def crumbs(self, *more: Any) -> list[dict[str, Any]]:
        found = [(reverse("sellers"), _("Sellers")), (reverse("seller", args=[self.seller.pk]), str(self.seller))]
        return [{"url": url, "label": label} for url, label in found] + [{"url": "", "label": each} for each in more]


class SellerPage(OfSeller, generic.WagtailAdminTemplateMixin, FormView):
    """One seller: what is agreed with them now and was before. POST agrees on another share."""

    template_name = "commerce/seller.html"
    header_icon = "user"
    form_class = CommissionForm

    def get_page_title(self) -> str:
        return self.seller.display_name

    def get_initial(self) -> dict[str, Any]:
        own = seller_commission(self.seller)
        return {"commission": None if own is None else Decimal(own) / 100}

    def form_valid(self, form: CommissionForm) -> HttpResponse:
        given = form.cleaned_data["commission"]
        set_seller_commission(self.seller, None if given is None else int(given * 100), actor=self.request.user)
        messages.success(self.request, _("Agreed from now on. Orders placed before keep their share."))
        return redirect("seller", self.seller.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.crumbs()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terms = SellerTerm.objects.filter(seller=self.seller).select_related("set_by").order_by("-pk")[:SHOWN]
        own, general = seller_commission(self.seller), general_commission()
        return super().get_context_data(**kwargs) | {
            "seller": self.seller,
            "terms": terms,
            "holds": percent(general if own is None else own),
            "is_general": own is None,
            "general": percent(general),
            "account": PayoutAccount.objects.filter(person=self.seller).first(),
            "hold": hold_of(self.seller),
            "payouts": Payout.objects.filter(account__person=self.seller).order_by("-begun_at", "-pk")[:PAYOUTS_SHOWN],
            "holds_before": PayoutHold.objects.filter(person=self.seller)
            .exclude(released_at=None)
            .select_related("placed_by", "released_by")
            .order_by("-pk")[:SHOWN],
            "balances": [
                (Money(-row.balance_minor, row.currency), row.balance_minor > 0)
                for row in LedgerAccount.objects.filter(purpose=AccountPurpose.PAYEE, person=self.seller).order_by(
                    "currency"
                )
            ],
        }


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("The seller reads this.")
    )


class HoldPayouts(OfSeller, generic.WagtailAdminTemplateMixin, FormView):
    """Asks why, and holds."""

    template_name = "commerce/hold.html"
    page_title = _("Hold payments")
    header_icon = "lock"
    form_class = HoldForm

    def form_valid(self, form: HoldForm) -> HttpResponse:
        hold_payouts(self.seller, reason=form.cleaned_data["reason"], actor=self.request.user)
        messages.success(self.request, _("Nothing is sent to them until you release it."))
        return redirect("seller", self.seller.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.crumbs(self.page_title)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"seller": self.seller}


class ReleasePayouts(OfSeller):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        release_payouts(self.seller, actor=request.user)
        messages.success(request, _("Released. What waited goes with the next transfers."))
        return redirect("seller", self.seller.pk)
