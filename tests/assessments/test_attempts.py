"""Beginning, answering and handing in, by the server's clock."""

import threading
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from assessments.documents import cards, draft_cards, question_in
from assessments.documents.told import shows_answers, told_questions
from assessments.errors import AttemptIsOver, NoAttemptsLeft, QuizHasNothingToAsk, WaitBeforeNextAttempt
from assessments.models import Answer, Attempt, Paper
from assessments.operations.attempts import (
    GRACE,
    begin_attempt,
    close_if_over,
    close_what_is_over,
    hand_in,
    has_passed,
    save_answers,
)
from assessments.operations.papers import write_papers
from assessments.tasks import close_attempts
from kit import clock
from kit.errors import InvalidInput, NotFound
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import named, new_quiz, one_of_each, paper_of, pool, right_answers, stored
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]
LESSON = uuid.uuid4()


class HeldSeed:
    """Stands where the seed is made, once everything was looked at: waits there until so many have come."""

    def __init__(self):
        self.come = threading.Semaphore(0)
        self.go = threading.Event()

    def __call__(self):
        self.come.release()
        assert self.go.wait(PATIENCE)
        return "00"

    def go_when(self, count):
        for _each in range(count):
            assert self.come.acquire(timeout=PATIENCE)
        self.go.set()


TRUE, FALSE = {"chosen": ["true"]}, {"chosen": ["false"]}


@pytest.fixture
def learner():
    return UserFactory()


def statements(count=4):
    return [stored("true_false", number, is_true=True) for number in range(count)]


def begun(learner, **rules):
    quiz = new_quiz(**{"questions": statements(), **rules})
    return begin_attempt(learner, paper_of(quiz), LESSON)[0]


def again(attempt):
    return begin_attempt(attempt.learner, attempt.paper, LESSON)


def answered(attempt, right):
    """So many questions answered rightly, all others wrongly."""
    return {name: TRUE if place < right else FALSE for place, name in enumerate(attempt.questions)}


def after(**time):
    return clock.held_at(clock.now() + timedelta(**time))


def test_an_attempt_from_beginning_to_end(learner):
    attempt = begun(learner, questions=one_of_each())
    assert (attempt.number, attempt.most_points, attempt.due_at, len(attempt.questions)) == (1, 9, None, 9)
    assert again(attempt) == (attempt, False)
    answers = right_answers(attempt)
    first, *others = attempt.questions
    save_answers(attempt, {first: answers[first]}, learner=learner)
    done = hand_in(attempt, {name: answers[name] for name in others}, learner=learner)
    assert (done.points, done.is_passed) == (9, True)
    assert done.handed_in_at is not None
    assert set(done.answers.values_list("points", flat=True)) == {Decimal(1)}
    assert has_passed(learner, [done.quiz_id]) == {done.quiz_id}
    assert has_passed(UserFactory(), [done.quiz_id]) == set()


@pytest.mark.parametrize(
    ("right", "percent", "passes"),
    [(2, 50, True), (2, 51, False), (0, 0, True), (4, 100, True), (3, 100, False)],
)
def test_it_is_passed_at_the_mark_and_not_below(learner, right, percent, passes):
    attempt = begun(learner, pass_percent=percent)
    done = hand_in(attempt, answered(attempt, right), learner=learner)
    assert (done.points, done.is_passed) == (right, passes)


def test_an_answer_is_changed_as_often_as_one_likes_until_it_is_handed_in(learner):
    attempt = begun(learner)
    name = attempt.questions[0]
    for answer in (TRUE, FALSE, TRUE):
        save_answers(attempt, {name: answer}, learner=learner)
    assert list(attempt.answers.values_list("question", "value")) == [(name, TRUE)]
    done = hand_in(attempt, {}, learner=learner)
    assert (done.points, hand_in(attempt, {name: FALSE}, learner=learner).points) == (1, 1)
    with pytest.raises(AttemptIsOver):
        save_answers(attempt, {name: FALSE}, learner=learner)
    assert Answer.objects.get().value == TRUE


def test_what_cannot_be_an_answer_changes_nothing_and_says_where(learner):
    attempt = begun(learner)
    first, second = attempt.questions[:2]
    with pytest.raises(InvalidInput) as refused:
        save_answers(attempt, {first: TRUE, second: {"chosen": ["maybe"]}, LESSON: TRUE}, learner=learner)
    assert set(refused.value.fields) == {str(second), str(LESSON)}
    assert not Answer.objects.exists()


def test_nobody_answers_for_another(learner):
    attempt = begun(learner)
    for work in (save_answers, hand_in):
        with pytest.raises(NotFound):
            work(attempt, {attempt.questions[0]: TRUE}, learner=UserFactory())
    assert not Answer.objects.exists()


def test_attempts_are_counted_and_waited_between(learner):
    attempt = begun(learner, attempts_allowed=2, wait_minutes=30)
    hand_in(attempt, {}, learner=learner)
    with pytest.raises(WaitBeforeNextAttempt) as refused:
        again(attempt)
    assert 1790 <= refused.value.context["retry_after"] <= 1801
    with after(minutes=31):
        second, is_new = again(attempt)
        assert (second.number, is_new) == (2, True)
        hand_in(second, {}, learner=learner)
    with after(hours=3), pytest.raises(NoAttemptsLeft):
        again(attempt)
    assert begin_attempt(UserFactory(), attempt.paper, LESSON)[1]


def test_a_quiz_without_questions_asks_nothing(learner):
    with pytest.raises(QuizHasNothingToAsk):
        begun(learner, questions=[])
    assert not Attempt.objects.exists()


def test_the_server_counts_the_time_with_a_little_grace(learner):
    attempt = begun(learner, time_limit_minutes=10)
    assert attempt.due_at - attempt.begun_at == timedelta(minutes=10)
    first, second, third, _last = attempt.questions
    save_answers(attempt, {first: TRUE}, learner=learner)
    with clock.held_at(attempt.due_at + GRACE):
        save_answers(attempt, {second: TRUE}, learner=learner)
    with clock.held_at(attempt.due_at + GRACE + timedelta(seconds=1)):
        with pytest.raises(AttemptIsOver):
            save_answers(attempt, {third: TRUE}, learner=learner)
        done = hand_in(attempt, {third: TRUE}, learner=learner)
    assert (done.points, done.handed_in_at) == (2, attempt.due_at)


def test_what_is_over_is_handed_in_though_nobody_comes_back(learner):
    over = begun(learner, time_limit_minutes=1)
    save_answers(over, {over.questions[0]: TRUE}, learner=learner)
    running = begun(UserFactory(), time_limit_minutes=60)
    endless = begun(UserFactory())
    with after(minutes=5):
        assert close_what_is_over() == 1
        close_attempts()
        assert close_if_over(running).handed_in_at is None
    assert list(Attempt.objects.filter(handed_in_at=None).order_by("pk")) == [running, endless]
    over.refresh_from_db()
    assert (over.points, over.is_passed, over.handed_in_at) == (1, False, over.due_at)


def test_who_begins_again_hands_in_what_was_over(learner):
    attempt = begun(learner, time_limit_minutes=1, attempts_allowed=2)
    save_answers(attempt, {attempt.questions[0]: TRUE}, learner=learner)
    with after(minutes=5):
        second, is_new = again(attempt)
    attempt.refresh_from_db()
    assert (is_new, second.number, attempt.points) == (True, 2, 1)


def test_an_attempt_is_bound_to_the_paper_that_it_saw(learner):
    quiz = new_quiz(questions=statements())
    before = paper_of(quiz)
    attempt, _is_new = begin_attempt(learner, before, LESSON)
    quiz.questions = [stored("true_false", number, is_true=False) for number in range(4)]
    quiz.save()
    later = paper_of(quiz)
    assert later != before
    # Whoever has begun goes on with what they have; the next attempt is asked the new questions.
    assert begin_attempt(learner, later, LESSON) == (attempt, False)
    assert hand_in(attempt, answered(attempt, 4), learner=learner).points == 4
    second, _is_new = begin_attempt(learner, later, LESSON)
    assert hand_in(second, answered(second, 4), learner=learner).points == 0


def test_a_paper_is_written_once_and_stays(learner):
    quiz = new_quiz()
    paper = paper_of(quiz)
    assert write_papers([quiz.pk, 10**9]) == {quiz.pk: paper}
    assert Paper.objects.count() == 1
    for change in (lambda: Paper.objects.update(content={}), paper.delete):
        with pytest.raises((IntegrityError, InternalError), match="stays as it was written"), transaction.atomic():
            change()
    assert cards({quiz.pk: paper.pk}) == draft_cards([quiz.pk])
    assert cards({quiz.pk: paper.pk})[quiz.pk] == {
        "quiz": str(quiz.public_id),
        "title": "Keys by ear",
        "question_count": 9,
        "points": 9,
        "time_limit_minutes": None,
        "pass_percent": 60,
    }


def test_each_attempt_draws_anew(learner):
    many = [stored("true_false", number) for number in range(30)]
    paper = paper_of(new_quiz(questions=[pool(1, 5, *many)]))
    drawn = set()
    for _each in range(6):
        attempt, _is_new = begin_attempt(learner, paper, LESSON)
        assert (len(attempt.questions), attempt.most_points) == (5, 5)
        drawn.add(tuple(attempt.questions))
        hand_in(attempt, {}, learner=learner)
    assert len(drawn) > 1


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("never", (False, False, False)),
        ("after_attempt", (True, True, True)),
        ("after_passing", (False, False, True)),
        ("after_last_attempt", (False, True, True)),
    ],
)
def test_right_answers_are_told_when_they_may_be(learner, shown, told):
    attempt = begun(learner, answers_shown=shown, attempts_allowed=2)
    assert shows_answers(attempt, has_passed=True, used=2) is False
    attempt = hand_in(attempt, {}, learner=learner)
    first = shows_answers(attempt, has_passed=False, used=1)
    last = shows_answers(attempt, has_passed=False, used=2)
    assert (first, last, shows_answers(attempt, has_passed=True, used=1)) == told


def test_what_is_told_before_holds_no_results_and_afterwards_as_much_as_it_may(learner):
    attempt = begun(learner, questions=one_of_each())
    told = told_questions(attempt, with_answers=False)
    assert [each["result"] for each in told] == [None] * 9
    assert [each["number"] for each in told] == list(range(1, 10))
    assert "That has a flat." not in str(told)
    wrong = {"chosen": [named(2)]}
    attempt = hand_in(attempt, {attempt.questions[0]: wrong}, learner=learner)
    first, second = told_questions(attempt, with_answers=False)[:2]
    assert first["result"] == {
        "points": 0,
        "is_right": False,
        "feedback": "Not yet.",
        "right": None,
        "option_feedback": {named(2): "That has a flat."},
        "areas": [],
        "taps": None,
    }
    assert (first["answer"], second["answer"], second["result"]["points"]) == (wrong, None, 0)
    known = question_in(attempt.paper.questions)
    for each in told_questions(attempt, with_answers=True):
        block = known[each["id"]].block
        asked = known[each["id"]].asked(attempt.seed)
        assert block.share(asked, block.read(asked, each["result"]["right"])) == 1


def test_the_database_refuses_what_no_attempt_can_be(learner):
    attempt = begun(learner)
    wrong = [
        {"points": 1},
        {"handed_in_at": clock.now()},
        {"handed_in_at": clock.now(), "points": 5, "is_passed": True},
        {"handed_in_at": clock.now(), "points": -1, "is_passed": False},
        {"handed_in_at": attempt.begun_at - timedelta(seconds=1), "points": 1, "is_passed": False},
        {"due_at": attempt.begun_at},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Attempt.objects.filter(pk=attempt.pk).update(**values)
    copy = {"learner": learner, "quiz": attempt.quiz, "paper": attempt.paper, "lesson": LESSON, "questions": []}
    with pytest.raises(IntegrityError, match="learner_has_one_attempt_open"), transaction.atomic():
        Attempt.objects.create(**copy, number=2, most_points=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_two_devices_begin_one_attempt(learner):
    paper = paper_of(new_quiz(questions=statements()))
    with hold("assessments.learner_held") as held:
        first = Runner(lambda: begin_attempt(learner, paper, LESSON))
        held.wait_until_reached()
        second = Runner(lambda: begin_attempt(learner, paper, LESSON))
        wait_for_a_lock_queue(second)
    (one, is_new), (other, is_new_too) = first.outcome(), second.outcome()
    assert (one, is_new, is_new_too) == (other, True, False)
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_learner_the_second_device_would_fail(learner, monkeypatch):
    """The control: the race above is one. The database still keeps a second attempt out."""
    monkeypatch.setattr("assessments.operations.attempts.hold_person", lambda pk: None)
    paper = paper_of(new_quiz(questions=statements()))
    monkeypatch.setattr("assessments.operations.attempts.new_seed", held_seed := HeldSeed())
    first = Runner(lambda: begin_attempt(learner, paper, LESSON))
    second = Runner(lambda: begin_attempt(learner, paper, LESSON))
    held_seed.go_when(2)
    outcomes = [first.outcome(), second.outcome()]
    assert [type(each) for each in outcomes].count(IntegrityError) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_while_it_is_marked_is_too_late(learner):
    attempt = begun(learner)
    with hold("assessments.before_marking") as held:
        handing_in = Runner(lambda: hand_in(attempt, {}, learner=learner))
        held.wait_until_reached()
        late = Runner(lambda: save_answers(attempt, {attempt.questions[0]: TRUE}, learner=learner))
        wait_for_a_lock_queue(late)
    assert handing_in.outcome().points == 0
    assert isinstance(late.outcome(), AttemptIsOver)
    assert not Answer.objects.exists()
