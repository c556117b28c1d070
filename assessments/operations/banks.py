"""Deleting banks of questions."""

from django.utils.translation import gettext as _

from assessments.errors import BankIsDrawnFrom
from assessments.models import QuestionBank, Quiz
from kit.failpoints import failpoint

MOST_NAMED = 5


def hold_unless_drawn_from(bank: QuestionBank) -> None:
    """Keep quizzes from beginning to draw from it, until the caller has deleted it.

    The caller is in a transaction. Raises BankIsDrawnFrom, which names quizzes that draw from it.
    """
    # Writing a quiz that draws from it holds it too: so whoever comes first is seen by the other.
    held = QuestionBank.objects.select_for_update().get(pk=bank.pk)
    titles = list(Quiz.objects.drawing_from(held.pk).values_list("title", flat=True)[: MOST_NAMED + 1])
    if titles:
        named = ", ".join(_("“%(title)s”") % {"title": title} for title in titles[:MOST_NAMED])
        raise BankIsDrawnFrom(title=held.title, quizzes=named + ("…" if len(titles) > MOST_NAMED else ""))
    failpoint("assessments.bank_is_held")
