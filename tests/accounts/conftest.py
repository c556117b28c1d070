"""What the tests about people share: letters read, a visitor, the jobs run."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from accounts.access import sign_access_token
from accounts.enums import Door, Role
from accounts.models import User
from accounts.operations.devices import begin_device
from kit import jobs
from kit.visitors import Visitor
from tests.factories.accounts import UserFactory

HERE = Visitor("203.0.113.7", "Firefox on a test machine")


@pytest.fixture
def here() -> Visitor:
    return HERE


@pytest.fixture
def letters() -> Callable[[], list[mail.EmailMultiAlternatives]]:
    """Runs the jobs that wait and gives the letters they sent since the last call."""

    def sent():
        mail.outbox.clear()
        jobs.run_pending()
        return list(mail.outbox)

    return sent


@pytest.fixture
def key_of() -> Callable[[mail.EmailMultiAlternatives], str]:
    """The key in a letter's link."""

    def key(letter):
        return re.search(r"[?&]key=([\w-]+)", letter.body).group(1)

    return key


@pytest.fixture
def signed_in_token() -> Callable[[User], str]:
    """A good access token for a person, on a device of its own."""

    def token(person):
        device = begin_device(person, door=Door.API, visitor=HERE, remember=False)
        return sign_access_token(person=person.public_id, family=device.public_id)

    return token


@pytest.fixture
def administrator() -> User:
    """Somebody who runs the place."""
    return UserFactory(display_name="Boss", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    """An administrator's browser."""
    client.force_login(administrator)
    return client
