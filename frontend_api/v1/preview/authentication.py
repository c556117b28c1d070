"""Who looks at a draft: a preview's token, in a scheme of its own, so that neither it nor an access token stands for
the other (FAULTS J3)."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from previews.errors import PreviewEnded
from previews.models import Preview
from previews.operations import open_preview

SCHEME = "Preview "


class PreviewAuthentication(BaseAuthentication):
    """`Authorization: Preview <token>`. The editor's right to the page is asked about with every request."""

    def authenticate(self, request: Request) -> tuple[Any, Preview]:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header.startswith(SCHEME):
            raise PreviewEnded
        preview = open_preview(header.removeprefix(SCHEME).strip())
        return preview.editor, preview

    def authenticate_header(self, request: Request) -> str:
        return "Preview"


class PreviewScheme(OpenApiAuthenticationExtension):
    target_class = PreviewAuthentication
    name = "preview"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Preview <token>`, from `POST /preview/sessions`.",
        }
