"""Keeping loops over HTTP, on one device and seen on another."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import KeptLoop
from courses.models.loops import LOOPS_IN_A_LESSON
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db

BLOCK = str(uuid.uuid4())
TURN = {"block": BLOCK, "name": "The turn", "start_ms": 12500, "end_ms": 18000}


def address(lesson, loop=None):
    return f"/api/v1/me/lessons/{lesson.public_id}/loops" + (f"/{loop}" if loop else "")


def keep(client, lesson, loop=None, **changes):
    return client.put(address(lesson, loop or uuid.uuid4()), {**TURN, **changes}, format="json")


def kept(client, lesson):
    return [(each["name"], each["start_ms"]) for each in client.get(address(lesson)).json()["loops"]]


def test_a_loop_is_kept_found_changed_and_forgotten(signed_in):
    made, loop = live_course(), uuid.uuid4()
    person = learner_of(made.course)
    phone, desk = signed_in(person), signed_in(person)
    answer = keep(phone, made.lessons[1], loop)
    assert (answer.status_code, answer.json()["id"]) == (200, str(loop))
    keep(phone, made.lessons[1], name="Before it", start_ms=100)
    assert kept(desk, made.lessons[1]) == [("Before it", 100), ("The turn", 12500)]
    assert keep(desk, made.lessons[1], loop, name="The slow turn").json()["created_at"] == answer.json()["created_at"]
    assert kept(phone, made.lessons[1]) == [("Before it", 100), ("The slow turn", 12500)]
    assert phone.delete(address(made.lessons[1], loop)).status_code == 204
    assert desk.delete(address(made.lessons[1], loop)).status_code == 404
    assert kept(desk, made.lessons[1]) == [("Before it", 100)]
    assert kept(desk, made.lessons[2]) == []


def test_nobody_sees_or_moves_the_loops_of_another(signed_in):
    made, loop = live_course(), uuid.uuid4()
    mine, theirs = signed_in(learner_of(made.course)), signed_in(learner_of(made.course))
    keep(mine, made.lessons[1], loop)
    assert kept(theirs, made.lessons[1]) == []
    assert theirs.delete(address(made.lessons[1], loop)).status_code == 404
    keep(theirs, made.lessons[1], loop, name="Another's")
    assert kept(mine, made.lessons[1]) == [("The turn", 12500)]


def test_a_lesson_that_is_closed_looks_like_none(signed_in):
    made = live_course(previews=1)
    client = signed_in(UserFactory())
    assert keep(client, made.lessons[0]).status_code == 200
    for answer in (keep(client, made.lessons[1]), client.get(address(made.lessons[1]))):
        assert answer.status_code == 404
    assert KeptLoop.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_ms": 18000},
        {"start_ms": -1},
        {"start_ms": "soon"},
        {"end_ms": 2**40},
        {"name": "  "},
        {"name": "a" * 61},
        {"block": "the first"},
    ],
    ids=str,
)
def test_what_is_no_loop_changes_nothing(signed_in, wrong):
    made, loop = live_course(), uuid.uuid4()
    client = signed_in(made.owner)
    keep(client, made.lessons[0], loop)
    assert keep(client, made.lessons[0], loop, **wrong).status_code == 422
    assert kept(client, made.lessons[0]) == [("The turn", 12500)]


def test_more_than_a_lesson_holds_is_refused_by_name(signed_in):
    made = live_course()
    KeptLoop.objects.bulk_create(
        KeptLoop(public_id=uuid.uuid4(), person=made.owner, lesson=made.lessons[0], place=place, **TURN)
        for place in range(LOOPS_IN_A_LESSON)
    )
    client = signed_in(made.owner)
    answer = keep(client, made.lessons[0])
    assert (answer.status_code, answer.json()["error"]["details"]["reason"]) == (409, "too_many_loops")
    assert KeptLoop.objects.count() == LOOPS_IN_A_LESSON


def test_reading_costs_the_same_however_many_are_kept(signed_in):
    made = live_course()
    client = signed_in(learner_of(made.course))
    costs = []
    for _ in range(2):
        keep(client, made.lessons[1])
        with CaptureQueriesContext(connection) as captured:
            client.get(address(made.lessons[1]))
        costs.append(len(captured.captured_queries))
    assert costs == [3, 3]
