"""The stable address of a file asks the gates, then leads to a signed one."""

import uuid

import pytest
from rest_framework.test import APIClient

from accounts.enums import Role
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z2", "fault-Z7", "req-J5")]


def test_a_public_file_is_for_everybody_and_leads_to_its_bytes(client):
    image = ImageFactory(is_public=True)
    answer = APIClient().get(f"/api/v1/media/{image.public_id}")
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=79200"
    assert answer["Vary"] == "Authorization"
    served = client.get(answer["Location"])
    assert b"".join(served.streaming_content) == image.file.open("rb").read()


def test_a_private_file_is_for_its_owner_and_missing_for_others(signed_in):  # noqa: F811
    owner = UserFactory(roles=[Role.PRODUCER])
    document = DocumentFactory(uploaded_by_user=owner)
    path = f"/api/v1/media/{document.public_id}"
    answer = signed_in(owner).get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    missing = APIClient().get(f"/api/v1/media/{uuid.uuid4()}")
    for stranger in (APIClient(), signed_in(UserFactory()), signed_in(UserFactory(roles=[Role.PRODUCER]))):
        refused = stranger.get(path)
        assert (refused.status_code, refused.content) == (404, missing.content)


def test_a_session_of_the_admin_opens_nothing_of_the_api(client):
    owner = UserFactory(roles=[Role.PRODUCER])
    client.force_login(owner)
    document = DocumentFactory(uploaded_by_user=owner)
    assert client.get(f"/api/v1/media/{document.public_id}").status_code == 404
    assert client.get(f"/admin/media/{document.public_id}/").status_code == 302


def test_pictures_come_in_a_few_widths(client):
    image = ImageFactory(is_public=True)
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=20").status_code == 302
    assert not image.renditions.exists()
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=nonsense").status_code == 422
