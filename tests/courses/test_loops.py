"""Kept loops: each person's own, so many in a lesson, whatever is asked at once."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from courses.errors import TooManyLoops
from courses.models import KeptLoop
from courses.models.kept import LONGEST_FILM_MS
from courses.models.loops import LOOPS_IN_A_LESSON
from courses.operations.enrolment import leave_course
from courses.operations.loops import Loop, forget_loop, keep_loop
from kit.errors import NotFound
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

BLOCK = uuid.uuid4()
TURN = Loop(BLOCK, "The turn", 12_500, 18_000)


def keep(person, lesson, name="The turn"):
    return keep_loop(person, lesson, uuid.uuid4(), Loop(BLOCK, name, 0, 900))


def names(person):
    return sorted(KeptLoop.objects.filter(person=person).values_list("name", flat=True))


@pytest.mark.django_db
def test_a_loop_is_kept_once_and_changed_under_its_id():
    made = live_course()
    person, mark = learner_of(made.course), uuid.uuid4()
    first = keep_loop(person, made.lessons[1], mark, TURN)
    assert keep_loop(person, made.lessons[1], mark, TURN).pk == first.pk
    keep_loop(person, made.lessons[1], mark, Loop(BLOCK, "The slow turn", 12_000, 19_000))
    kept = KeptLoop.objects.get()
    assert (kept.pk, kept.name, kept.start_ms, kept.end_ms) == (first.pk, "The slow turn", 12_000, 19_000)


@pytest.mark.django_db
def test_one_id_names_each_persons_own_loop():
    made, mark = live_course(), uuid.uuid4()
    ines, noor = learner_of(made.course), learner_of(made.course)
    keep_loop(ines, made.lessons[1], mark, TURN)
    keep_loop(noor, made.lessons[1], mark, Loop(BLOCK, "Noor's", 0, 900))
    assert (names(ines), names(noor)) == (["The turn"], ["Noor's"])
    forget_loop(noor, made.lessons[1].public_id, mark)
    assert (names(ines), names(noor)) == (["The turn"], [])
    with pytest.raises(NotFound):
        forget_loop(noor, made.lessons[1].public_id, mark)


@pytest.mark.django_db
def test_only_who_reads_a_lesson_keeps_loops_in_it_and_everybody_may_forget():
    made = live_course(previews=1)
    person = UserFactory()
    keep(person, made.lessons[0])
    with pytest.raises(NotFound):
        keep(person, made.lessons[1])
    learner = learner_of(made.course)
    kept = keep(learner, made.lessons[1])
    leave_course(made.course, learner, actor=learner)
    with pytest.raises(NotFound):
        keep(learner, made.lessons[1])
    assert names(learner) == ["The turn"]
    forget_loop(learner, made.lessons[1].public_id, kept.public_id)
    assert names(learner) == []


@pytest.mark.django_db
def test_a_lesson_holds_so_many_and_a_place_that_is_left_is_taken_again():
    made = live_course()
    person = learner_of(made.course)
    kept = [keep(person, made.lessons[1], f"Loop {number}") for number in range(LOOPS_IN_A_LESSON)]
    with pytest.raises(TooManyLoops):
        keep(person, made.lessons[1], "One more")
    assert "One more" not in names(person)
    keep(person, made.lessons[2], "Elsewhere")
    keep_loop(person, made.lessons[1], kept[3].public_id, TURN)
    forget_loop(person, made.lessons[1].public_id, kept[7].public_id)
    keep(person, made.lessons[1], "One more")
    assert len(names(person)) == LOOPS_IN_A_LESSON + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"start_ms": 900},
        {"end_ms": LONGEST_FILM_MS + 1},
        {"name": ""},
        {"place": LOOPS_IN_A_LESSON},
        {"start_ms": -1},
    ],
    ids=str,
)
def test_the_database_takes_no_loop_that_is_none(wrong):
    made = live_course()
    right = {"place": 0, "block": BLOCK, "name": "The turn", "start_ms": 0, "end_ms": 900, "public_id": uuid.uuid4()}
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptLoop.objects.create(person=made.owner, lesson=made.lessons[0], **{**right, **wrong})
    KeptLoop.objects.create(person=made.owner, lesson=made.lessons[0], **right)


@pytest.mark.django_db
def test_loops_go_with_their_person():
    made = live_course()
    person, other = UserFactory(), UserFactory()
    keep(person, made.lessons[0])
    keep(other, made.lessons[0])
    User.objects.filter(pk=person.pk).delete()
    assert [each.person for each in KeptLoop.objects.all()] == [other]


def rush_for_the_last_place(person, lesson, *, queues=True):
    """Two devices at once; the first stands between its count and its write while the second comes."""
    for number in range(LOOPS_IN_A_LESSON - 1):
        keep(person, lesson, f"Loop {number}")
    with hold("courses.kept_counted") as held:
        first = Runner(lambda: keep(person, lesson, "first"))
        held.wait_until_reached()
        second = Runner(lambda: keep(person, lesson, "second"))
        if queues:
            wait_for_a_lock_queue(second)
        else:
            second.join()
    return first.outcome(), second.outcome()


@pytest.mark.django_db(transaction=True)
def test_of_two_devices_one_gets_the_last_place():
    made = live_course()
    first, second = rush_for_the_last_place(made.owner, made.lessons[0])
    assert isinstance(first, KeptLoop)
    assert isinstance(second, TooManyLoops)
    assert KeptLoop.objects.count() == LOOPS_IN_A_LESSON


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_place_itself_is_fought_for(monkeypatch):
    """Shows that the rush above is a race: without the lock the refusal comes from the constraint, not the rule."""
    made = live_course()
    monkeypatch.setattr("courses.operations.kept.hold_person", lambda person: None)
    first, second = rush_for_the_last_place(made.owner, made.lessons[0], queues=False)
    assert isinstance(first, IntegrityError)
    assert isinstance(second, KeptLoop)
    assert KeptLoop.objects.count() == LOOPS_IN_A_LESSON
