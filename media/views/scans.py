"""What the virus scanner has not let through, for administrators: it waits, cannot be looked at, or is infected."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from kit.errors import DomainError
from kit.views import may_see
from media.enums import ScanState
from media.models import Document, Image, Scan, Video
from media.operations.scans import release_file, scan_again

EDITORS: dict[str, tuple[Any, str]] = {
    "image": (Image, "wagtailimages:edit"),
    "document": (Document, "wagtaildocs:edit"),
    "video": (Video, "videos:edit"),
}
FIRST = (ScanState.INFECTED, ScanState.FAILED, ScanState.WAITING)


def editor_of(scan: Any) -> str:
    """Where the file is changed or deleted."""
    name = next(name for name in EDITORS if getattr(scan, f"{name}_id"))
    return reverse(EDITORS[name][1], args=[getattr(scan, f"{name}_id")])


def why(scan: Scan) -> str:
    """What was found, or why nothing is known."""
    return scan.signature or str(scan.get_failure_display()) or scan.problem


class ButtonsColumn(Column):
    cell_template_name = "media/scan_buttons.html"

    def get_cell_context_data(self, instance: Scan, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"row": instance}


class HeldBackFiles(ReportView):
    """What is infected comes first, then what cannot be looked at, then what waits, the longest first."""

    page_title = gettext_lazy("Virus scans")
    header_icon = "lock"
    index_url_name = "media_scans"
    index_results_url_name = "media_scans_results"
    columns = [
        TitleColumn("title", label=gettext_lazy("File"), get_url=editor_of),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("why", label=gettext_lazy("What is known"), accessor=why),
        Column("tries", label=gettext_lazy("Tries")),
        DateColumn("created_at", label=gettext_lazy("Since")),
        ButtonsColumn("buttons", label="", accessor="pk"),
    ]
    list_export = ["title", "file", "state", "signature", "failure", "problem", "tries", "created_at", "due_at"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Scan]:
        return held_back_files()


def held_back_files() -> Any:
    """Scans of the files of media that are not let through, with `title` and the key of a medium that has each."""
    keys, titles = {}, []
    for name, (model, _editor) in EDITORS.items():
        media = model.objects.filter(file=OuterRef("file")).order_by("pk")
        keys[f"{name}_id"] = Subquery(media.values("pk")[:1])
        titles.append(Subquery(media.values("title")[:1]))
    order = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(FIRST)), output_field=IntegerField()
    )
    known = Scan.objects.filter(state__in=FIRST).annotate(title=Coalesce(*titles), **keys)
    return known.exclude(title=None).order_by(order, "created_at", "pk")


@require_POST
def look_again(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Have a file looked at once more."""
    scan_again(scan_in(request, scan_id), actor=request.user)
    messages.success(request, _("The file is looked at again."))
    return redirect("media_scans")


@require_POST
def let_through(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Serve a file that the scanner cannot look at."""
    try:
        release_file(scan_in(request, scan_id), actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file is let through."))
    return redirect("media_scans")


def scan_in(request: HttpRequest, scan_id: int) -> Scan:
    if not may_see(request):
        raise PermissionDenied
    return get_object_or_404(Scan, pk=scan_id)
