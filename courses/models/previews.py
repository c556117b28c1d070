"""How a draft looks to its author beside the editor. Shown inside the admin alone, never stored by a cache."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from wagtail.models import PreviewableMixin


class EditorPreview:
    """Mixed into the pages of the course tree: the preview panel, drafts and revisions show `preview_template`."""

    preview_modes: ClassVar[list[tuple[str, Any]]] = PreviewableMixin.DEFAULT_PREVIEW_MODES
    preview_template: ClassVar[str]

    def preview_parts(self) -> dict[str, Any]:
        """What the template shows beside the page itself."""
        return {}

    def serve_preview(self, request: HttpRequest, _mode: str) -> TemplateResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        response = TemplateResponse(
            request, self.preview_template, {"request": request, "page": self, **self.preview_parts()}
        )
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        return response
