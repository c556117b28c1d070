"""How much one may ask for (DESIGN 8): reads are counted roughly, in each process; writes and strict scopes exactly."""

import threading
import time
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from kit import rate_limits
from kit.errors import RateLimited
from kit.visitors import visitor_of

READS = frozenset({"GET", "HEAD", "OPTIONS"})
WINDOW_SECONDS = 60
MOST_COUNTERS = 100_000


class RoughCounter:
    """Requests by key in the current minute of this process. Forgetting early is fine, growing without end is not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._counts: dict[str, int] = {}

    def hit(self, key: str) -> tuple[int, int]:
        """How often `key` has asked in this window, this time included, and the seconds until the window ends."""
        now = int(time.time())
        window = now // WINDOW_SECONDS
        with self._lock:
            if window != self._window or len(self._counts) >= MOST_COUNTERS:
                self._window = window
                self._counts.clear()
            count = self._counts[key] = self._counts.get(key, 0) + 1
        return count, (window + 1) * WINDOW_SECONDS - now


reads = RoughCounter()


def caller_key(request: HttpRequest | Request, user: Any) -> str:
    """The person when signed in, else the visitor's address."""
    if user is not None and user.is_authenticated:
        return f"person:{user.pk}"
    return f"visitor:{visitor_of(getattr(request, '_request', request)).network or 'unknown'}"


def count_read(request: HttpRequest, user: Any) -> None:
    """Count one read; raises RateLimited beyond the limit. What is left goes into the answer's headers."""
    signed_in = user is not None and user.is_authenticated
    limit = settings.API_LIMITS["signed_in_reads" if signed_in else "anonymous_reads"]
    count, left = reads.hit(caller_key(request, user))
    request.rate_limit = (limit, max(0, limit - count), left)  # type: ignore[attr-defined]
    if count > limit:
        raise RateLimited(retry_after=left)


def count_write(request: HttpRequest, user: Any) -> None:
    """Count one write, exactly, over all processes; raises RateLimited beyond the limit."""
    signed_in = user is not None and user.is_authenticated
    limit = settings.API_LIMITS["signed_in_writes" if signed_in else "anonymous_writes"]
    left = rate_limits.hit(f"writes:{caller_key(request, user)}", limit=limit, seconds=WINDOW_SECONDS)
    request.rate_limit = (limit, left, WINDOW_SECONDS)  # type: ignore[attr-defined]


class StandardThrottle(BaseThrottle):
    """The limits that hold for every operation. Stricter ones are asked for by the operation itself."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if request.method in READS:
            count_read(request._request, request.user)
        else:
            count_write(request._request, request.user)
        return True


class CountedWithItsWork:
    """Before `APIView`: the count of a write commits together with what it writes, instead of by itself.

    A refusal is counted as ever. Failures take the count back with everything else, so it is made anew. Operations
    take part in the view's transaction; one that refuses after it has written needs a savepoint of its own.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch  # type: ignore[misc]
        if request.method in READS:
            return cast(HttpResponseBase, answer(request, *args, **kwargs))
        kept = False
        try:
            with transaction.atomic():
                response = cast(HttpResponseBase, answer(request, *args, **kwargs))
                taken_back = transaction.get_rollback()
            kept = not taken_back
        finally:
            if not kept:
                self._count_again()
        return response

    def _count_again(self) -> None:
        asked: Request | None = getattr(self, "request", None)
        if asked is not None:
            with suppress(RateLimited):
                count_write(asked._request, getattr(asked, "_user", None))
