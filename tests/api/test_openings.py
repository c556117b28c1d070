"""When lessons open, over HTTP."""

from datetime import timedelta

import pytest

from courses.models import Enrolment
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.pace import paced_course, publish, say_of, tell
from tests.factories.published import learner_of
from tests.factories.submissions import published_course, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


def test_a_closed_lesson_says_what_it_waits_for(signed_in):
    moment = clock.now().replace(microsecond=0) + timedelta(days=3)

    def write(tree):
        say_of(tree.lessons[1], opens="on_date", opens_at=moment)
        say_of(tree.lessons[2], opens="after_previous")

    made = paced_course(write)
    client = signed_in(learner_of(made.course))
    answers = [client.get(f"/api/v1/lessons/{page.lesson.public_id}") for page in made.tree.lessons[:3]]
    assert [answer.status_code for answer in answers] == [200, 403, 403]
    assert answers[1].json()["error"]["details"] == {
        "reason": "lesson_not_open_yet",
        "opens_at": moment.isoformat().replace("+00:00", "Z"),
    }
    assert answers[2].json()["error"]["details"] == {
        "reason": "lesson_not_open_yet",
        "waits_for": str(made.tree.lessons[1].lesson.public_id),
        "waits_for_title": "Lesson 2",
    }
    stranger = signed_in(UserFactory()).get(f"/api/v1/lessons/{made.tree.lessons[1].lesson.public_id}")
    assert stranger.json()["error"]["details"] == {"reason": "enrolment_needed"}


def test_my_course_tells_lesson_by_lesson_and_goes_on_with_an_open_one(signed_in):
    made = paced_course(lambda tree: say_of(tree.chapters[1], opens="after_days", opens_after_days=7))
    learner = learner_of(made.course)
    client = signed_in(learner)
    tell(learner, *made.tree.lessons[:2])
    mine = client.get(f"/api/v1/me/learning/{made.course.slug}").json()
    assert [lesson["is_open"] for lesson in mine["lessons"]] == [True, True, False, False, True]
    joined = Enrolment.objects.get(learner=learner).enrolled_at
    assert {lesson["opens_at"] for lesson in mine["lessons"] if not lesson["is_open"]} == {
        (joined + timedelta(days=7)).isoformat().replace("+00:00", "Z")
    }
    assert mine["resume"]["lesson"] == str(made.tree.lessons[4].lesson.public_id)


def test_the_contents_tell_everybody_when_lessons_open(visitor):
    moment = clock.now().replace(microsecond=0) + timedelta(days=3)

    def write(tree):
        say_of(tree.chapters[1], opens="on_date", opens_at=moment)
        say_of(tree.lessons[3], opens="after_previous", is_optional=True)

    made = paced_course(write)
    entries = visitor.get(f"/api/v1/courses/{made.course.slug}/outline").json()["document"]["entries"]
    third, fourth = entries[1]["entries"]
    assert third["opens"] == {"at": moment.isoformat(), "after_days": None, "after_others": False}
    assert fourth["opens"] == {"at": moment.isoformat(), "after_days": None, "after_others": True}
    assert fourth["is_optional"] is True
    assert "opens" not in entries[0]["entries"][0]


def test_who_has_courses_to_finish_first_is_told_which(signed_in, visitor):
    first = published_course()
    second = ready_course(first.tree.owner, title="Salsa for two")
    say_of(second.page, requires_prerequisites=True)
    second.page.prerequisites.set([first.course])
    publish(second)
    answer = signed_in(UserFactory()).post(f"/api/v1/courses/{second.course.slug}/enrolment")
    assert answer.status_code == 409
    assert answer.json()["error"] == {
        "code": "CONFLICT",
        "message": "Before “Salsa for two” you have to finish “Salsa from the first step”.",
        "details": {
            "reason": "prerequisites_missing",
            "missing": [{"slug": first.course.slug, "title": "Salsa from the first step"}],
        },
    }
    page = visitor.get(f"/api/v1/courses/{second.course.slug}").json()["document"]
    assert page["requires_prerequisites"] is True
    assert [one["slug"] for one in page["prerequisites"]] == [first.course.slug]
