"""What happens around every request: an id, a line in the log, a count, safe headers."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kit import audit
from kit.client_address import client_address
from kit.metrics import REQUESTS, SECONDS

log = structlog.get_logger("kit.requests")

Handler = Callable[[HttpRequest], HttpResponseBase]
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PROBES = frozenset({"/livez", "/readyz"})
# Answers that somebody is kept from something: their lines say who asked, and from where (FAULTS L2).
REFUSED = frozenset({401, 403, 429})
UNWATCHED = frozenset({"livez", "readyz", "metrics"})


def request_id(request: HttpRequest) -> str:
    """The id the caller gave, when it is a UUID, else a new one: nothing else of a stranger's gets into the logs."""
    try:
        return str(uuid.UUID(request.headers.get("X-Request-ID", "")))
    except ValueError:
        return str(uuid.uuid4())


def _who(request: HttpRequest) -> dict[str, Any]:
    device = getattr(request, "device", None)
    return {"person": getattr(device, "person_id", None), "address": client_address(request)}


class ObservedRequests:
    """Gives every request an id, returned as X-Request-ID and bound to its log lines; logs and counts its answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        number = request_id(request)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        with audit.happening_at(address=client_address(request), request_id=number):
            response = self.get_response(request)
        seconds = time.perf_counter() - started
        response["X-Request-ID"] = number
        match = request.resolver_match
        route = (match.route if match else None) or "unknown"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        if route not in UNWATCHED:
            refused = response.status_code in REFUSED
            log.log(
                logging.WARNING if refused else logging.INFO,
                "answered",
                method=method,
                route=route,
                path=request.path[:300],
                status=response.status_code,
                milliseconds=round(seconds * 1000, 1),
                **(_who(request) if refused else {}),
            )
        return response


class ProbesByAddress:
    """Lets health be asked by whatever name: an orchestrator knows a container's address, not the site's hosts."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES and settings.ALLOWED_HOSTS:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
        return self.get_response(request)


class SafeHeaders:
    """Puts on every answer, errors included, what the whole site promises to browsers (FAULTS H1, H4).

    Answers are private and not stored unless their view said otherwise.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
        # Django's own middleware puts these on, but not on its refusal of a host that it does not know.
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        if isinstance(response, HttpResponse) and "X-Robots-Tag" not in response:
            response["X-Robots-Tag"] = "noindex"
        return response
