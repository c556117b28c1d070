"""Quizzes over HTTP: for whom, in which shape, and never an answer before it may be told."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from assessments.models import Answer, Attempt
from courses.enums import EnrolmentState
from courses.operations.removal import remove_page
from courses.operations.submissions import submit_course
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.asking import course_with_quiz, put_into, quiz_block
from tests.factories.media import ImageFactory
from tests.factories.published import learner_of
from tests.factories.quizzes import area, hotspot, new_quiz, one_of_each, right_answers, stored
from tests.factories.submissions import approve_and_publish

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]


NOBODYS = "7e00b387-4d1a-4c39-9a53-3f1b0c8f7a02"


@pytest.fixture
def made():
    return course_with_quiz()


def lesson_of(made):
    return made[0].tree.lessons[0].lesson


def address(made, end=""):
    return f"/api/v1/me/lessons/{lesson_of(made).public_id}/quizzes/{made[1].public_id}{end}"


@pytest.fixture
def begin(signed_in):
    """A learner's client and the attempt they have begun."""

    def begin(made):
        client = signed_in(learner_of(made[0].course))
        answer = client.post(address(made, "/attempts"))
        assert answer.status_code == 201, answer.json()
        return client, answer.json()

    return begin


def at(attempt, end=""):
    return f"/api/v1/me/quiz-attempts/{attempt['id']}{end}"


def rightly(attempt):
    answers = right_answers(Attempt.objects.get(public_id=attempt["id"]))
    return {"answers": [{"question": str(name), "answer": answer} for name, answer in answers.items()]}


def test_a_learner_answers_a_quiz_and_passes_it(made, begin):
    client, attempt = begin(made)
    lesson = client.get(f"/api/v1/lessons/{lesson_of(made).public_id}").json()["document"]
    (block,) = [block for block in lesson["blocks"] if block["type"] == "quiz"]
    assert block["value"] == {
        "quiz": str(made[1].public_id),
        "title": "Keys by ear",
        "is_required": False,
        "question_count": 9,
        "points": 9,
        "time_limit_minutes": None,
        "pass_percent": 60,
    }
    quiz = client.get(address(made)).json()
    assert (quiz["open_attempt"], quiz["is_passed"], quiz["best_percent"]) == (attempt["id"], False, None)
    assert quiz["lesson"] == {"id": lesson["id"], "number": lesson["number"], "title": lesson["title"]}
    assert quiz["course"]["slug"] == made[0].course.slug
    assert client.post(address(made, "/attempts")).status_code == 200
    body = rightly(attempt)
    kept = client.patch(at(attempt, "/answers"), {"answers": body["answers"][:3]}, format="json").json()
    assert [question["answer"] is not None for question in kept["questions"]].count(True) == 3
    assert client.get(at(attempt)).json() == kept
    done = client.post(at(attempt, "/hand-in"), body, format="json").json()
    assert (done["points"], done["percent"], done["is_passed"], done["shows_answers"]) == (9, 100, True, True)
    assert all(question["result"]["is_right"] for question in done["questions"])
    quiz = client.get(address(made)).json()
    assert (quiz["open_attempt"], quiz["is_passed"], quiz["best_percent"]) == (None, True, 100)
    assert [each["number"] for each in quiz["attempts"]] == [1]


def test_no_answer_is_told_before_the_attempt_is_handed_in(begin):
    secrets = [f"canary{number}x" for number in range(9)]
    questions = one_of_each(ImageFactory().pk)
    questions[9]["value"] |= {"pattern": "7/8 5/8 11/8", "tempo": 61, "shows_notation": False}
    questions[8]["value"]["areas"][0]["value"] |= {"name": secrets[6], "corners": "12.34,10 31.07,40"}
    questions[0]["value"]["options"][1]["value"]["feedback"] = secrets[0]
    questions[1]["value"] |= {"feedback_right": secrets[1], "feedback_wrong": secrets[2]}
    questions[3]["value"]["accepted"][0]["value"] = secrets[3]
    questions[4]["value"] |= {"number": "971.125", "tolerance": "0.375"}
    questions[5]["value"]["text"] = f"The [[{secrets[4]}|{secrets[5]}]] end"
    made = course_with_quiz(questions=questions)
    client, attempt = begin(made)
    seed = Attempt.objects.get().seed
    texts = [json.dumps(attempt), client.get(address(made)).content.decode(), client.get(at(attempt)).content.decode()]
    body = {"answers": [{"question": attempt["questions"][0]["id"], "answer": {"chosen": []}}]}
    texts.append(client.patch(at(attempt, "/answers"), body, format="json").content.decode())
    texts.append(client.get(f"/api/v1/lessons/{lesson_of(made).public_id}").content.decode())
    for text in texts:
        assert [
            secret
            for secret in [*secrets, "971.125", "0.375", "12.34", "31.07", "7/8", "11/8", seed, "is_right", "is_true"]
            if secret in text
        ] == []
    # The control: afterwards they are told, so that looking for them is looking.
    told = client.post(at(attempt, "/hand-in"), {"answers": []}, format="json").content.decode()
    assert all(
        secret in told for secret in (secrets[2], secrets[3], "971.125", secrets[4], secrets[6], "31.07", "11/8")
    )
    assert seed not in told


def test_nobody_else_reads_or_answers_an_attempt(made, begin, signed_in):
    _client, attempt = begin(made)
    for person in (learner_of(made[0].course), made[0].tree.owner, UserFactory()):
        other = signed_in(person)
        assert other.get(at(attempt)).status_code == 404
        assert other.patch(at(attempt, "/answers"), rightly(attempt), format="json").status_code == 404
        assert other.post(at(attempt, "/hand-in"), {"answers": []}, format="json").status_code == 404
    assert not Answer.objects.exists()


def test_an_attempt_stays_with_its_learner_when_the_lesson_leaves_the_course(made, begin, signed_in):
    client, attempt = begin(made)
    assert client.post(at(attempt, "/hand-in"), rightly(attempt), format="json").status_code == 200
    page = made[0].tree.lessons[0]
    page.refresh_from_db()
    remove_page(page, actor=made[0].tree.owner)
    approve_and_publish(submit_course(made[0].course, actor=made[0].tree.owner), reviewer=made[0].reviewer)
    assert client.get(address(made)).status_code == 404
    kept = client.get(at(attempt)).json()
    assert (kept["is_passed"], kept["lesson"]["title"]) == (True, "")
    assert signed_in(learner_of(made[0].course)).get(at(attempt)).status_code == 404
    made[0].course.enrolments.update(state=EnrolmentState.REFUNDED, ended_at=clock.now())
    assert client.get(at(attempt)).status_code == 404


def test_a_closed_lesson_asks_nothing(made, begin, signed_in):
    client, attempt = begin(made)
    stranger = signed_in(UserFactory())
    assert stranger.get(address(made)).status_code == stranger.post(address(made, "/attempts")).status_code == 404
    assert APIClient().get(address(made)).status_code == 401
    learner = Attempt.objects.get().learner
    made[0].course.enrolments.filter(learner=learner).delete()
    assert client.get(at(attempt)).status_code == client.get(address(made)).status_code == 404
    assert client.post(at(attempt, "/hand-in"), {"answers": []}, format="json").status_code == 404


def test_a_quiz_is_asked_only_where_it_stands(made, begin):
    client, _attempt = begin(made)
    other = made[0].tree.lessons[1].lesson
    elsewhere = f"/api/v1/me/lessons/{other.public_id}/quizzes/{made[1].public_id}"
    assert client.get(elsewhere).status_code == client.post(f"{elsewhere}/attempts").status_code == 404
    draft = new_quiz(made[0].tree.owner, title="Not in a lesson")
    assert client.get(address((made[0], draft))).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answers": "all"},
        {"answers": [{"question": "first", "answer": {"text": "a"}}]},
        {"answers": [{"question": NOBODYS}]},
        {"answers": [{"question": NOBODYS, "answer": "a"}]},
        {"answers": [{"question": NOBODYS, "answer": {"text": "a"}}]},
        {"answers": [{"question": NOBODYS, "answer": {}}] * 501},
    ],
)
def test_what_is_no_answer_is_said_to_be_none(made, begin, body):
    client, attempt = begin(made)
    for answer in (
        client.patch(at(attempt, "/answers"), body, format="json"),
        client.post(at(attempt, "/hand-in"), body, format="json"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    assert client.get(at(attempt)).json()["handed_in_at"] is None


def test_an_answer_that_does_not_fit_is_named(made, begin):
    client, attempt = begin(made)
    numeric = next(question for question in attempt["questions"] if question["kind"] == "numeric")
    body = {"answers": [{"question": numeric["id"], "answer": {"text": "about a"}}]}
    answer = client.patch(at(attempt, "/answers"), body, format="json")
    assert answer.status_code == 422
    assert answer.json()["error"]["details"]["fields"] == {numeric["id"]: ["Write a number, please."]}


def test_refusals_say_what_they_are(begin):
    made = course_with_quiz(attempts_allowed=2, wait_minutes=10, time_limit_minutes=5)
    client, attempt = begin(made)
    assert 295 <= attempt["seconds_left"] <= 300
    client.post(at(attempt, "/hand-in"), {"answers": []}, format="json")
    wait = client.post(address(made, "/attempts"))
    assert (wait.status_code, wait.json()["error"]["details"]["reason"]) == (429, "wait_before_next_attempt")
    assert 590 <= wait.json()["error"]["details"]["retry_after"] <= 601
    late = client.patch(at(attempt, "/answers"), {"answers": []}, format="json")
    assert (late.status_code, late.json()["error"]["details"]["reason"]) == (409, "attempt_is_over")
    quiz = client.get(address(made)).json()
    assert (quiz["attempts_left"], quiz["next_attempt_at"] is None) == (1, False)
    Attempt.objects.update(
        begun_at=clock.now() - timedelta(hours=2),
        handed_in_at=clock.now() - timedelta(hours=1),
        due_at=clock.now() - timedelta(hours=1),
    )
    second = client.post(address(made, "/attempts")).json()
    # Nobody came back in time: looking at it hands it in.
    Attempt.objects.filter(number=2).update(
        begun_at=clock.now() - timedelta(hours=2), due_at=clock.now() - timedelta(hours=1)
    )
    assert client.get(at(second)).json()["is_passed"] is False
    none_left = client.post(address(made, "/attempts"))
    assert (none_left.status_code, none_left.json()["error"]["details"]["reason"]) == (409, "no_attempts_left")


def test_a_new_version_of_the_course_asks_anew_and_leaves_what_was_begun(made, begin):
    client, attempt = begin(made)
    quiz = made[1]
    quiz.questions = [stored("true_false", 50, is_true=False)]
    quiz.title = "Keys by ear, anew"
    quiz.save()
    # Saved, and not handed in: nobody is asked that.
    assert client.get(address(made)).json()["title"] == "Keys by ear"
    approve_and_publish(submit_course(made[0].course, actor=made[0].tree.owner), reviewer=made[0].reviewer)
    quiz = client.get(address(made)).json()
    assert (quiz["title"], quiz["question_count"]) == ("Keys by ear, anew", 1)
    assert len(client.get(at(attempt)).json()["questions"]) == 9
    assert client.post(at(attempt, "/hand-in"), rightly(attempt), format="json").json()["percent"] == 100
    assert len(client.post(address(made, "/attempts")).json()["questions"]) == 1


def test_those_who_are_asked_see_the_pictures_and_nobody_else(begin, signed_in):
    owner = course_with_quiz()[0].tree.owner
    picture = ImageFactory(uploaded_by_user=owner)
    shows = {"type": "image", "id": str(uuid.uuid4()), "value": {"image": picture.pk, "alt_text": "A", "caption": ""}}
    marked = ImageFactory(uploaded_by_user=owner)
    questions = [stored("true_false", 1, content=[shows]), hotspot(2, marked.pk, area("a", "0,0 9,9"))]
    made = course_with_quiz(owner, questions=questions, title="Seen")
    client, attempt = begin(made)
    (block,) = attempt["questions"][0]["content"]
    shown = [block["value"]["image"], attempt["questions"][1]["picture"]["image"]]
    assert [image["id"] for image in shown] == [str(picture.public_id), str(marked.public_id)]
    for url in (image["url"] for image in shown):
        assert client.get(url).status_code in {200, 302}
        assert signed_in(UserFactory()).get(url).status_code == 404
        assert APIClient().get(url).status_code in {401, 404}


def test_pictures_of_an_attempt_under_way_outlive_the_version_that_is_asked(begin):
    owner = course_with_quiz()[0].tree.owner
    picture, foreign = ImageFactory(uploaded_by_user=owner), ImageFactory(uploaded_by_user=UserFactory())

    def shows(image):
        value = {"image": image.pk, "alt_text": "A", "caption": ""}
        return [{"type": "image", "id": str(uuid.uuid4()), "value": value}]

    asked = [stored("true_false", place, content=shows(each)) for place, each in enumerate((picture, foreign))]
    made = course_with_quiz(owner, questions=asked)
    client, attempt = begin(made)
    urls = [question["content"][0]["value"]["image"]["url"] for question in attempt["questions"]]
    # Who put it there may use it; whoever brought it does not write this course.
    assert [client.get(url).status_code in {200, 302} for url in urls] == [True, False]
    made[1].questions = [stored("true_false", 9)]
    made[1].save()
    approve_and_publish(submit_course(made[0].course, actor=owner), reviewer=made[0].reviewer)
    assert [client.get(url).status_code in {200, 302} for url in urls] == [True, False]


def test_a_quiz_in_two_lessons_goes_on_where_the_learner_is(made, begin):
    client, attempt = begin(made)
    tree, quiz = made[0].tree, made[1]
    put_into(tree.lessons[1], quiz_block(quiz))
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made[0].reviewer)
    second = f"/api/v1/me/lessons/{tree.lessons[1].lesson.public_id}/quizzes/{quiz.public_id}"
    told = client.get(second).json()
    assert (told["open_attempt"], told["attempts"]) == (None, [])
    put_into(tree.lessons[0])
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made[0].reviewer)
    again = client.post(f"{second}/attempts")
    assert (again.status_code, again.json()["id"]) == (200, attempt["id"])
    assert again.json()["lesson"]["id"] == str(tree.lessons[1].lesson.public_id)
    assert client.get(second).json()["open_attempt"] == attempt["id"]
    assert client.post(at(attempt, "/hand-in"), rightly(attempt), format="json").json()["is_passed"] is True


def test_an_answer_is_taken_back(made, begin):
    client, attempt = begin(made)
    empty = {"chosen": [], "text": " ", "gaps": {"0": "", "1": ""}, "pairs": {}, "rhythm": {"taps": []}}
    client.patch(at(attempt, "/answers"), rightly(attempt), format="json")
    reads = {"short_text": "text", "numeric": "text", "gaps": "gaps", "matching": "pairs", "rhythm": "rhythm"}
    body = [
        {"question": question["id"], "answer": {(name := reads.get(question["kind"], "chosen")): empty[name]}}
        for question in attempt["questions"]
        if question["kind"] != "ordering"
    ]
    told = client.patch(at(attempt, "/answers"), {"answers": body}, format="json").json()
    assert [question["kind"] for question in told["questions"] if question["answer"] is not None] == ["ordering"]
    assert client.post(at(attempt, "/hand-in"), {"answers": body}, format="json").json()["points"] == 1


def test_a_number_of_millions_of_digits_is_none(made, begin):
    client, attempt = begin(made)
    numeric = next(question for question in attempt["questions"] if question["kind"] == "numeric")
    for words in ("1e9999999", "1e-9999999", "-1e99999999999"):
        body = {"answers": [{"question": numeric["id"], "answer": {"text": words}}]}
        assert client.patch(at(attempt, "/answers"), body, format="json").status_code == 422


def test_reading_an_attempt_asks_as_many_statements_for_many_questions_as_for_few(begin):
    def statements(count):
        made = course_with_quiz(questions=[stored("true_false", number, is_true=True) for number in range(count)])
        client, attempt = begin(made)
        client.get(at(attempt))
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(at(attempt)).json()["questions"]) == count
        return len(captured)

    assert statements(2) == statements(40)
