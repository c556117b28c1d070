"""What teachers say aloud: kept at the desk, heard by the learner once the work is given back, and by nobody else."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.errors import MarkedMeanwhile
from assessments.models import HandInFile, SoundReply
from assessments.operations.hand_ins import Asked, Draft, give_back, hand_in, keep_draft
from assessments.operations.replies import MOST_REPLIES, reply_aloud
from courses.documents.assignments import assignment_in, joined_at
from kit.failpoints import hold
from media.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.media import VideoFactory, file_bytes
from tests.factories.published import learner_of
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


@pytest.fixture
def made():
    return course_with_assignment(UserFactory(roles=[Role.PRODUCER]), takes_video=True)


def handed_in(made, learner=None):
    learner = learner or learner_of(made[0].course)
    lesson = made[0].tree.lessons[0].lesson
    asked = Asked(assignment_in(lesson, made[1].public_id).brief, lesson.public_id, joined_at(learner, lesson))
    one = keep_draft(learner, asked, Draft(1, 0, "Mine"))
    film = VideoFactory(uploaded_by_user=learner, is_handed_in=True, title="turn.mp4")
    HandInFile.objects.create(hand_in=one, kind="video", film=film)
    return hand_in(learner, asked, Draft(1, 1, "Mine"))


def sound(name="reply.mp3", content=None):
    return SimpleUploadedFile(name, content or file_bytes(name), "audio/mpeg")


def at(person):
    client = Client()
    client.force_login(person)
    return client


def says(client, one, **said):
    return client.post(reverse("reply_aloud", args=[one.public_id]), {"sound": sound(), **said})


def accepted(one, teacher):
    return give_back(one, is_accepted=True, marks={}, points=Decimal(5), feedback="", actor=teacher)


def told(signed_in, made, learner):
    lesson = made[0].tree.lessons[0].lesson
    address = f"/api/v1/me/lessons/{lesson.public_id}/assignments/{made[1].public_id}"
    return signed_in(learner).get(address).json()["rounds"][0]["replies"]


def test_a_teacher_says_something_to_all_and_to_a_moment_and_the_learner_hears_it_once_it_is_given_back(
    made, signed_in
):
    one, teacher = handed_in(made), made[0].tree.owner
    film = one.files.get()
    says(at(teacher), one)
    says(at(teacher), one, file=str(film.public_id), at="1:05")
    whole, moment = SoundReply.objects.all()
    assert (whole.file, whole.at_ms, moment.file, moment.at_ms) == (None, None, film, 65_000)
    assert (moment.sound.is_handed_in, moment.sound.is_public, moment.sound.uploaded_by_user) == (True, False, teacher)
    page = at(teacher).get(reverse("mark_hand_in", args=[one.public_id])).content.decode()
    assert reverse("play_medium", args=[whole.sound.public_id]) in page
    assert "turn.mp4, 1:05" in page
    address = f"/api/v1/media/{moment.sound.public_id}"
    assert told(signed_in, made, one.learner) == []
    assert signed_in(one.learner).get(address).status_code == 404
    accepted(one, teacher)
    heard = told(signed_in, made, one.learner)
    assert [(reply["file"], reply["at_ms"]) for reply in heard] == [(None, None), (str(film.public_id), 65_000)]
    assert heard[1]["url"] == address
    assert signed_in(one.learner).get(address).status_code == 302
    for other in (learner_of(made[0].course), UserFactory(roles=[Role.PRODUCER]), made[0].reviewer):
        assert signed_in(other).get(address).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"sound": ""},
        {"sound": sound("page.mp3", b"<html><script>alert(1)</script>")},
        {"sound": sound("paper.pdf")},
        {"file": "nothing", "at": "0:01"},
        {"file": "film", "at": "soon"},
    ],
    ids=["nothing", "no sound", "a paper", "a file of nobody", "no moment"],
)
def test_what_is_no_reply_is_not_kept(made, said):
    one = handed_in(made)
    if said.get("file") == "film":
        said = {**said, "file": str(one.files.get().public_id)}
    said = {name: (value.seek(0), value)[1] if hasattr(value, "seek") else value for name, value in said.items()}
    assert says(at(made[0].tree.owner), one, **said).status_code == 302
    assert not SoundReply.objects.exists()
    assert not Document.objects.filter(is_handed_in=True).exists()


def test_what_is_too_much_for_the_teachers_room_or_one_round_is_refused(made, settings):
    one, teacher = handed_in(made), made[0].tree.owner
    settings.MEDIA_QUOTA_BYTES = 10
    page = (
        at(teacher).post(reverse("reply_aloud", args=[one.public_id]), {"sound": sound()}, follow=True).content.decode()
    )
    assert "Delete some first." in page
    assert not SoundReply.objects.exists()
    settings.MEDIA_QUOTA_BYTES = 10**9
    for _each in range(MOST_REPLIES + 1):
        says(at(teacher), one)
    assert SoundReply.objects.count() == MOST_REPLIES


def test_nobody_else_replies_and_taking_back_deletes_the_sound(made):
    one, teacher = handed_in(made), made[0].tree.owner
    for person in (one.learner, UserFactory(roles=[Role.PRODUCER]), made[0].reviewer):
        assert says(at(person), one).status_code in {302, 404}
    assert not SoundReply.objects.exists()
    says(at(teacher), one)
    reply = SoundReply.objects.get()
    address = reverse("take_reply_back", args=[one.public_id, reply.public_id])
    assert at(UserFactory(roles=[Role.PRODUCER])).post(address).status_code == 404
    for _each in range(2):
        at(teacher).post(address)
    assert not SoundReply.objects.exists()
    assert not Document.objects.filter(pk=reply.sound_id).exists()


def test_what_was_said_stays_once_it_is_given_back(made):
    one, teacher = handed_in(made), made[0].tree.owner
    says(at(teacher), one)
    reply = SoundReply.objects.get()
    accepted(one, teacher)
    with pytest.raises(MarkedMeanwhile):
        reply_aloud(one, sound(), actor=teacher)
    at(teacher).post(reverse("take_reply_back", args=[one.public_id, reply.public_id]))
    other = handed_in(made)
    for change in (
        lambda: SoundReply.objects.all().delete(),
        lambda: SoundReply.objects.update(at_ms=None),
        lambda: SoundReply.objects.create(hand_in=one, sound=Document.objects.create(title="x"), author=teacher),
        lambda: SoundReply.objects.create(
            hand_in=other, file=one.files.get(), at_ms=1, sound=Document.objects.create(title="x"), author=teacher
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert SoundReply.objects.get() == reply


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_comes_while_it_is_given_back_is_too_late(made):
    one, teacher = handed_in(made), made[0].tree.owner
    with hold("assessments.before_giving_back") as held:
        giving = Runner(lambda: accepted(one, teacher))
        held.wait_until_reached()
        late = Runner(lambda: reply_aloud(one, sound(), actor=teacher))
        wait_for_a_lock_queue(late)
    assert giving.outcome().state == "accepted"
    assert isinstance(late.outcome(), MarkedMeanwhile)
    assert not SoundReply.objects.exists()
