"""Ends a session of the editor at once when its device was signed out."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from accounts.enums import Door
from accounts.models import TokenFamily
from accounts.receivers import NO_DEVICE, SESSION_KEY
from kit import clock

SEEN_EVERY = timedelta(minutes=5)


class SessionDevice:
    """Puts the device on the request, or signs the session out. Requests without a session cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        device = (
            TokenFamily.objects.alive()
            .filter(
                public_id=str(request.session.get(SESSION_KEY, NO_DEVICE)), person_id=request.user.pk, door=Door.ADMIN
            )
            .first()
        )
        if device is None:
            logout(request)
            return
        request.device = device  # type: ignore[attr-defined]
        if clock.now() - device.last_seen_at > SEEN_EVERY:
            TokenFamily.objects.filter(pk=device.pk).update(last_seen_at=clock.now())
