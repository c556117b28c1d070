"""Notes at a moment: what they share with loops (locks, places, closed lessons) is tried there too."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from courses.models import KeptNote
from courses.models.kept import LONGEST_FILM_MS
from courses.models.notes import LONGEST_NOTE, NOTES_IN_A_LESSON
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C14")]

BLOCK = str(uuid.uuid4())
HEAD = {"block": BLOCK, "at_ms": 14200, "text": "The head leaves last.\nArms in first."}


def address(lesson, note=None):
    return f"/api/v1/me/lessons/{lesson.public_id}/notes" + (f"/{note}" if note else "")


def keep(client, lesson, note=None, **changes):
    return client.put(address(lesson, note or uuid.uuid4()), {**HEAD, **changes}, format="json")


def kept(client, lesson):
    return [(each["at_ms"], each["text"]) for each in client.get(address(lesson)).json()["notes"]]


def test_a_note_is_kept_found_changed_and_forgotten(signed_in):
    made, note = live_course(), uuid.uuid4()
    person = learner_of(made.course)
    phone, desk = signed_in(person), signed_in(person)
    answer = keep(phone, made.lessons[1], note)
    assert (answer.status_code, answer.json()["id"]) == (200, str(note))
    keep(phone, made.lessons[1], at_ms=0, text="From the top")
    assert kept(desk, made.lessons[1]) == [(0, "From the top"), (14200, HEAD["text"])]
    assert keep(desk, made.lessons[1], note, text="No: the eyes.").json()["created_at"] == answer.json()["created_at"]
    assert kept(phone, made.lessons[1]) == [(0, "From the top"), (14200, "No: the eyes.")]
    assert phone.delete(address(made.lessons[1], note)).status_code == 204
    assert desk.delete(address(made.lessons[1], note)).status_code == 404
    assert kept(desk, made.lessons[1]) == [(0, "From the top")]
    assert kept(desk, made.lessons[2]) == []


def test_nobody_reads_or_moves_the_notes_of_another(signed_in):
    made, note = live_course(), uuid.uuid4()
    mine, theirs = signed_in(learner_of(made.course)), signed_in(learner_of(made.course))
    teacher = signed_in(made.owner)
    keep(mine, made.lessons[1], note)
    assert kept(theirs, made.lessons[1]) == kept(teacher, made.lessons[1]) == []
    assert theirs.delete(address(made.lessons[1], note)).status_code == 404
    keep(theirs, made.lessons[1], note, text="Another's")
    assert kept(mine, made.lessons[1]) == [(14200, HEAD["text"])]


def test_a_lesson_that_is_closed_looks_like_none(signed_in):
    made = live_course(previews=1)
    client = signed_in(UserFactory())
    assert keep(client, made.lessons[0]).status_code == 200
    for answer in (keep(client, made.lessons[1]), client.get(address(made.lessons[1]))):
        assert answer.status_code == 404
    assert KeptNote.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"at_ms": -1},
        {"at_ms": "soon"},
        {"at_ms": LONGEST_FILM_MS + 1},
        {"text": " \n "},
        {"text": "a" * (LONGEST_NOTE + 1)},
        {"block": "the first"},
    ],
    ids=str,
)
def test_what_is_no_note_changes_nothing(signed_in, wrong):
    made, note = live_course(), uuid.uuid4()
    client = signed_in(made.owner)
    keep(client, made.lessons[0], note)
    assert keep(client, made.lessons[0], note, **wrong).status_code == 422
    assert kept(client, made.lessons[0]) == [(14200, HEAD["text"])]


def test_more_than_a_lesson_holds_is_refused_by_name(signed_in):
    made = live_course()
    KeptNote.objects.bulk_create(
        KeptNote(public_id=uuid.uuid4(), person=made.owner, lesson=made.lessons[0], place=place, **HEAD)
        for place in range(NOTES_IN_A_LESSON)
    )
    answer = keep(signed_in(made.owner), made.lessons[0])
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (409, "too_many_notes")
    assert KeptNote.objects.count() == NOTES_IN_A_LESSON


@pytest.mark.parametrize(
    "wrong", [{"at_ms": -1}, {"at_ms": LONGEST_FILM_MS + 1}, {"text": ""}, {"place": NOTES_IN_A_LESSON}], ids=str
)
def test_the_database_takes_no_note_that_is_none(wrong):
    made = live_course()
    right = {"place": 0, "public_id": uuid.uuid4(), **HEAD}
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptNote.objects.create(person=made.owner, lesson=made.lessons[0], **{**right, **wrong})
    KeptNote.objects.create(person=made.owner, lesson=made.lessons[0], **right)


def test_notes_go_with_their_person(signed_in):
    made, person = live_course(), UserFactory()
    keep(signed_in(person), made.lessons[0])
    keep(signed_in(made.owner), made.lessons[0])
    User.objects.filter(pk=person.pk).delete()
    assert [each.person for each in KeptNote.objects.all()] == [made.owner]
