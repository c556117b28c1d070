"""How a draft looks to its author beside the editor: as the front end shows it, or plainly, inside the admin alone."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from previews.models import PLAIN, STOREFRONT, StorefrontPreview


class EditorPreview(StorefrontPreview):
    """Mixed into the pages of the course tree.

    The plain mode shows `preview_template` from the admin itself: it needs no front end, shows pages that were never
    saved, and is what the content checks read.
    """

    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        (STOREFRONT, _("As learners see it")),
        (PLAIN, _("Plain, with checks")),
    ]
    preview_template: ClassVar[str]

    def preview_parts(self) -> dict[str, Any]:
        """What the template shows beside the page itself."""
        return {}

    def serve_preview(self, request: HttpRequest, mode: str) -> HttpResponse:
        return self.serve_unsaved(request) if mode == PLAIN else super().serve_preview(request, mode)

    def serve_unsaved(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        response = TemplateResponse(
            request, self.preview_template, {"request": request, "page": self, **self.preview_parts()}
        )
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        return response
