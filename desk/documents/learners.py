"""The learners of a course, as those who write it see them: who, how far, since when away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.enums import HandInState
from assessments.models import Attempt, HandIn
from courses.enums import EnrolmentState
from courses.models import Course, Enrolment, Lesson, LessonProgress
from desk.documents.contents import LiveLesson, contents_of, needed
from desk.enums import Only, Order
from kit import clock

USUAL_DAYS = 14

ORDERS: dict[str, list[Any]] = {
    Order.JOINED: ["-enrolled_at", "-pk"],
    Order.VISITED: [F("last_access_at").desc(nulls_last=True), "-pk"],
    Order.AWAY: [F("last_access_at").asc(nulls_first=True), "pk"],
    Order.MOST: ["-lessons_done", "-pk"],
    Order.LEAST: ["lessons_done", "pk"],
    Order.NAME: ["learner__display_name", "pk"],
}


@dataclass(frozen=True, slots=True)
class Group:
    """Some of a course's learners: all of them if nothing is said. `lesson` is where they were last.

    `cohort` is the one they are in.
    """

    words: str = ""
    only: str = ""
    days: int = USUAL_DAYS
    lesson: UUID | None = None
    cohort: UUID | None = None

    def in_words(self, lessons: Sequence[LiveLesson], cohorts: Mapping[UUID, str]) -> str:
        """As it is read beside an announcement."""
        said = [str(Only(self.only).label)] if self.only else [_("Everybody in the course")]
        if self.only == Only.STUCK:
            said = [_("Not finished, and away for %(days)s days") % {"days": self.days}]
        if title := next((one.title for one in lessons if one.public_id == self.lesson), ""):
            said.append(_("last in “%(lesson)s”") % {"lesson": title})
        if self.cohort:
            said.append(_("in the cohort “%(cohort)s”") % {"cohort": cohorts.get(self.cohort, "?")})
        if self.words:
            said.append(_("whose name has “%(words)s” in it") % {"words": self.words})
        return "; ".join(said)[:500]


def cohorts_of(course: Course) -> dict[UUID, str]:
    """The names of the course's cohorts, those that start last first."""
    return dict(course.cohorts.order_by("-starts_at", "-pk").values_list("public_id", "name"))


def learners_in(course: Course, group: Group, lessons: Sequence[LiveLesson]) -> QuerySet[Enrolment]:
    """The open seats of the course whose learners are in the group. `lessons` are the course's."""
    seats = Enrolment.objects.open().filter(course=course)
    if group.words:
        seats = seats.filter(learner__display_name__icontains=group.words)
    if group.cohort:
        seats = seats.filter(cohort__public_id=group.cohort)
    if group.lesson:
        seats = seats.filter(last_lesson__public_id=group.lesson)
    if group.only == Only.STUCK:
        return stuck(seats, group.days)
    if group.only == Only.LEARNING:
        return seats.filter(state=EnrolmentState.ACTIVE)
    if group.only == Only.FINISHED:
        return seats.filter(state=EnrolmentState.COMPLETED)
    if group.only == Only.FAILED:
        return seats.filter(Q(_failed_one(lessons)))
    if group.only == Only.WAITING:
        work = HandIn.objects.filter(
            learner=OuterRef("learner"),
            state=HandInState.HANDED_IN,
            lesson__in=Lesson.objects.filter(course=course).values("public_id"),
        )
        return seats.filter(Exists(work))
    return seats


def stuck(seats: QuerySet[Enrolment], days: int) -> QuerySet[Enrolment]:
    """Those who have not finished, and were last there, or joined, so many days ago."""
    since = clock.now() - timedelta(days=days)
    away = Q(last_access_at__lt=since) | Q(last_access_at=None, enrolled_at__lt=since)
    return seats.filter(away, state=EnrolmentState.ACTIVE)


def _failed_one(lessons: Sequence[LiveLesson]) -> Exists:
    required = {quiz for lesson in needed(lessons) for quiz in lesson.required_quizzes}
    passed = Attempt.objects.filter(learner=OuterRef("learner"), quiz=OuterRef("quiz"), is_passed=True)
    tried = Attempt.objects.filter(learner=OuterRef("learner"), quiz__in=required, is_passed=False)
    return Exists(tried.filter(~Exists(passed)))


def with_progress(seats: QuerySet[Enrolment], course: Course, lessons: Sequence[LiveLesson]) -> QuerySet[Any]:
    """With `lessons_done`, of those that are live now and needed to finish."""
    done = LessonProgress.objects.filter(
        learner=OuterRef("learner"), course=course, is_completed=True, lesson__in=[one.key for one in needed(lessons)]
    )
    count = done.order_by().values("course").annotate(count=Count("pk")).values("count")
    return seats.annotate(lessons_done=Coalesce(Subquery(count, output_field=IntegerField()), 0))


@dataclass(frozen=True, slots=True)
class Learner:
    """A line of the list."""

    seat: Any
    percent: int
    last_lesson: str
    quizzes_passed: int
    quizzes_failed: int
    work_waiting: int
    work_accepted: int


def lines_of(seats: Collection[Any], lessons: Sequence[LiveLesson]) -> list[Learner]:
    """These seats with what was answered and handed in. Two queries, however many there are."""
    people = [seat.learner_id for seat in seats]
    quizzes = {quiz for lesson in lessons for quiz in lesson.quizzes}
    # Of this course's lessons: the same quiz may be asked in another course.
    here = {"lesson__in": [one.public_id for one in lessons]}
    tries = Attempt.objects.filter(learner__in=people, quiz__in=quizzes, handed_in_at__isnull=False, **here).order_by()
    answered = {
        row["learner"]: row
        for row in tries.values("learner").annotate(
            tried=Count("quiz", distinct=True), passed=Count("quiz", filter=Q(is_passed=True), distinct=True)
        )
    }
    work = HandIn.objects.filter(learner__in=people, **here).order_by()
    handed_in = {
        row["learner"]: row
        for row in work.values("learner").annotate(
            waiting=Count("pk", filter=Q(state=HandInState.HANDED_IN)),
            accepted=Count("assignment", filter=Q(state=HandInState.ACCEPTED), distinct=True),
        )
    }
    titles = {one.key: one.title for one in lessons}
    lines = []
    for seat in seats:
        mine, made = answered.get(seat.learner_id), handed_in.get(seat.learner_id)
        passed = mine["passed"] if mine else 0
        lines.append(
            Learner(
                seat=seat,
                percent=percent_of(seat.lessons_done, lessons),
                last_lesson=titles.get(seat.last_lesson_id, ""),
                quizzes_passed=passed,
                quizzes_failed=mine["tried"] - passed if mine else 0,
                work_waiting=made["waiting"] if made else 0,
                work_accepted=made["accepted"] if made else 0,
            )
        )
    return lines


def percent_of(done: int, lessons: Sequence[LiveLesson]) -> int:
    of_all = len(needed(lessons))
    return done * 100 // of_all if of_all else 0


def seats_of(course: Course, group: Group, order: str = Order.JOINED) -> tuple[QuerySet[Any], list[LiveLesson]]:
    """The seats of the group in their order, with progress, and the lessons by which it counts."""
    lessons = contents_of(course)
    seats = with_progress(learners_in(course, group, lessons), course, lessons).select_related("learner", "cohort")
    return seats.order_by(*ORDERS[order]), lessons
