"""What people do to one thread at once."""

from functools import partial

import pytest
from django.db import IntegrityError

from discussions.errors import AnswerGone
from discussions.models import Answer, Question, Vote
from discussions.operations.asking import accept_answer, answer_question, take_back_answer, take_back_question
from discussions.operations.keeping import vote
from discussions.operations.telling import tell_followers
from kit.errors import NotFound
from kit.failpoints import hold
from kit.invariants import violations
from notices.models import Notice
from tests.factories.discussions import answered, asked
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("req-C15", "fault-R4")]


def one_after_the_other(first, second):
    """What both answer, where the second comes while the first holds the thread."""
    with hold("discussions.question_held") as held:
        one = Runner(first)
        held.wait_until_reached()
        other = Runner(second)
        wait_for_a_lock_queue(other)
    return one.outcome(), other.outcome()


def accepted(question):
    return list(question.answers.exclude(accepted_at=None))


def test_two_accepted_at_once_leave_one():
    made = live_course()
    question = asked(made)
    first, second = answered(question), answered(question)
    one_after_the_other(
        lambda: accept_answer(first, actor=question.asker), lambda: accept_answer(second, actor=made.owner)
    )
    assert accepted(question) == [second]


def test_what_is_taken_back_meanwhile_is_not_accepted():
    question = asked(live_course())
    answer = answered(question)
    _nothing, refused = one_after_the_other(
        lambda: take_back_answer(answer, actor=answer.author), lambda: accept_answer(answer, actor=question.asker)
    )
    assert isinstance(refused, AnswerGone)
    assert accepted(question) == []


def test_what_is_accepted_meanwhile_can_still_be_taken_back():
    question = asked(live_course())
    answer = answered(question)
    one_after_the_other(
        lambda: accept_answer(answer, actor=question.asker), lambda: take_back_answer(answer, actor=answer.author)
    )
    assert accepted(question) == []
    assert Notice.objects.filter(person=answer.author, kind="learning.answer_accepted").count() == 1


def test_nothing_is_answered_that_was_taken_back_meanwhile():
    made = live_course()
    question = asked(made)
    _nothing, refused = one_after_the_other(
        lambda: take_back_question(question, actor=question.asker),
        lambda: answer_question(question, text="Late", actor=made.owner),
    )
    assert isinstance(refused, NotFound)
    assert not Answer.objects.exists()


def test_two_votes_at_once_are_two_and_one_sent_twice_is_one():
    made = live_course()
    question = asked(made)
    voters = [learner_of(made.course), learner_of(made.course)]
    one_after_the_other(lambda: vote(question, actor=voters[0]), lambda: vote(question, actor=voters[1]))
    answer = answered(question)
    one_after_the_other(lambda: vote(answer, actor=voters[0]), lambda: vote(answer, actor=voters[0]))
    question.refresh_from_db()
    answer.refresh_from_db()
    assert (question.vote_count, answer.vote_count, Vote.objects.count()) == (2, 1, 3)
    assert list(violations(["votes_and_answers_are_counted"])) == []


@pytest.fixture
def unheld(monkeypatch):
    """The control: nothing holds the thread."""
    for module in ("asking", "keeping"):
        monkeypatch.setattr(
            f"discussions.operations.{module}.hold_question", lambda question: Question.objects.get(pk=question)
        )


def test_without_the_lock_what_was_taken_back_would_be_accepted_but_for_the_database(unheld, monkeypatch):
    question = asked(live_course())
    answer = answered(question)

    def taken_back_first(question, actor):
        taken = Runner(lambda: take_back_answer(answer, actor=answer.author))
        assert taken.outcome() is None

    monkeypatch.setattr("discussions.operations.telling.accepted", lambda answer, actor: None)
    monkeypatch.setattr(Answer, "is_shown", property(lambda _self: True))
    monkeypatch.setattr(
        "discussions.operations.asking.refuse_unless_asked", lambda question: taken_back_first(question, None)
    )
    with pytest.raises(IntegrityError, match="accepted_answer_can_be_read"):
        accept_answer(answer, actor=question.asker)
    assert accepted(question) == []


def test_without_the_lock_the_database_still_counts_every_vote(unheld):
    made = live_course()
    question = asked(made)
    voters = [learner_of(made.course), learner_of(made.course)]
    with hold("discussions.vote_allowed", count=2) as held:
        runners = [Runner(partial(vote, question, actor=voter)) for voter in voters]
        for _each in runners:
            held.wait_until_reached()
    assert [runner.outcome() for runner in runners] == [None, None]
    question.refresh_from_db()
    assert question.vote_count == 2


def test_two_workers_tell_of_an_answer_once():
    question = asked(live_course())
    answer = answered(question)
    runners = [Runner(lambda: tell_followers(answer.pk)) for _ in range(2)]
    assert sorted(runner.outcome() for runner in runners) == [0, 1]
    assert Notice.objects.filter(person=question.asker, kind="learning.question_answered").count() == 1
