"""A hall that hands in when the bell rings, over HTTP, each from two windows, while the job closes what is over."""

from collections import Counter
from datetime import timedelta

import pytest

from assessments.models import Answer, Attempt
from assessments.operations.attempts import GRACE, begin_attempt, close_what_is_over, save_answers
from courses.documents.quizzes import quiz_in
from courses.enums import EnrolmentSource
from courses.models import Enrolment
from kit import clock
from tests.crowds import all_at_once, post, token_of
from tests.factories.accounts import UserFactory
from tests.factories.asking import course_with_quiz
from tests.factories.quizzes import stored
from tests.races import Runner

CROWD, QUESTIONS, MINUTES = 300, 4, 10
RIGHT = {"chosen": ["true"]}


def begun(made, learner):
    """An attempt with one right answer that was kept."""
    lesson = made[0].tree.lessons[0].lesson
    Enrolment.objects.create(course=made[0].course, learner=learner, source=EnrolmentSource.FREE)
    attempt, _is_new = begin_attempt(learner, quiz_in(lesson, made[1].public_id).paper, lesson.public_id)
    return save_answers(attempt, {attempt.questions[0]: RIGHT}, learner=learner)


def outcome_of(answer):
    status, told = answer
    return status, told["points"], told["is_passed"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("req-C6", "fault-R4")
def test_three_hundred_hand_in_in_the_same_second(live_server):
    """The second half is a second too late: what they had kept by then counts, and nothing that they send now."""
    questions = [stored("true_false", number, is_true=True) for number in range(QUESTIONS)]
    made = course_with_quiz(questions=questions, time_limit_minutes=MINUTES, pass_percent=60)
    people = UserFactory.create_batch(CROWD)
    in_time = [begun(made, learner) for learner in people[: CROWD // 2]]
    with clock.held_at(clock.now() - timedelta(minutes=MINUTES, seconds=1) - GRACE):
        late = [begun(made, learner) for learner in people[CROWD // 2 :]]
    attempts = [each for pair in zip(in_time, late, strict=True) for each in pair]

    def hand_in(window):
        attempt, token = window
        body = {"answers": [{"question": str(name), "answer": RIGHT} for name in attempt.questions]}
        path = f"/api/v1/me/quiz-attempts/{attempt.public_id}/hand-in"
        return attempt.pk, outcome_of(post(live_server, path, token, body))

    people_at_the_door = [(attempt, token_of(attempt.learner)) for attempt in attempts]
    # Neighbours stand in different lines, so both windows of a person are there together.
    windows = [each for each in people_at_the_door for _window in range(2)]
    job = Runner(close_what_is_over)
    answers = all_at_once(windows, hand_in)
    assert isinstance(job.outcome(), int), job.outcome()
    assert len(set(answers)) == CROWD
    known = {attempt.pk for attempt in in_time}
    told = Counter((pk in known, outcome) for pk, outcome in answers)
    assert told == {(True, (200, 4.0, True)): CROWD, (False, (200, 1.0, False)): CROWD}
    assert not Attempt.objects.filter(handed_in_at=None).exists()
    points = list(Answer.objects.values_list("points", flat=True))
    assert (len(points), sum(points)) == (CROWD // 2 * (QUESTIONS + 1), CROWD // 2 * (QUESTIONS + 1))
