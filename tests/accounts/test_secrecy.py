"""Nothing tells whether an address is known: the same bytes, the same queries, one hash each (FAULTS S8)."""

import re
from contextlib import contextmanager

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.enums import Role
from kit import jobs
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-S8", "req-A3")]

SIGN_UP = {
    "password": PASSWORD,
    "display_name": "Somebody",
    "terms_version": "2026-11",
    "is_of_age": True,
}
DOORS = {
    "sign-up": lambda email: ("/api/v1/auth/sign-up", SIGN_UP | {"email": email}),
    "sign-in": lambda email: ("/api/v1/auth/sign-in", {"email": email, "password": "a wrong one"}),
    "reset": lambda email: ("/api/v1/auth/password-reset", {"email": email}),
    "resend": lambda email: ("/api/v1/auth/verify-email/resend", {"email": email}),
}
# Headers that differ from one request to the next, whoever asks.
COUNTING = {"X-Request-ID", "X-Request-Id", "RateLimit-Remaining", "RateLimit-Reset"}
HASHES = {"sign-up": 1, "sign-in": 1, "reset": 0, "resend": 0}


@contextmanager
def counted_hashes(monkeypatch):
    """Every computation of a password's hash, whoever asks for it."""
    calls = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def encode_and_count(self, *args, **kwargs):
        calls.append(self.algorithm)
        return encode(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(type(hasher), "encode", encode_and_count)
        yield calls


def shape(queries):
    """The statements without their values and without what transactions add."""
    texts = [re.sub(r"'[^']*'|\b\d+\b", "?", query["sql"]) for query in queries]
    return [text for text in texts if not re.match(r"(RELEASE |ROLLBACK TO )?SAVEPOINT", text)]


def knock(door, email, monkeypatch):
    path, body = DOORS[door](email)
    with counted_hashes(monkeypatch) as hashes, CaptureQueriesContext(connection) as queries:
        answer = APIClient().post(path, body)
    headers = {name: value for name, value in answer.headers.items() if name not in COUNTING}
    return answer.status_code, answer.content, headers, shape(queries.captured_queries), len(hashes)


@pytest.mark.parametrize("door", DOORS)
def test_every_kind_of_person_is_answered_alike(door, monkeypatch):
    UserFactory(email="open@example.org")
    UserFactory(email="shut@example.org", is_active=False)
    UserFactory(email="boss@example.org", roles=[Role.ADMINISTRATOR])
    unusable = UserFactory(email="without@example.org")
    unusable.set_unusable_password()
    unusable.save()
    APIClient().post("/api/v1/auth/sign-up", SIGN_UP | {"email": "waiting@example.org"})
    emails = ("nobody", "open", "OPEN", "shut", "boss", "without", "waiting")
    knock(door, "warm.up@example.org", monkeypatch)
    results = [knock(door, f"{name}@example.org", monkeypatch) for name in emails]
    for email, result in zip(emails, results, strict=True):
        assert result[:3] == results[0][:3], email
        assert result[3] == results[0][3], email
        assert result[4] == HASHES[door], email


def test_moving_to_a_taken_address_looks_like_moving_to_a_free_one(signed_in_token, monkeypatch):
    UserFactory(email="taken@example.org")
    seen = []
    for email in ("free@example.org", "taken@example.org"):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {signed_in_token(UserFactory())}")
        with counted_hashes(monkeypatch) as hashes, CaptureQueriesContext(connection) as queries:
            answer = client.post("/api/v1/me/email", {"new_email": email, "password": PASSWORD})
        assert (answer.status_code, len(hashes)) == (202, 1)
        seen.append((answer.content, shape(queries.captured_queries)))
    assert seen[0] == seen[1]


def test_the_job_behind_a_reset_is_there_for_nobody_too():
    APIClient().post("/api/v1/auth/password-reset", {"email": "nobody@example.org"})
    assert jobs.run_pending() == 1
