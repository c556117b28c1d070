"""All that a course's page shows, in one answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.enums import AuthorState
from courses.models import CourseAuthor
from courses.operations.course_reviews import write_review
from frontend_api.v1.courses.page import REVIEWS
from tests.factories.accounts import UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = pytest.mark.django_db


def a_producer(name):
    return UserFactory(display_name=name, roles=[Role.PRODUCER])


def reviewed(course, times):
    for number in range(times):
        learner = learner_of(course)
        write_review(course, learner, stars=5, text=f"Review {number}", actor=learner)


def test_it_is_what_the_single_answers_say(visitor):
    made = live_course(owner=a_producer("Ines Valverde"))
    reviewed(made.course, 1)
    address = f"/api/v1/courses/{made.course.slug}"
    page = visitor.get(f"{address}/page").json()
    course = visitor.get(address).json()
    assert (page["document"], page["live"]) == (course["document"], course["live"])
    assert page["outline"] == visitor.get(f"{address}/outline").json()["document"]
    assert page["reviews"] == visitor.get(f"{address}/reviews").json()
    assert page["producers"] == visitor.get("/api/v1/producers").json()["results"]


def test_the_owner_comes_first_and_who_only_was_invited_not_at_all(visitor):
    made = live_course(owner=a_producer("Zoe"))
    for name, state in (("Ana", AuthorState.ACCEPTED), ("Ben", AuthorState.INVITED), ("Cai", AuthorState.ACCEPTED)):
        CourseAuthor.objects.create(course=made.course, person=a_producer(name), state=state)
    page = visitor.get(f"/api/v1/courses/{made.course.slug}/page").json()
    assert [profile["display_name"] for profile in page["producers"]] == ["Zoe", "Ana", "Cai"]


def test_reviews_go_on_where_the_page_left_off(visitor):
    made = live_course()
    reviewed(made.course, REVIEWS + 2)
    address = f"/api/v1/courses/{made.course.slug}"
    first = visitor.get(f"{address}/page").json()["reviews"]
    rest = visitor.get(f"{address}/reviews", {"cursor": first["next_cursor"]}).json()
    assert len(first["results"]) == REVIEWS
    assert len({review["id"] for review in first["results"] + rest["results"]}) == REVIEWS + 2
    assert rest["next_cursor"] is None


def test_more_reviews_cost_no_more_queries(visitor):
    made = live_course(owner=a_producer("Ines Valverde"))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            visitor.get(f"/api/v1/courses/{made.course.slug}/page")
        return len(captured)

    reviewed(made.course, 1)
    few = queries()
    reviewed(made.course, 4)
    assert queries() == few <= 6
