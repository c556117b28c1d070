"""Questions that are heard first: authors are told what is missing, learners are told how."""

import uuid

import pytest

from assessments.blocks.question import listening_of
from assessments.documents.told import told_questions
from assessments.operations.attempts import begin_attempt
from tests.assessments.test_questions import problems
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory
from tests.factories.quizzes import asks, new_quiz, paper_of, stored

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]


def sound(**value):
    file = DocumentFactory(name="interval.mp3").pk
    shown = {"file": file, "title": "An interval", "duration_seconds": None, "transcript": "", "downloadable": False}
    return {"type": "audio", "id": str(uuid.uuid4()), "value": {**shown, **value}}


def question(*content, **value):
    return stored("true_false", 1, is_true=True, content=[*content, *asks("It was a fifth.")], **value)


def test_what_is_to_be_heard_first_has_a_sound():
    assert problems(question(sound(), listen_first=True, plays=2)) == []
    assert problems(question(listen_first=False)) == []
    assert "no sound or film" in " ".join(problems(question(listen_first=True)))
    foreign = {"type": "video", "id": "", "value": {"source": "youtube"}}
    assert listening_of({"listen_first": True, "content": [foreign]}) is None
    assert listening_of({"listen_first": True, "content": [{**foreign, "value": {"source": "file"}}]}) == {"plays": 0}


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({}, None),
        ({"listen_first": False, "plays": 3}, None),
        ({"listen_first": True}, {"plays": 0}),
        ({"listen_first": True, "plays": 2}, {"plays": 2}),
        ({"listen_first": True, "plays": None}, {"plays": 0}),
    ],
)
def test_learners_are_told_how_it_is_heard(rules, told):
    quiz = new_quiz(questions=[question(sound(), **rules)])
    attempt, _is_new = begin_attempt(UserFactory(), paper_of(quiz), uuid.uuid4())
    (shown,) = told_questions(attempt, with_answers=False)
    assert shown["listening"] == told
    assert [block["type"] for block in shown["content"]] == ["audio", "rich_text"]
