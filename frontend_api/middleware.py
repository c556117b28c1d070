"""What holds for every request to the API, before any view and after it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ParseError

from frontend_api import errors
from kit.chunked_bodies import TOO_LONG


class ApiMiddleware:
    """Refuses what no view should have to look at, and marks every answer that did not say otherwise as private.

    A body in pieces that has no end is refused at every address, not only at those of the API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TOO_LONG in request.META:
            return errors.plain_response(_without_end())
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


def _without_end() -> errors.Problem:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    message = f"A body that comes in pieces may have {most} bytes at most. Send its length first."
    return errors.Problem(errors.ErrorCode.TOO_LARGE, message, {"reason": "too_large"})


def _refusal(request: HttpRequest) -> errors.Problem | None:
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
        return errors.problem_of(ParseError("The address holds a NUL character."))
    length = request.META.get("CONTENT_LENGTH")
    if not length:
        return None
    file = request.META.get("CONTENT_TYPE", "").startswith(("multipart/", "application/octet-stream"))
    most = settings.API_LARGEST_UPLOAD if file else settings.API_LARGEST_BODY
    return errors.problem_of(errors.TooLarge()) if length.isdigit() and int(length) > most else None
