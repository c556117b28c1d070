"""Freezing quizzes: with a course that is handed in, or to look at a draft."""

from collections.abc import Collection

from assessments.documents.banks import banks_of
from assessments.documents.written import content_to_freeze, files_in, sha_of
from assessments.models import Paper, Quiz
from kit import clock


def write_papers(quizzes: Collection[int]) -> dict[int, Paper]:
    """A paper of each of these quizzes as it is now, by the quiz's primary key. The same text is written once.

    The caller is in a transaction; quizzes that do not exist have none.
    """
    found: dict[int, Paper] = {}
    asked = list(Quiz.objects.filter(pk__in=quizzes).order_by("pk"))
    banks = banks_of(*asked)
    for quiz in asked:
        content = content_to_freeze(quiz, banks)
        paper, _is_new = Paper.objects.get_or_create(
            quiz=quiz, sha=sha_of(content), defaults={"content": content, "media": files_in(content)}
        )
        found[quiz.pk] = paper
    # Who goes back to an older text hands in a paper that there is.
    Paper.objects.filter(pk__in=[paper.pk for paper in found.values()]).update(frozen_at=clock.now())
    return found
