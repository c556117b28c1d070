"""Sending a film in parts: what is taken, what is refused, what is left behind."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from factory.base import FactoryMetaClass
from wagtail.models import ModelLogEntry, ReferenceIndex

from accounts.enums import Role
from kit import clock
from kit.errors import NotFound
from media.enums import UploadKind, UploadState
from media.errors import (
    PartDamaged,
    PartsMissing,
    QuotaSpent,
    TooManyUploads,
    UploadOver,
    WrongLength,
    WrongPart,
)
from media.models import Upload, UploadPart, Video, file_types
from media.operations.uploads import (
    KEPT_FOR,
    LIFETIME,
    MOST_UNDER_WAY,
    abandon_upload,
    address_of_part,
    begin_upload,
    find_upload,
    join_upload,
    receive_part,
    room_taken,
    sent_parts,
    sweep_uploads,
    take_over,
    uploads_under_way,
)
from media.tasks import sweep_uploads as sweep_job
from tests.factories.accounts import UserFactory
from tests.factories.media import HEADS, DocumentFactory, VideoFactory
from tests.media.conftest import (
    PART,
    claim_of,
    files_below,
    film_bytes,
    new_producer,
    part_of,
    send,
    sent_whole,
    sha256,
)

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


def at(moment, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment)


def actions_on(upload):
    entries = ModelLogEntry.objects.for_instance(upload).order_by("pk")
    return list(entries.values_list("action", flat=True))


class Endless:
    """A body that never ends, and counts what was read of it."""

    def __init__(self):
        self.read_bytes = 0

    def read(self, size):
        self.read_bytes += size
        return b"x" * size


def test_a_film_is_what_was_sent_in_any_order(producer, media_root, django_capture_on_commit_callbacks):
    content = film_bytes()
    upload = begin_upload(claim_of(content), actor=producer)
    assert (upload.part_count, [upload.length_of(number) for number in (1, 2, 3)]) == (3, [PART, PART, 50_000])
    for number in (3, 1, 2):
        send(upload, content, number)
        assert sent_parts(upload)[number] == upload.length_of(number)
    assert UploadPart.objects.get(upload=upload, number=2).sha256 == sha256(part_of(content, 2))
    joined = join_upload(upload, actor=producer)
    with django_capture_on_commit_callbacks(execute=True):
        film = take_over(joined, Video(title="Waltz"), actor=producer)
    film = Video.objects.get(pk=film.pk)
    assert film.file.open("rb").read() == content
    assert (film.content_type, film.file_size, film.uploaded_by_user) == ("video/mp4", len(content), producer)
    assert files_below(media_root) == [film.file.name]
    assert not (media_root / "uploads" / str(upload.public_id)).exists()
    assert not UploadPart.objects.exists()
    assert actions_on(upload) == ["media.begin_upload", "media.join_upload", "media.complete_upload"]


def test_making_a_film_twice_gives_the_first_one(producer):
    upload = join_upload(sent_whole(producer), actor=producer)
    first = take_over(upload, Video(title="Waltz"), actor=producer)
    again = take_over(upload, Video(title="Tango"), actor=producer)
    assert (again.pk, again.title) == (first.pk, "Waltz")
    assert Video.objects.count() == 1


def test_a_film_that_was_deleted_is_not_made_again(producer):
    upload = join_upload(sent_whole(producer), actor=producer)
    take_over(upload, Video(title="Waltz"), actor=producer).delete()
    with pytest.raises(UploadOver):
        take_over(upload, Video(title="Waltz"), actor=producer)
    assert not Video.objects.exists()


def test_an_upload_is_no_use_of_its_film(producer):
    film = take_over(join_upload(sent_whole(producer), actor=producer), Video(title="Waltz"), actor=producer)
    assert not ReferenceIndex.get_references_to(film).exists()


class TestBeginning:
    def test_the_same_file_is_gone_on_with(self, producer):
        content = film_bytes()
        upload = begin_upload(claim_of(content), actor=producer)
        send(upload, content, 2)
        again = begin_upload(claim_of(content), actor=producer)
        assert (again.pk, sent_parts(again)) == (upload.pk, {2: PART})
        assert actions_on(upload) == ["media.begin_upload"]

    @pytest.mark.parametrize("change", [{"name": "tango.mp4"}, {"size": 249_999}, {"modified": 1}])
    def test_another_file_is_another_upload(self, producer, change):
        content = film_bytes()
        first = begin_upload(claim_of(content), actor=producer)
        assert begin_upload(claim_of(content, **change), actor=producer).pk != first.pk

    def test_another_person_sends_the_same_file_for_themselves(self, producer):
        first = begin_upload(claim_of(film_bytes()), actor=producer)
        assert begin_upload(claim_of(film_bytes()), actor=new_producer()).pk != first.pk

    def test_going_on_keeps_it_for_another_week(self, producer, monkeypatch):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        later = clock.now() + LIFETIME - timedelta(hours=1)
        at(later, monkeypatch)
        assert begin_upload(claim_of(film_bytes()), actor=producer).expires_at == later + LIFETIME
        assert Upload.objects.get().pk == upload.pk

    @pytest.mark.covers("fault-F1", "fault-F3")
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"name": "waltz.exe"}, "file_type"),
            ({"name": "waltz"}, "file_type"),
            ({"name": "waltz.mp4.html"}, "file_type"),
            ({"name": "paper.pdf"}, "file_type"),
            ({"size": 0}, "file_empty"),
            ({"size": 4096 * 1024**2 + 1}, "file_size"),
            ({"content_type": "text/html"}, "file_type"),
            ({"name": ""}, "file_name"),
            ({"name": "/"}, "file_name"),
            ({"name": "w" * 300 + ".mp4"}, "file_name"),
        ],
    )
    def test_what_would_not_be_taken_is_not_begun(self, producer, media_root, change, code):
        with pytest.raises(ValidationError) as refused:
            begin_upload(claim_of(film_bytes(), **change), actor=producer)
        assert refused.value.code == code
        assert not Upload.objects.exists()
        assert files_below(media_root) == []

    @pytest.mark.parametrize("content_type", ["", "application/octet-stream", "video/quicktime"])
    def test_what_a_browser_does_not_know_is_looked_at_later(self, producer, content_type):
        assert begin_upload(claim_of(film_bytes(), content_type=content_type), actor=producer)

    @pytest.mark.covers("fault-F4")
    @pytest.mark.parametrize(
        "name",
        ["../../etc/a.mp4", "/etc/a.mp4", "C:\\films\\a.mp4", "a;rm -rf.mp4", "\u202e4pm.mp4", "a\nb.mp4"],
    )
    def test_a_name_leads_nowhere(self, producer, media_root, name):
        upload = begin_upload(claim_of(film_bytes(), name=name), actor=producer)
        assert re.fullmatch(r"videos/[0-9a-f-]{36}\.mp4", upload.key)
        assert not set("/\\\n") & set(upload.name)
        assert {path.parent.name for path in (media_root / "uploads").iterdir()} == {"uploads"}

    def test_who_may_not_upload_finds_nothing(self, producer):
        theirs = begin_upload(claim_of(film_bytes()), actor=producer)
        for role in (Role.LEARNER, Role.REVIEWER):
            stranger = UserFactory(roles=[role])
            with pytest.raises(NotFound):
                begin_upload(claim_of(film_bytes()), actor=stranger)
            with pytest.raises(NotFound):
                find_upload(theirs.public_id, actor=stranger)
            assert uploads_under_way(stranger, kind=UploadKind.VIDEO) == []
        assert Upload.objects.count() == 1

    def test_a_person_has_so_many_under_way_and_no_more(self, producer, settings):
        settings.MEDIA_QUOTA_BYTES = 10_000_000
        claims = [claim_of(film_bytes(), modified=number) for number in range(MOST_UNDER_WAY)]
        begun = [begin_upload(claim, actor=producer) for claim in claims]
        with pytest.raises(TooManyUploads):
            begin_upload(claim_of(film_bytes(), modified=99), actor=producer)
        assert begin_upload(claim_of(film_bytes(), modified=0), actor=producer).pk == begun[0].pk
        assert begin_upload(claim_of(film_bytes(), modified=99), actor=new_producer())
        abandon_upload(begun[0], actor=producer)
        assert begin_upload(claim_of(film_bytes(), modified=99), actor=producer)

    def test_what_a_person_has_and_sends_takes_room(self, producer):
        VideoFactory(uploaded_by_user=producer)
        Video.objects.update(file_size=200_000)
        assert room_taken(producer) == 200_000
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        assert room_taken(producer) == 450_000
        with pytest.raises(QuotaSpent):
            begin_upload(claim_of(film_bytes(150_001), modified=2), actor=producer)
        begin_upload(claim_of(film_bytes(150_000), modified=2), actor=producer)
        assert room_taken(producer) == 600_000
        abandon_upload(upload, actor=producer)
        assert room_taken(producer) == 350_000

    def test_an_upload_under_way_lists_for_its_person_until_it_ends(self, producer, monkeypatch):
        first = begin_upload(claim_of(film_bytes()), actor=producer)
        second = join_upload(sent_whole(producer, modified=2), actor=producer)
        begin_upload(claim_of(film_bytes()), actor=new_producer())
        assert uploads_under_way(producer, kind=UploadKind.VIDEO) == [second, first]
        take_over(second, Video(title="Waltz"), actor=producer)
        assert uploads_under_way(producer, kind=UploadKind.VIDEO) == [first]
        at(clock.now() + LIFETIME, monkeypatch)
        assert uploads_under_way(producer, kind=UploadKind.VIDEO) == []


class TestParts:
    @pytest.mark.parametrize("number", [-1, 0, 4, 10**12])
    def test_a_part_that_the_file_does_not_have_is_refused(self, producer, number):
        body = Endless()
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        with pytest.raises(WrongPart):
            receive_part(upload, number, body, length=PART)
        with pytest.raises(WrongPart):
            address_of_part(upload, number)
        assert body.read_bytes == 0

    @pytest.mark.covers("fault-F1")
    @pytest.mark.parametrize(("number", "length"), [(1, PART + 1), (1, PART - 1), (3, PART), (1, -1), (1, 10**10)])
    def test_a_part_of_another_length_is_refused_before_it_is_read(self, producer, number, length):
        body = Endless()
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        with pytest.raises(WrongLength):
            receive_part(upload, number, body, length=length)
        assert body.read_bytes == 0

    @pytest.mark.covers("fault-F1")
    def test_no_more_is_read_than_the_part_has(self, producer):
        body = Endless()
        receive_part(begin_upload(claim_of(film_bytes()), actor=producer), 1, body, length=PART)
        assert body.read_bytes == PART

    def test_a_part_that_breaks_off_leaves_nothing(self, producer, media_root):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        with pytest.raises(PartDamaged):
            receive_part(upload, 1, BytesIO(b"x" * 70_000), length=PART)
        assert sent_parts(upload) == {}
        assert files_below(media_root) == []

    def test_a_part_whose_reading_fails_leaves_nothing(self, producer, media_root):
        class Broken:
            def read(self, size):
                raise OSError("the line broke")

        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        with pytest.raises(OSError, match="the line broke"):
            receive_part(upload, 1, Broken(), length=PART)
        assert files_below(media_root) == []

    def test_a_part_that_is_not_what_was_sent_is_refused(self, producer, media_root):
        content = film_bytes()
        upload = begin_upload(claim_of(content), actor=producer)
        with pytest.raises(PartDamaged):
            send(upload, content, 1, sha256=sha256(b"other"))
        assert sent_parts(upload) == {}
        assert files_below(media_root) == []
        send(upload, content, 1, sha256=sha256(part_of(content, 1)).upper())
        assert sent_parts(upload) == {1: PART}

    def test_a_part_that_is_there_stays_as_it_is(self, producer):
        content = film_bytes()
        upload = begin_upload(claim_of(content), actor=producer)
        send(upload, content)
        send(upload, film_bytes(seed=2), 2)
        join_upload(upload, actor=producer)
        film = take_over(upload, Video(title="Waltz"), actor=producer)
        assert film.file.open("rb").read() == content

    def test_another_persons_upload_is_missing(self, producer):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        assert find_upload(upload.public_id, actor=producer) == upload
        for person in (new_producer(), UserFactory(roles=[Role.ADMINISTRATOR])):
            with pytest.raises(NotFound):
                find_upload(upload.public_id, actor=person)

    def test_no_part_comes_after_the_end(self, producer, monkeypatch):
        content = film_bytes()
        over = begin_upload(claim_of(content), actor=producer)
        abandon_upload(over, actor=producer)
        joined = join_upload(sent_whole(producer, modified=2), actor=producer)
        outlived = begin_upload(claim_of(content, modified=3), actor=producer)
        at(clock.now() + LIFETIME, monkeypatch)
        for upload in (over, joined, outlived):
            with pytest.raises(UploadOver):
                send(upload, content, 1)
            with pytest.raises(UploadOver):
                address_of_part(upload, 1)

    def test_what_was_begun_in_another_storage_is_over(self, producer, media_root):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        Upload.objects.update(place="a-bucket")
        upload.refresh_from_db()
        with pytest.raises(UploadOver):
            send(upload, film_bytes(), 1)
        assert sent_parts(upload) == {}
        assert uploads_under_way(producer, kind=UploadKind.VIDEO) == []
        assert begin_upload(claim_of(film_bytes()), actor=producer).pk != upload.pk


class TestJoining:
    def test_not_before_all_of_it_is_there(self, producer, media_root):
        content = film_bytes()
        upload = begin_upload(claim_of(content), actor=producer)
        for missing in (1, 2, 3):
            with pytest.raises(PartsMissing):
                join_upload(upload, actor=producer)
            send(upload, content, missing)
        assert not (media_root / "videos").exists()
        assert join_upload(upload, actor=producer).state == UploadState.JOINED

    def test_asking_again_finds_the_same(self, producer):
        upload = sent_whole(producer)
        stale = Upload.objects.get(pk=upload.pk)
        for one in (upload, stale, join_upload(upload, actor=producer)):
            assert join_upload(one, actor=producer).state == UploadState.JOINED
        assert actions_on(upload).count("media.join_upload") == 1
        assert set(sent_parts(join_upload(stale, actor=producer))) == {1, 2, 3}

    @pytest.mark.covers("fault-F3")
    @pytest.mark.parametrize(
        "head", [b"<html><script>alert(1)</script></html>", b"MZ", HEADS["pdf"], HEADS["mp3"], b"\0" * 100, b"GIF89a"]
    )
    def test_what_is_no_film_is_refused_and_gone(self, producer, media_root, head):
        content = head + film_bytes()[len(head) + 200 :]
        upload = sent_whole(producer, content)
        with pytest.raises(ValidationError):
            join_upload(upload, actor=producer)
        upload.refresh_from_db()
        assert upload.state == UploadState.REFUSED
        assert upload.cleared_at is not None
        assert files_below(media_root) == []
        assert actions_on(upload)[-1] == "media.refuse_upload"
        for again in (join_upload, make):
            with pytest.raises(UploadOver):
                again(upload, actor=producer)
        assert room_taken(producer) == 0

    def test_a_film_of_another_kind_than_its_name_says_is_refused(self, producer):
        content = b"\x1a\x45\xdf\xa3" + film_bytes()
        with pytest.raises(ValidationError):
            join_upload(sent_whole(producer, content), actor=producer)

    def test_after_a_crash_in_between_it_goes_on(self, producer, media_root):
        upload = sent_whole(producer)
        (media_root / "videos").mkdir()
        (media_root / "uploads" / str(upload.public_id) / "whole").rename(media_root / upload.key)
        assert join_upload(upload, actor=producer).state == UploadState.JOINED

    def test_parts_that_are_known_and_lost_are_missed(self, producer, media_root):
        upload = sent_whole(producer)
        (media_root / "uploads" / str(upload.public_id) / "whole").unlink()
        with pytest.raises(PartsMissing):
            join_upload(upload, actor=producer)

    def test_a_film_is_not_made_before(self, producer):
        with pytest.raises(UploadOver):
            make(sent_whole(producer), actor=producer)
        assert not Video.objects.exists()


def make(upload, actor):
    take_over(upload, Video(title="Waltz"), actor=actor)


class TestEnds:
    def test_giving_up_removes_everything_and_may_be_repeated(self, producer, media_root):
        begun = begin_upload(claim_of(film_bytes()), actor=producer)
        send(begun, film_bytes(), 1)
        joined = join_upload(sent_whole(producer, modified=2), actor=producer)
        for upload in (begun, joined, begun):
            abandon_upload(upload, actor=producer)
        assert files_below(media_root) == []
        assert not any((media_root / "uploads").iterdir())
        assert actions_on(begun).count("media.abandon_upload") == 1
        with pytest.raises(UploadOver):
            join_upload(Upload.objects.get(pk=begun.pk), actor=producer)

    def test_a_film_is_not_given_up(self, producer, media_root):
        upload = join_upload(sent_whole(producer), actor=producer)
        film = take_over(upload, Video(title="Waltz"), actor=producer)
        with pytest.raises(UploadOver):
            abandon_upload(upload, actor=producer)
        assert film.file.open("rb").read() == film_bytes()

    def test_who_joins_while_it_is_given_up_leaves_nothing(self, producer, media_root):
        upload = sent_whole(producer)
        Upload.objects.update(state=UploadState.ABANDONED)
        with pytest.raises(UploadOver):
            join_upload(upload, actor=producer)
        assert files_below(media_root) == []

    def test_the_sweep_takes_what_nobody_went_on_with(self, producer, media_root, monkeypatch):
        old = begin_upload(claim_of(film_bytes()), actor=producer)
        send(old, film_bytes(), 1)
        made = join_upload(sent_whole(producer, modified=2), actor=producer)
        film = take_over(made, Video(title="Waltz"), actor=producer)
        now = clock.now()
        at(now + LIFETIME - timedelta(minutes=1), monkeypatch)
        young = begin_upload(claim_of(film_bytes(90_000)), actor=producer)
        assert sweep_uploads() == 0
        at(now + LIFETIME + timedelta(minutes=1), monkeypatch)
        sweep_job()
        states = dict(Upload.objects.values_list("pk", "state"))
        assert states == {old.pk: "abandoned", made.pk: "complete", young.pk: "open"}
        assert film.file.open("rb").read() == film_bytes()
        assert [path.name for path in (media_root / "uploads").iterdir() if path.name == str(old.public_id)] == []
        assert sweep_uploads() == 0

    def test_the_sweep_ends_what_a_crash_left_half_given_up(self, producer, media_root):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        send(upload, film_bytes(), 1)
        Upload.objects.update(state=UploadState.ABANDONED)
        assert sweep_uploads() == 1
        assert files_below(media_root) == []
        assert Upload.objects.get().cleared_at is not None

    def test_a_row_goes_when_its_key_was_looked_at_once_more(self, producer, media_root, monkeypatch):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        abandon_upload(upload, actor=producer)
        (media_root / "videos").mkdir()
        (media_root / upload.key).write_bytes(b"what somebody joined in that moment")
        at(clock.now() + KEPT_FOR, monkeypatch)
        sweep_uploads()
        assert not Upload.objects.exists()
        assert files_below(media_root) == []

    def test_what_was_begun_in_another_storage_is_given_up_there_and_not_here(self, producer, media_root, monkeypatch):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        send(upload, film_bytes(), 1)
        Upload.objects.update(place="a-bucket")
        at(clock.now() + LIFETIME, monkeypatch)
        assert sweep_uploads() == 1
        assert files_below(media_root) == [f"uploads/{upload.public_id}/whole"]

    def test_who_leaves_does_not_keep_the_parts(self, producer, media_root, monkeypatch):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        send(upload, film_bytes(), 1)
        Upload.objects.update(owner=None)
        at(clock.now() + LIFETIME, monkeypatch)
        assert sweep_uploads() == 1
        assert files_below(media_root) == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": "lost"},
        {"kind": "sculpture"},
        {"size": 0},
        {"part_size": 0},
        {"cleared_at": clock.now()},
        {"expires_at": clock.now() - timedelta(days=30)},
        {"film": VideoFactory},
        {"film": VideoFactory, "state": "complete", "kind": "document"},
        {"document": DocumentFactory},
        {"document": DocumentFactory, "state": "complete"},
        {"modified": 1},
    ],
)
def test_the_database_keeps_no_upload_that_cannot_be(producer, change):
    begin_upload(claim_of(film_bytes(), modified=1), actor=producer)
    upload = begin_upload(claim_of(film_bytes()), actor=producer)
    change = {name: value() if isinstance(value, FactoryMetaClass) else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(**change)


def test_the_largest_film_has_no_more_parts_than_a_bucket_takes(settings):
    largest = max(one.largest for one in file_types.VIDEOS.values())
    assert largest / (5 * 1024**2) <= 10_000
