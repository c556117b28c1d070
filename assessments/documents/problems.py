"""What is wrong with a quiz, in words for its author."""

from django.utils.translation import gettext as _

from assessments.documents.questions import questions_of
from assessments.models import Quiz
from content.blocks import find_problems


def problems_of_quiz(quiz: Quiz) -> list[str]:
    """Everything that keeps it from being handed in with a course. Drafts may have such problems."""
    if not questions_of(quiz.questions):
        return [_("it has no questions yet.")]
    return [str(problem) for problem in find_problems(quiz.questions)]
