"""The two ends of a preview: the editor in the admin, and the front end that exchanges codes and fetches drafts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from kit.signatures import signed_headers
from tests.factories.accounts import UserFactory
from tests.storefronts import SECRET

SITE = "https://perfomix.example"


@dataclass
class FrontEnd:
    """Speaks to the API as the contract says."""

    token: str = ""

    def exchange(self, code: str, *, site: str = SITE, headers: dict[str, str] | None = None) -> HttpResponse:
        body = json.dumps({"code": code, "site": site}).encode()
        signed = signed_headers(body) if headers is None else headers
        return Client().post("/api/v1/preview/sessions", body, content_type="application/json", headers=signed)

    def open(self, code: str) -> dict[str, Any]:
        answer = self.exchange(code)
        assert answer.status_code == 201, answer.content
        session = answer.json()
        self.token = session["token"]
        return session

    def get(self, what: str, *, token: str | None = None) -> HttpResponse:
        authorisation = f"Preview {self.token if token is None else token}"
        return Client().get(f"/api/v1/preview/{what}", headers={"Authorization": authorisation})

    def document(self, what: str) -> dict[str, Any]:
        answer = self.get(what)
        assert answer.status_code == 200, answer.content
        return answer.json()["document"]


@pytest.fixture(autouse=True)
def shared_secret(settings):
    settings.STOREFRONT_SECRET, settings.SITE_URL = SECRET, SITE


@pytest.fixture
def front_end() -> FrontEnd:
    return FrontEnd()


@pytest.fixture
def owner() -> Any:
    return UserFactory(roles=[Role.PRODUCER])


@pytest.fixture
def editor_of() -> Callable[[Any], Client]:
    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def code_in(answer: HttpResponse) -> str:
    """The code with which the admin leads the browser to the front end."""
    assert answer.status_code == 302, answer.content
    target = urlsplit(answer["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == f"{SITE}/internal/preview"
    return parse_qs(target.query)["code"][0]


def view_draft(client: Client, page: Any, mode: str = "") -> HttpResponse:
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})


def type_without_saving(client: Client, page: Any, form: dict[str, Any]) -> HttpResponse:
    """What the panel does at each change: send the form, then load the preview."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, form).json() == {"is_valid": True, "is_available": True}
    return client.get(address, {"mode": "", "in_preview_panel": "true"})


def reason(answer: HttpResponse) -> tuple[int, str]:
    """The status of a refusal and its stable reason."""
    return answer.status_code, answer.json()["error"]["details"]["reason"]


def words_of(document: dict[str, Any]) -> str:
    return json.dumps(document["blocks"])
