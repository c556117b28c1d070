"""The list of paths, and the page on which one is written and proposed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from kit.errors import DomainError
from paths.access import may_write
from paths.forms import PathForm
from paths.models import Path, PathVersion
from paths.operations.proposals import propose_path, restore_path, withdraw_path
from paths.operations.writing import begin_path, write_path
from paths.views.base import ForOfficers, OfPath

SHOWN_AT_ONCE = 50


class Paths(ForOfficers, TemplateView):
    """All of them: what waits for a decision first."""

    template_name = "paths/list.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Paths")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = PathVersion.objects.waiting().filter(path=OuterRef("pk"))
        found = Path.objects.select_related("owner", "current").annotate(
            is_waiting=Exists(waiting), learners=Count("seats")
        )
        page = Paginator(found.order_by("-is_waiting", "title", "pk"), SHOWN_AT_ONCE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(page_obj=page, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class BeginPath(ForOfficers, FormView):
    template_name = "paths/path.html"
    form_class = PathForm
    page_title = gettext_lazy("New path")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Path(owner=self.person), "for_user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_write=True, **kwargs)

    def form_valid(self, form: PathForm) -> HttpResponse:
        path = begin_path(form.instance, requires=form.cleaned_data["requires"], actor=self.person)
        messages.success(self.request, _("The draft is kept. Propose it once it is whole."))
        return redirect("path", path.public_id)


class WritePath(OfPath, FormView):
    """Its officer writes and proposes; others read what was proposed."""

    template_name = "paths/path.html"
    form_class = PathForm

    def get_page_title(self) -> str:
        return self.path.title

    def get_form_kwargs(self) -> dict[str, Any]:
        # A row of its own: a form that is refused leaves its words in it.
        return {**super().get_form_kwargs(), "instance": Path.objects.get(pk=self.path.pk), "for_user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.path.versions.select_related("proposed_by", "decided_by")
        return super().get_context_data(
            path=self.path,
            may_write=may_write(self.person, self.path),
            versions=versions,
            is_waiting=versions.waiting().exists(),
            **kwargs,
        )

    def form_valid(self, form: PathForm) -> HttpResponse:
        values = form.cleaned_data
        try:
            write_path(form.instance, requires=values["requires"], edition=values["edition"], actor=self.person)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The draft is kept. The public reads it once it was proposed and approved."))
        return redirect("path", self.path.public_id)


class ProposePath(OfPath):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note, seen = request.POST.get("note", "")[:2000], request.POST.get("edition", "")
        edition = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        done = _("It is proposed as it stands now. Another officer decides.")
        return self.carry_out(
            lambda: propose_path(self.path, actor=self.person, note=note, edition=edition),
            done,
            "path",
            self.path.public_id,
        )


class OfferPath(OfPath):
    """Takes the path off the site, or shows it again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        offer = restore_path if request.POST.get("offer") == "restore" else withdraw_path
        return self.carry_out(lambda: offer(self.path, actor=self.person), _("Done."), "path", self.path.public_id)
