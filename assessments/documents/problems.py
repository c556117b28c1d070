"""What is wrong with a quiz, in words for its author."""

from django.utils.translation import gettext as _

from assessments.documents.questions import questions_of
from assessments.models import Quiz
from content.blocks import find_problems


def problems_of_quiz(quiz: Quiz) -> list[str]:
    """Everything that keeps it from being handed in with a course. Drafts may have such problems."""
    questions = questions_of(quiz.questions)
    if not questions:
        return [_("it has no questions yet.")]
    problems = [str(problem) for problem in find_problems(quiz.questions)]
    # Answers are kept by their question's id. Only what was not written in the editor has one twice.
    if len({question.id for question in questions}) < len(questions):
        problems.append(_("two of its questions have the same id. Copy one of them and delete the other."))
    return problems
