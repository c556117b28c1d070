"""Hostile files are refused at once with a reason, and whoever works on them lives on (FAULTS F2, F3, F5)."""

import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit import jobs
from media.enums import MakingState
from media.models import Document, Image, Stream, Upload
from media.operations.storing import store_video
from tests.factories.media import HEADS
from tests.media.conftest import files_below, new_producer
from tests.media.films import film
from tests.media.hostile import PAPERS, PICTURES, damaged_film, zipped
from tests.media.pictures import half_and_half, written

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-F2", "fault-F3", "fault-F5", "req-J5")]

MEGABYTES_MORE = 200


@pytest.fixture
def editor(client, producer):
    client.force_login(producer)
    return client


class Effort:
    """What the process took meanwhile, in seconds of CPU and in its most memory."""

    def __enter__(self):
        self.began, self.before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return self

    def __exit__(self, *failed):
        self.seconds = time.process_time() - self.began
        self.megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self.before) / 1024


def is_refused(answer, root, model):
    assert answer.status_code == 200
    reasons = answer.context["form"].errors.get_json_data()["file"]
    assert all(one["message"] and one["code"] for one in reasons), reasons
    assert not model.objects.exists()
    assert files_below(root) == []


@pytest.mark.parametrize("what", PICTURES)
def test_hostile_pictures_are_refused_at_once(editor, media_root, what):
    name, content = PICTURES[what]
    form = {"title": "Hall", "collection": "1", "file": SimpleUploadedFile(name, content)}
    with Effort() as effort:
        answer = editor.post("/admin/images/add/", form)
    is_refused(answer, media_root, Image)
    assert (effort.seconds < 2, effort.megabytes < MEGABYTES_MORE) == (True, True), effort.__dict__


@pytest.mark.parametrize("what", PAPERS)
def test_hostile_papers_are_refused_at_once(editor, media_root, what):
    name, content = PAPERS[what]
    form = {"title": "Plan", "tags": "", "file": SimpleUploadedFile(name, content)}
    with Effort() as effort:
        answer = editor.post("/admin/documents/add/", form)
    is_refused(answer, media_root, Document)
    assert (effort.seconds < 2, effort.megabytes < MEGABYTES_MORE) == (True, True), effort.__dict__


def test_what_hides_behind_a_picture_is_gone(editor, media_root):
    """A picture that is an archive, a script or a page too is made anew as a picture, and nothing else."""
    for name, form in (("a.jpg", "JPEG"), ("b.png", "PNG"), ("c.gif", "GIF"), ("d.webp", "WEBP")):
        hidden = zipped(size=1000) + b"*/=1;alert(1)//<script>alert(1)</script>"
        content = written(half_and_half(), form) + hidden
        fields = {"title": name, "collection": "1", "file": SimpleUploadedFile(name, content)}
        assert editor.post("/admin/images/add/", fields).status_code == 302, name
    for picture in Image.objects.all():
        stored = picture.file.open("rb").read()
        assert b"PK\x03\x04" not in stored, picture.title
        assert b"alert" not in stored, picture.title


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", b"%PDF-1.7\n<html><script>alert(1)</script></html>"),
        ("plan.docx", zipped()),
        ("waltz.zip", zipped("a.zip")),
    ],
)
def test_what_only_readers_open_is_kept_as_it_is_and_never_shown_as_a_page(editor, media_root, name, content):
    fields = {"title": "Plan", "tags": "", "file": SimpleUploadedFile(name, content)}
    with Effort() as effort:
        assert editor.post("/admin/documents/add/", fields).status_code == 302
    assert effort.megabytes < MEGABYTES_MORE
    made = Document.objects.get()
    moved = editor.get(f"/admin/media/{made.public_id}/")
    served = editor.get(moved["Location"])
    assert served["Content-Disposition"].startswith("attachment")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    assert b"".join(served.streaming_content) == content


def test_hostile_films_do_not_come_to_the_worker(sender, media_root):
    for content in (b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", HEADS["pdf"] + bytes(500), zipped(size=1000)):
        begun = sender.begin(content, name="waltz.mp4").json()
        sender.send(begun, content)
        answer = sender.join(begun)
        assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (422, "file_content")
    assert files_below(media_root) == []
    assert {one.state for one in Upload.objects.all()} == {"refused"}


@pytest.fixture
def streaming(tmp_path, settings):
    settings.MEDIA_STREAMS = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_WORK_DIR = tmp_path / "work"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def test_the_worker_outlives_damaged_films(streaming):
    """Each is made ready or fails with a reason; what comes after them is made as ever."""
    owner = new_producer()
    for seed in range(12):
        store_video(damaged_film(seed), name="waltz.mp4", title=f"Damaged {seed}", owner=owner)
    store_video(film(seconds=1), name="waltz.mp4", title="Whole", owner=owner)
    jobs.run_pending()
    ends = dict(Stream.objects.values_list("film__title", "state"))
    assert ends.pop("Whole") == MakingState.READY
    assert set(ends.values()) <= {MakingState.READY, MakingState.FAILED}
    # The control: some of them are damaged indeed.
    assert MakingState.FAILED in ends.values()
    assert all(one.failure for one in Stream.objects.filter(state=MakingState.FAILED))
    made = {str(one.public_id) for one in Stream.objects.filter(state=MakingState.READY)}
    assert {name.split("/")[1] for name in files_below(streaming) if name.startswith("streams/")} == made
    assert list(streaming.parent.glob("work/*")) == []
