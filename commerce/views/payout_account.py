"""One's own payout account in the editor: begun, gone on with at the provider, come back from, and looked at."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from commerce.enums import PayoutAccountState, PayoutCountry
from commerce.gateways import GatewayUnavailable
from commerce.models import PayoutAccount
from commerce.operations.onboarding import (
    ask_about_account,
    dashboard_address,
    may_be_paid,
    onboarding_address,
    open_payout_account,
)
from commerce.operations.requirements import looked_at_by_provider, wanted_of_payee
from kit.errors import DomainError


@method_decorator(never_cache, name="dispatch")
class ForSellers(View):
    """For those who sell, about themselves: no address names anybody."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_be_paid(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def account(self) -> PayoutAccount | None:
        return PayoutAccount.objects.filter(person=self.request.user.pk).first()


class CountryForm(forms.Form):
    country = forms.ChoiceField(
        label=_("Where you live"),
        choices=[("", _("Choose")), *PayoutCountry.choices],
        help_text=_("Or where your company is. It cannot be changed later."),
    )


class PayoutAccountPage(ForSellers, WagtailAdminTemplateMixin, FormView):
    """How one is paid, or the invitation to begin. POST opens the account and leads on to the provider."""

    template_name = "commerce/payout_account.html"
    page_title = _("How you are paid")
    header_icon = "decimal"
    form_class = CountryForm

    def form_valid(self, form: CountryForm) -> HttpResponse:
        person: Any = self.request.user
        try:
            open_payout_account(person, country=form.cleaned_data["country"], actor=person)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        # A form may lead to pages of ours only, so a page of ours leads to the provider.
        return render(self.request, "commerce/to_provider.html", {"address": reverse("payout_account_go")})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.account
        exists = account is not None and account.state != PayoutAccountState.INTENDED
        return super().get_context_data(**kwargs) | {
            "account": account if exists else None,
            "wanted": wanted_of_payee(account.wants) if account else [],
            "checked": looked_at_by_provider(account.wants) if account else [],
            "states": PayoutAccountState,
        }


class GoToProvider(ForSellers):
    """Leads to the provider's own page; also where an old link of the provider's sends people back to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        try:
            return redirect(onboarding_address(person, actor=person))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("payout_account")


class ComeBack(ForSellers):
    """Where the provider sends people when they are done there. How they stand is asked, never believed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.account is not None:
            try:
                ask_about_account(self.account)
            except GatewayUnavailable:
                messages.warning(request, _("The payment provider does not answer just now. We go on asking."))
        return redirect("payout_account")


class GoToDashboard(ForSellers):
    def get(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        try:
            return redirect(dashboard_address(person, actor=person))
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("payout_account")
