"""Who may open a page about paths, and how its buttons answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kit.errors import DomainError, InvalidInput
from paths.access import is_officer
from paths.models import Path, PathVersion


class ForOfficers(WagtailAdminTemplateMixin, View):
    """For everybody else the page does not exist."""

    header_icon = "list-ol"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_officer(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> Any:
        return self.request.user

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("paths"), "label": _("Paths")},
            {"url": "", "label": self.get_page_title()},
        ]

    def carry_out(self, act: Any, done: str, address: str, *names: Any) -> HttpResponse:
        """Do one operation, say what came of it, and go there."""
        try:
            act()
        except InvalidInput as refusal:
            told = " ".join(word for words in refusal.fields.values() for word in words)
            messages.error(self.request, told or str(refusal))
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, done)
        return redirect(address, *names)


class OfPath(ForOfficers):
    """About the path named in the address."""

    @cached_property
    def path(self) -> Path:
        found = Path.objects.select_related("owner", "current")
        return get_object_or_404(found, public_id=self.kwargs["path_id"])


class OfVersion(ForOfficers):
    """About the version named in the address."""

    @cached_property
    def version(self) -> PathVersion:
        found = PathVersion.objects.select_related("path__current", "path__owner", "proposed_by", "decided_by")
        return get_object_or_404(found, public_id=self.kwargs["version_id"])
