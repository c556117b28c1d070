"""A film from its upload to what players ask for: made in the background, once, for whoever may have the film."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image as Picture
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from content.blocks import MediaLookup, References
from courses.models import Enrolment, LessonDocument
from kit import clock, jobs
from media.access import signing
from media.enums import Loudness, MakingState, StreamFailure
from media.gateways import ffmpeg
from media.gateways.ffmpeg import measure_loudness
from media.models import Image, Stream, StreamRung, Video
from media.operations import making, streams
from media.operations.storing import store_video
from media.operations.streams import make_stream, retry_stream, sweep_streams
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.published import learner_of, live_course
from tests.media.conftest import files_below, film_bytes, new_producer
from tests.media.films import film, sound_alone

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


@pytest.fixture(autouse=True)
def streaming(tmp_path, settings):
    """Streams are made, of files in a place of the test's own."""
    settings.MEDIA_STREAMS = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_WORK_DIR = tmp_path / "work"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def owner():
    return new_producer()


@pytest.fixture
def uploaded(owner):
    def upload(content=None, title="Waltz", name="waltz.mp4", **fields):
        content = film() if content is None else content
        made = store_video(content, name=name, title=title, owner=owner)
        Video.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
        return made

    return upload


def stream_of(made):
    return Stream.objects.get(film=made)


def ready(made):
    jobs.run_pending()
    made.refresh_from_db()
    stream = stream_of(made)
    assert stream.state == MakingState.READY
    return stream


def rung_files(root):
    return [name for name in files_below(root) if name.startswith("streams/")]


def files_of(stream):
    return sorted([stream.thumbnails, *(rung.file for rung in stream.rungs.all())])


def shown_in(course, made):
    """The film in a lesson of the course that only learners read."""
    document = LessonDocument.objects.get(lesson=course.lessons[-1])
    LessonDocument.objects.filter(pk=document.pk).update(body=f'{{"url": "/api/v1/media/{made.public_id}"}}')


def test_a_film_is_made_into_a_stream(uploaded, streaming):
    made = uploaded()
    waiting = stream_of(made)
    assert (waiting.state, waiting.percent) == (MakingState.WAITING, 0)
    stream = ready(made)
    assert [rung.name for rung in stream.rungs.order_by("-height")] == ["180p", "sound"]
    assert (stream.width, stream.height, stream.has_sound, stream.percent) == (320, 180, True, 100)
    assert stream.duration_ms == pytest.approx(3000, abs=100)
    assert (made.duration_seconds, made.poster) == (3, stream.still)
    assert made.poster.uploaded_by_user == made.uploaded_by_user
    assert rung_files(streaming) == files_of(stream)
    assert list(streaming.parent.joinpath("work").iterdir()) == []


def test_players_find_small_pictures_of_each_place(uploaded, signed_in):  # noqa: F811
    made = uploaded(film(seconds=5))
    ready(made)
    shown = MediaLookup(References(videos={made.pk})).video(made.pk)
    laid_out = {"every_ms": 2000, "width": 160, "height": 90, "columns": 10, "count": 3}
    assert shown["thumbnails"] == {"url": f"/api/v1/media/{made.public_id}/stream/thumbnails.jpg", **laid_out}
    player = signed_in(made.uploaded_by_user)
    served = player.get(player.get(shown["thumbnails"]["url"])["Location"])
    assert served["Content-Type"] == "image/jpeg"
    sheet = Picture.open(BytesIO(b"".join(served.streaming_content))).convert("L")
    assert sheet.size == (1600, 900)
    # Three pictures, each with something to see, and nothing after them.
    tiles = [sheet.crop((160 * place, 0, 160 * (place + 1), 90)) for place in range(4)]
    seen = [low != high for low, high in (tile.getextrema() for tile in tiles)]
    assert seen == [True, True, True, False]


def loudness_of_rung(stream, name):
    """How loud one rung is, in LUFS."""
    path = Path(default_storage.path(stream.rungs.get(name=name).file))
    return measure_loudness(path, channels=2, folder=path.parent, seconds=60, on_second=lambda at: None).lufs


def test_a_film_is_heard_as_loud_as_others_in_every_size(uploaded):
    stream = ready(uploaded(film("-af", "volume=-20dB")))
    assert stream.gain_db > 10
    assert [loudness_of_rung(stream, name) for name in ("180p", "sound")] == pytest.approx([-16, -16], abs=1)


def test_a_film_of_music_keeps_its_sound_and_plays_while_that_is_changed(uploaded):
    made = uploaded(film("-af", "volume=-20dB"))
    even = ready(made)
    made.loudness = Loudness.KEPT
    made.save()
    assert list(Stream.objects.played()) == [even]
    jobs.run_pending()
    kept = stream_of(made)
    assert (kept.loudness, kept.state, kept.gain_db) == (Loudness.KEPT, MakingState.READY, 0)
    assert loudness_of_rung(kept, "180p") < -30
    # Chosen again before it was made: nobody makes what nobody wants.
    made.loudness = Loudness.EVEN
    made.save()
    made.loudness = Loudness.KEPT
    made.save()
    jobs.run_pending()
    assert stream_of(made) == kept


def test_films_from_before_there_was_a_choice_stay_as_they_were_recorded(uploaded):
    uploaded()
    columns = "title, file, is_public, content_type, file_hash, created_at, collection_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO media_video (public_id, {columns}) SELECT gen_random_uuid(), {columns}"  # noqa: S608 - ours
            " FROM media_video RETURNING loudness"
        )
        assert cursor.fetchone()[0] == Loudness.KEPT


def test_each_file_is_made_once(uploaded):
    made = uploaded()
    ready(made)
    made.title = "A slow waltz"
    made.save()
    assert sweep_streams() == 0
    jobs.run_pending()
    assert Stream.objects.count() == 1
    make_stream(stream_of(made).pk)
    assert stream_of(made).tries == 1


def test_players_find_lists_and_bytes(uploaded, signed_in):  # noqa: F811
    made = uploaded(film(size="640x360", seconds=5))
    stream = ready(made)
    player = signed_in(made.uploaded_by_user)
    address = f"/api/v1/media/{made.public_id}/stream.m3u8"
    answer = player.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.apple.mpegurl")
    assert answer["Cache-Control"] == "private, no-store"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "#EXTM3U"
    # The first is what players begin with.
    assert lines[4:10:2] == ["stream/360p.m3u8", "stream/240p.m3u8", "stream/sound.m3u8"]
    assert re.search(r'CODECS="avc1\.64[0-9a-f]{4},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=25\.000$', lines[3])
    assert "RESOLUTION" not in lines[7]
    ranges = player.get(address.replace(".m3u8", "/360p.m3u8")).content.decode()
    size, start = re.findall(r"#EXT-X-BYTERANGE:(\d+)@(\d+)", ranges)[1]
    assert set(re.findall(r"^[^#].*$", ranges, re.MULTILINE)) == {"360p.mp4"}
    piece = player.get(address.replace(".m3u8", "/360p.mp4"))
    assert piece.status_code == 302
    served = player.get(piece["Location"], headers={"Range": f"bytes={start}-{int(start) + int(size) - 1}"})
    assert (served.status_code, served["Content-Type"]) == (206, "video/mp4")
    whole = default_storage.open(stream.rungs.get(name="360p").file).read()
    assert b"".join(served.streaming_content) == whole[int(start) : int(start) + int(size)]
    sound = player.get(player.get(address.replace(".m3u8", "/sound.mp4"))["Location"])
    assert sound["Content-Type"] == "audio/mp4"
    assert player.get(address.replace(".m3u8", "/1080p.m3u8")).status_code == 404


@pytest.mark.covers("fault-Z7")
def test_only_who_may_have_the_film_plays_it_and_not_for_long_after(uploaded, owner, signed_in):  # noqa: F811
    made = uploaded()
    stream = ready(made)
    course, learner = live_course(owner=owner), UserFactory()
    shown_in(course, made)
    learner_of(course.course, learner)
    base = f"/api/v1/media/{made.public_id}/stream"
    addresses = [
        f"{base}.m3u8",
        *(f"{base}/{rung.name}.{kind}" for rung in stream.rungs.all() for kind in ("m3u8", "mp4")),
    ]
    now = clock.now()
    with time_machine.travel(now, tick=False):
        for stranger in (APIClient(), signed_in(UserFactory()), signed_in(new_producer())):
            assert {stranger.get(address).status_code for address in addresses} == {404}
        player = signed_in(learner)
        assert {player.get(address).status_code for address in addresses} == {200, 302}
        piece = player.get(addresses[-1])["Location"]
        Enrolment.objects.filter(learner=learner).delete()
    # Within the minute that is promised, both the yes and the address end.
    with time_machine.travel(now + timedelta(seconds=31), tick=False):
        player = signed_in(learner)
        assert {player.get(address).status_code for address in addresses} == {404}
        assert player.get(piece).status_code == 404


def test_a_piece_lives_for_half_a_minute(uploaded):
    stream = ready(uploaded())
    signed = signing.sign(stream.rungs.first().file, seconds=30).rstrip("/").rpartition("/")[2]
    with clock.held_at(clock.now() + timedelta(seconds=29)):
        assert signing.open_permit(signed)
    with clock.held_at(clock.now() + timedelta(seconds=31)):
        assert signing.open_permit(signed) is None


@pytest.mark.parametrize(
    ("content", "failure"),
    [(film_bytes, StreamFailure.UNREADABLE), (sound_alone, StreamFailure.NO_PICTURE)],
    ids=["noise", "sound alone"],
)
def test_what_is_no_film_fails_with_a_reason_and_leaves_nothing(uploaded, streaming, content, failure):
    made = uploaded(content())
    jobs.run_pending()
    stream = stream_of(made)
    assert (stream.state, stream.failure) == (MakingState.FAILED, failure)
    assert (rung_files(streaming), Image.objects.count()) == ([], 0)
    made.refresh_from_db()
    assert made.poster is None


def test_a_file_that_went_away_is_told_as_that(uploaded):
    made = uploaded()
    default_storage.delete(made.file.name)
    jobs.run_pending()
    assert stream_of(made).failure == StreamFailure.GONE


def test_what_failed_is_tried_again_by_its_owner(uploaded, client):
    made = uploaded()
    content = made.file.read()
    name = made.file.name
    default_storage.delete(name)
    jobs.run_pending()
    default_storage.save(name, ContentFile(content))
    client.force_login(made.uploaded_by_user)
    address = f"/admin/media/films/{made.public_id}/stream/"
    assert "Upload it again." in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert 'value="0"' in client.get(address).content.decode()
    ready(made)
    page = client.get(f"/admin/videos/edit/{made.pk}/").content.decode()
    assert "320 × 180, sound alone" in re.sub(r"\s+", " ", page)
    assert "media/making_state.js" in page
    assert ModelLogEntry.objects.filter(action="media.retry_stream", object_id=str(made.pk)).count() == 1
    retry_stream(stream_of(made), actor=made.uploaded_by_user)
    assert stream_of(made).state == MakingState.READY


def test_a_form_that_was_open_meanwhile_takes_nothing_away(uploaded, client):
    made = uploaded()
    client.force_login(made.uploaded_by_user)
    ready(made)
    still = made.poster
    address = f"/admin/videos/edit/{made.pk}/"
    assert client.post(address, {"title": "A slow waltz", "poster": "", "duration_seconds": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.poster, made.duration_seconds) == ("A slow waltz", still, 3)
    chosen = ImageFactory(uploaded_by_user=made.uploaded_by_user)
    fields = {"title": "A slow waltz", "poster": chosen.pk, "duration_seconds": "4", "loudness": "kept"}
    assert client.post(address, fields).status_code == 302
    made.refresh_from_db()
    assert (made.poster, made.duration_seconds, made.loudness) == (chosen, 4, Loudness.KEPT)


@pytest.mark.covers("fault-Z2")
def test_how_far_a_film_is_is_told_to_who_may_change_it(uploaded, client):
    made = uploaded()
    address = f"/admin/media/films/{made.public_id}/stream/"
    client.force_login(new_producer())
    assert {client.get(address).status_code, client.post(address).status_code} == {404}
    client.force_login(UserFactory())
    assert client.get(address).status_code == 302
    client.force_login(made.uploaded_by_user)
    assert "waits for its turn" in client.get(address).content.decode()
    assert "ffmpeg" not in client.get(address).content.decode()
    with clock.held_at(clock.now() + timedelta(hours=1)):
        assert "whether ffmpeg is missing" in client.get(address).content.decode()
    assert "Waiting" in client.get("/admin/videos/").content.decode()


def test_a_new_file_takes_the_place_of_the_old_one_once_it_is_made(uploaded, streaming):
    made = uploaded()
    before = ready(made)
    still, of_before = made.poster, rung_files(streaming)
    made.file = ContentFile(film(seconds=2, size="640x360"), name="new.mp4")
    made.save()
    with pytest.raises(Stream.DoesNotExist):
        Stream.objects.get(film=made, source=made.file.name, state=MakingState.READY)
    jobs.run_pending()
    made.refresh_from_db()
    stream = stream_of(made)
    assert stream != before
    assert (stream.state, made.duration_seconds) == (MakingState.READY, 2)
    assert made.poster != still
    assert not set(of_before) & set(rung_files(streaming))


def test_a_poster_that_somebody_chose_stays(uploaded, owner):
    chosen = ImageFactory(uploaded_by_user=owner)
    made = uploaded(poster=chosen)
    ready(made)
    assert made.poster == chosen
    assert stream_of(made).still is None


@pytest.mark.covers("fault-Z7")
def test_a_poster_is_for_whoever_may_have_its_film(uploaded, owner, signed_in):  # noqa: F811
    made = uploaded()
    ready(made)
    course, learner = live_course(owner=owner), UserFactory()
    shown_in(course, made)
    learner_of(course.course, learner)
    address = f"/api/v1/media/{made.poster.public_id}"
    assert signed_in(learner).get(address).status_code == 302
    assert {one.get(address).status_code for one in (APIClient(), signed_in(UserFactory()))} == {404}


def test_a_film_that_goes_away_in_the_middle_leaves_nothing(uploaded, streaming, monkeypatch):
    made = uploaded()
    encode = ffmpeg.encode

    def and_then_it_goes(*given, **named):
        result = encode(*given, **named)
        Video.objects.get(pk=made.pk).delete()
        return result

    monkeypatch.setattr(ffmpeg, "encode", and_then_it_goes)
    jobs.run_pending()
    assert (Stream.objects.count(), files_below(streaming)) == (0, [])


def test_a_file_that_is_replaced_in_the_middle_gives_way_to_the_new_one(uploaded, streaming, monkeypatch):
    made = uploaded()
    encode = ffmpeg.encode

    def and_then_it_is_replaced(*given, **named):
        monkeypatch.setattr(ffmpeg, "encode", encode)
        replaced = Video.objects.get(pk=made.pk)
        replaced.file = ContentFile(film(seconds=2), name="new.mp4")
        replaced.save()
        return encode(*given, **named)

    monkeypatch.setattr(ffmpeg, "encode", and_then_it_is_replaced)
    jobs.run_pending()
    streams.sweep_streams()
    jobs.run_pending()
    made.refresh_from_db()
    stream = Stream.objects.get()
    assert (stream.source, stream.state) == (made.file.name, MakingState.READY)
    assert made.duration_seconds == 2
    assert all(stream.folder in place for place in rung_files(streaming))


def test_who_is_overtaken_stops_where_they_are(uploaded, streaming, monkeypatch):
    made = uploaded()
    monkeypatch.setattr(making, "TELL_EVERY_SECONDS", 0)
    tell, told = streams.teller, []

    def teller(stream):
        inner = tell(stream)

        def counted(part):
            inner(part)
            told.append(part)
            Stream.objects.update(tries=2)

        return counted

    monkeypatch.setattr(streams, "teller", teller)
    make_stream(stream_of(made).pk)
    # The second telling found that the stream is another's.
    assert len(told) == 1
    assert (stream_of(made).state, StreamRung.objects.count(), rung_files(streaming)) == (MakingState.RUNNING, 0, [])


@pytest.mark.parametrize("place", ["media.rungs_are_made", "media.rung_is_stored"])
def test_a_try_that_breaks_off_without_clearing_up_leaves_no_half_film(uploaded, streaming, monkeypatch, place):
    made = uploaded()

    class Killed(BaseException):
        pass

    def dies(name):
        if name == place:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(streams, "failpoint", dies)
        # Who is killed clears nothing up.
        patched.setattr(making, "remove_files", lambda place: None)
        with pytest.raises(Killed):
            make_stream(stream_of(made).pk)
    assert stream_of(made).state == MakingState.RUNNING
    left = rung_files(streaming)
    assert bool(left) is (place == "media.rung_is_stored")
    stream = ready(made)
    assert stream.tries == 2
    assert rung_files(streaming) == files_of(stream)
    assert not set(left) & set(rung_files(streaming))


def test_what_never_ends_well_is_given_up(uploaded, monkeypatch):
    made = uploaded()
    stream = stream_of(made)
    Stream.objects.update(tries=making.MOST_TRIES, state=MakingState.RUNNING)
    make_stream(stream.pk)
    stream.refresh_from_db()
    assert (stream.state, stream.failure) == (MakingState.FAILED, StreamFailure.GAVE_UP)


def test_films_of_before_and_lost_jobs_are_found(uploaded, settings):
    settings.MEDIA_STREAMS = False
    made = uploaded()
    assert sweep_streams() == 0
    assert not Stream.objects.exists()
    settings.MEDIA_STREAMS = True
    sweep_streams()
    stream = stream_of(made)
    assert jobs.is_under_way(streams.MAKE, stream_id=stream.pk)
    assert sweep_streams() == 0
    Stream.objects.update(state=MakingState.RUNNING, tries=1)
    jobs.run_pending()
    assert stream_of(made).state == MakingState.READY
    Stream.objects.update(state=MakingState.RUNNING, ended_at=None)
    assert sweep_streams() == 1


def test_without_ffmpeg_films_wait(uploaded, monkeypatch):
    made = uploaded()
    monkeypatch.setattr(ffmpeg, "is_installed", lambda: False)
    jobs.run_pending()
    assert (stream_of(made).state, stream_of(made).tries) == (MakingState.WAITING, 0)


def test_a_deleted_film_takes_its_files_along(uploaded, streaming):
    made = uploaded()
    ready(made)
    made.poster.delete()
    Video.objects.get(pk=made.pk).delete()
    jobs.run_pending()
    assert [name for name in files_below(streaming) if not name.startswith("pictures/")] == []
    assert not [path for path in streaming.joinpath("streams").rglob("*") if path.is_dir()]


def test_a_file_that_another_film_has_too_stays(uploaded):
    made = uploaded()
    twin = Video.objects.create(title="Twin", file=made.file.name)
    jobs.run_pending()
    made.delete()
    jobs.run_pending()
    assert default_storage.exists(twin.file.name)
