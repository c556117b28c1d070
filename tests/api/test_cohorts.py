"""Cohorts over HTTP: shown on the course, chosen when joining or after buying (ADR 0061)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enums import EnrolmentSource
from courses.models import Course, Enrolment
from courses.operations.enrolment import enrol_learner
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import cohort_of
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


def reason(answer):
    return answer.status_code, answer.json()["error"]["details"]["reason"]


def shown(cohort, **more):
    starts_at = cohort.starts_at.isoformat().replace("+00:00", "Z")
    return {"id": str(cohort.public_id), "name": cohort.name, "starts_at": starts_at, **more}


def test_a_course_shows_the_cohorts_that_take_learners(client):
    course = live_course().course
    cohort = cohort_of(course, seat_limit=3)
    cohort_of(course, days=-1)
    cohort_of(course, cancelled_at=clock.now())
    with CaptureQueriesContext(connection) as captured:
        live = client.get(f"/api/v1/courses/{course.slug}").json()["live"]
    assert len(captured) == 1
    (told,) = live["cohorts"]
    assert (told["id"], told["name"], told["seats_left"], live["seats_left"]) == (
        str(cohort.public_id),
        "January",
        3,
        3,
    )
    Course.objects.filter(pk=course.pk).update(seat_limit=2)
    assert client.get(f"/api/v1/courses/{course.slug}").json()["live"]["seats_left"] == 2


def test_the_etag_moves_with_the_cohorts(client):
    course = live_course().course
    cohort = cohort_of(course, seat_limit=3)
    address = f"/api/v1/courses/{course.slug}"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    with clock.held_at(cohort.starts_at):
        later = client.get(address, headers={"If-None-Match": etag})
    assert (later.status_code, later.json()["live"]["cohorts"], later.json()["live"]["seats_left"]) == (200, [], 0)


def test_who_joins_chooses_and_may_change_until_the_start(signed_in):
    course = live_course().course
    first, second = cohort_of(course), cohort_of(course, days=30, name="February", seat_limit=1)
    client, address = signed_in(UserFactory()), f"/api/v1/courses/{course.slug}"
    assert reason(client.post(f"{address}/enrolment")) == (409, "cohort_not_chosen")
    joined = client.post(f"{address}/enrolment", {"cohort": str(first.public_id)}, format="json")
    assert (joined.status_code, joined.json()["cohort"]) == (201, shown(first))
    changed = client.put(f"{address}/cohort", {"cohort": str(second.public_id)}, format="json")
    assert (changed.status_code, changed.json()["cohort"]) == (200, shown(second))
    mine = client.get(f"{address}/mine").json()["seat"]
    assert mine["enrolment"]["cohort"]["name"] == "February"
    assert mine["lessons"][1]["is_open"] is False
    other = signed_in(UserFactory())
    full = other.post(f"{address}/enrolment", {"cohort": str(second.public_id)}, format="json")
    assert reason(full) == (409, "cohort_full")
    assert Enrolment.objects.count() == 1


def test_who_bought_is_asked_and_told_what_a_lesson_waits_for(signed_in):
    made, buyer = live_course(price_minor=4900), UserFactory()
    cohort = cohort_of(made.course)
    enrol_learner(made.course, buyer, source=EnrolmentSource.BOUGHT, actor=None)
    client = signed_in(buyer)
    closed = client.get(f"/api/v1/lessons/{made.lessons[1].public_id}").json()["error"]["details"]
    assert closed == {"reason": "lesson_not_open_yet", "needs_cohort": True}
    assert client.get("/api/v1/me/learning").json()["results"][0]["enrolment"]["must_choose_cohort"] is True
    chosen = client.put(
        f"/api/v1/courses/{made.course.slug}/cohort", {"cohort": str(cohort.public_id)}, format="json"
    ).json()
    assert (chosen["cohort"], chosen["must_choose_cohort"]) == (shown(cohort), False)


def test_a_cohort_that_is_none_is_refused(signed_in):
    course = live_course().course
    cohort_of(course)
    client, address = signed_in(UserFactory()), f"/api/v1/courses/{course.slug}/enrolment"
    assert client.post(address, {"cohort": "soon"}, format="json").status_code == 422
    elsewhere = cohort_of(live_course().course)
    assert client.post(address, {"cohort": str(elsewhere.public_id)}, format="json").status_code == 404
    assert not Enrolment.objects.exists()
