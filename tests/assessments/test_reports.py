"""How questions did, against a recount by hand."""

import csv
import random
import statistics
import uuid
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from assessments.documents.reports import LEAST_FOR_DISCRIMINATION, report_of
from assessments.models import Attempt
from assessments.operations.attempts import begin_attempt, hand_in
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import asks, new_quiz, paper_of, pool, right_answers, stored

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]
LESSON = uuid.uuid4()


def questions(count=4):
    return [stored("true_false", number, is_true=True, content=asks(f"Statement {number}")) for number in range(count)]


def answer(quiz, knowledge, lot, learner=None):
    """An attempt of somebody who knows each answer with this probability, and leaves some out."""
    attempt, _is_new = begin_attempt(learner or UserFactory(), paper_of(quiz), LESSON)
    right = right_answers(attempt)
    given = {}
    for name in attempt.questions:
        if lot.random() < 0.9:
            given[name] = right[name] if lot.random() < knowledge else {"chosen": ["false"]}
    return hand_in(attempt, given, learner=attempt.learner)


def test_figures_are_those_of_a_recount_by_hand():
    lot = random.Random(7)
    quiz = new_quiz(
        questions=[*questions(3), pool(1, 2, *[stored("true_false", n, is_true=True) for n in range(40, 45)])]
    )
    for _each in range(40):
        first = answer(quiz, knowledge := lot.random(), lot)
        if lot.random() < 0.5:
            # Tries after the first are not counted.
            answer(quiz, min(1, knowledge + 0.5), lot, first.learner)
    report = report_of(quiz)
    attempts = list(Attempt.objects.filter(quiz=quiz, number=1).prefetch_related("answers"))
    assert report.attempts == Attempt.objects.count() > 40
    assert report.learners == len(attempts) == 40
    assert report.passed == len(set(Attempt.objects.filter(is_passed=True).values_list("learner", flat=True)))
    assert len(report.questions) == 8
    for each in report.questions:
        got, rest, answered = [], [], 0
        for attempt in attempts:
            if each.id in attempt.questions:
                points = {one.question: float(one.points) for one in attempt.answers.all()}
                got.append(points.get(each.id, 0.0))
                rest.append(float(attempt.points) - got[-1])
                answered += each.id in points
        assert (each.asked, each.answered) == (len(got), answered)
        assert float(each.easiness) == pytest.approx(statistics.mean(got))
        if len(got) >= LEAST_FOR_DISCRIMINATION and len(set(got)) > 1 and len(set(rest)) > 1:
            assert each.discrimination == pytest.approx(statistics.correlation(got, rest))
        else:
            assert each.discrimination is None


def test_too_few_answers_tell_nothing_of_who_knows_more():
    lot, quiz = random.Random(1), new_quiz(questions=questions())
    assert [(each.asked, each.easiness) for each in report_of(quiz).questions] == [(0, None)] * 4
    for _each in range(LEAST_FOR_DISCRIMINATION - 1):
        answer(quiz, 0.5, lot)
    assert {each.discrimination for each in report_of(quiz).questions} == {None}


def test_points_that_changed_change_nothing_of_how_it_did():
    quiz = new_quiz(questions=[stored("true_false", 1, is_true=True, points=4)])
    answer(quiz, 1, random.Random(0))
    quiz.questions = [stored("true_false", 1, is_true=True, points=1)]
    quiz.save()
    answer(quiz, 1, random.Random(0))
    (told,) = report_of(quiz).questions
    assert (told.asked, told.answered, told.easiness) == (2, 2, 1)


def test_a_question_that_was_taken_out_is_still_told_of():
    lot, quiz = random.Random(2), new_quiz(questions=questions())
    answer(quiz, 1, lot)
    quiz.questions = questions(2)
    quiz.save()
    told = [(each.text, each.asked, each.is_asked_now) for each in report_of(quiz).questions]
    assert told == [
        ("Statement 0", 1, True),
        ("Statement 1", 1, True),
        ("Statement 2", 1, False),
        ("Statement 3", 1, False),
    ]


def test_a_report_asks_as_many_statements_for_many_questions_as_for_few():
    def statements(count):
        quiz = new_quiz(questions=questions(count))
        answer(quiz, 0.5, random.Random(3))
        with CaptureQueriesContext(connection) as captured:
            assert len(report_of(quiz).questions) == count
        return len(captured)

    assert statements(2) == statements(30)


def page(person, quiz, **query):
    client = Client()
    client.force_login(person)
    return client.get(reverse("quiz_report", args=[quiz.public_id]), query)


def test_authors_look_at_it_and_take_it_with_them():
    owner = UserFactory(roles=[Role.PRODUCER])
    evil = stored("true_false", 9, is_true=True, content=asks("=1+1"))
    quiz = new_quiz(owner, questions=[evil, *questions(2)], title="Größen & more")
    assert "Nobody has handed it in yet" in page(owner, quiz).content.decode()
    answer(quiz, 1, random.Random(4))
    shown = page(owner, quiz).content.decode()
    assert "1 attempt was handed in," in shown
    assert "too few answers to say" in shown
    got = page(owner, quiz, format="csv")
    assert got.headers["Content-Disposition"] == 'attachment; filename="groen-more.csv"'
    rows = list(csv.DictReader(StringIO(got.content.decode())))
    assert [row["question"] for row in rows] == ["'=1+1", "Statement 0", "Statement 1"]
    assert {row["asked"] for row in rows} == {"1"}
    listed = Client()
    listed.force_login(owner)
    assert (
        reverse("quiz_report", args=[quiz.public_id])
        in listed.get("/admin/snippets/assessments/quiz/").content.decode()
    )


def test_nobody_else_looks_at_it():
    quiz = new_quiz(UserFactory(roles=[Role.PRODUCER]))
    for person in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        assert page(person, quiz).status_code == 404
        assert page(person, quiz, format="csv").status_code == 404
    assert page(UserFactory(), quiz).status_code in {302, 403, 404}
    assert page(UserFactory(roles=[Role.ADMINISTRATOR]), quiz).status_code == 200
