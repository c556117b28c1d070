"""A film, sound or document gets another file: what refers to it goes on, and the earlier file goes later."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from accounts.enums import Role
from kit import clock, jobs
from kit.errors import NotFound
from media.errors import UploadOver
from media.models import Document, Upload, Video
from media.operations.uploads import abandon_upload, begin_upload, join_upload, take_over
from media.receivers import REPLACED_STAYS_FOR
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, VideoFactory
from tests.media.conftest import bytes_of, claim_of, files_below, new_producer, sent_paper, sent_whole

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3", "req-J5")]


class Kind:
    """How a medium of one kind is made, sent and edited."""

    def __init__(self, model, name, factory, send, edit):
        self.model, self.name, self.factory, self.send, self.edit = model, name, factory, send, edit

    def made(self, owner):
        given = {"name": self.name} if self.model is Document else {}
        return self.factory(title="Before", uploaded_by_user=owner, **given)

    def sent(self, owner, **changes):
        return self.send(owner, content=bytes_of(self.name), name=self.name, **changes)

    def save(self, client, medium, **data):
        return client.post(self.edit.format(medium.pk), {"title": "After", "tags": "", **data})


KINDS = {
    "film": Kind(Video, "waltz.mp4", VideoFactory, sent_whole, "/admin/videos/edit/{}/"),
    "sound": Kind(Document, "vowels.mp3", DocumentFactory, sent_paper, "/admin/documents/edit/{}/"),
    "paper": Kind(Document, "plan.pdf", DocumentFactory, sent_paper, "/admin/documents/edit/{}/"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def editor(client, producer):
    client.force_login(producer)
    return client


def unchanged(medium):
    before = type(medium).objects.values().get(pk=medium.pk)
    content = medium.file.open("rb").read()

    def check():
        assert type(medium).objects.values().get(pk=medium.pk) == before
        assert type(medium).objects.get(pk=medium.pk).file.open("rb").read() == content

    return check


def test_the_form_says_which_file_there_is(kind, editor, producer):
    medium = kind.made(producer)
    page = editor.get(kind.edit.format(medium.pk)).content.decode()
    assert page.count("<file-upload") == 1
    assert " data-replaces>" in page
    assert page.count(f"{medium.filename}</a>") == 1


def test_a_new_file_takes_the_place_of_the_earlier_one(
    kind, editor, producer, media_root, django_capture_on_commit_callbacks
):
    medium = kind.made(producer)
    kind.model.objects.update(file_hash="of before")
    earlier = medium.file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert kind.save(editor, medium, upload=str(kind.sent(producer).public_id)).status_code == 302
    after = kind.model.objects.get()
    assert (after.pk, after.public_id, after.title) == (medium.pk, medium.public_id, "After")
    assert after.file.open("rb").read() == bytes_of(kind.name)
    assert (after.file_size, after.uploaded_by_user, after.file_hash) == (250_000, producer, "")
    assert files_below(media_root) == sorted([earlier, after.file.name])


def test_the_earlier_file_goes_when_nobody_can_be_fetching_it(kind, producer, media_root):
    medium = kind.made(producer)
    earlier = medium.file.name
    take_over(join_upload(kind.sent(producer), actor=producer), medium, actor=producer)
    jobs.run_pending()
    assert (media_root / earlier).exists()
    with clock.held_at(clock.now() + REPLACED_STAYS_FOR + timedelta(seconds=1)):
        jobs.run_pending()
    assert not (media_root / earlier).exists()
    assert (media_root / medium.file.name).exists()


def test_a_file_in_the_form_replaces_as_well(kind, editor, producer, media_root):
    medium = kind.made(producer)
    earlier = medium.file.name
    file = SimpleUploadedFile(kind.name, bytes_of(kind.name, 5000))
    assert kind.save(editor, medium, file=file, upload="").status_code == 302
    medium.refresh_from_db()
    assert medium.file.open("rb").read() == bytes_of(kind.name, 5000)
    assert (media_root / earlier).exists()
    with clock.held_at(clock.now() + REPLACED_STAYS_FOR + timedelta(seconds=1)):
        jobs.run_pending()
    assert files_below(media_root) == [medium.file.name]


def test_the_rest_of_the_form_is_saved_without_a_file(kind, editor, producer, media_root):
    medium = kind.made(producer)
    content = medium.file.open("rb").read()
    assert kind.save(editor, medium, upload="").status_code == 302
    after = kind.model.objects.get()
    assert (after.title, after.file.name) == ("After", medium.file.name)
    with clock.held_at(clock.now() + timedelta(days=1)):
        jobs.run_pending()
    assert after.file.open("rb").read() == content


def test_a_form_that_was_sent_twice_replaces_once(kind, editor, producer):
    medium = kind.made(producer)
    first, second = kind.sent(producer, modified=1), kind.sent(producer, modified=2)
    for upload in (first, second, first):
        assert kind.save(editor, medium, upload=str(upload.public_id)).status_code == 302
    medium.refresh_from_db()
    assert medium.file.name == second.key


def test_a_replacement_that_is_abandoned_changes_nothing(kind, editor, producer, media_root):
    medium = kind.made(producer)
    check = unchanged(medium)
    upload = kind.sent(producer)
    check()
    join_upload(upload, actor=producer)
    check()
    abandon_upload(upload, actor=producer)
    answer = kind.save(editor, medium, upload=str(upload.public_id))
    assert answer.context["form"].errors["file"] == [str(UploadOver())]
    check()
    assert files_below(media_root) == [medium.file.name]


def test_a_replacement_that_is_refused_changes_nothing(kind, editor, producer, media_root):
    medium = kind.made(producer)
    check = unchanged(medium)
    content = b"<html>" + bytes_of(kind.name)
    upload = kind.send(producer, content=content, name=kind.name)
    answer = kind.save(editor, medium, upload=str(upload.public_id))
    assert answer.context["form"].errors["file"] == ["The content of the file is not what its name says."]
    check()
    assert files_below(media_root) == [medium.file.name]


def test_half_of_a_replacement_changes_nothing(kind, editor, producer):
    medium = kind.made(producer)
    check = unchanged(medium)
    kinds = {"kind": "document"} if kind.model is Document else {}
    upload = begin_upload(claim_of(bytes_of(kind.name), name=kind.name, **kinds), actor=producer)
    assert kind.save(editor, medium, upload=str(upload.public_id)).status_code == 200
    check()
    upload.refresh_from_db()
    assert upload.state == "open"


def test_what_else_is_wrong_leaves_the_earlier_file_and_the_new_one_waits(kind, editor, producer):
    medium = kind.made(producer)
    check = unchanged(medium)
    upload = kind.sent(producer)
    assert kind.save(editor, medium, upload=str(upload.public_id), title="").status_code == 200
    check()
    assert kind.save(editor, medium, upload=str(upload.public_id)).status_code == 302
    medium.refresh_from_db()
    assert medium.file.name == upload.key


def test_a_save_that_fails_keeps_the_earlier_file(kind, producer, media_root, monkeypatch):
    medium = kind.made(producer)
    check = unchanged(medium)
    upload = join_upload(kind.sent(producer), actor=producer)
    save = Upload.save

    def fail(self, *args, **kwargs):
        save(self, *args, **kwargs)
        raise DatabaseError("the connection went away")

    monkeypatch.setattr(Upload, "save", fail)
    with pytest.raises(DatabaseError):
        take_over(upload, kind.model.objects.get(pk=medium.pk), actor=producer)
    check()
    with clock.held_at(clock.now() + timedelta(days=1)):
        jobs.run_pending()
    check()
    monkeypatch.undo()
    upload.refresh_from_db()
    assert upload.state == "joined"


@pytest.mark.covers("fault-Z2", "fault-Z4")
def test_anothers_upload_replaces_nothing_of_mine(kind, editor, producer):
    medium = kind.made(producer)
    check = unchanged(medium)
    theirs = kind.sent(new_producer())
    names = (str(theirs.public_id), str(uuid.uuid4()))
    said = [kind.save(editor, medium, upload=name).context["form"].errors["file"] for name in names]
    assert said == [[str(UploadOver())]] * 2
    check()
    theirs.refresh_from_db()
    assert theirs.state == "open"


@pytest.mark.covers("fault-Z2")
def test_my_upload_replaces_nothing_of_anothers(kind, editor, producer):
    theirs = kind.made(new_producer())
    check = unchanged(theirs)
    upload = kind.sent(producer)
    assert kind.save(editor, theirs, upload=str(upload.public_id)).status_code == 404
    check()
    upload.refresh_from_db()
    assert upload.state == "open"


def test_an_administrator_replaces_a_file_that_stays_its_owners(kind, client, producer):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    medium = kind.made(producer)
    client.force_login(administrator)
    assert kind.save(client, medium, upload=str(kind.sent(administrator).public_id)).status_code == 302
    medium.refresh_from_db()
    assert medium.file.open("rb").read() == bytes_of(kind.name)
    assert medium.uploaded_by_user == producer


def test_an_upload_is_taken_over_by_one_alone(kind, editor, producer):
    first, second = kind.made(producer), kind.made(producer)
    check = unchanged(second)
    upload = kind.sent(producer)
    assert kind.save(editor, first, upload=str(upload.public_id)).status_code == 302
    answer = kind.save(editor, second, upload=str(upload.public_id))
    assert answer.context["form"].errors["file"] == [str(UploadOver())]
    check()
    with pytest.raises(UploadOver):
        take_over(upload, second, actor=producer)


def test_what_was_deleted_meanwhile_does_not_come_back(kind, producer):
    medium = kind.made(producer)
    upload = join_upload(kind.sent(producer), actor=producer)
    kind.model.objects.get(pk=medium.pk).delete()
    with pytest.raises(NotFound):
        take_over(upload, medium, actor=producer)
    assert not kind.model.objects.exists()
    upload.refresh_from_db()
    assert upload.state == "joined"


def test_who_read_it_before_and_saves_it_afterwards_keeps_the_new_file(kind, producer, media_root):
    medium = kind.made(producer)
    read_before = kind.model.objects.get(pk=medium.pk)
    take_over(join_upload(kind.sent(producer), actor=producer), medium, actor=producer)
    read_before.title = "After"
    read_before.save()
    after = kind.model.objects.get()
    assert (after.title, after.file.name, after.file_size) == ("After", medium.file.name, 250_000)
    assert read_before.file.name == medium.file.name
    with clock.held_at(clock.now() + timedelta(days=1)):
        jobs.run_pending()
    assert files_below(media_root) == [medium.file.name]


@pytest.mark.parametrize(
    ("earlier", "name", "may"),
    [
        ("vowels.mp3", "plan.pdf", False),
        ("words.vtt", "plan.pdf", False),
        ("words.vtt", "vowels.mp3", False),
        ("plan.pdf", "vowels.mp3", True),
    ],
)
def test_a_sound_stays_a_sound(editor, producer, earlier, name, may):
    document = DocumentFactory(name=earlier, uploaded_by_user=producer)
    check = unchanged(document)
    sent = KINDS["paper"].save(editor, document, upload=str(sent_paper(producer, name).public_id))
    file = SimpleUploadedFile(name, bytes_of(name, 5000))
    if may:
        assert sent.status_code == 302
        return
    for answer in (sent, KINDS["paper"].save(editor, document, file=file, upload="")):
        assert "of the same kind" in answer.context["form"].errors["file"][0]
    check()
