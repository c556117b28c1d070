"""Signing up, in and out over HTTP."""

import pytest

from accounts.models import TokenFamily, User
from kit import jobs
from tests.accounts.conftest import key_of, letters  # noqa: F401 - fixtures
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "email": "Ana@example.org",
    "password": PASSWORD,
    "display_name": "Ana Duarte",
    "wanted_roles": ["producer"],
    "terms_version": "2026-11",
    "is_of_age": True,
}


def test_from_the_first_visit_to_signing_out(visitor, letters, key_of):  # noqa: F811
    answer = visitor.post("/api/v1/auth/sign-up", SIGN_UP)
    assert (answer.status_code, answer.json()) == (202, {"next": "open_letter"})
    key = key_of(letters()[0])
    answer = visitor.post("/api/v1/auth/verify-email", {"key": key})
    assert (answer.status_code, answer.json()) == (200, {"next": "sign_in"})

    answer = visitor.post("/api/v1/auth/sign-in", {"email": "ana@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    tokens = answer.json()
    assert set(tokens) == {
        "access_token", "access_expires_at", "refresh_token", "refresh_expires_at", "remember",
    }  # fmt: skip

    visitor.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access_token']}")
    me = visitor.get("/api/v1/me").json()
    assert (me["email"], me["roles"]) == ("ana@example.org", ["learner"])

    answer = visitor.post("/api/v1/auth/refresh", {"refresh_token": tokens["refresh_token"]})
    assert answer.status_code == 200
    visitor.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access_token']}")
    assert visitor.post("/api/v1/auth/sign-out").status_code == 204
    assert visitor.get("/api/v1/me").status_code == 401


def test_a_form_can_ask_for_what_a_sign_up_states(visitor, settings):
    settings.TERMS_VERSION, settings.AGE_LIMIT = "2027-01", 14
    form = visitor.get("/api/v1/auth/sign-up").json()
    assert (form["terms_version"], form["age_limit"]) == ("2027-01", 14)
    assert form["wanted_roles"] == ["producer", "professional", "seller", "reviewer"]
    assert visitor.post("/api/v1/auth/sign-up", SIGN_UP).status_code == 422
    said = {"terms_version": form["terms_version"], "wanted_roles": form["wanted_roles"]}
    assert visitor.post("/api/v1/auth/sign-up", SIGN_UP | said).status_code == 202


def test_refusals_have_their_words(visitor):
    UserFactory(email="shut@example.org", is_active=False)
    cases = [
        ({"email": "shut@example.org", "password": "wrong"}, 401, "wrong_credentials"),
        ({"email": "shut@example.org", "password": PASSWORD}, 403, "account_suspended"),
        ({"email": "shut@example.org"}, 422, "invalid"),
        ([], 422, "invalid"),
    ]
    for body, status, reason in cases:
        answer = visitor.post("/api/v1/auth/sign-in", body)
        assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (status, reason), body


def test_an_old_token_is_in_nobodys_way_when_signing_in(visitor):
    UserFactory(email="ana@example.org")
    visitor.credentials(HTTP_AUTHORIZATION="Bearer long.gone.token")
    body = {"email": "ana@example.org", "password": PASSWORD}
    assert visitor.post("/api/v1/auth/sign-in", body).status_code == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "Token x", "Bearer a b", "Bearer ☂"])
def test_other_credentials_are_refused_not_ignored(visitor, header):
    visitor.credentials(HTTP_AUTHORIZATION=header)
    answer = visitor.get("/api/v1/producers")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHORIZED")


def test_the_session_of_the_editor_opens_nothing_here(client):
    client.force_login(UserFactory(roles=["administrator"]))
    assert client.get("/api/v1/me").status_code == 401


def test_signing_out_everywhere(signed_in):
    person = UserFactory()
    one, other = signed_in(person), signed_in(person)
    assert one.post("/api/v1/auth/sign-out-everywhere").status_code == 204
    assert other.get("/api/v1/me").status_code == 401
    assert not TokenFamily.objects.alive().exists()


def test_a_forgotten_password(visitor, signed_in, letters, key_of):  # noqa: F811
    person = UserFactory(email="ana@example.org")
    device = signed_in(person)
    answer = visitor.post("/api/v1/auth/password-reset", {"email": "ANA@example.org"})
    assert (answer.status_code, answer.json()) == (202, {"next": "open_letter"})
    body = {"key": key_of(letters()[0]), "password": "an owl upon the second balcony"}
    assert visitor.post("/api/v1/auth/password-reset/confirm", body).json() == {"next": "sign_in"}
    assert device.get("/api/v1/me").status_code == 401
    again = visitor.post("/api/v1/auth/password-reset/confirm", body)
    assert (again.status_code, again.json()["error"]["details"]["reason"]) == (409, "link_not_usable")
    assert User.objects.get(pk=person.pk).check_password(body["password"])


def test_moving_to_another_address(signed_in, visitor, letters, key_of):  # noqa: F811
    person = UserFactory(email="old@example.org")
    device = signed_in(person)
    body = {"new_email": "new@example.org", "password": PASSWORD}
    assert device.post("/api/v1/me/email", body).status_code == 202
    to_new, to_old = letters()
    assert (to_new.to, to_old.to) == (["new@example.org"], ["old@example.org"])
    assert visitor.post("/api/v1/auth/confirm-email", {"key": key_of(to_new)}).status_code == 200
    assert User.objects.get(pk=person.pk).email == "new@example.org"
    [told] = letters()
    assert told.to == ["old@example.org"]


def test_the_letter_again(visitor, letters):  # noqa: F811
    visitor.post("/api/v1/auth/sign-up", SIGN_UP)
    jobs.run_pending()
    assert visitor.post("/api/v1/auth/verify-email/resend", {"email": "ana@example.org"}).status_code == 202
    assert len(letters()) == 1
