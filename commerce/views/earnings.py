"""One's own earnings in the editor, each cent explained, and past months' statements; administrators see anybody's."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.models import User
from commerce.enums import PayoutState
from commerce.models import LineShare, Payout, PayoutAccount
from commerce.operations import earnings, statements
from commerce.operations.holds import hold_of
from commerce.operations.onboarding import may_be_paid
from commerce.operations.payouts import what_to_do
from kit import clock
from kit.pdf import PapersNotInstalled

SHOWN = 30
PAYOUTS_SHOWN = 12
STATES = {
    earnings.IN_WINDOW: (_("May still be given back"), "in_review"),
    earnings.DISPUTED: (_("Disputed, waits for the bank"), "withdrawn"),
    earnings.DUE: (_("To be sent"), "in_review"),
    earnings.HELD: (_("Held"), "withdrawn"),
    earnings.SENT: (_("Sent"), "published"),
    earnings.GIVEN_BACK: (_("Given back"), ""),
    earnings.OWED: (_("Set off against what follows"), "withdrawn"),
}


@method_decorator(never_cache, name="dispatch")
class OfOneSeller(View):
    """About oneself, for those who sell; about the seller in the address, for administrators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if "pk" in kwargs:
            if not person.is_administrator:
                raise PermissionDenied
            self.seller = get_object_or_404(User, pk=kwargs["pk"])
        else:
            if not (may_be_paid(person) or LineShare.objects.filter(payee=person.pk).exists()):
                raise PermissionDenied
            self.seller = person
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_own(self) -> bool:
        return "pk" not in self.kwargs


class Earnings(OfOneSeller, WagtailAdminTemplateMixin, TemplateView):
    """Balances by where the money is, each line explained, by month and course, and the statements."""

    template_name = "commerce/earnings.html"
    page_title = _("Earnings")
    header_icon = "decimal"

    @cached_property
    def shares(self) -> Any:
        return earnings.earnings_of(self.seller)

    def filtered(self) -> Any:
        shares = self.shares
        month, course = self.month, self.request.GET.get("course", "")
        if month is not None:
            shares = shares.filter(line__order__paid_at__year=month.year, line__order__paid_at__month=month.month)
        if course in {str(found) for found, _title in self.courses}:
            shares = shares.filter(line__sellable_id=course)
        return shares

    @cached_property
    def month(self) -> date | None:
        return month_of(self.request.GET.get("month", ""))

    @cached_property
    def courses(self) -> list[tuple[Any, str]]:
        found = LineShare.objects.filter(payee=self.seller).values_list("line__sellable_id", "line__title")
        return sorted(dict(found.order_by("pk")).items(), key=lambda each: each[1])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        name = self.page_title if self.is_own else f"{self.seller}: {self.page_title}"
        return [*self.breadcrumbs_items, {"url": "", "label": name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.filtered(), SHOWN).get_page(self.request.GET.get("p"))
        months = self.shares.order_by().dates("line__order__paid_at", "month", order="DESC")
        return super().get_context_data(**kwargs) | {
            "seller": self.seller,
            "is_own": self.is_own,
            "balances": earnings.balances_of(self.seller),
            "account": PayoutAccount.objects.filter(person=self.seller).exclude(account_id=None).first(),
            "hold": hold_of(self.seller),
            **payouts_of(self.seller),
            "page_obj": page,
            "lines": [(each, *STATES[each.state]) for each in earnings.explain(page.object_list, self.seller)],
            "months": [(f"{each:%Y-%m}", each) for each in months],
            "month": f"{self.month:%Y-%m}" if self.month else "",
            "courses": [(str(found), title) for found, title in self.courses],
            "course": self.request.GET.get("course", ""),
            "statements": _named(statements.months_of(self.seller)),
            "running": _named(statements.running_months_of(self.seller)),
        }


class StatementPreview(OfOneSeller, WagtailAdminTemplateMixin, TemplateView):
    """What the statement of a month that runs would say just now, on the screen alone."""

    template_name = "commerce/statement_preview.html"
    page_title = _("The month so far")
    header_icon = "doc-full"

    @cached_property
    def statement(self) -> statements.Statement:
        month, currency = month_of(self.kwargs["month"]), self.kwargs["currency"]
        if month is None or (month, currency) not in statements.running_months_of(self.seller):
            raise Http404
        return statements.preview_of(self.seller, month, currency)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = reverse("earnings") if self.is_own else reverse("earnings_of_seller", args=[self.seller.pk])
        name = _("Earnings") if self.is_own else f"{self.seller}: {_('Earnings')}"
        return [*self.breadcrumbs_items, {"url": desk, "label": name}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.statement.rows[::-1], SHOWN).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "statement": self.statement,
            "now": clock.now(),
            "is_own": self.is_own,
            "seller": self.seller,
            "page_obj": page,
        }


class DownloadStatement(OfOneSeller):
    """The statement of a month that is over, as CSV or PDF."""

    def get(self, request: HttpRequest, month: str, currency: str, kind: str, **kwargs: Any) -> HttpResponse:
        wanted = month_of(month)
        if kind not in {"pdf", "csv"} or wanted is None or (wanted, currency) not in statements.months_of(self.seller):
            raise Http404
        try:
            statement = statements.statement_of(self.seller, wanted, currency)
            content = statements.as_pdf(statement) if kind == "pdf" else statements.as_csv(statement).encode()
        except PapersNotInstalled:
            return HttpResponse(_("Papers cannot be made just now."), status=503, content_type="text/plain")
        answer = HttpResponse(content, content_type="application/pdf" if kind == "pdf" else "text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="statement-{statement.code.lower()}.{kind}"'
        return answer


def _named(months: Iterable[tuple[date, str]]) -> list[tuple[str, date, str]]:
    """With what stands for each month in addresses."""
    return [(f"{month:%Y-%m}", month, currency) for month, currency in months]


def payouts_of(seller: User) -> dict[str, Any]:
    """The latest payouts to a seller's bank, and what to do where the very last one of a currency failed."""
    latest = list(Payout.objects.filter(account__person=seller).order_by("-begun_at", "-pk")[:PAYOUTS_SHOWN])
    last = {payout.currency: payout for payout in reversed(latest)}
    failed = next((payout for payout in last.values() if payout.state == PayoutState.FAILED), None)
    return {"payouts": latest, "failed_payout": failed, "what_to_do": what_to_do(failed) if failed else ""}


def month_of(text: str) -> date | None:
    """The first day of a month written as 2026-11; None for anything else."""
    try:
        return parse_date(f"{text}-01")
    except ValueError:
        return None
