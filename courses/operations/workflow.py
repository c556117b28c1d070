"""The review in Wagtail's workflow: a mirror of our submissions, so that its reports and history show them."""

from typing import Any


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish what Wagtail publishes, but never a course: its approval is an operation of ours (DESIGN 3).

    Named in settings and imported while models load, so it imports them late.
    """
    from wagtail.workflows import publish_workflow_state  # noqa: PLC0415 - models are still loading

    from courses.models import CourseTreePage  # noqa: PLC0415 - models are still loading

    held_by = workflow_state.content_object
    if not isinstance(getattr(held_by, "specific", held_by), CourseTreePage):
        publish_workflow_state(workflow_state, user=user)
