"""Courses whose lessons ask quizzes, written and published as producers do."""

from typing import Any

from accounts.enums import Role
from assessments.models import Quiz
from courses.operations.submissions import submit_course
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.quizzes import named, new_quiz
from tests.factories.submissions import Published, approve_and_publish, ready_course


def quiz_block(quiz: Quiz, *, is_required: bool = False) -> dict[str, Any]:
    return {"type": "quiz", "id": named(3000 + quiz.pk), "value": {"quiz": quiz.pk, "is_required": is_required}}


def put_into(lesson: Any, *blocks: dict[str, Any]) -> None:
    """Make these the lesson's content, as its author saves it."""
    draft = lesson.get_latest_revision_as_object()
    draft.content = [*text("Listen first."), *blocks]
    draft.save_revision()


def course_with_quiz(owner: Any = None, *, is_required: bool = False, **quiz: Any) -> tuple[Published, Quiz]:
    """A published course whose first lesson asks a quiz."""
    tree = ready_course(owner)
    asked = new_quiz(tree.owner, **quiz)
    put_into(tree.lessons[0], quiz_block(asked, is_required=is_required))
    submission = submit_course(tree.course, actor=tree.owner)
    reviewer = UserFactory(roles=[Role.REVIEWER])
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    return Published(tree.course, tree, submission, reviewer), asked
