"""Keeping Wagtail's workflow states in step with submissions; the submission decides, Wagtail records."""

from typing import Any

from wagtail.models import Workflow, WorkflowState, WorkflowTask

from courses.models import CoursePage, CourseReviewTask, CourseSubmission

WORKFLOW_NAME = "Course review"


def review_workflow() -> Workflow:
    """The workflow with our task in it. A migration made it; it is made again should somebody have deleted it."""
    task = CourseReviewTask.objects.filter(active=True).order_by("pk").first()
    if task is None:
        task = CourseReviewTask.objects.create(name=WORKFLOW_NAME)
    found = Workflow.objects.filter(active=True, workflow_tasks__task=task).order_by("pk").first()
    if found is None:
        found = Workflow.objects.create(name=WORKFLOW_NAME)
        WorkflowTask.objects.create(workflow=found, task=task, sort_order=0)
    return found


def begin(page: CoursePage, *, actor: Any) -> WorkflowState:
    """Start the workflow on the course page, or take it up again after changes were asked for."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=actor)
        return state
    if state is not None:
        state.cancel(user=actor)
    return review_workflow().start(page, actor)


def approve(submission: CourseSubmission, *, actor: Any, comment: str) -> None:
    if task_state := _current_task_state(submission):
        task_state.approve(user=actor, comment=comment)


def ask_for_changes(submission: CourseSubmission, *, actor: Any, comment: str) -> None:
    if task_state := _current_task_state(submission):
        task_state.reject(user=actor, comment=comment)


def cancel(submission: CourseSubmission, *, actor: Any) -> None:
    state = submission.workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.cancel(user=actor)


def _current_task_state(submission: CourseSubmission) -> Any:
    state = submission.workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return None
    return state.current_task_state.specific
