"""Whoever finishes a course may have come to the end of a path by it."""

from courses.operations.completion import on_completion
from kit import jobs

FOLLOW = "paths.follow"


@on_completion
def follow_soon(learner: int, course: int) -> None:
    jobs.enqueue(FOLLOW, learner=learner, course=course)
