"""One shape for everything that goes wrong: `{"error": {"code", "message", "details"}}` (DESIGN 8).

The domain says what it refuses (`kit.errors`); here HTTP gets its number. `details.reason` is the stable word a client
switches on, `details.fields` names the fields that cannot be taken, `details.retry_after` says how long to wait.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson
import structlog
from django.core import exceptions as django_exceptions
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views import defaults
from rest_framework import exceptions as rest_exceptions
from rest_framework.response import Response

from commerce.errors import PapersUnavailable, ProviderSilent
from kit import errors
from media.errors import CopyNotNow, StorageSilent

logger = structlog.get_logger(__name__)


class ErrorCode(StrEnum):
    """What the API may answer instead of what was asked for. The storefront knows each of them."""

    BAD_REQUEST = "BAD_REQUEST"
    UNAUTHORIZED = "UNAUTHORIZED"
    PAYMENT_FAILED = "PAYMENT_FAILED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    CONFLICT = "CONFLICT"
    BOOKING_CONFLICT = "BOOKING_CONFLICT"
    TOO_LARGE = "TOO_LARGE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    VALIDATION_ERROR = "VALIDATION_ERROR"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL = "INTERNAL"
    UNAVAILABLE = "UNAVAILABLE"


STATUS = {
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.UNAUTHORIZED: 401,
    ErrorCode.PAYMENT_FAILED: 402,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.NOT_ACCEPTABLE: 406,
    ErrorCode.CONFLICT: 409,
    ErrorCode.BOOKING_CONFLICT: 409,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.VALIDATION_ERROR: 422,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.INTERNAL: 500,
    ErrorCode.UNAVAILABLE: 503,
}

DOMAIN_CODES: dict[type[errors.DomainError], ErrorCode] = {
    errors.InvalidInput: ErrorCode.VALIDATION_ERROR,
    errors.NotSignedIn: ErrorCode.UNAUTHORIZED,
    errors.NotAllowed: ErrorCode.FORBIDDEN,
    errors.NotFound: ErrorCode.NOT_FOUND,
    errors.RateLimited: ErrorCode.RATE_LIMITED,
    ProviderSilent: ErrorCode.UNAVAILABLE,
    PapersUnavailable: ErrorCode.UNAVAILABLE,
    CopyNotNow: ErrorCode.UNAVAILABLE,
    StorageSilent: ErrorCode.UNAVAILABLE,
    errors.DomainError: ErrorCode.CONFLICT,
}

# A deadlock, a lock not had in time, a transaction that lost against another: the same request may well succeed again.
LOST_RACES = frozenset({"40001", "40P01", "55P03"})
SECONDS_TO_WAIT = 5


@dataclass(frozen=True)
class Problem:
    """An error as it will be answered."""

    code: ErrorCode
    message: str
    details: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return STATUS[self.code]

    @property
    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.code.value, "message": self.message, "details": self.details}}


NOT_UNDERSTOOD = Problem(ErrorCode.BAD_REQUEST, "The request cannot be understood.", {"reason": "bad_request"})


class TooLarge(rest_exceptions.APIException):
    status_code = 413
    default_detail = "The request is too large."
    default_code = "too_large"


def problem_of(exc: Exception) -> Problem | None:
    """How `exc` is answered; None for a fault of ours that nobody foresaw."""
    for kinds, answer in _ANSWERS:
        if isinstance(exc, kinds):
            return answer(exc)
    return _of_database(exc)


def _of_domain(exc: errors.DomainError) -> Problem:
    code = next(code for kind, code in DOMAIN_CODES.items() if isinstance(exc, kind))
    details: dict[str, Any] = {"reason": exc.reason, **exc.told}
    headers = {}
    if isinstance(exc, errors.InvalidInput):
        details["fields"] = exc.fields
    if isinstance(exc, errors.NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(exc, errors.RateLimited):
        details["retry_after"] = exc.context.get("retry_after", SECONDS_TO_WAIT)
        headers["Retry-After"] = str(details["retry_after"])
    return Problem(code, str(exc), details, headers)


def _of_rest(exc: rest_exceptions.APIException) -> Problem:
    if isinstance(exc, rest_exceptions.ValidationError):
        return _of_domain(errors.InvalidInput(dict(_flat("", exc.detail))))
    if isinstance(exc, rest_exceptions.NotAuthenticated | rest_exceptions.AuthenticationFailed):
        return _of_domain(errors.NotSignedIn())
    if isinstance(exc, rest_exceptions.Throttled):
        return _of_domain(errors.RateLimited(retry_after=max(1, round(getattr(exc, "wait", None) or 1))))
    if isinstance(exc, rest_exceptions.PermissionDenied):
        return _of_domain(errors.NotAllowed())
    code = next(code for code, status in STATUS.items() if status == exc.status_code)
    return Problem(code, str(exc.detail), {"reason": code.value.lower()})


def _of_database(exc: Exception) -> Problem | None:
    state = getattr(exc.__cause__, "sqlstate", None)
    if isinstance(exc, DataError):
        return Problem(ErrorCode.BAD_REQUEST, "The request holds a value that cannot be kept.", {"reason": "bad_value"})
    if isinstance(exc, IntegrityError) or state in LOST_RACES:
        logger.warning("api.write_lost", sqlstate=state, exc_info=exc)
        return Problem(ErrorCode.CONFLICT, "Somebody else was quicker. Please try again.", {"reason": "try_again"})
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("api.database_unavailable", sqlstate=state, exc_info=exc)
        return Problem(
            ErrorCode.UNAVAILABLE,
            "Perfomix cannot answer just now. Please try again in a moment.",
            {"reason": "unavailable", "retry_after": SECONDS_TO_WAIT},
            {"Retry-After": str(SECONDS_TO_WAIT)},
        )
    return None


def _django_detail(exc: django_exceptions.ValidationError) -> dict[str, list[str]]:
    return exc.message_dict if hasattr(exc, "error_dict") else {"non_field_errors": exc.messages}


_ANSWERS: list[tuple[tuple[type[Exception], ...], Callable[[Any], Problem]]] = [
    ((errors.DomainError,), _of_domain),
    ((rest_exceptions.APIException,), _of_rest),
    ((Http404, django_exceptions.ObjectDoesNotExist), lambda exc: _of_domain(errors.NotFound())),
    ((django_exceptions.PermissionDenied,), lambda exc: _of_domain(errors.NotAllowed())),
    ((django_exceptions.RequestDataTooBig,), lambda exc: _of_rest(TooLarge())),
    (
        (django_exceptions.ValidationError,),
        lambda exc: _of_rest(rest_exceptions.ValidationError(_django_detail(exc))),
    ),
    ((django_exceptions.SuspiciousOperation, django_exceptions.BadRequest, UnicodeError), lambda exc: NOT_UNDERSTOOD),
]


def _flat(path: str, detail: Any) -> Iterator[tuple[str, list[str]]]:
    """Name every refused value by its path: `rows.2.title`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(f"{path}.{name}" if path else str(name), inner)
    elif isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        for position, inner in enumerate(detail):
            yield from _flat(f"{path}.{position}" if path else str(position), inner)
    else:
        messages = detail if isinstance(detail, list) else [detail]
        if messages:
            yield path or "non_field_errors", [str(message) for message in messages]


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """What REST framework asks when a view raised; None lets the fault go on to Django, which answers 500."""
    problem = problem_of(exc)
    if problem is None:
        return None
    return Response(problem.body, status=problem.status, headers=problem.headers)


def plain_response(problem: Problem) -> HttpResponse:
    """The same answer where REST framework has no part in it."""
    return HttpResponse(
        orjson.dumps(problem.body),
        status=problem.status,
        content_type="application/json",
        headers=problem.headers,
    )


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_api(request):
        return defaults.bad_request(request, exception)
    return plain_response(problem_of(exception) or Problem(ErrorCode.BAD_REQUEST, "The request cannot be understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (
        plain_response(_of_domain(errors.NotAllowed()))
        if is_api(request)
        else defaults.permission_denied(request, exception)
    )


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (
        plain_response(_of_domain(errors.NotFound()))
        if is_api(request)
        else defaults.page_not_found(request, exception)
    )


def failed(request: HttpRequest) -> HttpResponse:
    if not is_api(request):
        return defaults.server_error(request)
    return plain_response(
        Problem(ErrorCode.INTERNAL, "Something went wrong on our side. It has been noted.", {"reason": "internal"})
    )
