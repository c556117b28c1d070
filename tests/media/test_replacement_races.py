"""Files replaced at once, beside a change of the title, and beside the job that makes a stream of the earlier file."""

from datetime import timedelta

import pytest

from kit import clock, jobs
from kit.failpoints import hold
from media.enums import MakingState
from media.models import Document, Stream, Video
from media.operations import making, streams
from media.operations.uploads import join_upload, take_over
from tests.factories.media import DocumentFactory, VideoFactory
from tests.media.conftest import files_below, sent_paper, sent_whole
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-J5")]


@pytest.fixture(params=[(Video, VideoFactory, sent_whole), (Document, DocumentFactory, sent_paper)])
def kind(request):
    return request.param


def replacing(medium, upload):
    model = type(medium)
    stale = model.objects.get(pk=medium.pk)
    return Runner(lambda: take_over(upload, stale, actor=upload.owner))


def later():
    with clock.held_at(clock.now() + timedelta(days=1)):
        jobs.run_pending()


def test_of_two_who_replace_at_once_the_second_stays(kind, producer, media_root):
    model, factory, send = kind
    medium = factory(uploaded_by_user=producer)
    uploads = [join_upload(send(producer, modified=number), actor=producer) for number in (1, 2)]
    with hold("media.file_is_taken_over") as held:
        first = replacing(medium, uploads[0])
        held.wait_until_reached()
        second = replacing(medium, uploads[1])
        wait_for_a_lock_queue(second)
    for one in (first, second):
        assert one.outcome().pk == medium.pk
    assert model.objects.get().file.name == uploads[1].key
    later()
    assert files_below(media_root) == [uploads[1].key]


def test_who_changes_the_title_meanwhile_keeps_the_new_file(kind, producer, media_root):
    model, factory, send = kind
    medium = factory(uploaded_by_user=producer)
    upload = join_upload(send(producer), actor=producer)
    stale = model.objects.get(pk=medium.pk)
    stale.title = "Another title"
    with hold("media.file_is_taken_over") as held:
        first = replacing(medium, upload)
        held.wait_until_reached()
        second = Runner(stale.save)
        wait_for_a_lock_queue(second)
    assert first.outcome().pk == medium.pk
    assert second.outcome() is None
    after = model.objects.get()
    assert (after.title, after.file.name) == ("Another title", upload.key)
    later()
    assert files_below(media_root) == [upload.key]


def test_one_upload_is_taken_over_by_one_of_two(kind, producer, media_root):
    model, factory, send = kind
    mine, other = factory(uploaded_by_user=producer), factory(uploaded_by_user=producer)
    upload = join_upload(send(producer), actor=producer)
    with hold("media.file_is_taken_over") as held:
        first = replacing(mine, upload)
        held.wait_until_reached()
        second = replacing(other, upload)
        wait_for_a_lock_queue(second)
    assert first.outcome().pk == mine.pk
    assert type(second.outcome()).__name__ == "UploadOver"
    assert model.objects.get(pk=mine.pk).file.name == upload.key
    assert model.objects.get(pk=other.pk).file.name == other.file.name


def test_a_stream_of_the_earlier_file_is_not_taken_over(producer, media_root):
    film = VideoFactory(uploaded_by_user=producer)
    now = clock.now()
    stream = Stream.objects.create(
        film=film,
        source=film.file.name,
        loudness=film.loudness,
        state=MakingState.RUNNING,
        tries=1,
        created_at=now,
        began_at=now,
    )
    upload = join_upload(sent_whole(producer), actor=producer)
    with hold("media.file_is_taken_over") as held:
        replaced = replacing(film, upload)
        held.wait_until_reached()
        made = Runner(lambda: streams.take_over(stream, None, [], None, None, gain=0))
        wait_for_a_lock_queue(made)
    assert replaced.outcome().file.name == upload.key
    assert isinstance(made.outcome(), making.Overtaken)
    film.refresh_from_db()
    assert (film.file.name, film.poster, film.duration_seconds) == (upload.key, None, 90)
    assert not Stream.objects.filter(state=MakingState.READY).exists()


def test_who_makes_a_stream_hears_that_its_file_was_replaced(producer, media_root, monkeypatch):
    monkeypatch.setattr(making, "TELL_EVERY_SECONDS", 0)
    film = VideoFactory(uploaded_by_user=producer)
    stream = Stream.objects.create(film=film, source=film.file.name, state=MakingState.RUNNING, tries=1)
    tell = making.teller(stream)
    tell(0.5)
    take_over(join_upload(sent_whole(producer), actor=producer), film, actor=producer)
    with pytest.raises(making.Overtaken):
        tell(0.6)
