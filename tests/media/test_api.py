"""The stable address of a file asks the gates, then leads to a signed one."""

import uuid
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
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
    assert answer["Vary"] == "Authorization, Accept"
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


BROWSER = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


def shown(client, image, *, width=320, accept=BROWSER):
    """The picture as a browser gets it that names these types."""
    answer = APIClient().get(f"/api/v1/media/{image.public_id}?width={width}", headers={"Accept": accept})
    served = client.get(answer["Location"])
    picture = Picture.open(BytesIO(b"".join(served.streaming_content)))
    assert served["Content-Disposition"].startswith("inline")
    return served["Content-Type"], picture.format, picture.width


def of_width(width, form="PNG", **options):
    out = BytesIO()
    Picture.new("RGB", (width, width // 2), "#ff6b6b").save(out, form, **options)
    file = ContentFile(out.getvalue(), name=f"picture.{form.lower()}")
    return ImageFactory(is_public=True, width=width, height=width // 2, file=file)


def test_pictures_come_in_the_lightest_form_that_a_browser_takes(client, run_jobs):
    image = of_width(800)
    assert shown(client, image) == ("image/webp", "WEBP", 320)
    assert run_jobs() == 1
    assert shown(client, image) == ("image/avif", "AVIF", 320)
    assert shown(client, image, accept="image/webp, text/html;q=0.9") == ("image/webp", "WEBP", 320)
    assert shown(client, image, accept="*/*") == ("image/png", "PNG", 320)
    assert run_jobs() == 0


def test_the_slow_form_is_ordered_once(client, run_jobs):
    image = of_width(800)
    for _again in range(3):
        shown(client, image)
    assert run_jobs() == 1
    shown(client, image, width=640)
    image.delete()
    run_jobs()


def test_a_picture_is_never_made_larger_but_lighter(client, settings):
    settings.MEDIA_PICTURE_FORMS = ["webp"]
    image = of_width(200)
    assert shown(client, image, width=1920) == ("image/webp", "WEBP", 200)
    assert shown(client, image, width=1920, accept="image/png") == ("image/png", "PNG", 200)


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_what_moves_is_served_as_it_is(client, form):
    image = of_width(800, form, save_all=True, append_images=[Picture.new("RGB", (800, 400), "#4c6ef5")])
    image.content_type = f"image/{form.lower()}"
    image.save()
    assert shown(client, image) == (image.content_type, form, 800)
    still = of_width(800, form)
    still.content_type = image.content_type
    still.save()
    assert shown(client, still) == ("image/webp", "WEBP", 320)


@pytest.mark.parametrize("accept", ["", ",,;", "image/webp" * 5000, "image/avif-but-not-quite", "\u00e9"])
def test_an_odd_word_about_what_is_accepted_gets_the_picture_as_it_is(client, accept):
    assert shown(client, of_width(800), accept=accept)[1] == "PNG"


def test_pictures_come_in_a_few_widths(client):
    image = ImageFactory(is_public=True)
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=20").status_code == 302
    assert not image.renditions.exists()
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=nonsense").status_code == 422
