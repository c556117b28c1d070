"""Questions and answers over the API: what is told of whom, the order of lists, and what they cost."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.operations.sign_in import sign_in
from discussions.models import Answer, Question
from discussions.operations.asking import accept_answer, take_back_question
from discussions.operations.keeping import pin_question, vote
from kit.visitors import Visitor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.discussions import answered, asked
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15", "fault-Z2")]

VISITOR = Visitor(address="192.0.2.9", user_agent="a browser")


@pytest.fixture
def api(client):
    def ask(person, method, path, body=None, **query):
        token = sign_in(person.email, PASSWORD, visitor=VISITOR).access_token
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
        return client.generic(
            method,
            f"/api/v1/{path}",
            data=json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=headers,
            query_params=query,
        )

    return ask


def of_lesson(made):
    return f"lessons/{made.lessons[0].public_id}/questions"


def titles(answer):
    assert answer.status_code == 200
    return [each["title"] for each in answer.json()["results"]]


def test_asking_and_answering_tells_names_and_nothing_else_of_people(api):
    made = live_course()
    learner = learner_of(
        made.course, UserFactory(display_name="Ines", email="canary@example.org", roles=[Role.LEARNER])
    )
    body = {
        "title": "Which foot?",
        "text": "<b>L</b>\nor R",
        "moment": {"block": str(uuid.UUID(int=5)), "at_ms": 83000},
    }
    made_question = api(learner, "POST", of_lesson(made), body)
    assert made_question.status_code == 201
    thread = made_question.json()
    assert (thread["title"], thread["text"], thread["moment"]) == ("Which foot?", "<b>L</b>\nor R", body["moment"])
    assert thread["asker"] == {"name": "Ines", "is_teacher": False}
    assert (thread["is_mine"], thread["is_followed"], thread["may_accept"], thread["may_keep"]) == (True,) * 3 + (
        False,
    )
    given = api(made.owner, "POST", f"questions/{thread['id']}/answers", {"text": "The left."})
    assert given.status_code == 201
    assert given.json()["author"] == {"name": made.owner.display_name, "is_teacher": True}
    fellow = learner_of(made.course)
    for path in (f"questions/{thread['id']}", f"questions/{thread['id']}/answers", of_lesson(made)):
        told = api(fellow, "GET", path)
        assert told.status_code == 200
        assert "canary" not in told.content.decode()
        assert str(learner.public_id) not in told.content.decode()
    people = api(fellow, "GET", f"courses/{made.course.slug}/people-to-mention", q="ine").json()["people"]
    assert people == [{"id": str(learner.public_id), "name": "Ines", "is_teacher": False}]


def test_the_same_question_sent_twice_is_asked_once(api, client):
    made = live_course()
    learner = learner_of(made.course)
    token = sign_in(learner.email, PASSWORD, visitor=VISITOR).access_token
    sent = {
        "data": json.dumps({"title": "Twice?"}),
        "content_type": "application/json",
        "headers": {"Authorization": f"Bearer {token}", "Idempotency-Key": "once"},
    }
    first, second = [client.post(f"/api/v1/{of_lesson(made)}", **sent) for _ in range(2)]
    assert first.json() == second.json()
    assert Question.objects.count() == 1


def test_lists_are_sorted_narrowed_and_searched(api):
    made = live_course()
    old, loved, pinned = [asked(made, title=title) for title in ("Old pirouette", "Loved", "Pinned")]
    vote(loved, actor=made.owner)
    pin_question(pinned, pinned=True, actor=made.owner)
    answered(old, text="Mind the relevé.")
    path = of_lesson(made)
    assert titles(api(made.owner, "GET", path)) == ["Pinned", "Loved", "Old pirouette"]
    newer = asked(made, title="Newer")
    assert titles(api(made.owner, "GET", path)) == ["Pinned", "Newer", "Loved", "Old pirouette"]
    assert titles(api(made.owner, "GET", path, sort="helpful")) == ["Pinned", "Loved", "Newer", "Old pirouette"]
    assert titles(api(made.owner, "GET", path, sort="unanswered")) == ["Pinned", "Newer", "Loved"]
    assert titles(api(made.owner, "GET", path, q="PIROU")) == ["Old pirouette"]
    assert titles(api(made.owner, "GET", path, q="relevé mind")) == ["Old pirouette"]
    assert titles(api(made.owner, "GET", path, q="relevé loved")) == []
    assert titles(api(made.owner, "GET", path, q="%")) == []
    take_back_question(old, actor=old.asker)
    assert titles(api(made.owner, "GET", path, q="pirou")) == []
    assert titles(api(made.owner, "GET", path, q="relevé")) == [""]
    assert newer.title in titles(api(made.owner, "GET", f"courses/{made.course.slug}/questions"))
    for wrong in ({"sort": "best"}, {"q": "x" * 201}):
        assert api(made.owner, "GET", path, **wrong).status_code == 422


def test_pages_go_on_where_the_one_before_ended(api):
    made = live_course()
    for number in range(5):
        question = asked(made, title=f"Number {number}")
        if number in {1, 3}:
            pin_question(question, pinned=True, actor=made.owner)
    for sort in ("new", "helpful"):
        seen, cursor = [], ""
        while cursor is not None:
            page = api(made.owner, "GET", of_lesson(made), sort=sort, page_size=2, cursor=cursor)
            seen += titles(page)
            cursor = page.json()["next_cursor"]
        assert seen == [f"Number {number}" for number in (3, 1, 4, 2, 0)]


def test_answers_come_accepted_first_then_helpful_then_in_order(api):
    made = live_course()
    question = asked(made)
    first, loved, accepted = [answered(question, text=text) for text in ("first", "loved", "accepted")]
    vote(loved, actor=made.owner)
    accept_answer(accepted, actor=question.asker)
    seen, cursor = [], ""
    while cursor is not None:
        path = f"questions/{question.public_id}/answers"
        page = api(made.owner, "GET", path, page_size=1, cursor=cursor).json()
        seen += [(each["text"], each["is_accepted"], each["has_my_vote"]) for each in page["results"]]
        cursor = page["next_cursor"]
    assert seen == [("accepted", True, False), ("loved", False, True), (first.text, False, False)]


def test_what_was_taken_back_tells_neither_words_nor_who(api):
    made = live_course()
    asker = learner_of(made.course, UserFactory(display_name="Canary", roles=[Role.LEARNER]))
    question = asked(made, asker, title="A canary", text="A canary", moment=None)
    answered(question)
    take_back_question(question, actor=asker)
    for path in (f"questions/{question.public_id}", of_lesson(made), f"courses/{made.course.slug}/questions"):
        told = api(made.owner, "GET", path)
        assert told.status_code == 200
        assert "anary" not in told.content.decode()


@pytest.mark.parametrize("what", ["lesson", "course", "answers"])
def test_lists_cost_the_same_for_one_row_and_for_many(api, what):
    made = live_course()
    question = asked(made)
    answered(question)
    path = {
        "lesson": of_lesson(made),
        "course": f"courses/{made.course.slug}/questions",
        "answers": f"questions/{question.public_id}/answers",
    }[what]

    def cost():
        with CaptureQueriesContext(connection) as taken:
            page = api(made.owner, "GET", path)
        return len(taken), len(page.json()["results"])

    cost()
    before, rows = cost()
    for number in range(5):
        more = asked(made, title=f"{number}", mentions=[made.owner.public_id])
        answered(more, mentions=[more.asker.public_id])
        answered(question, mentions=[made.owner.public_id])
    after, more_rows = cost()
    assert more_rows == rows + 5
    assert after == before


def test_a_vote_is_told_at_once(api):
    made = live_course()
    question = asked(made)
    answer = answered(question)
    path = f"answers/{answer.public_id}/vote"
    assert api(made.owner, "PUT", path).json()["vote_count"] == 1
    assert api(made.owner, "PUT", path).json()["vote_count"] == 1
    assert api(made.owner, "DELETE", path).status_code == 204
    assert Answer.objects.get().vote_count == 0
    own = api(question.asker, "PUT", f"questions/{question.public_id}/vote")
    assert (own.status_code, own.json()["error"]["details"]["reason"]) == (409, "own_words")
