"""What lies in the storage and belongs to nothing goes; what belongs to something, or may, stays."""

import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from kit import clock
from media.models import Document, Orphan, Stream, Upload
from media.operations import orphans
from media.operations.orphans import STAYS_FOR, sweep_orphans
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory
from tests.media.conftest import files_below, new_producer, sent_whole

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]

FOLDERS = ("pictures", "images", "documents", "videos", "stamped")


@pytest.fixture
def root(media_root):
    """A storage in which each folder has a file that is known."""
    ImageFactory().get_rendition("width-100")
    DocumentFactory()
    VideoFactory()
    return Path(media_root)


def lie(root, name):
    """A file that nobody knows."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left")
    return name


def swept_after(span, **options):
    with clock.held_at(clock.now() + span):
        return sweep_orphans(**options)


def swept(**options):
    """What goes in the end: one night it is found, and a week later it is found still."""
    assert sweep_orphans(**options) == []
    return swept_after(STAYS_FOR + timedelta(minutes=1), **options)


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_belongs_to_nothing_goes_once_that_has_been_so_for_a_week(root, folder):
    before = files_below(root)
    name = lie(root, f"{folder}/{uuid.uuid4()}.bin")
    assert sweep_orphans() == []
    later = lie(root, f"{folder}/{uuid.uuid4()}.bin")
    assert swept_after(STAYS_FOR - timedelta(minutes=5)) == []
    assert swept_after(STAYS_FOR + timedelta(minutes=5)) == [name]
    assert files_below(root) == sorted([*before, later])
    assert list(Orphan.objects.values_list("name", flat=True)) == [later]


def test_what_came_to_belong_to_something_begins_anew(root):
    """As the files of an import that is not committed yet, and those that were replaced a moment ago."""
    name = lie(root, "documents/left.pdf")
    sweep_orphans()
    document = DocumentFactory()
    Document.objects.filter(pk=document.pk).update(file=name)
    assert swept_after(timedelta(days=1)) == []
    Document.objects.filter(pk=document.pk).update(file=document.file.name)
    assert swept_after(STAYS_FOR + timedelta(minutes=5)) == []
    assert swept_after(2 * STAYS_FOR + timedelta(minutes=10)) == [name]


def test_what_was_made_for_nobody_goes_as_a_whole(root, settings):
    settings.MEDIA_STREAMS = False
    stream = Stream.objects.create(film=VideoFactory(), source="videos/other.mp4")
    kept = [lie(root, f"streams/{stream.public_id}/{number}/240p.mp4") for number in (1, 2)]
    gone = [f"sounds/{uuid.uuid4()}", f"streams/{uuid.uuid4()}"]
    for name in gone:
        lie(root, f"{name}/1/240p.mp4")
    assert sorted(swept()) == gone
    assert [name for name in files_below(root) if name.startswith(("streams/", "sounds/"))] == sorted(kept)


def test_whatever_somebody_has_stays(root):
    owner = new_producer()
    upload = sent_whole(owner)
    before = files_below(root)
    assert len(before) >= 5
    assert swept() == []
    assert files_below(root) == before
    # The control: with the upload goes what belonged to it alone.
    Upload.objects.filter(pk=upload.pk).update(key=lie(root, "videos/another.mp4"))
    assert swept() == []
    Upload.objects.all().delete()
    assert swept() == ["videos/another.mp4"]


def test_what_is_not_ours_is_not_looked_at(root):
    lie(root, "imports/course.zip")
    lie(root, "uploads/a/whole")
    assert swept() == []


def test_many_at_once_are_left_for_a_person_to_look_at(root, monkeypatch):
    monkeypatch.setattr(orphans, "MOST", 2)
    before = files_below(root)
    names = sorted(lie(root, f"documents/{uuid.uuid4()}.pdf") for _ in range(3))
    other = lie(root, "videos/waltz.mp4")
    assert swept() == [other]
    assert files_below(root) == sorted([*before, *names])
    said = StringIO()
    with clock.held_at(clock.now() + STAYS_FOR + timedelta(minutes=5)):
        call_command("sweep_media", stdout=said)
        assert "Removed 0 files" in said.getvalue()
        call_command("sweep_media", however_many=True, stdout=said)
    assert files_below(root) == before
    assert all(name in said.getvalue() for name in names)


def test_few_among_many_are_no_reason_to_stop(root, monkeypatch):
    monkeypatch.setattr(orphans, "MOST", 0)
    for _ in range(10):
        DocumentFactory()
    name = lie(root, "documents/left.pdf")
    assert swept() == [name]


@pytest.mark.parametrize("folder", ["pictures", "documents", "videos"])
def test_nothing_goes_while_the_database_knows_none_of_what_people_uploaded(media_root, folder):
    """Another database, or one into which the copy of yesterday has not been read yet."""
    name = lie(Path(media_root), f"{folder}/{uuid.uuid4()}.bin")
    assert swept() == []
    assert swept_after(2 * STAYS_FOR, however_many=True) == [name]
