"""What happens when somebody has finished a course: apps above say so here."""

from collections.abc import Callable, Iterable

Finisher = Callable[[int, int], None]

_finishers: list[Finisher] = []


def on_completion(finisher: Finisher) -> Finisher:
    """`finisher(learner, course)` is called with primary keys in the transaction that completes the course.

    It must be quick: defer a job for anything that takes time.
    """
    _finishers.append(finisher)
    return finisher


def completed(learner: int, courses: Iterable[int]) -> None:
    for course in courses:
        for finisher in _finishers:
            finisher(learner, course)
