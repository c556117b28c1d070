"""Changing quizzes and banks other than by the editor's form."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessments.models import QuestionBank, Quiz


@transaction.atomic
def add_questions(holder: Quiz | QuestionBank, questions: list[dict[str, Any]], *, actor: Any) -> None:
    """Put stored questions behind those that are there, as a version of its own. The caller knows that they may."""
    rows: Any = type(holder)._default_manager
    held = rows.select_for_update().get(pk=holder.pk)
    held.questions = [*held.questions.get_prep_value(), *questions]
    held.save(update_fields=["questions"])
    # Read anew: as values of blocks, and not as what they were given as.
    rows.get(pk=holder.pk).save_revision(user=actor, log_action=True)


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
