"""What differs between our books and the payment provider, comparison by comparison. For administrators."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce.enums import FindingKind
from commerce.models import ProviderEntry, Reconciliation
from commerce.operations.own_money import OWN
from commerce.operations.reconciliation import begin_by_hand
from commerce.operations.reconciliation_report import NEXT_STEPS, refunds_under_way, transfers_taken_back
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet
from kit.money import Money


def standing(run: Any) -> str:
    if run.finished_at is None:
        return str(_("Under way"))
    return str(_("Everything matches") if not run.differing else _("%(count)d differ") % {"count": run.differing})


class ReconciliationsIndex(generic.IndexView):
    page_title = _("Reconciliation")
    template_name = "commerce/reconciliations.html"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("span", label=_("Compared"), accessor=str, get_url=self.get_inspect_url),
            Column("standing", label=_("Result"), accessor=standing),
            Column("entries", label=_("Movements")),
            Column("matched", label=_("Match")),
            DateColumn("began_at", label=_("Begun"), sort_key="began_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Reconciliation]:
        differing = Count("findings", filter=~Q(findings__kind=FindingKind.MENDED))
        return Reconciliation.objects.annotate(differing=differing)


class ReconciliationPage(generic.InspectView):
    """What differs, each with its next step, what was mended, what is under way, and what moved of our own."""

    template_name = "commerce/reconciliation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.object
        findings = list(run.findings.select_related("order", "entry").order_by("kind", "pk"))
        taken_back = transfers_taken_back(findings)
        return super().get_context_data(**kwargs) | {
            "run": run,
            "open": [
                (each, NEXT_STEPS[FindingKind(each.kind)], taken_back.get(each.pk))
                for each in findings
                if each.kind != FindingKind.MENDED
            ],
            "mended": [each for each in findings if each.kind == FindingKind.MENDED],
            "under_way": [
                (refund, Money(refund.amount_minor, refund.payment.currency)) for refund in refunds_under_way(run)
            ],
            "own": _own(run),
        }


def _own(run: Reconciliation) -> list[tuple[str, Money]]:
    """Our own money that came and went, by kind and currency."""
    sums: dict[tuple[str, str], int] = {}
    moved = ProviderEntry.objects.filter(kind__in=OWN, happened_at__gte=run.from_at, happened_at__lt=run.until_at)
    for kind, currency, amount, fee in moved.values_list("kind", "currency", "amount_minor", "fee_minor"):
        sums[kind, currency] = sums.get((kind, currency), 0) + amount - fee
    return [
        (kind.replace("_", " ").capitalize(), Money(amount, currency))
        for (kind, currency), amount in sorted(sums.items())
    ]


class CompareNow(ForAdministrators):
    def post(self, request: HttpRequest) -> HttpResponse:
        begun = begin_by_hand(actor=request.user)
        messages.success(request, _("Everything is compared in a moment; reload this page to see what was found."))
        return redirect("reconciliations:inspect", begun.pk)


class ReconciliationViewSet(DeskViewSet):
    model = Reconciliation
    url_prefix = "reconciliations"
    menu_name = "reconciliations"
    menu_label = _("Reconciliation")
    menu_order = 80
    icon = "check"
    list_export = ["from_at", "until_at", "entries", "matched", "finished_at"]
    ordering = "-began_at"
    index_view_class = ReconciliationsIndex
    index_template_name = "commerce/reconciliations.html"
    inspect_view_class = ReconciliationPage
    inspect_template_name = "commerce/reconciliation.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("now/", CompareNow.as_view(), name="now")]
