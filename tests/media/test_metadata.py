"""Nothing that leaves us says where a picture or film was taken, or with what; how it was held is kept."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from rest_framework.test import APIClient

from accounts.enums import Role
from media.models import Document, Image
from media.operations.storing import store_image
from tests.factories.accounts import UserFactory
from tests.media.pictures import HIGH, TELLING, WIDE, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-F4", "req-J5")]

# A PNG that moves is taken as a paper alone.
NAMES = sorted(set(TELLING) - {"moving.png"})
# A GIF has no word for how a camera was held.
TURNED = [name for name in NAMES if not name.endswith("gif")]
ACCEPTS = {"image/avif,*/*;q=0.8": "AVIF", "image/webp,*/*;q=0.8": "WEBP", "*/*": None}


def stored(name):
    file = ContentFile(TELLING[name], name=name)
    return Image.objects.create(title="Hall", file=file, is_public=True, uploaded_by_user=UserFactory())


def served(client, address, accept="*/*"):
    """The bytes behind an address that redirects."""
    answer = APIClient().get(address, headers={"Accept": accept})
    return b"".join(client.get(answer["Location"]).streaming_content)


@pytest.mark.parametrize("name", NAMES)
def test_the_pictures_of_these_tests_tell_something(name):
    assert told_by(TELLING[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_as_it_is_tells_nothing(client, name):
    content = served(client, f"/api/v1/media/{stored(name).public_id}")
    assert told_by(content) == set()
    with Picture.open(BytesIO(content)) as picture:
        assert getattr(picture, "n_frames", 1) == (2 if name.startswith("moving") else 1)


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("name", NAMES)
def test_nor_does_any_width_and_form_of_it(client, run_jobs, name, accept):
    address = f"/api/v1/media/{stored(name).public_id}?width=40"
    served(client, address, accept)
    run_jobs()
    content = served(client, address, accept)
    assert told_by(content) == set()
    if ACCEPTS[accept] and name in {"still.jpg", "still.png"}:
        assert Picture.open(BytesIO(content)).format == ACCEPTS[accept]


@pytest.mark.parametrize("name", TURNED)
def test_what_was_held_upright_stands_upright(client, name):
    image = stored(name)
    assert (image.width, image.height) == (HIGH, WIDE)
    for query in ("", "?width=20"):
        with Picture.open(BytesIO(served(client, f"/api/v1/media/{image.public_id}{query}"))) as picture:
            for frame in range(getattr(picture, "n_frames", 1)):
                picture.seek(frame)
                shown = picture.convert("RGB")
                above, below = (shown.getpixel((shown.width // 2, part * shown.height // 8)) for part in (1, 7))
                assert shown.width < shown.height
                assert sum(above) > sum(below) + 150


def test_a_picture_that_is_kept_as_a_paper_tells_nothing():
    for name in TELLING:
        paper = Document.objects.create(title="Plan", file=ContentFile(TELLING[name], name=name))
        assert told_by(paper.file.open("rb").read()) == set()


def test_one_that_was_brought_in_by_a_program_tells_nothing():
    for name in NAMES:
        image = store_image(TELLING[name], name=name, title="Hall", owner=UserFactory())
        assert told_by(image.file.open("rb").read()) == set()


def test_the_small_ones_of_the_admin_tell_nothing(client):
    producer = UserFactory(roles=[Role.PRODUCER])
    client.force_login(producer)
    image = stored("still.jpg")
    Image.objects.filter(pk=image.pk).update(uploaded_by_user=producer, is_public=False)
    for address in (image.get_rendition("max-165x165").url, image.file.url):
        assert told_by(b"".join(client.get(address).streaming_content)) == set()
    fetched = client.get(client.get(f"/admin/media/{image.public_id}/")["Location"])
    assert told_by(b"".join(fetched.streaming_content)) == set()
