"""What is ahead of a learner: where to go on, what is due, what was marked, what was announced."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import HandIn, PeerReview
from assessments.operations.attempts import begin_attempt
from assessments.operations.peer_reviews import Given, give_review, keep_review_draft
from courses.models import Enrolment, LessonDocument
from courses.operations.marking import give_back
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from desk.documents.learners import Group
from desk.operations.announcing import announce, tell_learners
from kit import clock
from tests.assessments.test_peers import hands_in as shares
from tests.courses.test_marking import hands_in
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.pace import paced_course, say_of
from tests.factories.pace import tell as finish
from tests.factories.published import learner_of, live_course
from tests.factories.quizzes import new_quiz, paper_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


@pytest.fixture
def learner():
    return UserFactory(display_name="Ada")


def tell(course, owner, title="Friday", people=1):
    sent = announce(course, Group(), key=uuid.uuid4(), title=title, text="We dance.", people=people, actor=owner)
    tell_learners(sent.pk)
    return sent


def ahead(client):
    answer = client.get("/api/v1/me/ahead")
    assert answer.status_code == 200
    return answer.json()


def test_somebody_new_has_nothing_ahead(learner, signed_in):
    assert ahead(signed_in(learner)) == {
        "next": [],
        "due": [],
        "marks": [],
        "announcements": [],
        "unread_announcements": 0,
    }


def test_each_course_says_where_to_go_on_the_last_visited_first(learner, signed_in):
    first, second, done = live_course(title="First"), live_course(title="Second"), live_course(lessons=1)
    for live in (first, second, done):
        learner_of(live.course, learner, enrolled_at=clock.now() - timedelta(days=9))
    for live, days in ((first, 3), (second, 1), (done, 0)):
        at = clock.now() - timedelta(days=days)
        lesson = live.lessons[0].public_id
        record_progress(learner, [ProgressEvent(lesson=lesson, kind=EventKind.COMPLETE, at=at, sequence=1)])
    found = ahead(signed_in(learner))["next"]
    assert [(one["course"]["title"], one["lesson"], one["percent"], one["is_begun"]) for one in found] == [
        ("Second", {"id": str(second.lessons[1].public_id), "title": "Lesson 2"}, 33, True),
        ("First", {"id": str(first.lessons[1].public_id), "title": "Lesson 2"}, 33, True),
    ]


def test_where_the_rest_has_yet_to_open_nothing_is_next(learner, signed_in):
    def later(tree):
        for page in tree.lessons[1:]:
            say_of(page, opens="after_days", opens_after_days=9)

    made = paced_course(later)
    learner_of(made.course, learner)
    client = signed_in(learner)
    assert [line["lesson"]["title"] for line in ahead(client)["next"]] == ["Lesson 1"]
    finish(learner, made.tree.lessons[0])
    assert ahead(client)["next"] == []


def test_deadlines_stand_soonest_first_and_what_is_over_is_marked(learner, signed_in):
    now = clock.now()
    made = {
        name: course_with_assignment(title=name, **rules)
        for name, rules in (
            ("Later", {"due_on": now + timedelta(days=9)}),
            ("Soon", {"due_on": now + timedelta(days=2)}),
            ("Over", {"due_on": now - timedelta(days=1)}),
            ("Closed", {"due_on": now - timedelta(days=1), "late_rule": "refused"}),
            ("No time", {}),
            ("Handed in", {"due_on": now + timedelta(days=1)}),
            ("Again", {"due_on": now + timedelta(days=1)}),
            ("Of another", {"due_on": now + timedelta(days=1)}),
        )
    }
    for name, (published, _asked) in made.items():
        learner_of(published.course, None if name == "Of another" else learner)
    hands_in(*made["Handed in"], learner)
    again = hands_in(*made["Again"], learner)
    give_back(again, is_accepted=False, marks={}, points=None, feedback="Slower.", actor=made["Again"][0].tree.owner)
    live = live_course()
    learner_of(live.course, learner)
    quiz = new_quiz(live.owner, time_limit_minutes=30)
    LessonDocument.objects.filter(lesson=live.lessons[0]).update(papers=[paper_of(quiz).pk])
    attempt, _is_new = begin_attempt(learner, paper_of(quiz), live.lessons[0].public_id)
    due = ahead(signed_in(learner))["due"]
    assert [(one["title"], one["kind"], one["state"], one["is_overdue"]) for one in due] == [
        ("Over", "assignment", "open", True),
        ("Keys by ear", "quiz", "draft", False),
        ("Soon", "assignment", "open", False),
        ("Later", "assignment", "open", False),
        ("Again", "assignment", "again", False),
    ]
    assert due[1]["attempt"] == str(attempt.public_id)
    assert due[1]["course"]["slug"] == live.course.slug
    assert due[4]["due_at"] is None


def test_new_marks_stay_until_they_are_read(learner, signed_in):
    made, asked = course_with_assignment()
    learner_of(made.course, learner)
    one = hands_in(made, asked, learner)
    give_back(one, is_accepted=True, marks={}, points=Decimal(9), feedback="Sing on.", actor=made.tree.owner)
    client = signed_in(learner)
    (mark,) = ahead(client)["marks"]
    assert (mark["title"], mark["text"], mark["is_accepted"]) == ("“Eight bars by ear” was accepted", "Sing on.", True)
    assert (mark["points"], mark["most_points"]) == (9.0, 10.0)
    assert mark["url"].endswith(f"/assignments/{asked.public_id}")
    client.patch(f"/api/v1/me/notices/{mark['notice']}", {"is_read": True})
    assert ahead(client)["marks"] == []
    assert HandIn.objects.get().points == 9


def test_announcements_are_listed_by_course_and_read_once(learner, signed_in):
    live, other = live_course(title="Salsa"), live_course(title="Tango")
    for each in (live, other):
        learner_of(each.course, learner)
    stranger = learner_of(live_course().course)
    first, second = tell(live.course, live.owner, "First"), tell(other.course, other.owner, "Second")
    client = signed_in(learner)
    told = ahead(client)
    assert [one["title"] for one in told["announcements"]] == ["Second", "First"]
    assert told["unread_announcements"] == 2
    (one,) = client.get(f"/api/v1/me/announcements?course={live.course.slug}").json()["results"]
    assert (one["id"], one["course"]["title"], one["text"]) == (str(first.public_id), "Salsa", "We dance.")
    assert (one["is_read"], one["author"]) == (False, live.owner.display_name)
    for _twice in range(2):
        answer = client.post(f"/api/v1/me/announcements/{first.public_id}/read")
        assert (answer.status_code, answer.json()["is_read"]) == (200, True)
    assert [one["title"] for one in ahead(client)["announcements"]] == ["Second"]
    outside = signed_in(stranger)
    assert outside.get("/api/v1/me/announcements").json()["results"] == []
    assert outside.post(f"/api/v1/me/announcements/{second.public_id}/read").status_code == 404
    Enrolment.objects.filter(learner=learner, course=live.course).update(state="refunded", ended_at=clock.now())
    assert [one["title"] for one in client.get("/api/v1/me/announcements").json()["results"]] == ["Second"]


def full_course(learner, place):
    """A course that asks, has marked and has announced something."""
    made, asked = course_with_assignment(title=f"Work {place}", due_on=clock.now() + timedelta(days=place + 1))
    learner_of(made.course, learner)
    one = hands_in(made, asked, learner)
    give_back(one, is_accepted=False, marks={}, points=None, feedback="Again.", actor=made.tree.owner)
    tell(made.course, made.tree.owner)
    live = live_course()
    learner_of(live.course, learner)
    quiz = new_quiz(live.owner, time_limit_minutes=30)
    LessonDocument.objects.filter(lesson=live.lessons[0]).update(papers=[paper_of(quiz).pk])
    begin_attempt(learner, paper_of(quiz), live.lessons[0].public_id)
    peers = course_with_assignment(peer_reviews=1)
    learner_of(peers[0].course, learner)
    shares(peers, learner)
    shares(peers)


@pytest.mark.parametrize("address", ["/api/v1/me/ahead", "/api/v1/me/announcements"])
def test_more_of_everything_asks_no_more_questions(learner, signed_in, address):
    client = signed_in(learner)
    counts = []
    for place in range(3):
        full_course(learner, place)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
    found = client.get("/api/v1/me/ahead").json()
    assert [len(found[name]) for name in ("next", "due", "marks", "announcements")] == [9, 9, 3, 3]


def test_reviews_of_fellow_learners_stand_among_the_deadlines_until_they_are_given(learner, signed_in):
    made = course_with_assignment(peer_reviews=1)
    published = made[0]
    learner_of(published.course, learner)
    shares(made, learner)
    client = signed_in(learner)
    assert ahead(client)["due"] == []
    shares(made)
    review = PeerReview.objects.get(reviewer=learner)
    (due,) = ahead(client)["due"]
    assert (due["kind"], due["id"], due["state"]) == ("peer_review", str(review.public_id), "open")
    assert (due["is_overdue"], due["course"]["slug"], due["attempt"]) == (False, published.course.slug, None)
    said = Given("Sing on.", {}, Decimal(5), [])
    keep_review_draft(learner, review.public_id, 0, said)
    assert ahead(client)["due"][0]["state"] == "draft"
    PeerReview.objects.filter(pk=review.pk).update(due_at=clock.now() - timedelta(seconds=1))
    assert ahead(client)["due"] == []
    PeerReview.objects.filter(pk=review.pk).update(due_at=clock.now() + timedelta(days=1))
    Enrolment.objects.filter(learner=learner).update(state="cancelled", ended_at=clock.now())
    assert ahead(client)["due"] == []
    Enrolment.objects.filter(learner=learner).update(state="active", ended_at=None)
    give_review(learner, review.public_id, said)
    assert ahead(client)["due"] == []
