"""What follows from what Wagtail does."""

from typing import Any

from wagtail.models import WorkflowState
from wagtail.signals import (
    workflow_cancelled,
)

from courses.operations.submissions import close_cancelled_submission


def follow_cancelled_workflow(sender: type[WorkflowState], instance: WorkflowState, user: Any, **_extra: Any) -> None:
    """A workflow cancelled through Wagtail's own views takes the submission with it."""
    close_cancelled_submission(instance, actor=user)


def connect() -> None:
    workflow_cancelled.connect(follow_cancelled_workflow, dispatch_uid="courses_follow_cancelled_workflow")
