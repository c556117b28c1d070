"""Joining, learning, leaving over HTTP."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enums import Availability, EnrolmentState
from courses.models import Course, Enrolment, LessonProgress
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db


def say(client, *events, **more):
    return client.post("/api/v1/me/progress", {"events": list(events)}, format="json", **more)


def event(lesson, kind="complete", minutes_ago=0, **fields):
    return {
        "lesson": str(lesson.public_id),
        "kind": kind,
        "at": (clock.now() - timedelta(minutes=minutes_ago)).isoformat(),
        **fields,
    }


def counted(captured):
    return [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_a_free_course_is_joined_learned_and_finished(signed_in):
    made = live_course(lessons=2)
    client = signed_in(UserFactory())
    joined = client.post(f"/api/v1/courses/{made.course.slug}/enrolment")
    assert (joined.status_code, joined.json()["state"], joined.json()["source"]) == (201, "active", "free")
    mine = client.get(f"/api/v1/me/learning/{made.course.slug}").json()
    assert mine["progress"]["percent"] == 0
    assert mine["resume"]["lesson"] == str(made.lessons[0].public_id)
    say(client, event(made.lessons[0]))
    mine = client.get(f"/api/v1/me/learning/{made.course.slug}").json()
    assert mine["progress"] == {
        "lesson_count": 2,
        "lessons_completed": 1,
        "needed_count": 2,
        "needed_completed": 1,
        "percent": 50,
        "last_access_at": mine["lessons"][0]["last_access_at"],
        "last_lesson": str(made.lessons[0].public_id),
    }
    assert [lesson["state"] for lesson in mine["lessons"]] == ["completed", "not_started"]
    assert mine["resume"]["lesson"] == str(made.lessons[1].public_id)
    say(client, event(made.lessons[1]))
    assert client.get("/api/v1/me/learning?state=finished").json()["results"][0]["enrolment"]["state"] == "completed"
    assert client.get("/api/v1/me/learning?state=in_progress").json()["results"] == []


def test_a_priced_course_has_no_free_door(signed_in):
    made = live_course(price_minor=4900)
    answer = signed_in(UserFactory()).post(f"/api/v1/courses/{made.course.slug}/enrolment")
    assert answer.status_code == 409
    assert answer.json()["error"]["details"]["reason"] == "course_has_a_price"
    assert not Enrolment.objects.exists()


def test_a_full_course_says_so(signed_in):
    made = live_course(seat_limit=1)
    learner_of(made.course)
    Course.objects.filter(pk=made.course.pk).update(seats_taken=1)
    answer = signed_in(UserFactory()).post(f"/api/v1/courses/{made.course.slug}/enrolment")
    assert answer.json()["error"]["details"]["reason"] == "course_full"
    assert Enrolment.objects.count() == 1


def test_who_leaves_may_come_back_to_their_progress(signed_in):
    made = live_course(lessons=2)
    client = signed_in(UserFactory())
    address = f"/api/v1/courses/{made.course.slug}/enrolment"
    client.post(address)
    say(client, event(made.lessons[0]))
    assert client.delete(address).status_code == 204
    assert client.get("/api/v1/me/learning").json()["results"] == []
    assert client.get(f"/api/v1/me/learning/{made.course.slug}").status_code == 404
    client.post(address)
    assert client.get(f"/api/v1/me/learning/{made.course.slug}").json()["progress"]["percent"] == 50


def test_what_i_have_of_a_course_is_told_whatever_it_is(signed_in):
    made, learner = live_course(lessons=1), UserFactory()
    client, nothing = signed_in(learner), {"seat": None, "review": None, "is_in_my_plan": False}
    address = f"/api/v1/courses/{made.course.slug}"
    assert client.get(f"{address}/mine").json() == nothing
    assert client.get("/api/v1/courses/no-such-course/mine").json() == nothing
    client.post(f"{address}/enrolment")
    assert client.get(f"{address}/mine").json() == {
        "seat": client.get(f"/api/v1/me/learning/{made.course.slug}").json(),
        "review": None,
        "is_in_my_plan": False,
    }
    say(client, event(made.lessons[0]))
    client.put(f"{address}/reviews/mine", {"stars": 4, "text": "Good."})
    assert client.get(f"{address}/mine").json()["review"] == client.get(f"{address}/reviews/mine").json()
    assert signed_in(UserFactory()).get(f"{address}/mine").json() == nothing
    client.delete(f"{address}/reviews/mine")
    assert client.get(f"{address}/mine").json()["review"] is None


def test_joining_twice_with_one_key_answers_alike(signed_in):
    made = live_course()
    client = signed_in(UserFactory())
    key = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    first = client.post(f"/api/v1/courses/{made.course.slug}/enrolment", **key)
    again = client.post(f"/api/v1/courses/{made.course.slug}/enrolment", **key)
    assert first.content == again.content
    other = client.post(f"/api/v1/courses/{live_course().course.slug}/enrolment", **key)
    assert other.json()["error"]["details"]["reason"] == "idempotency_key_reused"
    assert Enrolment.objects.count() == 1


@pytest.mark.covers("req-C5")
def test_events_of_devices_that_were_offline_are_taken_in_any_order(signed_in):
    made = live_course(lessons=2)
    person = learner_of(made.course, enrolled_at=clock.now() - timedelta(days=1))
    client = signed_in(person)
    undo, complete = event(made.lessons[0], "undo", 10, sequence=2), event(made.lessons[0], "complete", 20, sequence=1)
    film = event(made.lessons[1], "position", 5, position_seconds=93)
    answer = say(client, undo, film, complete, event(live_course().lessons[0]))
    assert answer.json()["refused"] == [3]
    row = LessonProgress.objects.get(learner=person, lesson=made.lessons[0])
    assert (row.is_completed, row.completed_at is not None) == (False, True)
    assert LessonProgress.objects.get(learner=person, lesson=made.lessons[1]).position_seconds == 93
    assert say(client, complete, undo, film).json()["lessons"] == answer.json()["lessons"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "position"},
        {"kind": "dance"},
        {"at": "yesterday"},
        {"lesson": "7"},
        {"sequence": -1},
        {"sequence": 2**70},
        {"kind": "position", "position_seconds": -3},
    ],
)
def test_what_is_not_an_event_is_refused_whole(signed_in, wrong):
    made = live_course(lessons=2)
    client = signed_in(learner_of(made.course))
    assert say(client, event(made.lessons[0]), {**event(made.lessons[1]), **wrong}).status_code == 422
    assert not LessonProgress.objects.exists()


def test_an_empty_list_and_a_far_too_long_one_are_refused(signed_in):
    made = live_course()
    client = signed_in(learner_of(made.course))
    assert say(client).status_code == 422
    assert say(client, *[event(made.lessons[0])] * 501).status_code == 422


def test_a_write_costs_five_queries_whatever_the_course(signed_in):
    for lessons in (5, 400):
        made = live_course(lessons=lessons)
        client = signed_in(learner_of(made.course))
        say(client, event(made.lessons[0]))
        with CaptureQueriesContext(connection) as captured:
            assert say(client, event(made.lessons[1])).status_code == 200
        queries = [sql for sql in counted(captured) if "kit_ratelimit" not in sql]
        assert len(queries) <= 5, queries


def test_my_learning_costs_the_same_with_twenty_courses(signed_in):
    person = UserFactory()
    client = signed_in(person)
    costs = []
    for courses in (1, 19):
        for _ in range(courses):
            learner_of(live_course(lessons=3).course, person)
        with CaptureQueriesContext(connection) as captured:
            body = client.get("/api/v1/me/learning").json()
        costs.append(len(counted(captured)))
    assert len(body["results"]) == 20
    assert costs[0] == costs[1] <= 5


def test_pages_of_my_learning_miss_nothing(signed_in):
    person = UserFactory()
    for number in range(5):
        learner_of(live_course(title=f"Course {number}").course, person)
    client, found, cursor = signed_in(person), [], ""
    while cursor is not None:
        body = client.get("/api/v1/me/learning", {"page_size": 2, "cursor": cursor}).json()
        found += [each["document"]["title"] for each in body["results"]]
        cursor = body["next_cursor"]
    assert sorted(found) == [f"Course {number}" for number in range(5)]


def test_an_archived_course_stays_in_my_learning_and_a_withdrawn_one_does_not(signed_in):
    person = UserFactory()
    stays, goes = live_course(title="Stays"), live_course(title="Goes")
    learner_of(stays.course, person)
    learner_of(goes.course, person)
    Course.objects.filter(pk=stays.course.pk).update(availability=Availability.ARCHIVED)
    Course.objects.filter(pk=goes.course.pk).update(availability=Availability.WITHDRAWN)
    body = signed_in(person).get("/api/v1/me/learning").json()
    assert [each["document"]["title"] for each in body["results"]] == ["Stays"]


def test_a_new_lesson_shows_as_new_and_the_date_of_finishing_stays(signed_in):
    made = live_course(lessons=1)
    person = learner_of(made.course, enrolled_at=clock.now() - timedelta(days=2))
    client = signed_in(person)
    say(client, event(made.lessons[0]))
    finished_at = Enrolment.objects.get(learner=person).completed_at
    made.publish_more(1)
    made.lessons[1].__class__.objects.filter(pk=made.lessons[1].pk).update(first_published_at=clock.now())
    mine = client.get(f"/api/v1/me/learning/{made.course.slug}").json()
    assert [lesson["is_new"] for lesson in mine["lessons"]] == [False, True]
    assert mine["progress"]["percent"] == 50
    seat = Enrolment.objects.get(learner=person)
    assert (seat.state, seat.completed_at) == (EnrolmentState.COMPLETED, finished_at)
    assert client.get("/api/v1/me/learning?state=in_progress").json()["results"] != []
