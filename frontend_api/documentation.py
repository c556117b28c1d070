"""The API's document and its reference page, from files of ours: nothing of other hosts, no inline script."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

DOCUMENT = Path(__file__).parent / "openapi.yaml"


@require_safe
def document(request: HttpRequest) -> FileResponse:
    """The committed document, the same that clients are generated from."""
    return FileResponse(
        DOCUMENT.open("rb"),
        content_type="application/yaml",
        headers={"Cache-Control": "public, max-age=300"},
    )


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """A page to read the document and to try it."""
    response = render(request, "frontend_api/reference.html")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
