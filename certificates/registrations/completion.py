"""Whoever finishes a course is given its certificate soon after."""

from courses.operations.completion import on_completion
from kit import jobs

ISSUE = "certificates.issue"


@on_completion
def issue_soon(learner: int, course: int) -> None:
    jobs.enqueue(ISSUE, learner=learner, course=course)
