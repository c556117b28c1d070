"""A picture of oneself, sent by whoever has an account: looked at like every other, in no library."""

from io import BytesIO

import pytest
from django.conf import settings as project
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image as Picture
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Profile
from accounts.operations.profiles import update_profile, upload_avatar
from frontend_api.parsers import AROUND_A_FILE
from kit.errors import NotAllowed
from kit.models import Revalidation
from media import gates
from media.access.policy import PicturePolicy
from media.models import Image, Scan
from media.models.file_types import LARGEST_PORTRAIT
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory, file_bytes, picture_bytes
from tests.media.conftest import files_below, is_served, scanner  # noqa: F401 - a fixture
from tests.media.hostile import DRAWINGS, gif_of, moving_png, png_that_says
from tests.media.pictures import HIGH, TELLING, WIDE, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A8")]

ADDRESS = "/api/v1/me/profile/avatar"


@pytest.fixture(autouse=True)
def place(tmp_path, settings):
    """A folder of its own, so that what is stored can be counted."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block at whose end everything is done that waits for a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def send(client, content=None, *, name="me.png", field="file", **headers):
    file = SimpleUploadedFile(name, picture_bytes() if content is None else content)
    return client.put(ADDRESS, encode_multipart(BOUNDARY, {field: file}), content_type=MULTIPART_CONTENT, **headers)


def portrait_of(person):
    return Profile.objects.get(person=person).avatar


def test_a_learner_sends_a_picture_and_sees_it(signed_in, client):
    person = UserFactory(display_name="Ana")
    answer = send(signed_in(person))
    assert answer.status_code == 200, answer.json()
    assert answer.json() == signed_in(person).get("/api/v1/me/profile").json()
    picture = portrait_of(person)
    assert (picture.uploaded_by_user, picture.title, picture.is_portrait) == (person, "Ana", True)
    avatar = answer.json()["avatar"]
    assert (avatar["id"], avatar["width"], avatar["height"]) == (str(picture.public_id), 64, 36)
    # Whoever is shown the profile fetches the picture, as with every other.
    led = APIClient().get(avatar["url"])
    assert b"".join(client.get(led["Location"]).streaming_content) == picture.file.open("rb").read()
    assert ModelLogEntry.objects.get(action="accounts.update_profile").data["fields"] == ["avatar"]


def test_another_takes_its_place_and_the_first_is_gone(signed_in, committed, place):
    person = UserFactory()
    first = send(signed_in(person)).json()["avatar"]
    assert APIClient().get(f"{first['url']}?width=160", headers={"Accept": "image/webp"}).status_code == 302
    assert len(files_below(place)) == 2
    with committed():
        second = send(signed_in(person), picture_bytes(colour="#1a1a2e")).json()["avatar"]
    assert Image.objects.get() == portrait_of(person)
    assert str(portrait_of(person).public_id) == second["id"]
    assert files_below(place) == [portrait_of(person).file.name]
    assert APIClient().get(first["url"]).status_code == 404


@pytest.mark.parametrize("way", ["delete", "patch"])
def test_a_picture_is_taken_away_however_often_one_asks(signed_in, committed, place, way):
    person = UserFactory()
    client = signed_in(person)
    send(client)
    with committed():
        for _again in range(2):
            gone = client.delete(ADDRESS) if way == "delete" else client.patch("/api/v1/me/profile", {"avatar": None})
            assert gone.status_code == (204 if way == "delete" else 200)
    assert client.get("/api/v1/me/profile").json()["avatar"] is None
    assert (Image.objects.count(), files_below(place)) == (0, [])


def test_a_picture_of_a_library_stays_there(signed_in, committed):
    person = UserFactory(roles=[Role.PRODUCER])
    client, mine = signed_in(person), ImageFactory(uploaded_by_user=person)
    client.patch("/api/v1/me/profile", {"avatar": str(mine.public_id)})
    with committed():
        send(client)
        assert client.delete(ADDRESS).status_code == 204
    assert Image.objects.get() == mine
    assert default_storage.exists(mine.file.name)
    client.patch("/api/v1/me/profile", {"avatar": str(mine.public_id)})
    assert client.delete(ADDRESS).status_code == 204
    assert Image.objects.get() == mine


def test_what_else_is_changed_leaves_the_picture(signed_in):
    person = UserFactory()
    client = signed_in(person)
    avatar = send(client).json()["avatar"]
    changed = client.patch("/api/v1/me/profile", {"headline": "A dancer", "avatar": avatar["id"]})
    assert (changed.json()["headline"], changed.json()["avatar"]) == ("A dancer", avatar)


def test_a_portrait_is_in_nobodys_library(signed_in, django_assert_num_queries):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    producer, learner = UserFactory(roles=[Role.PRODUCER]), UserFactory()
    for person in (producer, learner):
        send(signed_in(person))
    mine = ImageFactory(uploaded_by_user=producer)
    assert not gates.may_upload(learner)
    policy, known = PicturePolicy(Image), ("choose", "view", "change", "delete")
    for person, action in [(one, each) for one in (producer, learner, administrator) for each in known]:
        allowed = set(policy.instances_user_has_any_permission_for(person, [action]))
        expected = {
            each for each in Image.objects.all() if policy.user_has_permission_for_instance(person, action, each)
        }
        assert allowed == expected
        library = {producer: {mine}, learner: set(), administrator: {mine}}[person]
        # Administrators may look at what people send, and remove it.
        assert allowed == (set(Image.objects.all()) if person == administrator and action != "choose" else library)


@pytest.mark.covers("fault-F3", "fault-F5")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("me.png", file_bytes("paper.pdf")),
        ("me.jpg", picture_bytes()),
        ("me.png", b"<!doctype html><script>alert(1)</script>"),
        ("me.png", picture_bytes()[:60]),
        ("me.png", png_that_says(50_000, 50_000)),
        ("me.png", moving_png()),
        ("me.webp", TELLING["moving.webp"]),
        ("me.gif", TELLING["still.gif"]),
        ("me.png", gif_of(3, 10)),
        ("me.svg", DRAWINGS["script"]),
        ("me.pdf", file_bytes("paper.pdf")),
        ("me", picture_bytes()),
        ("me.png", b""),
        ("me.jpg", b"\xff\xd8\xff\xe0" + bytes(LARGEST_PORTRAIT - 3)),
    ],
)
def test_what_is_no_still_picture_is_refused_and_nothing_changes(signed_in, place, name, content):
    person = UserFactory()
    client = signed_in(person)
    before = send(client).json()["avatar"]
    answer = send(client, content, name=name)
    assert answer.status_code == 422, answer.content
    error = answer.json()["error"]
    assert (error["code"], list(error["details"]["fields"])) == ("VALIDATION_ERROR", ["file"])
    assert client.get("/api/v1/me/profile").json()["avatar"] == before
    assert files_below(place) == [portrait_of(person).file.name]


@pytest.mark.covers("fault-F7")
@pytest.mark.parametrize("name", ["still.jpg", "still.png", "still.webp"])
def test_of_a_photograph_nothing_is_kept_but_what_one_sees(signed_in, name):
    person = UserFactory()
    avatar = send(signed_in(person), TELLING[name], name=f"../../{name}").json()["avatar"]
    kept = portrait_of(person).file
    assert told_by(kept.open("rb").read()) == set()
    assert (avatar["width"], avatar["height"]) == (HIGH, WIDE)
    assert kept.name.startswith("pictures/")
    assert "still" not in kept.name


def test_two_pictures_in_a_telephones_file_are_one(signed_in):
    out = BytesIO()
    depth = Picture.new("RGB", (64, 36), "#808080")
    Picture.new("RGB", (64, 36), "#ff6b6b").save(out, "MPO", save_all=True, append_images=[depth])
    person = UserFactory()
    assert send(signed_in(person), out.getvalue(), name="me.jpg").status_code == 200
    assert portrait_of(person).content_type == "image/jpeg"


@pytest.mark.covers("fault-F1")
def test_of_what_says_that_it_is_too_long_nothing_is_read(signed_in):
    client = signed_in(UserFactory())
    for length in (LARGEST_PORTRAIT + AROUND_A_FILE + 1, project.API_LARGEST_UPLOAD + 1, 2 * 1024**3):
        answer = send(client, CONTENT_LENGTH=str(length))
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "TOO_LARGE")
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", '{"file": "picture"}', 415),
        ("multipart/form-data", "no boundary", 400),
        (MULTIPART_CONTENT, "cut off", 422),
        (
            MULTIPART_CONTENT,
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--{BOUNDARY}--\r\n',
            422,
        ),
        (MULTIPART_CONTENT, "", 422),
    ],
)
def test_what_is_no_form_with_a_file_is_refused(signed_in, kind, body, status):
    answer = signed_in(UserFactory()).put(ADDRESS, body, content_type=kind)
    assert answer.status_code == status, answer.content


def test_the_file_has_its_field(signed_in):
    answer = send(signed_in(UserFactory()), field="picture")
    assert answer.json()["error"]["details"]["fields"] == {"file": ["No file was submitted."]}


def test_visitors_send_nothing():
    assert send(APIClient()).status_code == 401
    assert APIClient().delete(ADDRESS).status_code == 401


def test_nobody_sends_a_picture_of_somebody_else():
    person, stranger = UserFactory(), UserFactory()
    with pytest.raises(NotAllowed):
        upload_avatar(person, SimpleUploadedFile("me.png", picture_bytes()), actor=stranger)
    assert Image.objects.count() == 0


def test_it_counts_among_what_ones_files_may_take(signed_in, settings):
    settings.MEDIA_HAND_IN_QUOTA_BYTES = 100
    person = UserFactory()
    answer = send(signed_in(person))
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (409, "quota_spent")
    assert portrait_of(person) is None


def test_it_counts_among_ones_writes(signed_in, settings):
    settings.API_LIMITS = {**settings.API_LIMITS, "signed_in_writes": 2}
    client = signed_in(UserFactory())
    assert [send(client).status_code for _time in range(3)] == [200, 200, 429]


def test_it_is_shown_once_the_scanner_has_looked_at_it(signed_in, scanner, client, run_jobs):  # noqa: F811
    person = UserFactory()
    send(signed_in(person))
    assert not is_served(portrait_of(person), client)
    run_jobs()
    assert is_served(portrait_of(person), client)
    assert Scan.objects.get().file == portrait_of(person).file.name


def test_pages_that_show_a_picture_that_is_gone_are_made_anew_at_once(signed_in):
    person = UserFactory(roles=[Role.PRODUCER])
    client = signed_in(person)

    def told():
        latest = Revalidation.objects.latest("pk")
        return "producers" in latest.expire, "producers" in latest.stale

    send(client)
    assert told() == (False, True)
    send(client)
    assert told() == (True, False)
    update_profile(person, actor=person, headline="A dancer")
    assert told() == (False, True)
