"""Assignments for tests, and courses whose lessons ask them."""

from typing import Any

from accounts.enums import Role
from assessments.models import Assignment, Brief
from assessments.operations.briefs import write_briefs
from courses.operations.submissions import submit_course
from tests.factories.accounts import UserFactory
from tests.factories.asking import put_into
from tests.factories.quizzes import asks, items, named
from tests.factories.submissions import Published, approve_and_publish, ready_course


def criterion(place: int, title: str, *levels: tuple[str, int]) -> dict[str, Any]:
    """A stored criterion; its levels are named by their places."""
    values = [{"name": name, "description": f"{name} it is.", "points": points} for name, points in levels]
    return {"type": "criterion", "id": named(5000 + place), "value": {"title": title, "levels": items(*values)}}


def rubric() -> list[dict[str, Any]]:
    return [
        criterion(1, "Rhythm", ("loose", 0), ("steady", 2), ("dancing", 4)),
        criterion(2, "Tune", ("wrong", 0), ("right", 6)),
    ]


def marks(rhythm: int, tune: int) -> dict[str, str]:
    """The levels at these places, counted from 1."""
    return {named(5001): named(rhythm), named(5002): named(tune)}


def new_assignment(owner: Any = None, **rules: Any) -> Assignment:
    values = {"title": "Eight bars by ear", "brief": asks("Write them down."), "rubric": [], **rules}
    assignment = Assignment.objects.create(owner=owner or UserFactory(), **values)
    assignment.refresh_from_db()
    return assignment


def brief_of(assignment: Assignment) -> Brief:
    return write_briefs([assignment.pk])[assignment.pk]


def assignment_block(assignment: Assignment, *, is_required: bool = False) -> dict[str, Any]:
    value = {"assignment": assignment.pk, "is_required": is_required}
    return {"type": "assignment", "id": named(4000 + assignment.pk), "value": value}


def course_with_assignment(
    owner: Any = None, *, is_required: bool = False, **rules: Any
) -> tuple[Published, Assignment]:
    """A published course whose first lesson asks an assignment."""
    tree = ready_course(owner)
    asked = new_assignment(tree.owner, **rules)
    put_into(tree.lessons[0], assignment_block(asked, is_required=is_required))
    submission = submit_course(tree.course, actor=tree.owner)
    reviewer = UserFactory(roles=[Role.REVIEWER])
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    return Published(tree.course, tree, submission, reviewer), asked
