"""Courses on their way to the public, and there, for tests."""

from typing import Any, NamedTuple

from accounts.enums import Role
from courses.models import Course, CoursePage, CourseSubmission
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from taxonomy.models import Category, Level
from tests.factories.accounts import UserFactory
from tests.factories.courses import Tree, course_tree
from tests.factories.media import ImageFactory


class Published(NamedTuple):
    """A course that anyone may read about, with what it was made from."""

    course: Course
    tree: Tree
    submission: CourseSubmission
    reviewer: Any


def complete(page: CoursePage, **fields: Any) -> CoursePage:
    """Give a course's draft all that a submission asks for; `fields` go before."""
    draft = page.get_latest_revision_as_object()
    category, _ = Category.objects.get_or_create(slug="dance", defaults={"name": "Dance"})
    level, _ = Level.objects.get_or_create(slug="beginner", defaults={"name": "Beginner"})
    values = {
        "summary": "Dance a whole song after four evenings.",
        "description": "<p>Feet first, then the rest.</p>",
        "thumbnail": fields.pop("thumbnail", None) or ImageFactory(uploaded_by_user_id=page.course.owner_id),
        "thumbnail_alt": "Two dancers",
        "category": category,
        "level": level,
        **fields,
    }
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=page.course.owner)
    page.refresh_from_db()
    return page


def ready_course(owner: Any = None, *, title: str = "Salsa from the first step", **fields: Any) -> Tree:
    """A course in draft to which nothing is wanting."""
    tree = course_tree(owner, title=title)
    complete(tree.page, **fields)
    return tree


def submitted_course(owner: Any = None, **fields: Any) -> tuple[Tree, CourseSubmission]:
    tree = ready_course(owner, **fields)
    return tree, submit_course(tree.course, actor=tree.owner)


def published_course(owner: Any = None, *, reviewer: Any = None, **fields: Any) -> Published:
    """A course through its whole life: written, handed in, approved, published. `price_minor=4900` gives it a price."""
    tree, submission = submitted_course(owner, **fields)
    reviewer = reviewer or UserFactory(roles=[Role.REVIEWER])
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    submission.refresh_from_db()
    return Published(tree.course, tree, submission, reviewer)


def approve_and_publish(submission: CourseSubmission, *, reviewer: Any) -> None:
    approve(submission, actor=reviewer)
    publish_submission(submission.pk)
