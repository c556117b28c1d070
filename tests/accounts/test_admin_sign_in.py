"""The editor's own door: its sign-in page, the devices of its sessions, and how often it may be knocked on."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.enums import Door, EndReason, Role
from accounts.models import TokenFamily, User
from accounts.operations.devices import end_devices
from accounts.operations.people import suspend_person
from kit import clock
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/admin/login/"
HOME = "/admin/"


def sign_in(client, email, password=PASSWORD, **fields):
    return client.post(SIGN_IN, {"username": email, "password": password, **fields})


def test_a_producer_signs_in_and_is_a_device(client):
    person = UserFactory(roles=[Role.PRODUCER])
    answer = client.post(
        SIGN_IN, {"username": person.email.upper(), "password": PASSWORD, "next": HOME}, headers={"User-Agent": "Opera"}
    )
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    device = TokenFamily.objects.get()
    assert (device.door, device.user_agent, device.is_remembered) == (Door.ADMIN, "Opera", False)
    assert client.get(HOME).status_code == 200


def test_remember_me_is_remembered(client):
    sign_in(client, UserFactory(roles=[Role.PRODUCER]).email, remember="on")
    assert TokenFamily.objects.get().is_remembered


@pytest.mark.parametrize(
    ("make", "password", "words"),
    [
        (lambda: UserFactory(roles=[Role.PRODUCER]), "wrong", "is not right"),
        (lambda: SimpleNamespace(email="nobody@example.org"), PASSWORD, "is not right"),
        (UserFactory, PASSWORD, "no part in the editor"),
        (lambda: UserFactory(roles=[Role.PRODUCER], is_active=False), PASSWORD, "is suspended"),
        (lambda: UserFactory(roles=[Role.PRODUCER], is_active=False), "wrong", "is not right"),
    ],
)
def test_who_does_not_get_in(client, make, password, words):
    answer = sign_in(client, make().email, password)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not TokenFamily.objects.exists()
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://evil.example\\@testserver/",
        " https://evil.example",
        "\thttps://evil.example",
        "data:text/html,x",
    ],
)
@pytest.mark.covers("fault-S14")
def test_sign_in_leads_nowhere_else(client, target):
    answer = sign_in(client, UserFactory(roles=[Role.PRODUCER]).email, next=target)
    assert (answer.status_code, answer["Location"]) == (302, HOME)


def test_signing_out_ends_the_device(client):
    sign_in(client, UserFactory(roles=[Role.PRODUCER]).email)
    client.post("/admin/logout/")
    assert TokenFamily.objects.get().end_reason == "signed_out"
    assert client.get(HOME).status_code == 302


@pytest.mark.covers("fault-J6")
def test_a_suspended_person_loses_the_session_at_once(client, administrator):
    person = UserFactory(roles=[Role.PRODUCER])
    client.force_login(person)
    assert client.get(HOME).status_code == 200
    suspend_person(person, reason="Spam.", actor=administrator)
    assert client.get(HOME).status_code == 302


def test_a_device_ended_elsewhere_ends_the_session_for_good(client):
    person = UserFactory(roles=[Role.PRODUCER])
    client.force_login(person)
    end_devices(person, reason=EndReason.SIGNED_OUT_EVERYWHERE, actor=person)
    assert client.get(HOME).status_code == 302
    TokenFamily.objects.update(ended_at=None, end_reason="")
    assert client.get(HOME).status_code == 302


def test_a_session_is_seen_again_after_a_while(client, time_machine):
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    first = TokenFamily.objects.get().last_seen_at
    client.get(HOME)
    assert TokenFamily.objects.get().last_seen_at == first
    time_machine.move_to(clock.now() + timedelta(minutes=6))
    client.get(HOME)
    assert TokenFamily.objects.get().last_seen_at > first


@pytest.mark.parametrize(
    "address", ["/admin/password_reset/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
def test_other_doors_are_not_there(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.covers("fault-S8")
def test_a_forgotten_password_is_set_anew_here_and_nothing_is_told(client, letters, key_of):
    person = UserFactory(email="ana@example.org", roles=[Role.PRODUCER])
    assert "/admin/forgotten-password/" in client.get(SIGN_IN).content.decode()
    answers = []
    for email in ("ana@example.org", "nobody@example.org"):
        answer = client.post("/admin/forgotten-password/", {"email": email}, follow=True)
        answers.append(re.sub(r'(csrfmiddlewaretoken" value=|CSRF_TOKEN": )"\w+"', "", answer.content.decode()))
    assert answers[0] == answers[1]
    [letter] = letters()
    assert "http://localhost:8000/admin/set-password/?key=" in letter.body
    address = f"/admin/set-password/?key={key_of(letter)}"
    assert client.get(address).status_code == 200
    assert "too common" in client.post(address, {"password": "password"}).content.decode()
    assert client.post(address, {"password": "an owl upon the balcony"}).status_code == 302
    assert User.objects.get(pk=person.pk).check_password("an owl upon the balcony")
    assert "too old" in client.post(address, {"password": "a heron under the bridge"}).content.decode()


@pytest.mark.covers("fault-S11")
def test_the_editors_door_counts_exactly_and_with_the_apis(client, settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    person = UserFactory(roles=[Role.PRODUCER])
    body = {"email": person.email, "password": "guess"}
    for _ in range(3):
        assert client.post("/api/v1/auth/sign-in", body, content_type="application/json").status_code == 401
    for _ in range(2):
        assert "is not right" in sign_in(client, person.email, "guess").content.decode()
    refused = sign_in(client, person.email)
    assert "Too many requests" in refused.content.decode()
    assert not TokenFamily.objects.exists()


def test_guessing_ones_own_password_has_an_end(client, settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    person = UserFactory(roles=[Role.PRODUCER])
    client.force_login(person)
    fields = {"name-display_name": "Ana", "password-new_password": "an owl upon the balcony"}
    for number in range(5):
        client.post("/admin/account/", fields | {"password-current_password": f"guess {number}"})
    refused = client.post("/admin/account/", fields | {"password-current_password": PASSWORD})
    assert "Too many requests" in refused.content.decode()
    assert User.objects.get().check_password(PASSWORD)
