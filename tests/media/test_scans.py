"""How files come to be looked at by the virus scanner: in the background, again and again until it answers."""

from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.enums import Role
from kit import clock, jobs
from kit.errors import NotAllowed
from media.enums import MakingState, ScanFailure, ScanState
from media.models import Scan, Stream
from media.operations import scans, sounds
from media.operations.making import begin
from media.operations.scans import order_scan, release_file, scan_again, scan_files, scan_what_is_due
from media.operations.streams import sweep_streams
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory
from tests.fakes.clamd import Clamd
from tests.media.conftest import infected, is_served, new_producer, state_of, text
from tests.media.sounds import tone

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


@contextmanager
def later(**time):
    with clock.held_at(clock.now() + timedelta(**time)):
        yield


@pytest.mark.parametrize(
    ("factory", "edit"),
    [
        (ImageFactory, "/admin/images/{}/"),
        (DocumentFactory, "/admin/documents/edit/{}/"),
        (VideoFactory, "/admin/videos/edit/{}/"),
    ],
)
def test_the_editor_says_that_a_file_is_being_looked_at(scanner, client, run_jobs, factory, edit):
    owner = new_producer()
    medium = factory(uploaded_by_user=owner)
    client.force_login(owner)
    words = "This file is being looked at for viruses."
    address = edit.format(medium.pk)
    assert words in client.get(address).content.decode()
    assert "did not answer yet" not in client.get(address).content.decode()
    scanner.answer = b"nonsense\0"
    run_jobs()
    assert "did not answer yet" in client.get(address).content.decode()
    scanner.answer = None
    with later(minutes=2):
        scan_files()
    assert words not in client.get(address).content.decode()


def test_no_stream_is_made_of_a_film_before_it_is_clean(scanner, settings, monkeypatch):
    settings.MEDIA_STREAMS = True
    begun = []
    monkeypatch.setattr("media.tasks.streams.make_stream", begun.append)
    scanner.answer = b"nonsense\0"
    film = VideoFactory()
    stream = Stream.objects.get(film=film)
    jobs.run_pending()
    assert (begun, begin(Stream, stream.pk), sweep_streams()) == ([], None, 0)
    scanner.answer = None
    with later(minutes=2):
        scan_what_is_due()
        jobs.run_pending()
    assert begun == [stream.pk]
    assert begin(Stream, stream.pk).tries == 1


def test_no_sound_is_made_ready_before_it_is_clean(scanner, settings, client):
    settings.MEDIA_STREAMS, settings.MEDIA_WORK_DIR = True, settings.MEDIA_ROOT / "work"
    scanner.answer = b"nonsense\0"
    owner = new_producer()
    sound = DocumentFactory(file=ContentFile(tone(-30), name="drone.wav"), uploaded_by_user=owner)
    rendition = sound.sound_renditions.get()
    jobs.run_pending()
    sounds.make_sound(rendition.pk)
    rendition.refresh_from_db()
    assert (rendition.state, rendition.tries, sounds.sweep_sounds()) == (MakingState.WAITING, 0, 0)
    assert not jobs.is_under_way(sounds.MAKE, soundrendition_id=rendition.pk)
    client.force_login(owner)
    address = f"/admin/documents/edit/{sound.pk}/"
    assert "<making-state" not in client.get(address).content.decode()
    scanner.answer = None
    with later(minutes=2):
        scan_what_is_due()
        jobs.run_pending()
    rendition.refresh_from_db()
    assert (rendition.state, rendition.tries) == (MakingState.READY, 1)
    assert "<making-state" in client.get(address).content.decode()


def test_saving_what_is_known_asks_for_nothing_anew(scanner, run_jobs):
    document = text()
    run_jobs()
    document.title = "Another"
    document.save()
    assert not jobs.is_under_way(scans.SCAN)
    assert (state_of(document), len(scanner.seen)) == (ScanState.CLEAN, 1)


@pytest.fixture(params=["answer", "silence", "nobody"])
def useless_scanner(request, scanner, settings, monkeypatch):
    monkeypatch.setattr("media.gateways.clamd.SILENCE_SECONDS", 0.2)
    if request.param == "answer":
        scanner.answer = b"stream: Can't open file or directory ERROR\0"
    elif request.param == "silence":
        scanner.is_silent = True
    else:
        settings.CLAMD_ADDRESS = "127.0.0.1:9"


@pytest.mark.usefixtures("useless_scanner")
def test_a_scanner_that_says_nothing_of_use_is_asked_again_with_growing_pauses(client, run_jobs):
    document = text()
    run_jobs()
    first = Scan.objects.get()
    assert (first.state, first.tries, is_served(document, client)) == (ScanState.WAITING, 1, False)
    assert first.problem.startswith("The scanner ")
    scan_what_is_due()
    assert run_jobs() == 0
    with later(seconds=31):
        scan_what_is_due()
        assert run_jobs() == 1
        second = Scan.objects.get()
        assert (second.tries, second.due_at - clock.now()) == (2, timedelta(seconds=60))
    Scan.objects.update(tries=50)
    with later(hours=1):
        scan_files()
        assert Scan.objects.get().due_at - clock.now() == timedelta(minutes=30)


def test_a_silent_scanner_is_not_asked_about_every_file(scanner, run_jobs):
    scanner.answer = b"nonsense\0"
    for _file in range(5):
        text()
    Scan.objects.update(due_at=clock.now())
    scan_files()
    assert (len(scanner.seen), sum(Scan.objects.values_list("tries", flat=True))) == (1, 1)


def test_others_have_their_turn_between_many_files(scanner, monkeypatch, run_jobs):
    monkeypatch.setattr(scans, "TURN_SECONDS", 0)
    media = [text(b"Words %d.\n" % number) for number in range(3)]
    run_jobs()
    assert {state_of(medium) for medium in media} == {ScanState.CLEAN}


def test_a_lost_job_is_begun_anew(scanner, run_jobs):
    document = text()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    scan_what_is_due()
    scan_what_is_due()
    assert run_jobs() == 1
    assert state_of(document) == ScanState.CLEAN


def test_the_command_looks_at_all_files_at_once(place, settings, client):
    document, bad = text(), infected()
    with pytest.raises(CommandError, match="set CLAMD_ADDRESS"):
        call_command("scan_media")
    with Clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        said = StringIO()
        call_command("scan_media", stdout=said)
        assert f"{bad.file.name}: Eicar-Test-Signature" in said.getvalue()
        assert "Looked at 2 files; 1 in all are held back." in said.getvalue()
        assert (is_served(document, client), is_served(bad, client)) == (True, False)
        call_command("scan_media", stdout=said)
        assert "Looked at 0 files; 1 in all are held back." in said.getvalue()
        text(b"More.\n")
    with pytest.raises(CommandError, match=r"0 of 1 files were looked at\. The scanner cannot be reached"):
        call_command("scan_media")


def test_what_the_scanner_cannot_look_at_is_let_through_by_administrators_alone(scanner, client, run_jobs):
    scanner.largest = 3
    document = text()
    run_jobs()
    scan = Scan.objects.get()
    assert (scan.state, scan.failure) == (ScanState.FAILED, ScanFailure.TOO_LARGE)
    assert not is_served(document, client)
    producer = new_producer()
    for person in (producer, UserFactory(roles=[Role.REVIEWER])):
        client.force_login(person)
        for verb in ("again", "release"):
            client.post(f"/admin/media/scans/{scan.pk}/{verb}/")
        assert "words" not in client.get("/admin/media/scans/").content.decode()
    assert state_of(document) == ScanState.FAILED
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    page = client.get("/admin/media/scans/").content.decode()
    assert document.title in page
    assert "too large for the virus scanner" in page
    assert client.post(f"/admin/media/scans/{scan.pk}/release/").status_code == 302
    assert (state_of(document), is_served(document, client)) == (ScanState.RELEASED, True)
    assert document.title not in client.get("/admin/media/scans/").content.decode()


def test_what_is_infected_is_let_through_by_nobody(scanner, client, run_jobs):
    document = infected()
    run_jobs()
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    scan = Scan.objects.get()
    page = client.get("/admin/media/scans/").content.decode()
    assert "Eicar-Test-Signature" in page
    assert f"scans/{scan.pk}/release/" not in page
    refused = client.post(f"/admin/media/scans/{scan.pk}/release/", follow=True).content.decode()
    assert "Only what the scanner cannot look at is let through by hand." in refused
    assert (state_of(document), is_served(document, client)) == (ScanState.INFECTED, False)


def test_administrators_have_a_file_looked_at_again(scanner, client, run_jobs):
    scanner.answer = b"stream: False.Alarm FOUND\0"
    document = text()
    run_jobs()
    scan = Scan.objects.get()
    scanner.answer = None
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "Virus scans" in client.get("/admin/").content.decode()
    assert client.post(f"/admin/media/scans/{scan.pk}/again/").status_code == 302
    assert (state_of(document), is_served(document, client)) == (ScanState.WAITING, False)
    run_jobs()
    assert (state_of(document), is_served(document, client)) == (ScanState.CLEAN, True)


def test_a_file_that_is_not_there_cannot_be_looked_at(scanner, run_jobs):
    document = text()
    default_storage.delete(document.file.name)
    run_jobs()
    scan = Scan.objects.get()
    assert (scan.state, scan.failure) == (ScanState.FAILED, ScanFailure.GONE)


def test_asking_for_no_file_is_nothing(scanner):
    order_scan("")
    assert not Scan.objects.exists()


def test_a_verdict_stands_once_it_was_given(scanner, run_jobs):
    text()
    run_jobs()
    scan = Scan.objects.get()
    scans.end(scan, ScanState.INFECTED, signature="Late")
    assert Scan.objects.get().state == ScanState.CLEAN
    with pytest.raises(scans.NothingToDecide):
        release_file(scan, actor=UserFactory(roles=[Role.ADMINISTRATOR]))


def test_who_dies_after_asking_leaves_the_file_waiting(scanner, client, monkeypatch):
    document = text()

    class Killed(BaseException):
        pass

    def dies(name):
        assert name == "media.file_is_looked_at"
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(scans, "failpoint", dies)
        with pytest.raises(Killed):
            scan_files()
    assert (state_of(document), is_served(document, client)) == (ScanState.WAITING, False)
    scan_files()
    assert is_served(document, client)


def test_a_storage_that_is_silent_is_asked_again(scanner, monkeypatch):
    document = text()

    def refuses(*_given):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "open", refuses)
        scan_files()
    assert (state_of(document), Scan.objects.get().problem) == (ScanState.WAITING, "[Errno 5] Input/output error")
    with later(minutes=1):
        scan_files()
    assert state_of(document) == ScanState.CLEAN


def test_only_administrators_decide_whatever_the_door(scanner, run_jobs):
    scanner.largest = 3
    document = text()
    run_jobs()
    for decide in (release_file, scan_again):
        with pytest.raises(NotAllowed):
            decide(Scan.objects.get(), actor=new_producer())
    assert state_of(document) == ScanState.FAILED
