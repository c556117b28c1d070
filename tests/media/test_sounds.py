"""A sound from its upload to what players ask for: made ready in the background, once, for whoever may have it."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from content.blocks import MediaLookup, References
from courses.models import Enrolment, LessonDocument
from courses.operations.submissions import submit_course
from courses.operations.tree import add_lesson
from kit import clock, jobs
from media.enums import Loudness, MakingState, SoundFailure
from media.gateways import ffmpeg
from media.models import Document, SoundRendition
from media.models.sounds import SAMPLE_RATE
from media.operations import making, sounds
from media.operations.sounds import make_sound, retry_sound, sweep_sounds
from media.operations.storing import store_document
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory
from tests.factories.published import learner_of, live_course
from tests.factories.submissions import approve_and_publish, ready_course
from tests.media.conftest import files_below, new_producer
from tests.media.sounds import sound, steps, tone

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


@pytest.fixture(autouse=True)
def root(tmp_path, settings):
    """Sounds are made ready, in a place of the test's own."""
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
    def upload(content=None, name="drone.wav", **fields):
        content = tone(-30) if content is None else content
        return store_document(content, name=name, title="Drone", owner=owner, **fields)

    return upload


def rendition_of(made):
    return SoundRendition.objects.get(sound=made)


def ready(made):
    jobs.run_pending()
    made.refresh_from_db()
    rendition = rendition_of(made)
    assert rendition.state == MakingState.READY
    return rendition


def made_files(root):
    return [name for name in files_below(root) if name.startswith("sounds/")]


def shown_in(course, made):
    """The sound in a lesson of the course that only learners read."""
    document = LessonDocument.objects.get(lesson=course.lessons[-1])
    LessonDocument.objects.filter(pk=document.pk).update(body=f'{{"url": "/api/v1/media/{made.public_id}"}}')


def test_a_sound_is_made_as_loud_as_others_and_its_file_stays_as_it_was(uploaded, root):
    content = tone(-30)
    made = uploaded(content)
    waiting = rendition_of(made)
    assert (waiting.state, waiting.loudness) == (MakingState.WAITING, Loudness.EVEN)
    rendition = ready(made)
    assert (rendition.percent, rendition.tries) == (100, 1)
    assert rendition.duration_ms == pytest.approx(3000, abs=50)
    assert rendition.measured_lufs == pytest.approx(-30, abs=0.5)
    assert rendition.gain_db == pytest.approx(14, abs=0.5)
    assert made_files(root) == [rendition.file]
    assert default_storage.open(made.file.name).read() == content
    assert list(root.parent.joinpath("work").iterdir()) == []


def test_music_that_shall_stay_as_it_is_gets_no_gain(uploaded, root):
    made = uploaded()
    ready(made)
    of_before = made_files(root)
    made.loudness = Loudness.KEPT
    made.save()
    assert SoundRendition.objects.played().get(sound=made).loudness == Loudness.EVEN
    rendition = ready(made)
    assert (rendition.loudness, rendition.gain_db) == (Loudness.KEPT, 0)
    assert made_files(root) == [rendition.file]
    assert not set(of_before) & set(made_files(root))


def test_papers_and_notes_to_be_played_are_no_sounds(owner):
    for name in ("plan.pdf", "film.vtt"):
        DocumentFactory(name=name, uploaded_by_user=owner)
    Document.objects.create(title="Notes", file="documents/notes.mid")
    assert not SoundRendition.objects.exists()
    assert sweep_sounds() == 0
    assert not SoundRendition.objects.exists()


def test_players_find_the_sound_and_how_it_looks(uploaded, signed_in):  # noqa: F811
    made = uploaded(steps(0.05, 0.2))
    rendition = ready(made)
    shown = MediaLookup(References(documents={made.pk})).sound_rendition(made.pk)
    base = f"/api/v1/media/{made.public_id}/sound"
    assert shown == {"url": f"{base}.m4a", "peaks_url": f"{base}/peaks.json", "duration_ms": rendition.duration_ms}
    player = signed_in(made.uploaded_by_user)
    answer = player.get(shown["url"], headers={"Accept": "audio/webm,audio/ogg,audio/*;q=0.9"})
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    whole = default_storage.open(rendition.file).read()
    served = player.get(answer["Location"], headers={"Range": "bytes=10-29"})
    assert (served.status_code, served["Content-Type"]) == (206, "audio/mp4")
    assert served["Content-Range"] == f"bytes 10-29/{len(whole)}"
    assert b"".join(served.streaming_content) == whole[10:30]
    answer = player.get(shown["peaks_url"])
    assert answer["Cache-Control"] == "private, no-store"
    peaks = answer.json()
    assert (peaks["version"], peaks["channels"], peaks["bits"]) == (2, 1, 8)
    assert peaks["sample_rate"] == SAMPLE_RATE
    assert len(peaks["data"]) == 2 * peaks["length"]
    seconds = peaks["length"] * peaks["samples_per_pixel"] / peaks["sample_rate"]
    assert seconds == pytest.approx(2, abs=0.05)
    half = peaks["length"]
    quiet, loud = max(peaks["data"][: half - 20]), max(peaks["data"][half + 20 :])
    assert loud / quiet == pytest.approx(4, rel=0.2)
    assert min(peaks["data"]) < 0


def test_a_published_lesson_names_the_rendition_once_it_is_made(uploaded, owner):
    made = uploaded()
    tree = ready_course(owner)
    content = [{"type": "audio", "value": {"file": made.pk, "title": "Drone", "transcript": "A hum."}}]
    lesson = add_lesson(tree.page, title="With a sound", actor=owner, content=content).lesson
    approve_and_publish(submit_course(tree.course, actor=owner), reviewer=UserFactory(roles=[Role.REVIEWER]))

    def shown():
        body = json.loads(LessonDocument.objects.live().get(lesson=lesson).body)
        return body["blocks"][0]["value"]

    assert (shown()["rendition"], shown()["duration_seconds"]) == (None, None)
    ready(made)
    assert shown()["rendition"]["url"] == f"/api/v1/media/{made.public_id}/sound.m4a"
    assert shown()["duration_seconds"] == 3


@pytest.mark.covers("fault-Z7")
def test_only_who_may_have_the_sound_hears_and_sees_it_and_not_for_long_after(uploaded, owner, signed_in):  # noqa: F811
    made = uploaded()
    ready(made)
    course, learner = live_course(owner=owner), UserFactory()
    shown_in(course, made)
    learner_of(course.course, learner)
    base = f"/api/v1/media/{made.public_id}/sound"
    addresses = [f"{base}.m4a", f"{base}/peaks.json"]
    now = clock.now()
    with time_machine.travel(now, tick=False):
        for stranger in (APIClient(), signed_in(UserFactory()), signed_in(new_producer())):
            assert {stranger.get(address).status_code for address in addresses} == {404}
        player = signed_in(learner)
        assert [player.get(address).status_code for address in addresses] == [302, 200]
        piece = player.get(addresses[0])["Location"]
        assert player.get(piece).status_code == 200
        Enrolment.objects.filter(learner=learner).delete()
    # Within the minute that is promised, both the yes and the address end.
    with time_machine.travel(now + timedelta(seconds=31), tick=False):
        player = signed_in(learner)
        assert {player.get(address).status_code for address in addresses} == {404}
        assert player.get(piece).status_code == 404


def test_what_its_owner_made_public_everybody_hears(uploaded):
    made = uploaded(is_public=True)
    ready(made)
    anybody = APIClient()
    answer = anybody.get(f"/api/v1/media/{made.public_id}/sound.m4a")
    assert "immutable" in anybody.get(answer["Location"])["Cache-Control"]
    assert anybody.get(f"/api/v1/media/{made.public_id}/sound/peaks.json").status_code == 200


def test_before_it_is_made_there_is_nothing_to_ask_for(uploaded, signed_in):  # noqa: F811
    made = uploaded()
    player = signed_in(made.uploaded_by_user)
    assert MediaLookup(References(documents={made.pk})).sound_rendition(made.pk) is None
    for address in (f"/api/v1/media/{made.public_id}/sound.m4a", f"/api/v1/media/{made.public_id}/sound/peaks.json"):
        assert player.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [(lambda: b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(64), "vowels.mp3"), (lambda: tone(-20)[:44], "cut.wav")],
    ids=["an mp3 of nothing", "a head alone"],
)
def test_a_broken_sound_fails_with_a_reason_and_the_next_one_is_made(uploaded, root, content, name):
    broken, good = uploaded(content(), name), uploaded()
    ready(good)
    rendition = rendition_of(broken)
    assert (rendition.state, rendition.failure) == (MakingState.FAILED, SoundFailure.UNREADABLE)
    assert made_files(root) == [rendition_of(good).file]


def test_what_failed_is_tried_again_by_its_owner(uploaded, client):
    made = uploaded()
    content, name = made.file.read(), made.file.name
    default_storage.delete(name)
    jobs.run_pending()
    default_storage.save(name, ContentFile(content))
    client.force_login(made.uploaded_by_user)
    address = f"/admin/media/sounds/{made.public_id}/rendition/"
    assert "Upload it again." in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert 'value="0"' in client.get(address).content.decode()
    ready(made)
    page = re.sub(r"\s+", " ", client.get(f"/admin/documents/edit/{made.pk}/").content.decode())
    assert "recorded at -30.0 LUFS; learners hear it 14.0 dB louder" in page
    assert "media/making_state.js" in page
    assert ModelLogEntry.objects.filter(action="media.retry_sound", object_id=str(made.pk)).count() == 1
    retry_sound(rendition_of(made), actor=made.uploaded_by_user)
    assert rendition_of(made).state == MakingState.READY


def test_a_clap_that_keeps_a_sound_soft_is_told(uploaded, client):
    made = uploaded(sound("0.01*sin(2*PI*1000*t)+0.9*between(t,1,1.01)*sin(2*PI*300*t)"))
    ready(made)
    client.force_login(made.uploaded_by_user)
    address = f"/admin/media/sounds/{made.public_id}/rendition/"
    assert "stays softer than others" in client.get(address).content.decode()


def test_its_owner_chooses_how_loud_a_sound_is_and_of_papers_nobody_is_asked(uploaded, owner, client):
    made = uploaded()
    ready(made)
    client.force_login(owner)
    address = f"/admin/documents/edit/{made.pk}/"
    assert 'name="loudness"' in client.get(address).content.decode()
    fields = {"title": "Drone", "loudness": "kept", "tags": "", "collection": made.collection_id}
    assert client.post(address, fields).status_code == 302
    assert ready(made).loudness == Loudness.KEPT
    paper = DocumentFactory(uploaded_by_user=owner)
    address = f"/admin/documents/edit/{paper.pk}/"
    assert 'name="loudness"' not in client.get(address).content.decode()
    assert client.post(address, {"title": "Plan", "tags": "", "collection": paper.collection_id}).status_code == 302
    assert client.get(f"/admin/media/sounds/{paper.public_id}/rendition/").status_code == 404


@pytest.mark.covers("fault-Z2")
def test_how_far_a_sound_is_is_told_to_who_may_change_it(uploaded, client):
    made = uploaded()
    address = f"/admin/media/sounds/{made.public_id}/rendition/"
    client.force_login(new_producer())
    assert {client.get(address).status_code, client.post(address).status_code} == {404}
    client.force_login(UserFactory())
    assert client.get(address).status_code == 302
    client.force_login(made.uploaded_by_user)
    assert "waits for its turn" in client.get(address).content.decode()
    with clock.held_at(clock.now() + timedelta(hours=1)):
        assert "whether ffmpeg is missing" in client.get(address).content.decode()


def test_a_new_file_takes_the_place_of_the_old_one_once_it_is_made(uploaded, root):
    made = uploaded()
    before = ready(made)
    of_before = made_files(root)
    made.file = ContentFile(tone(-20, seconds=2), name="new.wav")
    made.save()
    assert not SoundRendition.objects.played().filter(sound=made).exists()
    rendition = ready(made)
    assert rendition != before
    assert rendition.duration_ms == pytest.approx(2000, abs=50)
    assert not set(of_before) & set(made_files(root))


def test_each_file_is_made_once(uploaded):
    made = uploaded()
    ready(made)
    made.title = "A low drone"
    made.save()
    assert sweep_sounds() == 0
    jobs.run_pending()
    make_sound(rendition_of(made).pk)
    assert rendition_of(made).tries == 1


def test_sounds_of_before_and_lost_jobs_are_found(uploaded, settings):
    settings.MEDIA_STREAMS = False
    made = uploaded()
    assert sweep_sounds() == 0
    assert not SoundRendition.objects.exists()
    settings.MEDIA_STREAMS = True
    sweep_sounds()
    assert jobs.is_under_way(sounds.MAKE, soundrendition_id=rendition_of(made).pk)
    SoundRendition.objects.update(state=MakingState.RUNNING, tries=1)
    assert ready(made).tries == 2
    SoundRendition.objects.update(state=MakingState.RUNNING, ended_at=None)
    assert sweep_sounds() == 1


def test_what_never_ends_well_is_given_up(uploaded):
    rendition = rendition_of(uploaded())
    SoundRendition.objects.update(tries=making.MOST_TRIES, state=MakingState.RUNNING)
    make_sound(rendition.pk)
    rendition.refresh_from_db()
    assert (rendition.state, rendition.failure) == (MakingState.FAILED, SoundFailure.GAVE_UP)


def test_without_ffmpeg_sounds_wait(uploaded, monkeypatch):
    made = uploaded()
    monkeypatch.setattr(ffmpeg, "is_installed", lambda: False)
    jobs.run_pending()
    assert (rendition_of(made).state, rendition_of(made).tries) == (MakingState.WAITING, 0)


def test_who_is_overtaken_stops_where_they_are(uploaded, root, monkeypatch):
    made = uploaded()
    monkeypatch.setattr(making, "TELL_EVERY_SECONDS", 0)
    tell, told = sounds.teller, []

    def teller(rendition):
        inner = tell(rendition)

        def counted(part):
            inner(part)
            told.append(part)
            SoundRendition.objects.update(tries=2)

        return counted

    monkeypatch.setattr(sounds, "teller", teller)
    make_sound(rendition_of(made).pk)
    assert len(told) == 1
    assert (rendition_of(made).state, made_files(root)) == (MakingState.RUNNING, [])


def test_a_sound_that_goes_away_in_the_middle_leaves_nothing(uploaded, root, monkeypatch):
    made = uploaded()
    make = ffmpeg.make_sound

    def and_then_it_goes(*given, **named):
        result = make(*given, **named)
        Document.objects.get(pk=made.pk).delete()
        return result

    monkeypatch.setattr(ffmpeg, "make_sound", and_then_it_goes)
    jobs.run_pending()
    assert (SoundRendition.objects.count(), made_files(root)) == (0, [])


@pytest.mark.parametrize("place", ["media.sound_is_made", "media.sound_is_stored"])
def test_a_try_that_breaks_off_without_clearing_up_leaves_no_half_sound(uploaded, root, monkeypatch, place):
    made = uploaded()

    class Killed(BaseException):
        pass

    def dies(name):
        if name == place:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sounds, "failpoint", dies)
        patched.setattr(making, "remove_files", lambda place: None)
        with pytest.raises(Killed):
            make_sound(rendition_of(made).pk)
    left = made_files(root)
    assert bool(left) is (place == "media.sound_is_stored")
    rendition = ready(made)
    assert rendition.tries == 2
    assert made_files(root) == [rendition.file]
    assert not set(left) & set(made_files(root))


def test_a_deleted_sound_takes_what_was_made_along(uploaded, root):
    made = uploaded()
    ready(made)
    Document.objects.get(pk=made.pk).delete()
    jobs.run_pending()
    assert made_files(root) == []
