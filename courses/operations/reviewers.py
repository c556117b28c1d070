"""Who writes a course and who decides about it; nobody does both for the same course."""

from typing import Any

from accounts.enums import Role
from courses.models import Course


def is_author(person: Any, course: Course) -> bool:
    """Owner or accepted co-author."""
    return bool(person.is_active) and Course.objects.editable_by(person).filter(pk=course.pk).exists()


def is_reviewer(person: Any) -> bool:
    return bool(person.has_role(Role.REVIEWER) or person.has_role(Role.ADMINISTRATOR))


def may_decide(person: Any, course: Course) -> bool:
    """Reviewers and administrators decide, but never about a course that they write themselves."""
    return is_reviewer(person) and not is_author(person, course)
