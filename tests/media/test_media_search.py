"""A producer searches the films and pictures they may use, and finds no others."""

import pytest

from accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import ImageFactory, VideoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z3")]


@pytest.mark.parametrize("path", ["/admin/videos/", "/admin/video_chooser/results/"])
def test_searching_finds_own_films_alone(client, django_capture_on_commit_callbacks, path):
    owner = UserFactory(roles=[Role.PRODUCER])
    course_tree(owner)
    with django_capture_on_commit_callbacks(execute=True):
        VideoFactory(title="Waltz by the owner", uploaded_by_user=owner)
        VideoFactory(title="Waltz by a stranger", uploaded_by_user=UserFactory(roles=[Role.PRODUCER]))
    client.force_login(owner)
    answer = client.get(path, {"q": "waltz"})
    assert answer.status_code == 200
    assert "Waltz by the owner" in answer.content.decode()
    assert "Waltz by a stranger" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/images/", "/admin/images/results/", "/admin/images/chooser/results/"])
def test_searching_finds_own_pictures_alone_and_no_portraits(client, django_capture_on_commit_callbacks, path):
    owner = UserFactory(roles=[Role.PRODUCER])
    course_tree(owner)
    with django_capture_on_commit_callbacks(execute=True):
        ImageFactory(title="Waltz by the owner", uploaded_by_user=owner)
        ImageFactory(title="Waltz of a face", uploaded_by_user=owner, is_portrait=True)
        ImageFactory(title="Waltz by a stranger", uploaded_by_user=UserFactory(roles=[Role.PRODUCER]))
    client.force_login(owner)
    answer = client.get(path, {"q": "waltz"})
    assert answer.status_code == 200
    assert "Waltz by the owner" in answer.content.decode()
    assert "Waltz of a face" not in answer.content.decode()
    assert "Waltz by a stranger" not in answer.content.decode()
