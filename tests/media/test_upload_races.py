"""Two that send, join, save or begin at once come to one upload and one film; a control shows that it is a race."""

from io import BytesIO

import pytest

from kit.failpoints import hold
from media.enums import UploadState
from media.errors import QuotaSpent, TooManyUploads, UploadOver
from media.models import Upload, UploadPart, Video
from media.operations import uploads
from media.operations.uploads import abandon_upload, begin_upload, join_upload, receive_part, take_over
from tests.media.conftest import claim_of, files_below, film_bytes, part_of, sent_whole
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-J5")]


def film_of(upload, owner):
    return Runner(lambda: take_over(Upload.objects.get(pk=upload.pk), Video(title="Waltz"), actor=owner))


def without_holding(monkeypatch):
    monkeypatch.setattr(uploads, "held", lambda upload: Upload.objects.get(pk=upload.pk))


def test_two_who_save_at_once_get_one_film(producer):
    upload = join_upload(sent_whole(producer), actor=producer)
    with hold("media.file_is_taken_over") as held:
        first = film_of(upload, producer)
        held.wait_until_reached()
        second = film_of(upload, producer)
        wait_for_a_lock_queue(second)
    assert first.outcome().pk == second.outcome().pk == Video.objects.get().pk


def test_control_without_the_row_held_there_would_be_two(producer, monkeypatch):
    without_holding(monkeypatch)
    upload = join_upload(sent_whole(producer), actor=producer)
    with hold("media.file_is_taken_over") as held:
        first = film_of(upload, producer)
        held.wait_until_reached()
        second = film_of(upload, producer).outcome()
    assert second.pk != first.outcome().pk
    assert Video.objects.count() == 2


def test_two_who_join_at_once_find_one_file(producer, media_root):
    upload = sent_whole(producer)
    with hold("media.parts_are_joined", count=2) as held:
        both = [Runner(lambda: join_upload(Upload.objects.get(pk=upload.pk), actor=producer)) for _ in range(2)]
        for _ in both:
            held.wait_until_reached()
    assert [one.outcome().state for one in both] == [UploadState.JOINED] * 2
    assert files_below(media_root) == [upload.key]
    assert take_over(upload, Video(title="Waltz"), actor=producer).file.open("rb").read() == film_bytes()


def test_who_gives_up_while_a_film_is_made_is_too_late(producer, media_root):
    upload = join_upload(sent_whole(producer), actor=producer)
    with hold("media.file_is_taken_over") as held:
        first = film_of(upload, producer)
        held.wait_until_reached()
        second = Runner(lambda: abandon_upload(Upload.objects.get(pk=upload.pk), actor=producer))
        wait_for_a_lock_queue(second)
    film = first.outcome()
    assert isinstance(second.outcome(), UploadOver)
    assert film.file.open("rb").read() == film_bytes()


def test_who_joins_what_is_being_given_up_leaves_no_file(producer, media_root):
    upload = sent_whole(producer)
    with hold("media.parts_are_joined") as held:
        joining = Runner(lambda: join_upload(Upload.objects.get(pk=upload.pk), actor=producer))
        held.wait_until_reached()
        abandon_upload(upload, actor=producer)
    assert isinstance(joining.outcome(), UploadOver)
    assert files_below(media_root) == []


def test_a_part_sent_twice_at_once_is_kept_once(producer):
    content = film_bytes()
    upload = begin_upload(claim_of(content), actor=producer)
    part = part_of(content, 1)

    def send_first():
        receive_part(Upload.objects.get(pk=upload.pk), 1, BytesIO(part), length=len(part))

    with hold("media.part_has_arrived", count=2) as held:
        both = [Runner(send_first) for _ in range(2)]
        for _ in both:
            held.wait_until_reached()
    assert [one.outcome() for one in both] == [None, None]
    assert UploadPart.objects.count() == 1


def test_a_part_that_arrives_after_the_end_is_not_kept(producer, media_root):
    content = film_bytes()
    upload = begin_upload(claim_of(content), actor=producer)
    part = part_of(content, 1)
    with hold("media.part_has_arrived") as held:
        late = Runner(lambda: receive_part(upload, 1, BytesIO(part), length=len(part)))
        held.wait_until_reached()
        abandon_upload(upload, actor=producer)
    assert isinstance(late.outcome(), UploadOver)
    assert files_below(media_root) == []


def test_two_tabs_that_begin_the_same_file_share_one_upload(producer):
    with hold("media.upload_is_begun", count=2) as held:
        both = [Runner(lambda: begin_upload(claim_of(film_bytes()), actor=producer)) for _ in range(2)]
        for _ in both:
            held.wait_until_reached()
    first, second = (one.outcome() for one in both)
    assert first.pk == second.pk == Upload.objects.get().pk


def begin_two_at_once(owner):
    """What came of the first, which is held between count and writing, and of the second."""

    def begin(number):
        return Runner(lambda: begin_upload(claim_of(film_bytes(), modified=number), actor=owner))

    with hold("media.uploads_are_counted") as held:
        first = begin(101)
        held.wait_until_reached()
        second = begin(102)
        wait_for_a_lock_queue(second)
    return first.outcome(), second.outcome()


def test_the_last_of_the_uploads_is_begun_once(producer, settings):
    settings.MEDIA_QUOTA_BYTES = 10_000_000
    for number in range(uploads.MOST_UNDER_WAY - 1):
        begin_upload(claim_of(film_bytes(), modified=number), actor=producer)
    first, second = begin_two_at_once(producer)
    assert isinstance(first, Upload)
    assert isinstance(second, TooManyUploads)
    assert Upload.objects.under_way().count() == uploads.MOST_UNDER_WAY


def test_the_last_room_is_taken_once(producer, settings):
    settings.MEDIA_QUOTA_BYTES = 300_000
    first, second = begin_two_at_once(producer)
    assert isinstance(first, Upload)
    assert isinstance(second, QuotaSpent)
    assert uploads.room_taken(producer) == 250_000
