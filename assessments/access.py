"""What courses tell of quizzes: which papers learners are asked now, and where they look at an attempt."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from assessments.models import Attempt, Paper, Quiz

Asking = Callable[[Quiz], QuerySet[Paper]]
Place = Callable[[Any], str]

_askings: list[Asking] = []
_places: list[Place] = []


def register_asking(asking: Asking) -> Asking:
    """`asking(quiz)` names the papers of the quiz that are approved and asked now."""
    _askings.append(asking)
    return asking


def register_place(place: Place) -> Place:
    """`place(lesson)` is the storefront's path of the lesson with that public id; empty where there is none."""
    _places.append(place)
    return place


def paper_asked_now(quiz: Quiz) -> Paper | None:
    """What learners are asked now; where courses ask different papers, the one that was handed in last."""
    found = [paper for asking in _askings for paper in asking(quiz)]
    return max(found, key=lambda paper: (paper.frozen_at, paper.pk), default=None)


def path_of(attempt: Attempt) -> str:
    """Where its learner looks at the attempt on the storefront."""
    lesson = next((path for place in _places if (path := place(attempt.lesson))), "")
    return f"{lesson}/quizzes/{attempt.quiz.public_id}/attempts/{attempt.public_id}" if lesson else ""
