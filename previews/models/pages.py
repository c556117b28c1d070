"""Mixed into pages whose drafts the front end shows: beside the editor, in a tab, and for earlier revisions."""

import json
from contextlib import suppress
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from previews.models.previews import Preview

STOREFRONT = ""
PLAIN = "plain"

# What a stored draft and the page read from it differ in without being another text.
OF_THE_PLACE = frozenset(
    {
        "path", "depth", "numchild", "url_path", "slug", "live", "has_unpublished_changes", "live_revision",
        "latest_revision", "latest_revision_created_at", "draft_title", "first_published_at", "last_published_at",
        "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "wagtail_admin_comments",
    }
)  # fmt: skip


class StorefrontPreview:
    """Previewed by the front end: `serve_preview` leads the editor's browser there with a code for one use.

    Stands before the page class among the bases. `preview_kind` says what the front end is to show: a `course`, its
    `chapter` or `lesson`, or a `page` of its own. A page that was never saved is shown by `serve_unsaved`.
    """

    preview_kind: ClassVar[Literal["course", "chapter", "lesson", "page"]] = "page"
    preview_modes: ClassVar[list[tuple[str, Any]]] = [(STOREFRONT, _("As the site shows it"))]

    def serve_preview(self, request: HttpRequest, mode: str) -> HttpResponse:
        """Answer the preview panel, and every other look at a draft."""
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        response: HttpResponse
        if self.pk is None:  # type: ignore[attr-defined]
            response = self.serve_unsaved(request)
        else:
            response = HttpResponseRedirect(
                f"{settings.SITE_URL}/internal/preview?{urlencode({'code': self.code(request)})}"
            )
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    def serve_unsaved(self, request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, "previews/unsaved.html", {"page": self})

    def code(self, request: HttpRequest) -> str:
        is_editing = bool(getattr(request, "is_editing", False))
        shown = self.serializable_data()  # type: ignore[attr-defined]
        content = json.loads(json.dumps(shown, cls=DjangoJSONEncoder))
        if not is_editing and self.is_newest(content):
            content = None
        return Preview.objects.issue(self, request.user, content=content, follows_draft=is_editing or content is None)

    def is_newest(self, content: dict[str, Any]) -> bool:
        """Whether this is the draft as it was last saved, and no older version of it."""
        stored = Page.objects.select_related("latest_revision").get(pk=self.pk)  # type: ignore[attr-defined]
        if stored.latest_revision is None:
            return True
        newest = stored.latest_revision.content
        keys = (content.keys() | newest.keys()) - OF_THE_PLACE
        return all(_unpacked(content.get(key)) == _unpacked(newest.get(key)) for key in keys)


def _unpacked(value: Any) -> Any:
    """Streams are JSON within JSON, and written anew with their keys in another order."""
    if isinstance(value, str) and value.startswith(("[", "{")):
        with suppress(ValueError):
            return json.loads(value)
    return value
