"""Access tokens: only ours, only now, only these keys."""

import base64
import builtins
import secrets
import socket
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from rest_framework.test import APIClient

from accounts.access import read_access_token, sign_access_token, signed_in_device
from accounts.errors import SessionEnded
from kit import clock
from tests.accounts.jwt_cases import Forge, all_cases
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def good_token(signed_in_token):
    return signed_in_token(UserFactory())


@pytest.mark.covers("fault-J1", "fault-J2", "fault-J3")
def test_no_token_but_ours_opens_anything(good_token, settings, time_machine, monkeypatch):
    time_machine.move_to(clock.now(), tick=False)
    forge = Forge(good_token, settings.ACCESS_TOKEN_KEYS[0])
    cases = dict(all_cases(forge))
    assert len(cases) >= 60
    client = APIClient(raise_request_exception=True)
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {good_token}"}).status_code == 200

    def no_connection(*_):
        raise AssertionError("a token made us connect somewhere")

    opened = builtins.open

    def no_file(name, *args, **kwargs):
        assert "dev/null" not in str(name), "a token made us open a file"
        return opened(name, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    monkeypatch.setattr(builtins, "open", no_file)
    bodies = set()
    for name, token in cases.items():
        assert token != good_token, name
        with pytest.raises(SessionEnded):
            signed_in_device(token)
        if len(token) < 100_000 and token.isprintable():
            answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 401, name
            bodies.add(answer.content)
    assert len(bodies) == 1, "all refusals look the same"


@pytest.mark.parametrize(("seconds", "is_good"), [(-60, True), (-61, False), (899, True), (900, False), (901, False)])
@pytest.mark.covers("fault-J3")
def test_the_edges_of_its_life(time_machine, seconds, is_good):
    start = clock.now().replace(microsecond=0)
    token = sign_access_token(person=uuid.uuid4(), family=uuid.uuid4(), at=start)
    time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
    if is_good:
        assert read_access_token(token)
    else:
        with pytest.raises(SessionEnded):
            read_access_token(token)


@pytest.mark.covers("fault-J3")
def test_a_token_that_was_believed_once_is_asked_for_its_time_and_its_issuer_again(time_machine, settings):
    start = clock.now().replace(microsecond=0)
    token = sign_access_token(person=uuid.uuid4(), family=uuid.uuid4(), at=start)
    time_machine.move_to(start, tick=False)
    assert read_access_token(token)
    for seconds in (-61, 900):
        time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
        with pytest.raises(SessionEnded):
            read_access_token(token)
    time_machine.move_to(start, tick=False)
    assert read_access_token(token)
    settings.ADMIN_URL = "https://elsewhere.example"
    with pytest.raises(SessionEnded):
        read_access_token(token)


@pytest.mark.covers("fault-J7")
def test_keys_change_without_signing_anybody_out(settings):
    old, new = settings.ACCESS_TOKEN_KEYS[0], secrets.token_urlsafe(32)
    person, family = uuid.uuid4(), uuid.uuid4()
    before = sign_access_token(person=person, family=family)
    settings.ACCESS_TOKEN_KEYS = [new, old]
    during = sign_access_token(person=person, family=family)
    for token in (before, during):
        assert read_access_token(token).person == person
    settings.ACCESS_TOKEN_KEYS = [new]
    assert read_access_token(during).family == family
    with pytest.raises(SessionEnded):
        read_access_token(before)


@pytest.mark.parametrize("keys", [[], ["short"], [base64.urlsafe_b64encode(b"x" * 33).decode()], ["not base64!"]])
def test_bad_keys_stop_everything_with_a_word(settings, keys):
    settings.ACCESS_TOKEN_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="make_token_key"):
        sign_access_token(person=uuid.uuid4(), family=uuid.uuid4())
