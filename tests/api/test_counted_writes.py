"""The write that is sent most often commits once, together with its count, and the limit stays exact."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from courses.models import LessonProgress
from courses.operations import progress
from frontend_api.throttling import count_write
from kit import clock
from kit.models import RateLimit
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db(transaction=True)

ORIGINAL = {place: getattr(progress, place) for place in ("_SEATS", "_JOIN")}


def say(client, lesson, kind="complete"):
    event = {"lesson": str(lesson.public_id), "kind": kind, "at": clock.now().isoformat()}
    return client.post("/api/v1/me/progress", {"events": [event]}, format="json")


@pytest.fixture
def learning(signed_in, settings):
    settings.API_LIMITS = {**settings.API_LIMITS, "signed_in_writes": 7}
    made = live_course(lessons=3)
    person = learner_of(made.course, UserFactory())
    client = signed_in(person)
    client.raise_request_exception = False
    return client, made.lessons


def test_progress_is_four_statements_and_one_commit(learning):
    client, lessons = learning
    say(client, lessons[0])
    with CaptureQueriesContext(connection) as captured:
        assert say(client, lessons[1]).status_code == 200
    statements = [query["sql"].split()[0] for query in captured.captured_queries]
    assert statements == ["BEGIN", "SELECT", "INSERT", "SELECT", "WITH", "COMMIT"]


@pytest.mark.covers("fault-S11")
def test_twenty_at_once_get_exactly_the_limit(learning):
    client, lessons = learning

    def one(_):
        try:
            return say(client, lessons[0]).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        answers = sorted(pool.map(one, range(20)))
    assert answers == [200] * 7 + [429] * 13


def test_refusals_are_counted_and_change_nothing(learning):
    client, lessons = learning
    assert [say(client, lessons[0], kind="dance").status_code for _ in range(8)] == [422] * 7 + [429]
    assert say(client, lessons[0]).status_code == 429
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize(("statement", "status"), [("SELECT 1 / 0", 400), ("SELECT FROM nowhere", 500)])
@pytest.mark.parametrize("place", ["_SEATS", "_JOIN"])
def test_failures_are_counted_and_change_nothing(learning, monkeypatch, place, statement, status):
    client, lessons = learning
    monkeypatch.setattr(progress, place, statement)
    assert [say(client, lessons[0]).status_code for _ in range(3)] == [status] * 3
    assert RateLimit.objects.get(key__startswith="writes:person").used == 3
    assert not LessonProgress.objects.exists()
    monkeypatch.setattr(progress, place, ORIGINAL[place])
    assert say(client, lessons[0]).status_code == 200


def test_control_a_count_that_is_not_made_anew_is_lost_with_a_failure(learning, monkeypatch):
    client, lessons = learning
    monkeypatch.setattr(progress, "_JOIN", "SELECT FROM nowhere")
    monkeypatch.setattr("frontend_api.throttling.CountedWithItsWork._count_again", lambda view: None)
    assert say(client, lessons[0]).status_code == 500
    assert not RateLimit.objects.filter(key__startswith="writes:person").exists()


def test_what_the_answer_says_is_left_is_what_is_left(learning, rf):
    client, lessons = learning
    assert [say(client, lessons[0])["RateLimit-Remaining"] for _ in range(2)] == ["6", "5"]
    request = rf.post("/")
    count_write(request, LessonProgress.objects.get().learner)
    assert request.rate_limit[1] == 4
