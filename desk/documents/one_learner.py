"""One learner of a course: their lessons, quizzes and work in it, and nothing of other courses."""

from dataclasses import dataclass
from typing import Any

from assessments.enums import HandInState
from assessments.models import Attempt, HandIn
from courses.documents.learning import LessonInHand, lessons_in_hand
from courses.models import Enrolment, Lesson


@dataclass(frozen=True, slots=True)
class LearnerSheet:
    lessons: list[LessonInHand]
    attempts: list[Any]
    work: list[Any]

    @property
    def percent(self) -> int:
        needed = [lesson for lesson in self.lessons if not lesson.is_optional]
        done = sum(bool(lesson.is_completed) for lesson in needed)
        return done * 100 // len(needed) if needed else 0


def sheet_of(seat: Enrolment) -> LearnerSheet:
    """Three queries. Attempts and work are those of this course's lessons; drafts are their learner's alone."""
    here = Lesson.objects.filter(course=seat.course_id).values("public_id")
    attempts = Attempt.objects.filter(learner=seat.learner_id, lesson__in=here, handed_in_at__isnull=False)
    work = HandIn.objects.filter(learner=seat.learner_id, lesson__in=here).exclude(state=HandInState.DRAFT)
    return LearnerSheet(
        lessons=lessons_in_hand(seat.learner, seat.course.slug),
        attempts=list(attempts.select_related("paper").order_by("-handed_in_at", "-pk")),
        work=list(work.select_related("brief").order_by("-handed_in_at", "-pk")),
    )
