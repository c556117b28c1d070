"""How a test speaks to the API: as a visitor, or as a person."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.access import sign_access_token
from accounts.enums import Door
from accounts.models import User
from accounts.operations.devices import begin_device
from kit.visitors import Visitor

SignIn = Callable[[User], APIClient]


@pytest.fixture
def visitor() -> APIClient:
    return APIClient()


@pytest.fixture
def signed_in() -> SignIn:
    """A client for a person, signed in on a device of its own with a real token."""

    def sign_in(person: User) -> APIClient:
        device = begin_device(person, door=Door.API, visitor=Visitor("127.0.0.1", "tests"), remember=False)
        client = APIClient()
        token = sign_access_token(person=person.public_id, family=device.public_id)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return sign_in
