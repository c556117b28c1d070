"""Quizzes of twenty questions, as the bench begins them and hands them in. What a request wrote is undone after it."""

import json
from collections.abc import Callable

from accounts.models import User
from assessments.models import Paper
from assessments.operations.attempts import begin_attempt
from bench.buying import posted, undone
from bench.measure import Caller, Make, Request
from courses.models import Lesson, LessonDocument

BEGUN, HANDED_IN = "quiz of 20 questions begun", "quiz of 20 questions handed in"


def quiz_works(first: tuple[str, dict[str, str]], second: tuple[str, dict[str, str]]) -> dict[str, Make]:
    """The works of quizzes: the first person begins attempts, the second hands one in.

    Of each the address and the header that signs them in.
    """
    caller = Caller()
    asking, paper = asked_of(first[0])
    beginning = f"/api/v1/me/lessons/{asking.public_id}/quizzes/{paper.quiz.public_id}/attempts"
    asking, paper = asked_of(second[0])
    attempt, _is_new = begin_attempt(User.objects.get(email=second[0]), paper, asking.public_id)
    answers = [{"question": str(name), "answer": {"chosen": ["true"]}} for name in attempt.questions]
    body, handing_in = json.dumps({"answers": answers}), f"/api/v1/me/quiz-attempts/{attempt.public_id}/hand-in"

    def begin(number: int) -> Callable[[], object]:
        request = Request("POST", beginning, posted("{}", first[1]), expected=201)
        return lambda: undone(lambda: caller(request))

    def hand_in(number: int) -> Callable[[], object]:
        request = Request("POST", handing_in, posted(body, second[1]))
        return lambda: undone(lambda: caller(request))

    return {BEGUN: begin, HANDED_IN: hand_in}


def asked_of(learner: str) -> tuple[Lesson, Paper]:
    """A lesson of one of the learner's courses that asks a quiz, and the quiz's paper."""
    asking = LessonDocument.objects.live().filter(course__enrolments__learner__email=learner).exclude(papers=[])
    document = asking.select_related("lesson").order_by("pk")[0]
    return document.lesson, Paper.objects.select_related("quiz").get(pk=document.papers[0])
