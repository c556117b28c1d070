"""How a test speaks to the API: as a visitor, or as a person."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from rest_framework.test import APIClient

from accounts.models import User
from frontend_api import authentication

SignIn = Callable[[User], APIClient]


@pytest.fixture
def visitor() -> APIClient:
    return APIClient()


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A client for a person; the token's own checks are tested with accounts."""
    people: dict[str, User] = {}
    real = authentication.person_of

    def person_of(request: HttpRequest):
        return people.get(request.META.get("HTTP_AUTHORIZATION", "")) or real(request)

    monkeypatch.setattr(authentication, "person_of", person_of)

    def sign_in(person: User) -> APIClient:
        header = f"Bearer of-{person.pk}"
        people[header] = person
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=header)
        return client

    return sign_in
