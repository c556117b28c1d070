"""What happens when somebody has finished a course: apps above say so here.

A course is finished when every live lesson that is not optional is done: `record_progress` sees it as the last of them
is marked, and `complete_finished` where a new version asks for less (ADR 0057). Whoever has finished stays so.
"""

from collections.abc import Callable, Iterable

from django.db import connection, transaction

from courses.enums import EnrolmentState
from courses.models import Enrolment
from kit import clock, jobs
from kit.failpoints import failpoint

COMPLETE = "courses.complete_finished"
AT_ONCE = 200

Finisher = Callable[[int, int], None]

_finishers: list[Finisher] = []

_FINISHED = f"""
WITH finished AS MATERIALIZED (
    SELECT seat.id FROM courses_enrolment seat
    WHERE seat.course_id = %(course)s AND seat.state = '{EnrolmentState.ACTIVE.value}' AND seat.completed_at IS NULL
        AND EXISTS (SELECT FROM courses_lessondocument document
            WHERE document.course_id = seat.course_id AND document.is_live AND NOT document.is_optional)
        AND NOT EXISTS (SELECT FROM courses_lessondocument document
            WHERE document.course_id = seat.course_id AND document.is_live AND NOT document.is_optional
                AND NOT EXISTS (SELECT FROM courses_lessonprogress progress WHERE progress.is_completed
                    AND progress.learner_id = seat.learner_id AND progress.lesson_id = document.lesson_id))
    ORDER BY seat.id LIMIT %(most)s
    FOR NO KEY UPDATE OF seat
)
UPDATE courses_enrolment AS seat SET state = '{EnrolmentState.COMPLETED.value}', completed_at = %(now)s
FROM finished WHERE seat.id = finished.id
RETURNING seat.learner_id
"""  # noqa: S608 - put together from our own states


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


def order_completing(course: int) -> None:
    """Have it looked, after the commit, who has finished the course by the version that is live then."""
    if Enrolment.objects.filter(course=course, state=EnrolmentState.ACTIVE, last_access_at__isnull=False).exists():
        jobs.enqueue(COMPLETE, one_at_a_time=f"{COMPLETE} {course}", course_id=course)


def complete_finished(course: int) -> int:
    """Complete the seats of those who have done all that the course needs now; safe to run twice. Says how many."""
    total = 0
    while found := _complete_some(course):
        total += found
    return total


@transaction.atomic
def _complete_some(course: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_FINISHED, {"course": course, "now": clock.now(), "most": AT_ONCE})
        learners = sorted(row[0] for row in cursor.fetchall())
    failpoint("courses.seats_completed")
    for learner in learners:
        completed(learner, [course])
    return len(learners)
