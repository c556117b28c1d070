"""Producers bring courses in through the admin."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from courses.enums import ImportState
from courses.importers import uploads
from courses.models import Course, CourseImport, LessonPage
from kit import clock
from kit.jobs import run_pending
from tests.courses.importers.packages import BOOK
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B11")]


def package(files=BOOK, name="book.zip"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, out.getvalue())


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def producer():
    return UserFactory(roles=[Role.PRODUCER])


def hand_over(client, upload):
    answer = client.post(reverse("bring_course_in"), {"package": upload})
    assert answer.status_code == 302, answer.content[:500]
    return CourseImport.objects.latest("pk")


def test_from_upload_to_draft(producer):
    client = signed_in(producer)
    assert b"Bring a course in" in client.get(reverse("bring_course_in")).content
    received = hand_over(client, package())
    page = reverse("course_import", args=[received.public_id])
    assert b'http-equiv="refresh"' in client.get(page).content
    run_pending()
    received.refresh_from_db()
    assert (received.state, received.title) == (ImportState.CHECKED, "A book")
    assert not Course.objects.exists()
    assert b"Bring it in" in client.get(page).content
    client.post(reverse("course_import_start", args=[received.public_id]))
    client.post(reverse("course_import_start", args=[received.public_id]))
    run_pending()
    received.refresh_from_db()
    assert received.state == ImportState.DONE
    assert received.course.owner == producer
    assert LessonPage.objects.count() == 3
    assert not received.package
    report = client.get(reverse("course_import_report", args=[received.public_id])).json()
    assert report["elements"] == report["taken"] + report["adapted"] + report["left_out"] == len(report["items"])
    assert b"Open the course" in client.get(page).content


def test_the_same_package_again_updates_the_same_course(producer):
    client = signed_in(producer)
    for _time in range(2):
        received = hand_over(client, package())
        run_pending()
        client.post(reverse("course_import_start", args=[received.public_id]))
        run_pending()
    assert Course.objects.count() == 1
    assert CourseImport.objects.filter(state=ImportState.DONE).count() == 2


def test_a_refused_package_says_why_and_is_forgotten(producer):
    client = signed_in(producer)
    received = hand_over(client, package({"../evil.md": "x"}))
    place = received.package.path
    run_pending()
    received.refresh_from_db()
    assert received.state == ImportState.REFUSED
    assert "outside" in received.refusal
    assert received.refusal.encode() in client.get(reverse("course_import", args=[received.public_id])).content.replace(
        b"&#x27;", b"'"
    )
    with pytest.raises(FileNotFoundError):
        open(place)  # noqa: PTH123, SIM115 - asks only whether it is there
    client.post(reverse("course_import_start", args=[received.public_id]))
    run_pending()
    assert not Course.objects.exists()


def test_only_archives_of_bearable_size_are_taken(producer, settings):
    client = signed_in(producer)
    assert b"zip or a tar.gz" in client.post(reverse("bring_course_in"), {"package": package(name="x.exe")}).content
    settings.COURSE_IMPORT_UPLOAD_BYTES = 100
    assert b"larger than" in client.post(reverse("bring_course_in"), {"package": package()}).content
    assert not CourseImport.objects.exists()


def test_uploads_are_limited(producer):
    for _time in range(uploads.UPLOADS_AN_HOUR):
        uploads.receive_package(producer, package())
    answer = signed_in(producer).post(reverse("bring_course_in"), {"package": package()})
    assert b"Too many requests" in answer.content
    assert CourseImport.objects.count() == uploads.UPLOADS_AN_HOUR


def test_imports_belong_to_their_producer(producer):
    received = uploads.receive_package(producer, package())
    for stranger in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        client = signed_in(stranger)
        for name in ("course_import", "course_import_report"):
            assert client.get(reverse(name, args=[received.public_id])).status_code == 404
        for name in ("course_import_start", "course_import_discard"):
            assert client.post(reverse(name, args=[received.public_id])).status_code == 404
    assert signed_in(UserFactory(roles=[Role.REVIEWER])).get(reverse("bring_course_in")).status_code == 404
    received.refresh_from_db()
    assert received.state == ImportState.WAITING


def test_packages_are_thrown_away(producer):
    client = signed_in(producer)
    received = hand_over(client, package())
    client.post(reverse("course_import_discard", args=[received.public_id]))
    assert not CourseImport.objects.exists()
    old, fresh = (uploads.receive_package(producer, package()) for _time in range(2))
    CourseImport.objects.filter(pk=old.pk).update(created_at=clock.now() - uploads.KEPT * 2)
    uploads.purge_packages()
    assert list(CourseImport.objects.all()) == [fresh]


@pytest.mark.parametrize(("state", "job"), [("waiting", "courses.check_import"), ("running", "courses.run_import")])
def test_a_job_that_failed_for_good_is_not_waited_for(producer, state, job):
    received = hand_over(signed_in(producer), package())
    if state == "running":
        run_pending()
        received.refresh_from_db()
        uploads.start_import(received)
    with clock.held_at(clock.now() + timedelta(minutes=6)):
        assert uploads.give_up_abandoned() == 0, "its job still waits"
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = %s", [job])
        assert uploads.give_up_abandoned() == 1
        assert uploads.give_up_abandoned() == 0
    received.refresh_from_db()
    assert received.state == ImportState.REFUSED
    assert not Course.objects.exists()
    shown = signed_in(producer).get(reverse("course_import", args=[received.public_id])).content
    assert b"failed on our side" in shown
    assert b'http-equiv="refresh"' not in shown
