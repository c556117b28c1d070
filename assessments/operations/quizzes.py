"""Changing quizzes other than by the editor's form."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessments.models import Quiz


@transaction.atomic
def add_questions(quiz: Quiz, questions: list[dict[str, Any]], *, actor: Any) -> Quiz:
    """Put stored questions behind those that are there, as a version of its own. The caller knows that they may."""
    held = Quiz.objects.select_for_update().get(pk=quiz.pk)
    together: Any = [*held.questions.get_prep_value(), *questions]
    held.questions = together
    held.save(update_fields=["questions"])
    # Read anew: as values of blocks, and not as what they were given as.
    held = Quiz.objects.get(pk=quiz.pk)
    held.save_revision(user=actor, log_action=True)
    return held


@transaction.atomic
def write_quiz(quiz: Quiz, values: Mapping[str, Any], *, actor: Any) -> Quiz:
    """Give a quiz, stored or new, these fields, `questions` as they are stored, as a version of its own.

    The caller knows that the actor may, and that the values are right.
    """
    if quiz.pk:
        quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    for name, value in values.items():
        setattr(quiz, name, value)
    quiz.save()
    # Read anew, as above.
    quiz = Quiz.objects.get(pk=quiz.pk)
    quiz.save_revision(user=actor, log_action=True)
    return quiz
