"""The forms in which a film is added: with its file, or with the name of an upload."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from media.errors import PartsMissing, UploadOver
from media.models import Upload, Video
from media.operations.uploads import abandon_upload, begin_upload, join_upload
from tests.factories.media import HEADS, ImageFactory
from tests.media.conftest import claim_of, files_below, film_bytes, new_producer, sent_whole

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3", "req-J5")]

ADD = "/admin/videos/new/"
CHOOSER = "/admin/video_chooser/create/"


@pytest.fixture
def editor(client, producer):
    client.force_login(producer)
    return client


def fields(upload, **others):
    return {"title": "A slow waltz", "tags": "", "upload": str(upload.public_id), **others}


def test_the_form_brings_its_script_and_works_without(editor):
    page = editor.get(ADD).content.decode()
    assert '<file-upload data-begin="/admin/media/uploads/" data-kind="video"' in page
    assert "media/file_upload.js" in page
    assert 'name="upload"' in page
    assert page.count('type="file"') == 1
    chooser = editor.get("/admin/video_chooser/").json()["html"]
    assert "<file-upload" in chooser
    assert "media/file_upload.js" in chooser


@pytest.mark.covers("fault-Z3")
def test_the_form_names_no_pictures(editor, producer):
    for owner in (producer, new_producer()):
        ImageFactory(title="A picture to choose", uploaded_by_user=owner)
    assert "A picture to choose" not in editor.get(ADD).content.decode()


def test_an_upload_becomes_the_film(editor, producer, media_root, django_capture_on_commit_callbacks):
    upload = sent_whole(producer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(ADD, fields(upload, tags="slow", duration_seconds="5"))
    assert answer.status_code == 302
    film = Video.objects.get()
    assert (film.title, film.duration_seconds, film.uploaded_by_user) == ("A slow waltz", 5, producer)
    assert [str(tag) for tag in film.tags.all()] == ["slow"]
    assert film.file.open("rb").read() == film_bytes()
    assert files_below(media_root) == [film.file.name]
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(film.pk)).exists()


def test_the_chooser_takes_it_too(editor, producer):
    answer = editor.post(CHOOSER, fields(sent_whole(producer)))
    assert answer.json()["step"] == "chosen"
    film = Video.objects.get()
    assert answer.json()["result"]["id"] == str(film.pk)
    assert film.uploaded_by_user == producer


@pytest.mark.parametrize("address", [ADD, CHOOSER])
def test_a_form_sent_twice_makes_one_film(editor, producer, address):
    upload = sent_whole(producer)
    for _ in range(2):
        assert editor.post(address, fields(upload)).status_code in {200, 302}
    assert Video.objects.count() == 1


def test_what_else_is_wrong_is_said_and_the_film_waits(editor, producer):
    upload = sent_whole(producer)
    answer = editor.post(ADD, fields(upload, title=""))
    assert answer.status_code == 200
    assert f'value="{upload.public_id}"' in answer.content.decode()
    assert not Video.objects.exists()
    assert editor.post(ADD, fields(upload)).status_code == 302
    assert Video.objects.get().title == "A slow waltz"


def test_the_file_itself_is_taken_as_ever(editor, producer):
    film = SimpleUploadedFile("waltz.mp4", HEADS["mp4"], content_type="video/mp4")
    assert editor.post(ADD, {"title": "Waltz", "tags": "", "upload": "", "file": film}).status_code == 302
    made = Video.objects.get()
    assert (made.file.open("rb").read(), made.file_size) == (HEADS["mp4"], len(HEADS["mp4"]))
    assert made.uploaded_by_user == producer


def test_a_file_comes_before_an_upload(editor, producer):
    film = SimpleUploadedFile("waltz.mp4", HEADS["mp4"], content_type="video/mp4")
    assert editor.post(ADD, fields(sent_whole(producer), file=film)).status_code == 302
    assert Video.objects.get().file.open("rb").read() == HEADS["mp4"]
    assert Upload.objects.get().state == "joined"


def refusals(editor, data):
    answer = editor.post(ADD, data)
    assert answer.status_code == 200
    assert not Video.objects.exists()
    return answer.context["form"].errors.get("file", [])


def test_a_film_has_to_be_chosen(editor):
    assert refusals(editor, {"title": "Waltz", "tags": "", "upload": ""}) == ["Choose a file."]
    page = SimpleUploadedFile("waltz.mp4", b"<html>", content_type="video/mp4")
    assert refusals(editor, {"title": "Waltz", "tags": "", "upload": "", "file": page}) == [
        "The content of the file is not what its name says."
    ]


def test_half_a_film_is_not_saved(editor, producer):
    upload = begin_upload(claim_of(film_bytes()), actor=producer)
    assert refusals(editor, fields(upload)) == [str(PartsMissing())]


def test_what_is_no_film_is_said_beside_its_field(editor, producer):
    upload = sent_whole(producer, b"<html>" + film_bytes())
    assert refusals(editor, fields(upload)) == ["The content of the file is not what its name says."]


@pytest.mark.covers("fault-Z2", "fault-Z4")
def test_anothers_upload_is_no_film_of_mine(editor, producer, media_root):
    theirs = join_upload(sent_whole(new_producer()), actor=producer)
    missing = refusals(editor, {"title": "Waltz", "tags": "", "upload": str(uuid.uuid4())})
    assert refusals(editor, fields(theirs)) == missing == [str(UploadOver())]
    theirs.refresh_from_db()
    assert theirs.state == "joined"


def test_what_was_given_up_is_not_saved(editor, producer):
    upload = sent_whole(producer)
    abandon_upload(upload, actor=producer)
    assert refusals(editor, fields(upload)) == [str(UploadOver())]


@pytest.mark.parametrize("words", ["no-upload", "0", "../../x", "\0"])
def test_what_names_no_upload_is_refused(editor, words):
    assert editor.post(ADD, {"title": "Waltz", "tags": "", "upload": words}).status_code == 200
    assert not Video.objects.exists()
