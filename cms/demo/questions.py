"""What learners of the demo ask in its lessons, and what they are answered."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from accounts.models import User
from courses.models import Course, Lesson, LessonDocument
from discussions.models import Answer, Question
from discussions.operations.asking import accept_answer, answer_question, ask_question
from discussions.operations.keeping import vote
from discussions.operations.telling import tell_followers
from kit import clock

QUESTIONS = Path(__file__).parent / "questions.yaml"


def told_questions() -> dict[str, list[dict[str, Any]]]:
    """What `questions.yaml` tells, by the name of the course's folder."""
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return told


def discuss(course: Course, told: dict[str, Any], cast: dict[str, User], *, start: datetime) -> None:
    """Let somebody ask what is told in its lesson, and the others answer and vote."""
    lesson = Lesson.objects.select_related("course").get(
        pk=LessonDocument.objects.live().filter(course=course, title=told["lesson"]).values("lesson")[:1]
    )
    with clock.held_at(start - timedelta(days=told["day"], hours=4)):
        question = ask_question(lesson, title=told["title"], text=told["text"], actor=cast[told["asker"]])
    _vote(question, told, cast)
    for reply in told.get("answers", []):
        with clock.held_at(start - timedelta(days=reply["day"], hours=3)):
            answer = answer_question(question, text=reply["text"], actor=cast[reply["author"]])
            # On the day itself: the job that does it runs when the demo is loaded.
            tell_followers(answer.pk)
            if reply.get("accepted"):
                accept_answer(answer, actor=question.asker)
        _vote(answer, reply, cast)


def _vote(thing: Question | Answer, told: dict[str, Any], cast: dict[str, User]) -> None:
    for voter in told.get("votes", []):
        vote(thing, actor=cast[voter])
