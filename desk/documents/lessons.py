"""Who is stuck where: how many have come to each lesson, finished it, and got no further (REQUIREMENTS C12).

Counted when it is asked for: three grouped queries, which lock nothing (ADR 0059).
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.models import Course, Enrolment, LessonProgress
from desk.documents.contents import LiveLesson, contents_of
from desk.documents.learners import stuck


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """`stopped` have been away since they were in this lesson, and have not finished the course."""

    lesson: LiveLesson
    reached: int
    finished: int
    stopped: int
    learners: int

    @property
    def reached_percent(self) -> int:
        return self.reached * 100 // self.learners if self.learners else 0

    @property
    def finished_percent(self) -> int:
        return self.finished * 100 // self.learners if self.learners else 0


@dataclass(frozen=True, slots=True)
class Standings:
    """`never_began` have been away since they joined; `elsewhere` stopped in a lesson that is not live any more."""

    learners: int
    lessons: list[LessonStanding]
    never_began: int
    elsewhere: int

    @property
    def worst(self) -> int:
        """The most that stopped in one lesson."""
        return max((one.stopped for one in self.lessons), default=0)


def standings_of(course: Course, *, days: int) -> Standings:
    """Lesson by lesson. Who was away for `days` has stopped."""
    lessons = contents_of(course)
    seats = Enrolment.objects.open().filter(course=course)
    learners = seats.count()
    progress = LessonProgress.objects.filter(
        course=course, lesson__in=[one.key for one in lessons], learner__in=seats.values("learner")
    )
    come = {
        row["lesson"]: row
        for row in progress.order_by()
        .values("lesson")
        .annotate(reached=Count("pk"), finished=Count("pk", filter=Q(is_completed=True)))
    }
    last = stuck(seats, days).order_by().values_list("last_lesson").annotate(Count("pk"))
    stopped: dict[int | None, int] = dict(last)
    never = stopped.pop(None, 0)
    lines = [
        LessonStanding(
            lesson=one,
            reached=come[one.key]["reached"] if one.key in come else 0,
            finished=come[one.key]["finished"] if one.key in come else 0,
            stopped=stopped.pop(one.key, 0),
            learners=learners,
        )
        for one in lessons
    ]
    return Standings(learners, lines, never, sum(stopped.values()))
