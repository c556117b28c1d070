"""Questions and answers, as people write them."""

from typing import Any

from accounts.models import User
from discussions.models import Answer, Question
from discussions.operations.asking import answer_question, ask_question
from tests.factories.published import LiveCourse, learner_of
from tests.factories.submissions import Published


def asked(
    made: LiveCourse | Published, asker: User | None = None, *, title: str = "Which foot first?", **words: Any
) -> Question:
    """A question in the course's first lesson, of a learner of it."""
    return ask_question(
        words.pop("lesson", None) or made.course.lessons.order_by("pk").first(),
        title=title,
        text=words.pop("text", "Left or right?"),
        actor=asker or learner_of(made.course),
        **words,
    )


def answered(question: Question, author: User | None = None, *, text: str = "The left one.", **words: Any) -> Answer:
    """An answer to it, of a fellow learner."""
    return answer_question(question, text=text, actor=author or learner_of(question.lesson.course), **words)
