"""Questions and answers can be reported."""

from typing import Any
from uuid import UUID

from discussions.access import can_read_discussion
from discussions.models import Answer, Question
from discussions.operations.keeping import hide, restore
from moderation.gates import Reportable, register

QUESTION = "question"
ANSWER = "answer"


def find_question(person: Any, public_id: UUID) -> Question | None:
    found = Question.objects.select_related("lesson__course").filter(public_id=public_id, deleted_at=None).first()
    if found is None or person is None:
        return found
    return found if found.is_asked and can_read_discussion(person, found.lesson) else None


def find_answer(person: Any, public_id: UUID) -> Answer | None:
    answers = Answer.objects.select_related("question__lesson__course")
    found = answers.filter(public_id=public_id, deleted_at=None).first()
    if found is None or person is None:
        return found
    is_read = found.is_shown and found.question.hidden_at is None
    return found if is_read and can_read_discussion(person, found.question.lesson) else None


register(
    QUESTION,
    Reportable(
        label="Question in a lesson",
        find=find_question,
        author_id=lambda question: question.asker_id,
        excerpt=lambda question: f"{question.title}\n{question.text}",
        hide=lambda question, reason, actor: hide(question, reason=reason, actor=actor),
        restore=lambda question, actor: restore(question, actor=actor),
    ),
)
register(
    ANSWER,
    Reportable(
        label="Answer to a question",
        find=find_answer,
        author_id=lambda answer: answer.author_id,
        excerpt=lambda answer: answer.text,
        hide=lambda answer, reason, actor: hide(answer, reason=reason, actor=actor),
        restore=lambda answer, actor: restore(answer, actor=actor),
    ),
)
