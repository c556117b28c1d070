"""Producers look after their films."""

import pytest

from accounts.enums import Role
from media.models import Video
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import VideoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3")]


@pytest.fixture
def film():
    owner = UserFactory(roles=[Role.PRODUCER])
    course_tree(owner)
    return VideoFactory(title="Waltz", uploaded_by_user=owner)


def test_the_owner_changes_a_film(client, film):
    client.force_login(film.uploaded_by_user)
    address = f"/admin/videos/edit/{film.pk}/"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"title": "A slow waltz", "duration_seconds": "30", "tags": ""})
    assert answer.status_code == 302
    assert Video.objects.get().title == "A slow waltz"


@pytest.mark.parametrize("verb", ["usage", "delete"])
def test_the_owner_reads_what_else_there_is_of_a_film(client, film, verb):
    client.force_login(film.uploaded_by_user)
    assert client.get(f"/admin/videos/{verb}/{film.pk}/").status_code == 200


def test_a_stranger_finds_no_film_to_change(client, film):
    stranger = UserFactory(roles=[Role.PRODUCER])
    course_tree(stranger)
    client.force_login(stranger)
    assert client.get(f"/admin/videos/edit/{film.pk}/").status_code == 404
