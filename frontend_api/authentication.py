"""Who is asking. Only a bearer token counts here: the admin's session cookie opens nothing of the API."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounts.access import signed_in_device
from accounts.models import TokenFamily, User
from kit.errors import NotSignedIn

SCHEME = "bearer "


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """The person whose access token the request carries; anonymous without one. A bad token is refused, not ignored."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return AnonymousUser()
    if not header.lower().startswith(SCHEME):
        raise NotSignedIn
    device = signed_in_device(header[len(SCHEME) :].strip())
    request.device = device  # type: ignore[attr-defined]
    return device.person


def me(request: Request) -> User:
    """The person who asks, in a view that only signed-in people reach."""
    if not isinstance(request.user, User):
        raise NotSignedIn
    return request.user


def my_device(request: Request) -> TokenFamily:
    """The device whose token the request carries."""
    device: TokenFamily | None = getattr(request._request, "device", None)
    if device is None:
        raise NotSignedIn
    return device


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>`."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        person = person_of(request._request)
        return (person, None) if person.is_authenticated else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = BearerAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
