"""What courses tell: which papers learners are asked now, where they look at their work, and who takes part."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessments.models import Attempt, HandIn, Paper, Quiz

Asking = Callable[[Quiz], QuerySet[Paper]]
Place = Callable[[Any], str]
Seats = Callable[[UUID, Collection[int]], set[int]]

_askings: list[Asking] = []
_places: list[Place] = []
_seats: list[Seats] = []


def register_asking(asking: Asking) -> Asking:
    """`asking(quiz)` names the papers of the quiz that are approved and asked now."""
    _askings.append(asking)
    return asking


def register_place(place: Place) -> Place:
    """`place(lesson)` is the storefront's path of the lesson with that public id; empty where there is none."""
    _places.append(place)
    return place


def register_seats(seats: Seats) -> Seats:
    """`seats(course, people)` names those of the people who have an open seat in the course, by its public id."""
    _seats.append(seats)
    return seats


def seated(course: UUID, people: Collection[int]) -> set[int]:
    """Those of these people who take part in the course now."""
    return {person for seats in _seats for person in seats(course, people)}


def paper_asked_now(quiz: Quiz) -> Paper | None:
    """What learners are asked now; where courses ask different papers, the one that was handed in last."""
    found = [paper for asking in _askings for paper in asking(quiz)]
    return max(found, key=lambda paper: (paper.frozen_at, paper.pk), default=None)


def path_of(attempt: Attempt) -> str:
    """Where its learner looks at the attempt on the storefront."""
    lesson = _path_of_lesson(attempt.lesson)
    return f"{lesson}/quizzes/{attempt.quiz.public_id}/attempts/{attempt.public_id}" if lesson else ""


def path_of_work(work: HandIn) -> str:
    """Where its learner finds the work on the storefront."""
    lesson = _path_of_lesson(work.lesson)
    return f"{lesson}/assignments/{work.assignment.public_id}" if lesson else ""


def _path_of_lesson(lesson: UUID) -> str:
    return next((path for place in _places if (path := place(lesson))), "")
