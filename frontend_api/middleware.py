"""What holds for every request to the API, before any view and after it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ParseError

from frontend_api import errors


class ApiMiddleware:
    """Refuses what no view should have to look at, and marks every answer that did not say otherwise as private."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        refusal = _refusal(request)
        response = errors.plain_response(refusal) if refusal else self.get_response(request)
        headers = response.headers
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        if limit := getattr(request, "rate_limit", None):
            headers["RateLimit-Limit"], headers["RateLimit-Remaining"], headers["RateLimit-Reset"] = map(str, limit)
        return response


def _refusal(request: HttpRequest) -> errors.Problem | None:
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
        return errors.problem_of(ParseError("The address holds a NUL character."))
    length = request.META.get("CONTENT_LENGTH")
    if not length:
        return None
    multipart = request.META.get("CONTENT_TYPE", "").startswith("multipart/")
    most = settings.API_LARGEST_UPLOAD if multipart else settings.API_LARGEST_BODY
    return errors.problem_of(errors.TooLarge()) if length.isdigit() and int(length) > most else None
