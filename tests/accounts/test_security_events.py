"""What happens to accounts is written down: who, when, what, and from where (FAULTS L2)."""

import json
from datetime import UTC, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import User
from accounts.operations.roles import request_role
from kit import clock
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-L2", "req-A12")]

ADDRESS = "192.0.2.44"
NEW_PASSWORD = "a new sparrow every day"


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def person():
    return UserFactory(roles=[Role.LEARNER, Role.PRODUCER])


def browser(person):
    client = Client(REMOTE_ADDR=ADDRESS)
    client.force_login(person)
    return client


def api(person=None):
    client = APIClient(REMOTE_ADDR=ADDRESS)
    if person is not None:
        signed = client.post("/api/v1/auth/sign-in", {"email": person.email, "password": PASSWORD}, format="json")
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {signed.json()['access_token']}")
        client.refresh_token = signed.json()["refresh_token"]
    return client


def entry(person, action):
    return ModelLogEntry.objects.filter(object_id=str(person.pk), action=action).latest("pk")


def shows(person, action, *, by, **data):
    found = entry(person, action)
    assert found.user == by
    assert found.timestamp.utcoffset() == timedelta(0)
    assert abs(found.timestamp - clock.now().astimezone(UTC)) < timedelta(minutes=1)
    assert found.data["address"] == ADDRESS
    assert UUID(found.data["request"])
    assert {name: found.data[name] for name in data} == data
    everything = json.dumps(found.data)
    assert PASSWORD not in everything
    assert NEW_PASSWORD not in everything


def by_the_person(path, method="post", **body):
    return lambda person, _administrator: getattr(api(person), method)(path, body, format="json")


def by_an_administrator(name, **fields):
    def act(person, administrator):
        return browser(administrator).post(reverse(name, args=[person.pk]), fields)

    return act


@pytest.mark.parametrize(
    ("act", "action", "data"),
    [
        (lambda person, _: api(person), "accounts.sign_in", {}),
        (by_the_person("/api/v1/auth/sign-out"), "accounts.end_device", {}),
        (by_the_person("/api/v1/auth/sign-out-everywhere"), "accounts.end_devices", {}),
        (
            by_the_person("/api/v1/me/password", current_password=PASSWORD, new_password=NEW_PASSWORD),
            "accounts.change_password",
            {},
        ),
        (
            by_the_person("/api/v1/me/email", new_email="other@example.org", password=PASSWORD),
            "accounts.request_email_change",
            {},
        ),
        (by_the_person("/api/v1/me/role-requests", role="reviewer"), "accounts.request_role", {"role": "reviewer"}),
        (
            by_the_person("/api/v1/me/roles/producer", "patch", is_paused=True),
            "accounts.pause_role",
            {"role": "producer"},
        ),
        (by_the_person("/api/v1/me/roles/producer", "delete"), "accounts.end_role", {"role": "producer"}),
        (by_the_person("/api/v1/me/terms", terms_version="2026-11", is_of_age=True), "accounts.accept_terms", {}),
    ],
)
def test_what_people_do_with_their_accounts(person, administrator, act, action, data):
    answer = act(person, administrator)
    assert getattr(answer, "status_code", 200) < 300
    shows(person, action, by=person, **data)


@pytest.mark.parametrize(
    ("act", "action", "data"),
    [
        (by_an_administrator("accounts_grant_role", role="reviewer"), "accounts.grant_role", {"role": "reviewer"}),
        (by_an_administrator("accounts_end_role", role="producer"), "accounts.end_role", {"role": "producer"}),
        (by_an_administrator("accounts_pause_role", role="producer"), "accounts.pause_role", {"role": "producer"}),
        (by_an_administrator("accounts_suspend", reason="Spam."), "accounts.suspend", {"reason": "Spam."}),
        (
            lambda person, administrator: (
                api(person),
                by_an_administrator("accounts_sign_out")(person, administrator),
            )[1],
            "accounts.end_devices",
            {},
        ),
    ],
)
def test_what_administrators_do_with_people(person, administrator, act, action, data):
    assert act(person, administrator).status_code == 302
    shows(person, action, by=administrator, **data)


def test_a_request_that_is_declined(person, administrator):
    wanted = request_role(person, Role.SELLER, note="please", actor=person)
    address = reverse("accounts_role_requests:edit", args=[wanted.pk])
    browser(administrator).post(address, {"decision": "decline", "reason": "Not now."})
    shows(person, "accounts.decline_role", by=administrator, role="seller", reason="Not now.")


def test_a_refresh_token_that_comes_back(person, caplog):
    client = api(person)
    used = {"refresh_token": client.refresh_token}
    assert client.post("/api/v1/auth/refresh", used, format="json").status_code == 200
    with clock.held_at(clock.now() + timedelta(seconds=11)):
        assert client.post("/api/v1/auth/refresh", used, format="json").status_code == 401
    shows(person, "accounts.token_reused", by=None)
    (line,) = lines(caplog, "refresh_token_reused")
    assert (line["person"], line["address"]) == (person.pk, ADDRESS)


def lines(caplog, event):
    events = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [each for each in events if each["event"] == event]


@pytest.mark.parametrize(
    ("make", "password", "reason", "is_known"),
    [
        (UserFactory, "wrong", "wrong_credentials", True),
        (lambda: User(email="nobody@example.org"), "wrong", "wrong_credentials", False),
        (lambda: UserFactory(is_active=False), PASSWORD, "account_suspended", True),
    ],
)
def test_sign_ins_that_are_refused(caplog, make, password, reason, is_known):
    person = make()
    api().post("/api/v1/auth/sign-in", {"email": person.email, "password": password}, format="json")
    (line,) = lines(caplog, "sign_in_refused")
    assert (line["reason"], line["address"], line["level"]) == (reason, ADDRESS, "warning")
    assert line["person"] == (person.pk if is_known else None)
    assert line["timestamp"].endswith("Z")
    assert UUID(line["request_id"])
    assert person.email not in json.dumps(line), "what was typed may be a password in the wrong field"


def test_an_editor_that_is_not_open(caplog):
    person = UserFactory()
    Client(REMOTE_ADDR=ADDRESS).post("/admin/login/", {"username": person.email, "password": PASSWORD})
    (line,) = lines(caplog, "sign_in_refused")
    assert (line["reason"], line["person"], line["address"]) == ("admin_not_open", person.pk, ADDRESS)


def test_requests_that_are_refused_say_by_whom(caplog, person):
    client = api(person)
    client.get("/api/v1/me")
    api().get("/api/v1/me")
    refused = [line for line in lines(caplog, "answered") if line["status"] == 401]
    answered = [line for line in lines(caplog, "answered") if line["status"] == 200]
    assert [(line["person"], line["address"], line["level"]) for line in refused] == [(None, ADDRESS, "warning")]
    assert all("person" not in line and "address" not in line for line in answered)


def test_what_is_undone_leaves_no_entry(administrator):
    browser(administrator).post(reverse("accounts_suspend", args=[administrator.pk]), {"reason": "Myself."})
    assert not ModelLogEntry.objects.filter(action="accounts.suspend").exists()
