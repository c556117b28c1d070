"""The moderators' queue in the admin: what was reported, hide it or let it stay."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.viewsets.base import ViewSet

from kit.errors import DomainError
from moderation.enums import ReportState
from moderation.gates import kinds
from moderation.models import Report
from moderation.operations import dismiss, uphold

MOST_SHOWN = 100
DECISIONS = {"uphold": uphold, "dismiss": dismiss}


def _refuse_all_but_administrators(request: HttpRequest) -> None:
    if not getattr(request.user, "is_administrator", False):
        raise PermissionDenied


def queue(request: HttpRequest) -> HttpResponse:
    """Open reports, oldest first, and what was decided lately."""
    _refuse_all_but_administrators(request)
    labels = {kind: reportable.label for kind, reportable in kinds().items()}
    reports = Report.objects.select_related("reporter", "decided_by")
    context = {
        "open_reports": [(report, labels.get(report.subject_kind, "")) for report in reports.open()[:MOST_SHOWN]],
        "decided_reports": reports.exclude(state=ReportState.OPEN).order_by("-decided_at")[:20],
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Moderation")},
        ],
        "header_title": _("Moderation"),
        "header_icon": "warning",
    }
    return render(request, "moderation/queue.html", context)


@require_POST
def decide(request: HttpRequest, public_id: Any, decision: str) -> HttpResponse:
    """Decide one report with the note of the form."""
    _refuse_all_but_administrators(request)
    report = get_object_or_404(Report, public_id=public_id)
    try:
        DECISIONS[decision](report, note=request.POST.get("note", "")[:2000], actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is hidden.") if decision == "uphold" else _("It stays."))
    return redirect("moderation:index")


class ModerationViewSet(ViewSet):
    menu_label = gettext_lazy("Moderation")
    icon = "warning"
    name = "moderation"
    menu_order = 310
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", queue, name="index"),
            path("<uuid:public_id>/uphold/", decide, {"decision": "uphold"}, name="uphold"),
            path("<uuid:public_id>/dismiss/", decide, {"decision": "dismiss"}, name="dismiss"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        item = super().get_menu_item(order)
        item.is_shown = lambda request: bool(getattr(request.user, "is_administrator", False))
        return item
