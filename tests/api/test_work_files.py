"""Files of work: sent in parts by learners, seen by them and those who mark, and by nobody else."""

import json
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.models import HandIn, HandInFile
from courses.operations.marking import give_back
from media.models import Document, Upload, Video
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.media import VideoFactory, file_bytes
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]

FILM, SOUND, PAPER = "turn.mp4", "scale.mp3", "bars.pdf"


@pytest.fixture(autouse=True)
def small_parts(settings):
    settings.MEDIA_PART_BYTES = 1024


@pytest.fixture
def made():
    return course_with_assignment(takes_files=True, takes_sound=True, takes_video=True, most_files=2)


def address(made, end=""):
    lesson = made[0].tree.lessons[0].lesson
    return f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}{end}"


def content_of(name):
    return file_bytes(name) + b"\0" * 3000


def begin(client, name=FILM, content=None):
    content = content_of(name) if content is None else content
    kind = "video" if name.endswith(("mp4", "webm")) else "document"
    claim = {"name": name, "size": len(content), "modified": 7, "content_type": "", "kind": kind}
    return client.post("/api/v1/me/uploads", claim)


def send_parts(client, upload, content):
    size = upload["part_size"]
    for number in range(1, upload["part_count"] + 1):
        place = client.post(f"/api/v1/me/uploads/{upload['id']}/parts/{number}").json()["address"]
        piece = content[(number - 1) * size : number * size]
        answer = client.put(place, piece, content_type="application/octet-stream")
        assert answer.status_code == 204, answer.content


def sent(client, name=FILM, content=None):
    content = content_of(name) if content is None else content
    upload = begin(client, name, content).json()
    send_parts(client, upload, content)
    return upload["id"]


def attach(client, made, upload, number=1):
    return client.post(address(made, "/files"), {"number": number, "upload": upload})


def reason(answer):
    return answer.json()["error"]["details"]["reason"]


def test_a_film_a_learner_sends_is_handed_in_and_looked_at_by_the_teacher(made, signed_in):
    learner = learner_of(made[0].course)
    client = signed_in(learner)
    upload = sent(client)
    found = attach(client, made, upload).json()
    (file,) = found["rounds"][0]["files"]
    assert (file["kind"], file["name"], file["file_size"]) == ("video", FILM, len(content_of(FILM)))
    assert attach(client, made, upload).json()["rounds"][0]["files"] == [file]
    film = Video.objects.get()
    assert (film.uploaded_by_user, film.is_handed_in, film.is_public) == (learner, True, False)
    done = client.post(address(made, "/hand-in"), {"number": 1, "edition": 0, "text": ""}).json()
    assert (done["rounds"][0]["state"], len(done["rounds"][0]["files"])) == ("handed_in", 1)
    one = HandIn.objects.get()
    teacher = Client()
    teacher.force_login(made[0].tree.owner)
    page = teacher.get(reverse("mark_hand_in", args=[one.public_id])).content.decode()
    assert FILM in page
    assert reverse("media_fetch", args=[film.public_id]) in page


def test_who_fetches_a_file(made, signed_in):
    learner = learner_of(made[0].course)
    client = signed_in(learner)
    attach(client, made, sent(client))
    film = Video.objects.get()
    fetch = f"/api/v1/media/{film.public_id}"
    other_learner, stranger = learner_of(made[0].course), UserFactory(roles=[Role.PRODUCER])
    teacher, reviewer = made[0].tree.owner, made[0].reviewer
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])

    def may(*people):
        return [signed_in(person).get(fetch).status_code for person in people]

    # A draft is the learner's alone; administrators see all files.
    assert may(learner, administrator) == [302, 302]
    assert may(teacher, other_learner, stranger, reviewer) == [404, 404, 404, 404]
    client.post(address(made, "/hand-in"), {"number": 1, "edition": 0, "text": ""})
    assert may(learner, teacher, administrator) == [302, 302, 302]
    assert may(other_learner, stranger, reviewer) == [404, 404, 404]
    assert Client().get(fetch).status_code == 404


def test_handed_in_files_are_in_no_library(made, signed_in):
    """Also of somebody who writes courses of their own: they could publish or delete what a teacher looks at."""
    learner = learner_of(made[0].course, UserFactory(roles=[Role.PRODUCER]))
    client = signed_in(learner)
    attach(client, made, sent(client))
    attach(client, made, sent(client, PAPER))
    film, paper = Video.objects.get(), Document.objects.get()
    for person in (learner, UserFactory(roles=[Role.ADMINISTRATOR])):
        admin = Client()
        admin.force_login(person)
        assert FILM not in admin.get(reverse("videos:index")).content.decode()
        assert FILM not in admin.get(reverse("video_chooser:choose")).content.decode()
        assert PAPER not in admin.get(reverse("wagtaildocs:index")).content.decode()
        assert admin.post(reverse("videos:delete", args=[film.pk])).status_code in {302, 403, 404}
        admin.post(reverse("wagtaildocs:delete", args=[paper.pk]))
    assert (Video.objects.count(), Document.objects.count()) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Video.objects.update(is_public=True)


@pytest.mark.parametrize("name", [SOUND, PAPER])
def test_sounds_and_papers_go_the_same_way(made, signed_in, name):
    client = signed_in(learner_of(made[0].course))
    (file,) = attach(client, made, sent(client, name)).json()["rounds"][0]["files"]
    assert (file["kind"], file["name"]) == ("sound" if name == SOUND else "files", name)
    client.delete(address(made, f"/files/{file['id']}"))
    assert not Document.objects.exists()
    assert client.delete(address(made, f"/files/{file['id']}")).json()["rounds"][0]["files"] == []


def test_no_more_and_no_others_than_are_asked_for(made, signed_in):
    learner = learner_of(made[0].course)
    client = signed_in(learner)
    for name in (FILM, SOUND):
        attach(client, made, sent(client, name))
    refused = attach(client, made, sent(client, PAPER))
    assert (refused.status_code, reason(refused)) == (409, "too_many_files")
    texts = course_with_assignment(title="Words alone")
    learner_of(texts[0].course, learner)
    refused = attach(client, texts, sent(client, "other.mp4", content_of(FILM) + b"1"))
    assert (refused.status_code, reason(refused)) == (409, "kind_not_taken")
    assert (HandInFile.objects.count(), Document.objects.count()) == (2, 1)


def test_what_was_handed_in_keeps_its_files(made, signed_in):
    client = signed_in(learner_of(made[0].course))
    (file,) = attach(client, made, sent(client)).json()["rounds"][0]["files"]
    other = sent(client, PAPER)
    client.post(address(made, "/hand-in"), {"number": 1, "edition": 0, "text": ""})
    assert reason(client.delete(address(made, f"/files/{file['id']}"))) == "hand_in_waits"
    assert reason(attach(client, made, other)) == "hand_in_waits"
    for change in (HandInFile.objects.all().delete, lambda: HandInFile.objects.update(added_at="2020-01-01T00:00Z")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    give_back(
        HandIn.objects.get(),
        is_accepted=False,
        marks={},
        points=None,
        feedback="Again.",
        actor=made[0].tree.owner,
    )
    # The next round takes a file of its own, not one of the round before.
    again = attach(client, made, other, number=2).json()
    assert [len(one["files"]) for one in again["rounds"]] == [1, 1]


def test_another_persons_uploads_and_films_are_out_of_reach(made, signed_in):
    first, second = signed_in(learner_of(made[0].course)), signed_in(learner_of(made[0].course))
    upload = sent(first)
    assert attach(second, made, upload).status_code == 404
    assert second.get(f"/api/v1/me/uploads/{upload}").status_code == 404
    assert second.delete(f"/api/v1/me/uploads/{upload}").status_code == 404
    assert second.post(f"/api/v1/me/uploads/{upload}/parts/1").status_code == 404
    assert (
        second.put(f"/api/v1/me/uploads/{upload}/parts/1", b"x", content_type="application/octet-stream").status_code
        == 404
    )
    assert attach(first, made, str(uuid.uuid4())).status_code == 404
    assert begin(signed_in(UserFactory())).status_code == 404
    assert Upload.objects.count() == 1


def test_a_film_of_ones_library_does_not_become_work(made, signed_in):
    """An upload whose film was taken over already: that stays where it is."""
    learner = learner_of(made[0].course, UserFactory(roles=[Role.PRODUCER]))
    client = signed_in(learner)
    upload = sent(client)
    film = VideoFactory(uploaded_by_user=learner)
    Upload.objects.update(state="complete", film=film)
    assert attach(client, made, upload).status_code == 404
    film.refresh_from_db()
    assert not film.is_handed_in
    assert not HandInFile.objects.exists()


def test_what_is_not_what_it_says_is_refused_and_gone(made, signed_in):
    client = signed_in(learner_of(made[0].course))
    upload = sent(client, FILM, b"<html><script>alert(1)</script>" + b" " * 3000)
    refused = attach(client, made, upload)
    assert refused.status_code == 422
    assert begin(client, "page.html").status_code == 422
    unfinished = begin(client, SOUND).json()["id"]
    assert reason(attach(client, made, unfinished)) == "parts_missing"
    assert not Video.objects.exists()
    assert not HandIn.objects.filter(files__isnull=False).exists()


def test_parts_have_their_length_and_the_room_is_limited(made, signed_in, settings):
    client = signed_in(learner_of(made[0].course))
    upload = begin(client).json()
    part = f"/api/v1/me/uploads/{upload['id']}/parts"
    for number, piece in ((1, b"short"), (99, b"x"), (1, b"x" * 5000), ("one", b"x"), ("9" * 30, b"x")):
        assert client.put(f"{part}/{number}", piece, content_type="application/octet-stream").status_code == 409
    damaged = client.put(
        f"{part}/1", b"x" * 1024, content_type="application/octet-stream", headers={"X-Part-SHA256": "0" * 64}
    )
    assert reason(damaged) == "part_damaged"
    assert client.get(f"/api/v1/me/uploads/{upload['id']}").json()["parts"] == []
    settings.MEDIA_HAND_IN_QUOTA_BYTES = 5000
    assert reason(begin(client, SOUND)) == "quota_spent"
    assert client.delete(f"/api/v1/me/uploads/{upload['id']}").status_code == 204
    assert begin(client, SOUND).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"kind": "image"}, {"size": 0}, {"size": 2**60}, {"name": ""}, {"modified": -1}, {"name": "a" * 256}],
    ids=lambda change: json.dumps(change)[:24],
)
def test_claims_that_make_no_sense_are_refused(made, signed_in, change):
    client = signed_in(learner_of(made[0].course))
    claim = {"name": FILM, "size": 4000, "modified": 7, "content_type": "", "kind": "video", **change}
    assert client.post("/api/v1/me/uploads", claim).status_code == 422
    assert not Upload.objects.exists()
