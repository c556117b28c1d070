"""What is wrong with a quiz, in words for its author."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.documents.banks import banks_of, draws_in, written_out
from assessments.documents.questions import questions_of
from assessments.models import Quiz
from content.blocks import find_problems


def problems_of_quiz(quiz: Quiz) -> list[str]:
    """Everything that keeps it from being handed in with a course. Drafts may have such problems."""
    questions = questions_of(written_out(quiz))
    if not questions and not draws_in(quiz.questions):
        return [_("it has no questions yet.")]
    problems = [str(problem) for problem in find_problems(quiz.questions)]
    in_banks = list(_problems_of_banks(quiz))
    # Answers are kept by their question's id. Only what was not written in the editor has one twice.
    if not in_banks and len({question.id for question in questions}) < len(questions):
        problems.append(_("two of its questions have the same id. Copy one of them and delete the other."))
    return [*problems, *in_banks]


def _problems_of_banks(quiz: Quiz) -> Iterator[str]:
    drawn = Counter(draw.get("bank") for draw in draws_in(quiz.questions))
    for pk, bank in sorted(banks_of(quiz).items()):
        if drawn[pk] > 1:
            yield _("it draws from the bank “%(title)s” twice. Draw more questions at once.") % {"title": bank.title}
        for problem in find_problems(bank.questions):
            yield _("Bank “%(title)s”: %(problem)s") % {"title": bank.title, "problem": problem}
