"""Courses that open piece by piece, written and published as producers do."""

from collections.abc import Callable
from typing import Any

from accounts.enums import Role
from courses.operations.progress import EventKind, ProgressEvent, Recorded, record_progress
from courses.operations.submissions import submit_course
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.courses import Tree
from tests.factories.submissions import Published, approve_and_publish, ready_course


def say_of(page: Any, **fields: Any) -> None:
    """Give the draft of a page these fields, as its author saves it."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()


def publish(tree: Tree) -> Published:
    """What the drafts say now, approved and made public."""
    submission = submit_course(tree.course, actor=tree.owner)
    reviewer = UserFactory(roles=[Role.REVIEWER])
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    return Published(tree.course, tree, submission, reviewer)


def paced_course(write: Callable[[Tree], None], owner: Any = None) -> Published:
    """A published course of two chapters of two lessons and one more, after `write` has put its drafts right."""
    tree = ready_course(owner)
    write(tree)
    return publish(tree)


def tell(learner: Any, *lessons: Any, kind: EventKind = EventKind.COMPLETE) -> Recorded:
    """What the learner's device says of lesson pages, just now."""
    return record_progress(learner, [ProgressEvent(page.lesson.public_id, kind, clock.now()) for page in lessons])
