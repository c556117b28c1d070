"""What must always hold of discussions."""

from collections.abc import Iterator

from django.db import connection

from kit.invariants import invariant

# Counted anew from the rows, beside what the triggers kept.
MISCOUNTED = """
SELECT 'question', question.public_id FROM discussions_question question
WHERE question.vote_count <> (SELECT count(*) FROM discussions_vote vote WHERE vote.question_id = question.id)
    OR question.answer_count <> (SELECT count(*) FROM discussions_answer answer
        WHERE answer.question_id = question.id AND answer.deleted_at IS NULL AND answer.hidden_at IS NULL)
UNION ALL
SELECT 'answer', answer.public_id FROM discussions_answer answer
WHERE answer.vote_count <> (SELECT count(*) FROM discussions_vote vote WHERE vote.answer_id = answer.id)
"""


@invariant("votes_and_answers_are_counted")
def votes_and_answers_are_counted() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(MISCOUNTED)
        for kind, public_id in cursor.fetchall():
            yield f"the {kind} {public_id} counts other votes or answers than it has"
