"""The assignments of lessons as learners are asked them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from assessments.models import Brief
from courses.enums import Availability
from courses.errors import NoSeatToHandIn
from courses.models import Enrolment, Lesson, LessonDocument
from kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class LessonAssignment:
    """An assignment in a live lesson: its brief, the lesson's document, and whether it has to be accepted."""

    document: LessonDocument
    brief: Brief
    is_required: bool


def assignment_in(lesson: Lesson, assignment: UUID, *, language: str = "") -> LessonAssignment:
    """The assignment as the live lesson asks it. Raises NotFound where it does not, or no longer."""
    documents = LessonDocument.objects.live().filter(lesson=lesson).order_by("pk")
    for document in sorted(documents, key=lambda one: one.language != language):
        briefs = Brief.objects.filter(pk__in=document.briefs, assignment__public_id=assignment)
        if (brief := briefs.select_related("assignment").first()) is not None:
            return LessonAssignment(document, brief, brief.assignment_id in document.required_assignments)
    raise NotFound


def joined_at(learner: User, lesson: Lesson) -> datetime | None:
    """When the learner took the seat in the course that is open to them now; None for whoever has none."""
    seats = Enrolment.objects.open().filter(learner=learner, course=lesson.course_id)
    return seats.values_list("enrolled_at", flat=True).first()


def refuse_without_seat(learner: User, lesson: Lesson) -> None:
    """Raise NoSeatToHandIn for who may read the lesson but is in no seat: nobody would look at their work."""
    if joined_at(learner, lesson) is None:
        raise NoSeatToHandIn


def assignments_of(learner: User) -> list[tuple[LessonAssignment, datetime]]:
    """What live lessons ask of the learner in courses where they have a seat, with when they joined."""
    seats = Enrolment.objects.open().filter(
        learner=learner, course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    joined = dict(seats.values_list("course_id", "enrolled_at"))
    documents = LessonDocument.objects.live().filter(course__in=joined).exclude(briefs=[])
    documents = documents.filter(lesson__in=Lesson.objects.readable_by(learner))
    asking = list(documents.select_related("lesson__course").order_by("course_id", "position", "pk"))
    briefs = Brief.objects.select_related("assignment").in_bulk({key for each in asking for key in each.briefs})
    seen: set[int] = set()
    found = []
    for document in asking:
        for brief in (briefs[key] for key in document.briefs if key in briefs):
            # The same assignment may be asked in several lessons and languages; its rounds are one row of work.
            if brief.assignment_id not in seen:
                seen.add(brief.assignment_id)
                asked = LessonAssignment(document, brief, brief.assignment_id in document.required_assignments)
                found.append((asked, joined[document.course_id]))
    return found
