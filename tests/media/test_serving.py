"""Signed addresses open one file for a short while, with ranges and safe headers; nothing else opens anything."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.permissions import policy_registry

from accounts.enums import Role
from courses.enums import AuthorState, EnrolmentState, LessonAccess
from courses.models import CourseAuthor, Enrolment, LessonDocument
from frontend_api.v1.media.views import PUBLIC
from kit import clock
from media import gates
from media.access import signing
from media.access.addresses import address_for
from media.access.policy import OwnMediaPolicy
from media.models import Document, Image, Video
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-F6", "fault-Z7", "req-J5")]


@pytest.fixture
def document():
    return DocumentFactory(title='Plan "A" für\r\nalle', name="plan.pdf")


def body(response):
    return b"".join(response.streaming_content)


def address(medium, **options):
    return signing.sign(medium.file.name, content_type=medium.content_type, filename=medium.filename, **options)


def test_a_signed_address_serves_the_file_with_safe_headers(client, document):
    response = client.get(address(document))
    assert response.status_code == 200
    assert body(response) == document.file.open("rb").read()
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert "\r" not in disposition
    assert "\n" not in disposition


def test_public_files_are_cached_for_ever(client):
    image = ImageFactory(is_public=True)
    response = client.get(address(image, public=True))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-4", 206, slice(0, 5)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-999999", 206, slice(0, None)),
        ("bytes=5-2", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
        ("words", 200, slice(0, None)),
    ],
)
def test_ranges(client, asked, status, span):
    video = VideoFactory()
    whole = video.file.open("rb").read()
    response = client.get(address(video), headers={"Range": asked})
    assert response.status_code == status
    assert body(response) == whole[span]
    assert int(response["Content-Length"]) == len(whole[span])


def test_a_range_beyond_the_end_is_refused(client, document):
    response = client.get(address(document), headers={"Range": "bytes=100000-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{document.file.size}"


def test_an_address_ends_after_five_minutes(client, document, monkeypatch):
    signed = address(document)
    later = clock.now() + timedelta(seconds=signing.LIFETIME + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(signed).status_code == 404


def test_an_address_ends_with_the_access_that_it_was_given_for(client):
    owner, learner = UserFactory(roles=[Role.PRODUCER]), UserFactory()
    course = live_course(owner=owner)
    document = DocumentFactory(uploaded_by_user=owner)
    shown = LessonDocument.objects.filter(lesson=course.lessons[-1])
    shown.update(body=f'{{"url": "/api/v1/media/{document.public_id}"}}')
    learner_of(course.course, learner)
    now = clock.now()
    # At the beginning of a step, so that the address itself lives for five minutes.
    now -= timedelta(seconds=now.timestamp() % signing.STEP)
    with time_machine.travel(now, tick=False):
        url = address_for(learner, document).url
        assert client.get(url).status_code == 200
        Enrolment.objects.filter(learner=learner).update(state=EnrolmentState.ENDED, ended_at=now)
    with time_machine.travel(now + timedelta(seconds=31), tick=False):
        assert client.get(url).status_code == 404
        own = address_for(owner, document).url
        assert client.get(own).status_code == 200
    with time_machine.travel(now + timedelta(seconds=62), tick=False):
        assert client.get(own).status_code == 200
        document.delete()
    with time_machine.travel(now + timedelta(seconds=93), tick=False):
        assert client.get(own).status_code == 404


def test_the_address_of_an_open_lesson_is_for_nobody_in_particular(client):
    owner = UserFactory(roles=[Role.PRODUCER])
    course = live_course(owner=owner)
    document = DocumentFactory(uploaded_by_user=owner)
    shown = LessonDocument.objects.filter(lesson=course.lessons[0])
    shown.update(body=f'{{"url": "/api/v1/media/{document.public_id}"}}')
    url = address_for(AnonymousUser(), document).url
    cache.clear()
    assert client.get(url).status_code == 200
    shown.update(access=LessonAccess.ENROLLED)
    cache.clear()
    assert client.get(url).status_code == 404


def test_a_public_address_outlives_every_answer_that_leads_to_it(client, monkeypatch):
    image = ImageFactory(is_public=True)
    longest = sum(int(seconds) for seconds in re.findall(r"=(\d+)", PUBLIC))
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for hours in (0, 23.999):
        now = midnight + timedelta(hours=hours)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        signed = address(image, public=True)
        assert signed == address(image, public=True)
        monkeypatch.setattr(clock, "now", lambda now=now: now + timedelta(seconds=longest))
        assert client.get(signed).status_code == 200
        monkeypatch.setattr(clock, "now", lambda now=now: now + timedelta(seconds=signing.PUBLIC_LIFETIME + 1))
        assert client.get(signed).status_code == 404


@pytest.mark.parametrize("forge", [lambda it: it[:-1], lambda it: it + "x", lambda it: it.replace(":", ":A", 1)])
def test_a_forged_address_opens_nothing(client, document, forge):
    assert client.get(forge(address(document))).status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd", "documents/absent.pdf", "documents", "\0"])
def test_an_address_of_no_file_opens_nothing(client, name):
    assert client.get(signing.sign(name)).status_code == 404


def test_plain_paths_of_files_open_nothing(client, document):
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert default_storage.exists(document.file.name)


def test_private_files_are_for_the_owner_and_administrators():
    owner = UserFactory(roles=[Role.PRODUCER])
    document = DocumentFactory(uploaded_by_user=owner)
    assert gates.may_fetch(owner, document)
    assert gates.may_fetch(UserFactory(roles=[Role.ADMINISTRATOR]), document)
    for person in (AnonymousUser(), UserFactory(), UserFactory(roles=[Role.PRODUCER])):
        assert not gates.may_fetch(person, document)


def test_public_files_are_for_everybody():
    assert gates.may_fetch(AnonymousUser(), DocumentFactory(is_public=True))


def test_writing_a_course_together_means_using_its_pictures_together():
    tree = course_tree()
    image = ImageFactory(uploaded_by_user=tree.owner)
    other = UserFactory(roles=[Role.PRODUCER])
    tree.page.thumbnail = image
    tree.page.save()
    assert not gates.may_fetch(other, image)
    CourseAuthor.objects.create(course=tree.course, person=other, state=AuthorState.ACCEPTED)
    assert gates.may_fetch(type(other).objects.get(pk=other.pk), image)
    assert gates.may_fetch(UserFactory(roles=[Role.REVIEWER]), image)
    assert not gates.may_fetch(UserFactory(roles=[Role.REVIEWER]), ImageFactory(uploaded_by_user=tree.owner))


def test_wagtails_own_serving_is_not_mounted(client):
    document = Document.objects.create(title="Plan", file=ContentFile(b"Words.", name="plan.txt"))
    assert client.get(f"/documents/{document.pk}/plan.txt").status_code == 404
    assert client.get(f"/images/{document.pk}/width-20/plan.png").status_code == 404


@pytest.mark.parametrize("model", [Image, Document, Video])
def test_our_policy_is_the_one_that_wagtail_asks(model):
    assert isinstance(policy_registry.get_by_type(model), OwnMediaPolicy)
