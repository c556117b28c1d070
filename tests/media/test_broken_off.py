"""Workers that are killed and storages that are cut off, in the midst of a film: no half stream is played or left."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from kit import clock, jobs
from media.enums import MakingState
from media.models import Image, Stream, StreamRung, Video
from media.operations import making, streams
from media.operations.making import LOCK, WORK, work_folder
from media.operations.orphans import STAYS_FOR, sweep_orphans
from media.operations.storing import store_video
from media.operations.streams import make_stream, sweep_streams
from tests.killing import kill_when_reached
from tests.media.conftest import files_below, new_producer
from tests.media.films import film
from tests.storefront.waiting import until

pytestmark = pytest.mark.covers("req-J5", "fault-F3")

# Where it is killed, at the how many-eth time: the film of the tests becomes one size, its sound and a sheet.
PLACES = [
    ("media.still_is_taken", 1),
    ("media.work_is_told_of", 1),
    ("media.work_is_told_of", 3),
    ("media.rungs_are_made", 1),
    *(("media.rung_is_stored", each) for each in (1, 2, 3)),
    ("media.stream_is_written", 1),
    ("media.stream_is_taken_over", 1),
]


@pytest.fixture(autouse=True)
def streaming(tmp_path, settings):
    settings.MEDIA_STREAMS = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_WORK_DIR = tmp_path / "work"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


def uploaded():
    return store_video(film(), name="waltz.mp4", title="Waltz", owner=new_producer())


def belonging():
    """All files that there should be: films, what is played of them, and pictures."""
    names = [*Video.objects.values_list("file", flat=True), *Image.objects.values_list("file", flat=True)]
    for stream in Stream.objects.filter(state=MakingState.READY):
        names += [stream.thumbnails, *stream.rungs.values_list("file", flat=True)]
    return sorted(names)


def made_in_the_end(streaming):
    """Let the worker go on, and sweep as it does at night."""
    with clock.held_at(clock.now() + timedelta(hours=1)):
        sweep_streams()
        jobs.run_pending()
    stream = Stream.objects.get()
    assert (stream.state, stream.percent) == (MakingState.READY, 100)
    assert StreamRung.objects.count() == 2
    sweep_orphans()
    with clock.held_at(clock.now() + STAYS_FOR + timedelta(minutes=1)):
        sweep_orphans()
    assert sorted(files_below(streaming)) == belonging()
    return stream


def grown_old(place):
    for folder in Path(place).iterdir():
        os.utime(folder, (time.time() - 3600,) * 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("place", "time_of"), PLACES)
def test_a_worker_that_is_killed_leaves_no_half_stream(streaming, settings, place, time_of):
    uploaded()
    stream = Stream.objects.get()
    kill_when_reached("tests.media.dying", stream.pk, settings.MEDIA_ROOT, place, time_of)
    over = place == "media.stream_is_taken_over"
    assert Stream.objects.played().exists() is StreamRung.objects.exists() is over
    # What it left on its own disk goes when the next film is worked on; ffmpeg went with it.
    assert len(list(settings.MEDIA_WORK_DIR.iterdir())) == 1
    grown_old(settings.MEDIA_WORK_DIR)
    until(lambda: not working_in(settings.MEDIA_WORK_DIR), "the end of its ffmpeg")
    made = made_in_the_end(streaming)
    assert made.tries == (1 if over else 2)
    with work_folder() as folder:
        assert list(settings.MEDIA_WORK_DIR.iterdir()) == [folder]


def working_in(place):
    """The programs that stand in a folder below `place`."""
    return [one for one in Path("/proc").glob("[0-9]*") if place in standing_in(one)]


def standing_in(process):
    """The folders above the one in which a process stands; none of one that is no more."""
    try:
        return (process / "cwd").readlink().parents
    except OSError:
        return ()


@pytest.mark.django_db
@pytest.mark.parametrize("cut_at", range(1, 11))
def test_a_storage_that_is_cut_off_leaves_no_half_stream(streaming, monkeypatch, cut_at):
    """At each of its first ten questions, and it stays away until the job is over."""
    uploaded()
    asked = []

    def cut(name):
        real = getattr(type(default_storage._wrapped), name)

        def ask(self, *words, **more):
            asked.append(name)
            if len(asked) >= cut_at:
                raise ConnectionError("the storage is away")
            return real(self, *words, **more)

        return ask

    with monkeypatch.context() as patched:
        for name in ("open", "save", "listdir", "delete", "exists", "path", "size"):
            patched.setattr(type(default_storage._wrapped), name, cut(name))
        try:
            make_stream(Stream.objects.get().pk)
        except ConnectionError:
            assert not Stream.objects.played().exists()
        else:
            assert len(asked) < cut_at
    made_in_the_end(streaming)


@pytest.mark.django_db
def test_a_folder_somebody_works_in_is_left_alone(settings):
    with work_folder() as mine:
        (mine / "film.mp4").write_bytes(b"half")
        grown_old(settings.MEDIA_WORK_DIR)
        with work_folder():
            assert (mine / "film.mp4").exists()
    left = settings.MEDIA_WORK_DIR / f"{WORK}left"
    left.mkdir()
    for name in (LOCK, "film.mp4"):
        (left / name).touch()
    with work_folder():
        # One that was made just now may be about to be locked.
        assert left.exists()
    grown_old(settings.MEDIA_WORK_DIR)
    with work_folder():
        assert not left.exists()


@pytest.mark.django_db
def test_what_else_lies_beside_the_work_stops_nobody(settings):
    settings.MEDIA_WORK_DIR.mkdir()
    others = [settings.MEDIA_WORK_DIR / "lost+found", settings.MEDIA_WORK_DIR / f"{WORK}file"]
    others[0].mkdir()
    others[1].touch()
    grown_old(settings.MEDIA_WORK_DIR)
    with work_folder() as folder:
        assert folder.exists()
    assert others[0].exists()


@pytest.mark.django_db
def test_what_was_taken_over_stays_whatever_is_heard_of_the_commit(streaming, monkeypatch):
    uploaded()

    def fails(name):
        if name == "media.stream_is_taken_over":
            raise ConnectionError("the answer to COMMIT was lost")

    monkeypatch.setattr(streams, "failpoint", fails)
    with pytest.raises(ConnectionError):
        make_stream(Stream.objects.get().pk)
    monkeypatch.undo()
    assert made_in_the_end(streaming).tries == 1


def test_without_a_lock_a_folder_is_abandoned(tmp_path):
    assert making.is_abandoned(tmp_path)
