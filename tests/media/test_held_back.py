"""What the virus scanner has not called clean is served to nobody, at any door; without a scanner nothing changes."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.enums import Role
from kit import jobs
from media.access import signing
from media.access.scanning import is_held_back
from media.enums import ScanState
from media.models import Document, Image, Scan, Video
from media.operations.scans import scan_again, scan_files, scan_what_is_due, sweep_scans
from tests.api.conftest import signed_in  # noqa: F401 - a fixture
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory, ready_sound, streamed_film
from tests.fakes.clamd import EICAR, Clamd
from tests.media.conftest import infected, is_served, new_producer, state_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


def test_without_a_scanner_nothing_is_asked_and_nothing_held_back(place, client):
    document = infected()
    assert is_served(document, client)
    signed = default_storage.url(document.file.name)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(signed).status_code == 200
    assert len(asked) == 0
    for work in (scan_files, scan_what_is_due, sweep_scans):
        work()
    assert (jobs.run_pending(), Scan.objects.count()) == (0, 0)


def test_a_clean_file_is_served_once_it_was_looked_at(scanner, client, run_jobs):
    document = text()
    assert (state_of(document), is_served(document, client)) == (ScanState.WAITING, False)
    run_jobs()
    assert (state_of(document), is_served(document, client)) == (ScanState.CLEAN, True)
    assert scanner.seen == [b"Words.\n"]


def test_looking_whether_a_file_passed_is_one_question(scanner, client, run_jobs):
    image = ImageFactory(is_public=True)
    run_jobs()
    for url in (default_storage.url(image.file.name), image.get_rendition("width-20").url):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) == 1


def test_an_infected_file_is_never_served_and_its_owner_hears_why(scanner, client, run_jobs):
    owner, administrator = new_producer(), UserFactory(roles=[Role.ADMINISTRATOR])
    document = infected(uploaded_by_user=owner, title="Plan")
    run_jobs()
    assert (state_of(document), is_served(document, client)) == (ScanState.INFECTED, False)
    for person, page in ((owner, f"/admin/documents/edit/{document.pk}/"), (administrator, "/admin/media/scans/")):
        notice = person.notices.get(kind="courses.file_infected")
        assert notice.title == "A virus was found in “Plan”"
        assert "Eicar-Test-Signature" in notice.body
        assert notice.url.endswith(page)
    for person in (owner, administrator):
        client.force_login(person)
        page = client.get(f"/admin/documents/edit/{document.pk}/").content.decode()
        assert "A virus was found in this file: Eicar-Test-Signature." in page
        assert client.get(f"/admin/media/{document.public_id}/").status_code == 404


def test_a_picture_is_held_back_in_every_size(scanner, client, run_jobs):
    owner = new_producer()
    image = ImageFactory(is_public=True, uploaded_by_user=owner)
    rendition = image.get_rendition("width-20")
    client.force_login(owner)
    preview = f"/admin/images/{image.pk}/preview/width-20/"
    addresses = [rendition.url, default_storage.url(image.file.name), preview]
    assert [client.get(one).status_code for one in addresses] == [404] * 3
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=320").status_code == 404
    run_jobs()
    assert [client.get(one).status_code for one in addresses] == [200] * 3
    assert APIClient().get(f"/api/v1/media/{image.public_id}?width=320").status_code == 302


def test_a_film_is_held_back_in_every_piece(place, settings, client, signed_in, run_jobs):  # noqa: F811
    film = streamed_film(uploaded_by_user=UserFactory())
    stream = film.streams.get()
    owner = signed_in(film.uploaded_by_user)
    base = f"/api/v1/media/{film.public_id}"
    doors = [f"{base}/stream{one}" for one in (".m3u8", "/240p.m3u8", "/240p.mp4", "/thumbnails.jpg")] + [base]
    pieces = [signing.sign(one) for one in (stream.rungs.get().file, stream.thumbnails, film.file.name)]

    def answers():
        cache.clear()
        return {owner.get(one).status_code // 100 for one in doors}, {client.get(one).status_code for one in pieces}

    assert answers() == ({2, 3}, {200})
    with Clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert answers() == ({4}, {404})
        sweep_scans()
        run_jobs()
        assert answers() == ({2, 3}, {200})
        scanner.answer = b"stream: Eicar-Test-Signature FOUND\0"
        scan_again(Scan.objects.get(file=film.file.name), actor=UserFactory(roles=[Role.ADMINISTRATOR]))
        run_jobs()
        assert answers() == ({4}, {404})


def test_a_sound_is_held_back_in_what_was_made_of_it(place, settings, client, signed_in, run_jobs):  # noqa: F811
    sound = ready_sound(uploaded_by_user=UserFactory())
    owner = signed_in(sound.uploaded_by_user)
    base = f"/api/v1/media/{sound.public_id}"
    doors = [base, f"{base}/sound.m4a", f"{base}/sound/peaks.json"]
    pieces = [signing.sign(one) for one in (sound.sound_renditions.get().file, sound.file.name)]

    def answers():
        cache.clear()
        return [owner.get(one).status_code for one in doors], {client.get(one).status_code for one in pieces}

    assert answers() == ([302, 302, 200], {200})
    with Clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert answers() == ([404] * 3, {404})
        sweep_scans()
        run_jobs()
        assert answers() == ([302, 302, 200], {200})
        scanner.answer = b"stream: Eicar-Test-Signature FOUND\0"
        scan_again(Scan.objects.get(file=sound.file.name), actor=UserFactory(roles=[Role.ADMINISTRATOR]))
        run_jobs()
        assert answers() == ([404] * 3, {404})


@pytest.mark.parametrize("medium", [Image, Document, Video])
def test_media_of_every_kind_are_looked_at(scanner, medium, run_jobs):
    made = {Image: ImageFactory, Document: DocumentFactory, Video: VideoFactory}[medium]()
    assert is_held_back(made.file.name)
    run_jobs()
    assert not is_held_back(made.file.name)
    assert len(scanner.seen) == 1


@pytest.mark.parametrize(
    "name", ["", "streams", "streams/x/1/240p.mp4", "sounds/x/1/sound.m4a", "images/none.png", "uploads/none"]
)
def test_what_nobody_knows_is_held_back(scanner, name):
    assert is_held_back(name)


def test_a_new_file_in_the_place_of_a_clean_one_is_looked_at_anew(scanner, client, run_jobs):
    document = text()
    run_jobs()
    clean = default_storage.url(document.file.name)
    assert is_served(document, client)
    document.file = ContentFile(EICAR, name="words.txt")
    document.save()
    assert (state_of(document), is_served(document, client)) == (ScanState.WAITING, False)
    run_jobs()
    assert (state_of(document), is_served(document, client)) == (ScanState.INFECTED, False)
    # The former file is of no medium: forgotten, and served no more.
    sweep_scans()
    assert client.get(clean).status_code == 404


def test_a_clean_file_in_the_place_of_an_infected_one_is_served(scanner, client, run_jobs):
    document = infected()
    run_jobs()
    document.file = ContentFile(b"Words.\n", name="words.txt")
    document.save()
    run_jobs()
    assert is_served(document, client)


def test_files_of_before_are_held_back_until_they_were_looked_at(place, settings, client, run_jobs):
    document, bad, image = text(), infected(), ImageFactory(is_public=True)
    with Clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert not any(is_served(one, client) for one in (document, bad, image))
        assert sweep_scans() == 3
        run_jobs()
        assert [is_served(one, client) for one in (document, bad, image)] == [True, False, True]
        assert (sweep_scans(), run_jobs()) == (0, 0)


def test_a_deleted_file_is_forgotten_and_a_shared_one_is_not(scanner, client, run_jobs):
    document = text()
    twin = Document.objects.create(title="Twin", file=document.file.name, is_public=True)
    run_jobs()
    document.delete()
    assert is_served(twin, client)
    twin.delete()
    assert not Scan.objects.exists()
