"""The one lock of a thread: its question's row. Whatever happens to a question or its answers holds it first."""

from typing import Any

from courses.models import Lesson
from discussions.access import can_read_discussion, can_write, is_open
from discussions.errors import DiscussionClosed, QuestionClosed
from discussions.models import Question
from kit.errors import NotAllowed, NotFound
from kit.failpoints import failpoint


def hold_question(question: int) -> Question:
    """The question as it is now, held until the transaction ends. Without the key: votes and answers refer to it."""
    held = Question.objects.select_for_update(no_key=True).get(pk=question)
    failpoint("discussions.question_held")
    return held


def refuse_unless_read(person: Any, lesson: Lesson) -> None:
    """Raises NotFound for whom the discussion does not exist."""
    if not can_read_discussion(person, lesson):
        raise NotFound


def refuse_unless_writable(person: Any, lesson: Lesson) -> None:
    """Raises NotFound, NotAllowed for those who only look on, DiscussionClosed."""
    refuse_unless_read(person, lesson)
    if not can_write(person, lesson):
        raise NotAllowed
    if not is_open(lesson):
        raise DiscussionClosed


def refuse_unless_asked(question: Question) -> None:
    """Raises NotFound for what was taken back or hidden."""
    if not question.is_asked:
        raise NotFound


def refuse_if_closed(question: Question) -> None:
    if question.closed_at is not None:
        raise QuestionClosed
