"""Quizzes: what is asked, attempts and how they went. What is sent holds no answer before it may."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from assessments.documents.questions import count_and_total
from assessments.documents.told import shows_answers, told_questions
from assessments.models import Attempt, Paper
from assessments.operations.attempts import (
    begin_attempt,
    close_if_over,
    hand_in,
    is_over,
    next_attempt_at,
    save_answers,
)
from content.blocks import represent_html
from courses.documents.quizzes import LessonQuiz, number_of, quiz_in
from courses.models import Lesson, LessonDocument
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.learning.lessons import lesson_of_mine, lesson_to_read
from frontend_api.v1.quizzes.shapes import QuizAnswersIn, QuizAttemptOut, QuizOut
from kit import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's attempts at a quiz, the last first."""

    attempts: list[Attempt]

    @property
    def handed_in(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.handed_in_at is not None]

    @property
    def has_passed(self) -> bool:
        return any(attempt.is_passed for attempt in self.attempts)


def standing_of(learner: User, quiz_id: int) -> Standing:
    """Closes, on the way, an attempt whose time was up while nobody looked."""
    attempts = list(Attempt.objects.filter(learner=learner, quiz=quiz_id).order_by("-number"))
    now = clock.now()
    for place, attempt in enumerate(attempts):
        if attempt.handed_in_at is None and is_over(attempt, now):
            attempts[place] = close_if_over(attempt)
    return Standing(attempts)


def percent(attempt: Attempt) -> int | None:
    """Whole percents, rounded down: 59.9 is not 60."""
    if attempt.points is None:
        return None
    return int(attempt.points * 100 / attempt.most_points) if attempt.most_points else 100


def summary(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": attempt.public_id,
        "number": attempt.number,
        "begun_at": attempt.begun_at,
        "handed_in_at": attempt.handed_in_at,
        "points": attempt.points,
        "most_points": attempt.most_points,
        "percent": percent(attempt),
        "is_passed": attempt.is_passed,
    }


def place_of(lesson: Lesson, document: LessonDocument, title: str = "") -> dict[str, Any]:
    """Where it is asked: the lesson and its course, as learners know them. `title` is the course's, if it is known."""
    course = lesson.course
    return {
        "lesson": {"id": lesson.public_id, "number": number_of(document), "title": document.title},
        "course": {"id": course.public_id, "slug": course.slug, "title": title or course.public_title},
    }


def told_quiz(lesson: Lesson, asked: LessonQuiz, standing: Standing) -> dict[str, Any]:
    paper: Paper = asked.paper
    rules = paper.content
    count, total = count_and_total(paper.questions)
    allowed = rules["attempts_allowed"]
    last = standing.attempts[0] if standing.attempts else None
    # The same quiz may be asked in another lesson, which has pages of its own; attempts count together.
    here = [attempt for attempt in standing.attempts if attempt.lesson == lesson.public_id]
    may_again_at = next_attempt_at(last, rules["wait_minutes"])
    is_ahead = may_again_at is not None and may_again_at > clock.now()
    return {
        **place_of(lesson, asked.document),
        **{name: rules[name] for name in ("title", "pass_percent", "time_limit_minutes", "wait_minutes")},
        "id": paper.quiz.public_id,
        "introduction": represent_html(rules["introduction"]),
        "question_count": count,
        "points": total,
        "attempts_allowed": allowed,
        "attempts_left": None if allowed is None else max(0, allowed - len(standing.attempts)),
        "next_attempt_at": may_again_at if is_ahead else None,
        "answers_shown": rules["answers_shown"],
        "is_required": asked.is_required,
        "is_passed": standing.has_passed,
        "best_percent": max((value for one in standing.handed_in if (value := percent(one)) is not None), default=None),
        "open_attempt": last.public_id if last is not None and last in here and last.handed_in_at is None else None,
        "attempts": [summary(attempt) for attempt in here],
    }


def told_attempt(attempt: Attempt, lesson: Lesson) -> dict[str, Any]:
    standing = standing_of(attempt.learner, attempt.quiz_id)
    attempt = next(one for one in standing.attempts if one.pk == attempt.pk)
    document = lesson.documents.filter(is_live=True).order_by("pk").first() or LessonDocument(lesson=lesson)
    shows = shows_answers(attempt, has_passed=standing.has_passed, used=len(standing.handed_in))
    rules = attempt.paper.content
    left = attempt.due_at - clock.now() if attempt.due_at and attempt.handed_in_at is None else None
    return {
        **summary(attempt),
        **place_of(lesson, document),
        "quiz": {
            "id": attempt.quiz.public_id,
            "title": rules["title"],
            "pass_percent": rules["pass_percent"],
        },
        "due_at": attempt.due_at,
        "seconds_left": None if left is None else max(0, int(left.total_seconds())),
        "time_limit_minutes": rules["time_limit_minutes"],
        "is_required": attempt.quiz_id in document.required_quizzes,
        "shows_answers": shows,
        "questions": told_questions(attempt, with_answers=shows),
    }


def my_attempt(request: Request, attempt_id: UUID) -> tuple[Attempt, Lesson]:
    """The attempt and its lesson. Raises Http404 for another's, and where the lesson is closed to the person by now.

    One that is over stays with its learner when the lesson leaves the course.
    """
    mine = Attempt.objects.filter(learner=me(request)).select_related("paper", "quiz", "learner")
    attempt = get_object_or_404(mine, public_id=attempt_id)
    find = lesson_to_read if attempt.handed_in_at is None else lesson_of_mine
    return attempt, find(request, attempt.lesson)


def answers_in(body: dict[str, Any]) -> dict[UUID, dict[str, Any]]:
    return {each["question"]: each["answer"] for each in body["answers"]}


class MyQuiz(APIView):
    @extend_schema(operation_id="my_quiz", summary="A quiz of a lesson and how I stand in it", responses=QuizOut)
    def get(self, request: Request, lesson_id: UUID, quiz_id: UUID) -> Response:
        lesson = lesson_to_read(request, lesson_id)
        asked = quiz_in(lesson, quiz_id)
        standing = standing_of(me(request), asked.paper.quiz_id)
        return Response(QuizOut(told_quiz(lesson, asked, standing)).data)


class MyQuizAttempts(APIView):
    @extend_schema(
        operation_id="begin_quiz_attempt",
        summary="Begin an attempt",
        description="Where one is open it is answered again, with 200. 409 `no_attempts_left`; 429"
        " `wait_before_next_attempt`, with `retry_after`.",
        request=None,
        responses={200: QuizAttemptOut, 201: QuizAttemptOut},
    )
    def post(self, request: Request, lesson_id: UUID, quiz_id: UUID) -> Response:
        lesson = lesson_to_read(request, lesson_id)
        asked = quiz_in(lesson, quiz_id)
        attempt, is_new = begin_attempt(me(request), asked.paper, lesson.public_id)
        return Response(QuizAttemptOut(told_attempt(attempt, lesson)).data, status=201 if is_new else 200)


class MyQuizAttempt(APIView):
    @extend_schema(operation_id="quiz_attempt", summary="An attempt of mine", responses=QuizAttemptOut)
    def get(self, request: Request, attempt_id: UUID) -> Response:
        attempt, lesson = my_attempt(request, attempt_id)
        return Response(QuizAttemptOut(told_attempt(attempt, lesson)).data)


class MyQuizAnswers(APIView):
    @extend_schema(
        operation_id="answer_quiz_attempt",
        summary="Keep answers",
        description="Answers to other questions stay. 409 `attempt_is_over` once it is handed in, or the time is up.",
        request=QuizAnswersIn,
        responses=QuizAttemptOut,
    )
    def patch(self, request: Request, attempt_id: UUID) -> Response:
        attempt, lesson = my_attempt(request, attempt_id)
        save_answers(attempt, answers_in(read_body(request, QuizAnswersIn)), learner=me(request))
        return Response(QuizAttemptOut(told_attempt(attempt, lesson)).data)


class MyQuizHandIn(APIView):
    @extend_schema(
        operation_id="hand_in_quiz_attempt",
        summary="Hand an attempt in",
        description="It is marked at once. Answers that come after the time was up are not taken; handing in twice"
        " changes nothing.",
        request=QuizAnswersIn,
        responses=QuizAttemptOut,
    )
    def post(self, request: Request, attempt_id: UUID) -> Response:
        attempt, lesson = my_attempt(request, attempt_id)
        hand_in(attempt, answers_in(read_body(request, QuizAnswersIn)), learner=me(request))
        return Response(QuizAttemptOut(told_attempt(attempt, lesson)).data)
