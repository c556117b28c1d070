"""The page on which producers bring a course in: hand over, look at the report, say yes, read it again."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.enums import Role
from courses.enums import ImportState
from courses.importers import uploads
from courses.models import CourseImport, CoursePage
from kit.errors import DomainError, InvalidInput

SHOWN_ITEMS = 300
AT_WORK = {ImportState.WAITING, ImportState.RUNNING}


class PackageForm(forms.Form):
    package = forms.FileField(
        label=_("Package"),
        help_text=_("A zip or tar.gz: a Markdown book with contents.md or SUMMARY.md, or an Open edX export."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(uploads.ENDINGS)}),
    )


class OfProducers(View):
    """For producers alone; others find nothing here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person: Any = request.user
        if not person.has_role(Role.PRODUCER):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OfOwnImport(OfProducers):
    @cached_property
    def received(self) -> CourseImport:
        own = CourseImport.objects.filter(producer_id=self.request.user.pk)
        return get_object_or_404(own, public_id=self.kwargs["import_id"])

    def back(self) -> HttpResponse:
        return redirect("course_import", self.received.public_id)


class BringIn(OfProducers, WagtailAdminTemplateMixin, FormView):
    """Takes a package and lists the earlier ones."""

    template_name = "courses/admin/bring_in.html"
    page_title = _("Bring a course in")
    header_icon = "download"
    form_class = PackageForm

    def form_valid(self, form: PackageForm) -> HttpResponse:
        try:
            received = uploads.receive_package(self.request.user, form.cleaned_data["package"])
        except DomainError as refusal:
            lines = refusal.fields.get("package") if isinstance(refusal, InvalidInput) else None
            form.add_error("package", lines or [str(refusal)])
            return self.form_invalid(form)
        return redirect("course_import", received.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = CourseImport.objects.filter(producer_id=self.request.user.pk).defer("report")
        return super().get_context_data(**kwargs) | {"earlier": earlier.order_by("-created_at")[:50]}


class ShowImport(OfOwnImport, WagtailAdminTemplateMixin, TemplateView):
    """What would become, or became, of a package. Looks again by itself while a job is at work."""

    template_name = "courses/admin/import.html"
    page_title = _("Bring a course in")
    header_icon = "download"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("bring_course_in"), "label": self.page_title}
        return [*self.breadcrumbs_items, here, {"url": "", "label": self.received.filename}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        received = self.received
        items = [one for one in received.report.get("items", []) if one["outcome"] != "taken"]
        items.sort(key=lambda one: one["outcome"] != "left_out")
        page = CoursePage.objects.filter(course=received.course).first() if received.course_id else None
        return super().get_context_data(**kwargs) | {
            "received": received,
            "items": items[:SHOWN_ITEMS],
            "more_items": max(0, len(items) - SHOWN_ITEMS),
            "is_at_work": received.state in AT_WORK,
            "may_start": received.state == ImportState.CHECKED,
            "page": page,
        }


class StartImport(OfOwnImport):
    def post(self, request: HttpRequest, import_id: Any) -> HttpResponse:
        try:
            uploads.start_import(self.received)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return self.back()


class DiscardImport(OfOwnImport):
    def post(self, request: HttpRequest, import_id: Any) -> HttpResponse:
        try:
            uploads.discard_package(self.received)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.back()
        messages.success(request, _("Thrown away."))
        return redirect("bring_course_in")


class ImportReport(OfOwnImport):
    """The whole report as a file."""

    def get(self, request: HttpRequest, import_id: Any) -> HttpResponse:
        body = json.dumps(self.received.report, ensure_ascii=False, indent=1)
        response = HttpResponse(body, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="import-report.json"'
        return response
